package io.medseal.seal.manifests;

import io.medseal.ledger.statements.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Ways to spoil the JSON of a manifest, one at a time; each is malformed. */
public final class ManifestFaults {
  private ManifestFaults() {}

  /** What is wrong, and how to make it so. */
  public static Map<String, Consumer<ObjectNode>> all() {
    Map<String, Consumer<ObjectNode>> faults = new LinkedHashMap<>();
    faults.put("another version", all -> all.put("v", 2));
    faults.put("no version", all -> all.remove("v"));
    faults.put("a suite that is a string", all -> all.put("suite", "1"));
    faults.put("no report", all -> all.remove("report"));
    faults.put("a report id in upper case", all -> all.put("report", "4E".repeat(16)));
    faults.put("a short record id", all -> all.put("record", "4c".repeat(31)));
    faults.put("null for a section", all -> all.putNull("section"));
    faults.put("an unknown member", all -> all.put("more", 1));
    faults.put("an unknown member of the author", all -> author(all).put("more", 1));
    faults.put("an author without head", all -> author(all).remove("head"));
    faults.put("an author of generation 0", all -> author(all).put("generation", 0));
    faults.put("a generation above 2^31", all -> author(all).put("generation", 1L << 31));
    faults.put("a generation with a fraction", all -> author(all).put("generation", 1.5));
    faults.put("null for an author's name", all -> author(all).putNull("name"));
    faults.put("an author's name too long", all -> author(all).put("name", "x".repeat(201)));
    faults.put("an empty via", all -> all.putArray("via"));
    faults.put("a via that ends elsewhere", all -> hop(all).put("keyring", "4c".repeat(32)));
    faults.put("a via of seven", all -> repeat(all, "via", 6));
    faults.put("via that is no array", all -> all.putObject("via"));
    faults.put("a time without fraction", all -> all.put("time", "2026-11-23T12:00:00Z"));
    faults.put("a time that is a number", all -> all.put("time", 1));
    faults.put("a day that is none", all -> all.put("time", "2026-02-30T12:00:00.000Z"));
    faults.put("a document that is an array", all -> all.putArray("document"));
    faults.put("another resource", all -> document(all).put("resourceType", "Patient"));
    faults.put(
        "a document of another date", all -> document(all).put("date", "2026-11-22T12:00:00.000Z"));
    faults.put("a date that is a number", all -> document(all).put("date", 1));
    faults.put("no key commitment", all -> all.remove("keyCommitment"));
    faults.put("a key commitment that is short", all -> all.put("keyCommitment", "44".repeat(31)));
    faults.put("a body without size", all -> body(all).remove("size"));
    faults.put("a body with parts", all -> body(all).putArray("parts"));
    faults.put("a body of a negative size", all -> body(all).put("size", -1));
    faults.put("a body of 2^53 bytes", all -> body(all).put("size", 1L << 53));
    faults.put("no contents", all -> all.remove("contents"));
    faults.put("contents of no size", all -> contents(all).put("size", 0));
    faults.put("contents of more than 16 MiB", all -> contents(all).put("size", 16_777_217));
    faults.put("contents without hash", all -> contents(all).remove("sha256"));
    faults.put("contents of fewer than no files", all -> contents(all).put("files", -1));
    faults.put("contents with an unknown member", all -> contents(all).put("more", 1));
    faults.put(
        "a media type twice",
        all -> contents(all).putArray("mediaTypes").add("image/png").add("image/png"));
    faults.put(
        "nine media types",
        all -> {
          for (int i = 1; i < 9; i++) {
            contents(all).withArray("mediaTypes").add("image/x" + i);
          }
        });
    faults.put(
        "a media type that is none", all -> contents(all).putArray("mediaTypes").add("image"));
    faults.put("media types that are numbers", all -> contents(all).putArray("mediaTypes").add(1));
    faults.put("nesting of more than 32", all -> document(all).set("deep", deep(40)));
    return faults;
  }

  private static ObjectNode author(ObjectNode all) {
    return (ObjectNode) all.get("author");
  }

  private static ObjectNode hop(ObjectNode all) {
    return (ObjectNode) all.get("via").get(0);
  }

  private static ObjectNode document(ObjectNode all) {
    return (ObjectNode) all.get("document");
  }

  private static ObjectNode contents(ObjectNode all) {
    return (ObjectNode) all.get("contents");
  }

  private static ObjectNode body(ObjectNode all) {
    return (ObjectNode) all.get("body");
  }

  private static void repeat(ObjectNode in, String array, int times) {
    for (int i = 0; i < times; i++) {
      in.withArray(array).add(in.get(array).get(0).deepCopy());
    }
  }

  private static ObjectNode deep(int levels) {
    ObjectNode top = StrictJson.mapper().createObjectNode();
    ObjectNode node = top;
    for (int i = 0; i < levels; i++) {
      node = node.putObject("d");
    }
    return top;
  }
}
