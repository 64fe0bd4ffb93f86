package io.medseal.seal.manifests;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Ways to spoil the JSON of contents, one at a time; each is malformed. */
public final class ContentsFaults {
  private ContentsFaults() {}

  /** What is wrong, and how to make it so. */
  public static Map<String, Consumer<ObjectNode>> all() {
    Map<String, Consumer<ObjectNode>> faults = new LinkedHashMap<>();
    faults.put("another version", all -> all.put("v", 2));
    faults.put("no version", all -> all.remove("v"));
    faults.put("no report", all -> all.remove("report"));
    faults.put("an unknown member", all -> all.put("more", 1));
    faults.put("an unknown member of a file", all -> file(all, 0).put("sha256", "44".repeat(32)));
    faults.put("no files", all -> all.putArray("files"));
    faults.put("a file that is a string", all -> all.putArray("files").add("x"));
    faults.put("a file without name", all -> file(all, 0).remove("name"));
    faults.put(
        "two files of one name but for case", all -> file(all, 1).put("name", "SERIES/im0001.DCM"));
    faults.put("a gap between files", all -> file(all, 0).put("size", 999));
    faults.put("files that overlap", all -> file(all, 1).put("offset", 999).put("size", 1));
    faults.put(
        "a first file behind the start", all -> file(all, 0).put("offset", 1).put("size", 999));
    faults.put("a negative size", all -> file(all, 1).put("size", -1));
    faults.put("a size of 2^53", all -> file(all, 1).put("size", 1L << 53));
    faults.put(
        "a size beyond a long", all -> file(all, 1).put("size", new BigInteger("9".repeat(30))));
    faults.put("a size that is a string", all -> file(all, 1).put("size", "0"));
    faults.put("an unknown role", all -> file(all, 1).put("role", "hidden"));
    faults.put("a study index before a file", all -> file(all, 0).put("role", "study"));
    faults.put("a study index of no byte", all -> file(all, 1).put("role", "study"));
    faults.put(
        "a study index that is too long",
        all -> {
          study(all, (16 << 20) + 1);
          all.putArray("parts").add("55".repeat(32)).add("55".repeat(32)).add("55".repeat(32));
        });
    faults.put(
        "a study index alone",
        all -> {
          file(all, 0).put("role", "study");
          all.withArray("files").remove(1);
        });
    faults.put("no media type", all -> file(all, 1).put("mediaType", ""));
    faults.put("a media type of one word", all -> file(all, 1).put("mediaType", "image"));
    faults.put("a media type with a line break", all -> file(all, 1).put("mediaType", "a/b\r\nx"));
    faults.put(
        "a media type with parameters",
        all -> file(all, 1).put("mediaType", "text/html; charset=x"));
    faults.put("no hash of a part", all -> all.putArray("parts"));
    faults.put("a hash too many", all -> all.withArray("parts").add("55".repeat(32)));
    faults.put("a hash that is short", all -> all.putArray("parts").add("55".repeat(31)));
    faults.put("a hash that is an object", all -> all.putArray("parts").addObject());
    return faults;
  }

  /** Makes the second file a study index of that size. */
  public static void study(ObjectNode all, int size) {
    file(all, 0).put("size", 990);
    file(all, 1).put("offset", 990).put("size", size).put("role", "study");
  }

  private static ObjectNode file(ObjectNode all, int index) {
    return (ObjectNode) all.get("files").get(index);
  }
}
