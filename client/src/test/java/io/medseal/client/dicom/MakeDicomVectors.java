package io.medseal.client.dicom;

import io.medseal.client.problems.DicomException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the cases of {@code spec/vectors/dicom} that do not exist. */
public final class MakeDicomVectors {
  private MakeDicomVectors() {}

  /** Writes what is missing; refuses what our own code does not answer as it is meant. */
  public static void main(String[] args) throws IOException {
    Files.createDirectories(DicomVectors.FOLDER);
    for (TextCases.Text text : TextCases.texts()) {
      ObjectNode vector = vector(text.name(), "section 2", "decode-text");
      text.put(vector.putObject("input"));
      vector.set("output", DicomVectors.object().put("text", text.meant()));
      write(vector);
    }
    for (TextCases.Name name : TextCases.names()) {
      ObjectNode vector = vector(name.text().name(), "section 2", "person-name");
      name.text().put(vector.putObject("input"));
      ArrayNode names = vector.putObject("output").putArray("names");
      name.meant().forEach(names::add);
      write(vector);
    }
    for (TextCases.Same same : TextCases.sameNames()) {
      ObjectNode vector = vector(same.name(), "section 4", "same-name");
      vector.putObject("input").put("one", same.one()).put("other", same.other());
      vector.putObject("output").put("same", same.meant());
      write(vector);
    }
    for (Map.Entry<String, byte[]> file : HeaderCases.good().entrySet()) {
      ObjectNode vector = vector("header-" + file.getKey(), "section 1", "read-header");
      vector.putObject("input").put("file", Bytes.of(file.getValue()).base64Url());
      vector.set("output", HeaderCases.meant(file.getKey()));
      write(vector);
    }
    for (Map.Entry<String, byte[]> file : HeaderCases.damaged().entrySet()) {
      String name = "damaged-" + file.getKey().replaceAll("[^a-z0-9]+", "-");
      ObjectNode vector = vector(name, "section 1", "read-header");
      vector.put("expect", "malformed").put("fault", file.getKey());
      vector.putObject("input").put("file", Bytes.of(file.getValue()).base64Url());
      write(vector);
    }
    for (PlanCases.Plan plan : PlanCases.all()) {
      ObjectNode vector = vector("plan-" + plan.name(), plan.section(), "plan-upload");
      vector.set("input", plan.input());
      vector.set("output", plan.meant());
      write(vector);
    }
  }

  private static ObjectNode vector(String name, String section, String operation) {
    return DicomVectors.object()
        .put("name", name)
        .put("spec", "uploads.md " + section)
        .put("operation", operation)
        .put("expect", "ok")
        .put("madeBy", "Medseal's Java module client, " + MakeDicomVectors.class.getName());
  }

  private static void write(ObjectNode vector) throws IOException {
    Path file = DicomVectors.FOLDER.resolve(vector.get("name").stringValue() + ".json");
    requireAnswered(vector);
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

  private static void requireAnswered(ObjectNode vector) throws IOException {
    ObjectNode answer;
    try {
      answer = DicomVectors.answer(vector.get("operation").stringValue(), vector.get("input"));
    } catch (DicomException e) {
      if (vector.get("expect").stringValue().equals("malformed")) {
        return;
      }
      throw new IllegalStateException(vector.get("name").stringValue(), e);
    }
    if (!answer.equals(vector.get("output"))) {
      throw new IllegalStateException(
          vector.get("name") + " is answered " + answer + ", not " + vector.get("output"));
    }
  }
}
