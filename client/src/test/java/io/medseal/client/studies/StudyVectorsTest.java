package io.medseal.client.studies;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The vectors of spec/vectors/study")
class StudyVectorsTest {
  @TestFactory
  @DisplayName("that make an index are answered as they expect")
  Stream<DynamicTest> answered() throws IOException {
    return files().stream()
        .filter(file -> operation(file).equals("make-index"))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
  }

  @Test
  @DisplayName("are those that MakeStudyVectors makes")
  void whole() throws IOException {
    assertThat(files().stream().map(StudyVectorsTest::operation))
        .containsOnly("make-index", "read-index");
    Set<String> made = StudyFiles.cases().keySet();
    assertThat(files().stream().filter(file -> operation(file).equals("make-index")))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(
            made.stream().map(name -> "make-" + name + ".json").toList());
  }

  private static void run(Path file) throws IOException {
    JsonNode vector = StrictJson.mapper().readTree(Files.readString(file));
    List<byte[]> input = new ArrayList<>();
    vector
        .get("input")
        .get("files")
        .forEach(each -> input.add(Bytes.fromBase64Url(each.stringValue()).toArray()));
    assertThat(MakeStudyVectors.text(input))
        .isEqualTo(vector.get("output").get("text").stringValue());
  }

  private static String operation(Path file) {
    try {
      return StrictJson.mapper().readTree(Files.readString(file)).get("operation").stringValue();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(MakeStudyVectors.FOLDER)) {
      return files.sorted().toList();
    }
  }
}
