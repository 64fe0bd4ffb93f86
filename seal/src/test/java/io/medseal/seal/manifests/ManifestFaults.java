package io.medseal.seal.manifests;

import io.medseal.ledger.statements.StrictJson;
import java.math.BigInteger;
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
    faults.put("no media type", all -> file(all, 1).put("mediaType", ""));
    faults.put("a media type of one word", all -> file(all, 1).put("mediaType", "image"));
    faults.put("a media type with a line break", all -> file(all, 1).put("mediaType", "a/b\r\nx"));
    faults.put(
        "a media type with parameters",
        all -> file(all, 1).put("mediaType", "text/html; charset=x"));
    faults.put("a hash that is short", all -> file(all, 1).put("sha256", "44".repeat(31)));
    faults.put("a body larger than its files", all -> body(all).put("size", 1_001));
    faults.put("a body of no part", all -> body(all).putArray("parts"));
    faults.put("a body of one part too many", all -> repeat(body(all), "parts", 1));
    faults.put("a body without size", all -> body(all).remove("size"));
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

  private static ObjectNode file(ObjectNode all, int index) {
    return (ObjectNode) all.get("files").get(index);
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
