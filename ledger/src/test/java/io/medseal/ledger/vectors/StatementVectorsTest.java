package io.medseal.ledger.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The vectors of spec/vectors/statements")
class StatementVectorsTest {
  @TestFactory
  @DisplayName("are answered as they expect")
  Stream<DynamicTest> answered() {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
  }

  @Test
  @DisplayName("have a case for every class of error that this module throws, and good ones")
  void everyClass() {
    Set<String> expected =
        files().stream()
            .map(file -> StatementCase.read(file).head("expect"))
            .collect(Collectors.toSet());
    assertThat(expected)
        .containsExactlyInAnyOrder(
            "ok",
            "malformed",
            "unknown-suite",
            "broken-chain",
            "added-late",
            "bad-signature",
            "no-authority",
            "stale-generation",
            "expired-member",
            "rotation-due",
            "closed",
            "invalid-change",
            "not-shown");
    assertThat(LedgerException.class.getPermittedSubclasses()).hasSize(expected.size() - 1);
  }

  @Test
  @DisplayName("lean on known chains only where those are in the folder, and leave none unused")
  void known() throws IOException {
    Set<String> used =
        files().stream()
            .map(StatementVectorsTest::knownOf)
            .flatMap(Stream::ofNullable)
            .collect(Collectors.toSet());
    try (Stream<Path> known = Files.list(StatementCase.folder().resolve("known"))) {
      assertThat(known.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  private static String knownOf(Path file) {
    try {
      var name = StrictJson.mapper().readTree(Files.readString(file)).path("input").path("known");
      return name.isMissingNode() ? null : name.stringValue() + ".json";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Path file) {
    StatementCase vector = StatementCase.read(file);
    assertThat(vector.unknownMembers()).isEmpty();
    assertThat(vector.head("name") + ".json").isEqualTo(file.getFileName().toString());
    assertThat(vector.head("madeBy")).isNotBlank();
    String page = Arrays.asList(vector.head("spec").split(" ", 2)).getFirst();
    assertThat(StatementCase.folder().resolve("../..").resolve(page)).exists();
    if (vector.head("expect").equals("ok")) {
      assertThat(vector.has("fault")).isFalse();
      assertThat(StrictJson.mapper().readTree(StatementOperations.run(vector).toString()))
          .isEqualTo(vector.output());
      assertThat(vector.neverAskedFor()).isEmpty();
    } else {
      assertThat(vector.head("fault")).isNotBlank();
      assertThat(vector.has("output")).isFalse();
      LedgerException refused =
          catchThrowableOfType(LedgerException.class, () -> StatementOperations.run(vector));
      assertThat(refused).as("refusal").isNotNull();
      assertThat(refused.code()).isEqualTo(vector.head("expect"));
    }
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.list(StatementCase.folder())) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
