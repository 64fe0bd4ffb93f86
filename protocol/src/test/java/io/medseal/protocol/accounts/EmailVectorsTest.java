package io.medseal.protocol.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The vectors of spec/vectors/accounts")
class EmailVectorsTest {
  private static final Path FOLDER = Path.of("..", "spec", "vectors", "accounts");

  @TestFactory
  @DisplayName("are answered as they expect")
  Stream<DynamicTest> answered() throws IOException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
  }

  @Test
  @DisplayName("are those that MakeEmailVectors makes, good ones and bad ones")
  void whole() throws IOException {
    assertThat(files()).hasSameSizeAs(MakeEmailVectors.CASES);
    assertThat(MakeEmailVectors.CASES.stream().map(it -> it.canonical() != null).distinct())
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  @DisplayName("have canonical addresses that are their own canonical form")
  void idempotent() {
    assertThat(
            MakeEmailVectors.CASES.stream()
                .map(MakeEmailVectors.Case::canonical)
                .filter(email -> email != null))
        .allSatisfy(email -> assertThat(EmailAddress.canonical(email)).contains(email));
  }

  private static void run(Path file) throws IOException {
    JsonNode vector = StrictJson.mapper().readTree(Files.readString(file));
    assertThat(vector.get("operation").stringValue()).isEqualTo("canonical-email");
    assertThat(vector.get("name").stringValue() + ".json").isEqualTo(file.getFileName().toString());
    String typed = vector.get("input").get("typed").stringValue();
    if (vector.get("expect").stringValue().equals("ok")) {
      assertThat(EmailAddress.canonical(typed))
          .contains(vector.get("output").get("email").stringValue());
    } else {
      assertThat(vector.get("expect").stringValue()).isEqualTo("malformed");
      assertThat(EmailAddress.canonical(typed)).isEmpty();
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }
}
