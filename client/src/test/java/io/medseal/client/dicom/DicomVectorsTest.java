package io.medseal.client.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.DicomException;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The vectors of spec/vectors/dicom")
class DicomVectorsTest {
  @TestFactory
  @DisplayName("are answered as they expect")
  Stream<DynamicTest> answered() throws IOException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(read(file))));
  }

  @Test
  @DisplayName("are there of every operation, good and bad")
  void whole() throws IOException {
    assertThat(files().stream().map(DicomVectorsTest::read))
        .extracting(vector -> vector.get("operation").stringValue())
        .contains("read-header", "decode-text", "person-name", "same-name", "plan-upload");
    assertThat(files().stream().map(DicomVectorsTest::read))
        .extracting(vector -> vector.get("expect").stringValue())
        .contains("ok", "malformed");
  }

  private static void run(JsonNode vector) throws IOException {
    String operation = vector.get("operation").stringValue();
    JsonNode input = vector.get("input");
    if (vector.get("expect").stringValue().equals("malformed")) {
      assertThatExceptionOfType(DicomException.class)
          .isThrownBy(() -> DicomVectors.answer(operation, input));
    } else {
      assertThat(vector.get("expect").stringValue()).isEqualTo("ok");
      assertThat(DicomVectors.answer(operation, input)).isEqualTo(vector.get("output"));
    }
  }

  private static JsonNode read(Path file) {
    try {
      return StrictJson.mapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DicomVectors.FOLDER)) {
      return files.sorted().toList();
    }
  }
}
