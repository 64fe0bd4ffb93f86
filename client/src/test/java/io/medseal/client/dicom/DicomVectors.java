package io.medseal.client.dicom;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.demographics.PatientNames;
import io.medseal.client.uploads.PlannedFile;
import io.medseal.client.uploads.UploadPlan;
import io.medseal.client.uploads.VectorPlans;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the cases of {@code spec/vectors/dicom} by our own code. */
final class DicomVectors {
  static final Path FOLDER = Path.of("..", "spec", "vectors", "dicom");

  private static final Pattern NOT_YET = Pattern.compile("made on (\\S+), which has not come yet");
  private static final Pattern OF_DISCS = Pattern.compile("files? of the disc itself: (.*)\\.");

  private DicomVectors() {}

  /** What an operation gives. */
  static ObjectNode answer(String operation, JsonNode input) throws IOException {
    return switch (operation) {
      case "read-header" -> header(bytes(input.get("file")));
      case "decode-text" ->
          object().put("text", text(input).decode(bytes(input.get("value")), false));
      case "person-name" -> {
        ObjectNode output = object();
        ArrayNode names = output.putArray("names");
        text(input).personNames(bytes(input.get("value"))).forEach(names::add);
        yield output;
      }
      case "same-name" ->
          object()
              .put(
                  "same",
                  PatientNames.same(
                      input.get("one").stringValue(), input.get("other").stringValue()));
      case "plan-upload" -> plan(input);
      default -> throw new AssertionError(operation);
    };
  }

  private static DicomText text(JsonNode input) {
    JsonNode sets = input.get("characterSet");
    return DicomText.of(
        sets == null ? null : sets.stringValue().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ObjectNode header(byte[] file) throws IOException {
    Optional<DicomHeader> read = DicomReader.read(new ByteArrayInputStream(file));
    ObjectNode output = object().put("dicom", read.isPresent());
    read.ifPresent(
        header -> {
          header.study().ifPresent(value -> output.put("study", value));
          header.series().ifPresent(value -> output.put("series", value));
          header.studyDate().ifPresent(value -> output.put("studyDate", value.toString()));
          header.modality().ifPresent(value -> output.put("modality", value));
          header.studyDescription().ifPresent(value -> output.put("studyDescription", value));
          header.seriesDescription().ifPresent(value -> output.put("seriesDescription", value));
          header.seriesNumber().ifPresent(value -> output.put("seriesNumber", value));
          header.instanceNumber().ifPresent(value -> output.put("instanceNumber", value));
          ArrayNode names = output.putArray("patientNames");
          header.patientNames().forEach(names::add);
          header
              .patientBirthDate()
              .ifPresent(value -> output.put("patientBirthDate", value.toString()));
          header.patientId().ifPresent(value -> output.put("patientId", value));
        });
    return output;
  }

  private static ObjectNode plan(JsonNode input) throws IOException {
    Path folder = Files.createTempDirectory("plan");
    try {
      for (JsonNode file : input.get("files")) {
        Path path = folder.resolve(file.get("path").stringValue());
        Files.createDirectories(path.getParent());
        Files.write(path, bytes(file.get("content")));
      }
      JsonNode whole = input.get("wholeDiscs");
      UploadPlan plan = VectorPlans.plan(folder, whole != null && whole.booleanValue());
      ObjectNode output = object();
      ArrayNode reports = output.putArray("reports");
      plan.reports()
          .forEach(
              planned -> {
                ObjectNode report = reports.addObject().put("title", planned.title());
                planned.date().ifPresent(date -> report.put("date", date));
                report.put("type", planned.type().code());
                ArrayNode files = report.putArray("files");
                planned.files().stream().map(PlannedFile::name).forEach(files::add);
              });
      ArrayNode strangers = output.putArray("strangers");
      VectorPlans.strangers(plan, patient(input.get("patient"))).forEach(strangers::add);
      ArrayNode pairs = output.putArray("twoNames");
      VectorPlans.twoNames(plan).forEach(pairs::add);
      ArrayNode ofDiscs = output.putArray("ofDiscs");
      for (String remark : plan.remarks()) {
        Matcher late = NOT_YET.matcher(remark);
        if (late.find()) {
          output.put("notYet", late.group(1));
        }
        Matcher left = OF_DISCS.matcher(remark);
        if (left.find()) {
          Stream.of(left.group(1).split(", ", -1))
              .map(name -> name.substring(1, name.length() - 1))
              .forEach(ofDiscs::add);
        }
      }
      return output;
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Optional<Patient> patient(@org.jspecify.annotations.Nullable JsonNode written) {
    if (written == null) {
      return Optional.empty();
    }
    List<PatientIdentifier> numbers = new ArrayList<>();
    written
        .get("identifiers")
        .forEach(number -> numbers.add(new PatientIdentifier("urn:x", number.stringValue())));
    return Optional.of(
        new Patient(
            written.get("name").stringValue(),
            Optional.ofNullable(written.get("birthDate"))
                .map(day -> LocalDate.parse(day.stringValue())),
            numbers));
  }

  static byte[] bytes(JsonNode written) {
    return Bytes.fromBase64Url(written.stringValue()).toArray();
  }

  static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
