package io.medseal.client.studies;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the cases of {@code spec/vectors/study} that do not exist. */
public final class MakeStudyVectors {
  static final Path FOLDER = Path.of("..", "spec", "vectors", "study");

  private MakeStudyVectors() {}

  /** Writes what is missing. */
  public static void main(String[] args) throws IOException {
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, List<byte[]>> it : StudyFiles.cases().entrySet()) {
      ObjectNode vector = vector("make-" + it.getKey(), "make-index", "ok");
      ArrayNode files = vector.putObject("input").putArray("files");
      it.getValue().forEach(file -> files.add(Bytes.of(file).base64Url()));
      vector.putObject("output").put("text", text(it.getValue()));
      write(vector);
    }
    List<byte[]> good = StudyFiles.cases().get("stack");
    ObjectNode read = vector("read-stack", "read-index", "ok");
    put(read.putObject("input"), text(good), good);
    read.putObject("output").put("instances", 3).put("described", 3);
    write(read);
    for (Map.Entry<String, Consumer<ObjectNode>> fault : faults().entrySet()) {
      ObjectNode index = (ObjectNode) StrictJson.mapper().readTree(text(good));
      fault.getValue().accept(index);
      bad(fault.getKey(), StrictJson.mapper().writeValueAsString(index), good);
    }
    bad("a space after the text", text(good) + " ", good);
    bad("a number with a fraction", text(good).replace("\"v\":1", "\"v\":1.0"), good);
    bad("a number with an exponent", text(good).replace("\"v\":1", "\"v\":1e0"), good);
    bad("an escape that is none", text(good).replace("CT", "\\u0043T"), good);
    bad("a member twice", text(good).replaceFirst("\"file\":0", "\"file\":0,\"file\":0"), good);
    bad("a second value", text(good) + "{}", good);
    bad("no JSON", "study", good);
  }

  private static void bad(String fault, String text, List<byte[]> files) throws IOException {
    ObjectNode vector =
        vector("read-" + fault.replaceAll("[^a-z0-9]+", "-"), "read-index", "malformed");
    vector.put("fault", fault);
    put(vector.putObject("input"), text, files);
    write(vector);
  }

  private static Map<String, Consumer<ObjectNode>> faults() {
    Map<String, Consumer<ObjectNode>> faults = new LinkedHashMap<>();
    faults.put("another version", all -> all.put("v", 2));
    faults.put("no version", all -> all.remove("v"));
    faults.put("an unknown member", all -> all.put("report", "aa"));
    faults.put("no instances", all -> all.putArray("instances"));
    faults.put("an unknown member of an instance", all -> instance(all, 0).put("name", "x"));
    faults.put("an instance without size", all -> instance(all, 0).remove("size"));
    faults.put("a file of another size", all -> add(instance(all, 0), "size", 1));
    faults.put("a file that is no DICOM file", all -> instance(all, 0).put("file", 1));
    faults.put("a file that is not there", all -> instance(all, 2).put("file", 4));
    faults.put("a negative file", all -> instance(all, 0).put("file", -1));
    faults.put(
        "a file twice",
        all -> instance(all, 1).put("file", 0).put("size", instance(all, 0).get("size").asInt()));
    faults.put(
        "files out of order",
        all -> {
          JsonNode first = instance(all, 0);
          ArrayNode instances = (ArrayNode) all.get("instances");
          instances.set(0, instance(all, 1));
          instances.set(1, first);
        });
    faults.put("pixels behind the file", all -> pixels(all, 0, 8));
    faults.put("pixels in the preamble", all -> pixels(all, 0, -1_000));
    faults.put("pixels that end behind the file", all -> pixels(all, 1, 1));
    faults.put(
        "pixels of three numbers", all -> ((ArrayNode) instance(all, 0).get("pixels")).add(1));
    faults.put(
        "pixels whose end is beyond a number",
        all -> ((ArrayNode) instance(all, 0).get("pixels")).set(1, number(9_007_199_254_740_991L)));
    faults.put("no frames", all -> instance(all, 0).putArray("frames"));
    faults.put("a frame without fragments", all -> instance(all, 0).putArray("frames").addArray());
    faults.put(
        "fragments outside of the pixels",
        all -> instance(all, 0).putArray("frames").addArray().add(0).add(8));
    fragmentFaults(faults);
    descriptionFaults(faults);
    return faults;
  }

  /**
   * The first instance's pixels as 64 bytes of fragments: a table, and frames of 16 and 8 bytes.
   */
  private static void fragmentFaults(Map<String, Consumer<ObjectNode>> faults) {
    Map<String, long[]> frames = new LinkedHashMap<>();
    frames.put("fragments that overlap", new long[] {16, 16, 32, 24});
    frames.put("fragments with a gap", new long[] {16, 8, 40, 16});
    frames.put("fragments out of order", new long[] {40, 16, 16, 16});
    frames.put("fragments that end early", new long[] {16, 16, 40, 8});
    frames.put("fragments that end late", new long[] {16, 16, 40, 24});
    frames.put("a fragment in the table", new long[] {8, 24, 40, 16});
    frames.forEach(
        (fault, places) ->
            faults.put(
                fault,
                all -> {
                  long at = 200;
                  ArrayNode each = instance(all, 0).put("size", size(all)).putArray("frames");
                  ArrayNode pixels = (ArrayNode) instance(all, 0).get("pixels");
                  pixels.set(0, number(at));
                  pixels.set(1, number(64));
                  for (int i = 0; i < places.length; i += 2) {
                    each.addArray().add(at + places[i]).add(places[i + 1]);
                  }
                }));
  }

  private static void descriptionFaults(Map<String, Consumer<ObjectNode>> faults) {
    faults.put(
        "an attribute that no description has",
        all -> dicom(all).putObject("00280102").put("vr", "US").putArray("Value").add(11));
    faults.put(
        "an attribute of another representation",
        all -> attribute(all, "00100020").put("vr", "SH"));
    faults.put("an attribute without value", all -> attribute(all, "00100020").putArray("Value"));
    faults.put(
        "an attribute with bulk data",
        all -> attribute(all, "00100020").put("InlineBinary", "AAAA"));
    faults.put(
        "attributes out of order",
        all -> {
          JsonNode first = dicom(all).remove("00080016");
          dicom(all).set("00080016", first);
        });
    faults.put("an empty text", all -> value(all, "00100020").add(""));
    faults.put("a text that is a number", all -> value(all, "00100020").add(1));
    faults.put("a text with a line break", all -> value(all, "00100020").add("a\nb"));
    faults.put("a text that is too long", all -> value(all, "00100020").add("x".repeat(1_025)));
    faults.put("a number of 17 bits", all -> value(all, "00280010").add(65_536));
    faults.put("a name that is a text", all -> value(all, "00100010").add("Rao"));
    faults.put(
        "a name of an unknown group",
        all -> value(all, "00100010").addObject().put("Latin", "Rao"));
    faults.put(
        "too many values",
        all -> {
          ArrayNode values = value(all, "00100020");
          for (int i = 0; i < 65; i++) {
            values.add("x");
          }
        });
  }

  private static int size(ObjectNode all) {
    return instance(all, 0).get("size").asInt();
  }

  private static JsonNode number(long value) {
    return StrictJson.mapper().getNodeFactory().numberNode(value);
  }

  private static ObjectNode instance(ObjectNode all, int index) {
    return (ObjectNode) all.get("instances").get(index);
  }

  private static ObjectNode dicom(ObjectNode all) {
    return (ObjectNode) instance(all, 0).get("dicom");
  }

  private static ObjectNode attribute(ObjectNode all, String tag) {
    return (ObjectNode) dicom(all).get(tag);
  }

  private static ArrayNode value(ObjectNode all, String tag) {
    return attribute(all, tag).putArray("Value");
  }

  private static void add(ObjectNode to, String name, int by) {
    to.put(name, to.get(name).asInt() + by);
  }

  private static void pixels(ObjectNode all, int place, int by) {
    ArrayNode pixels = (ArrayNode) instance(all, 0).get("pixels");
    pixels.set(place, number(pixels.get(place).asInt() + by));
  }

  private static void put(ObjectNode input, String text, List<byte[]> files) {
    input.put("text", text);
    ArrayNode all = input.putArray("files");
    for (int i = 0; i < files.size(); i++) {
      if (i != 1) { // the letter
        all.addObject().put("index", i).put("size", files.get(i).length);
      }
    }
  }

  private static ObjectNode vector(String name, String operation, String expect) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("name", name)
        .put("spec", "bodies.md section 7")
        .put("operation", operation)
        .put("expect", expect)
        .put("madeBy", "Medseal's Java module client, " + MakeStudyVectors.class.getName());
  }

  /** The text that our own code makes of these files; empty where there is no image. */
  static String text(List<byte[]> files) throws IOException {
    Path folder = Files.createTempDirectory("study");
    try {
      List<StudyIndex.Source> sources = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Path file = Files.write(folder.resolve(Integer.toString(i)), files.get(i));
        sources.add(new StudyIndex.Source(i, file, files.get(i).length));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      return StudyIndex.write(sources, out) == 0 ? "" : out.toString(StandardCharsets.UTF_8);
    } finally {
      for (int i = 0; i < files.size(); i++) {
        Files.deleteIfExists(folder.resolve(Integer.toString(i)));
      }
      Files.delete(folder);
    }
  }

  private static void write(ObjectNode vector) throws IOException {
    Path file = FOLDER.resolve(vector.get("name").stringValue() + ".json");
    if (!Files.exists(file)) {
      Files.writeString(
          file,
          StrictJson.mapper()
                  .writer()
                  .with(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(vector)
              + "\n");
    }
  }
}
