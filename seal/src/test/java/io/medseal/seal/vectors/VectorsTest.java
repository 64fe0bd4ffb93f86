package io.medseal.seal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The vectors of spec/vectors")
class VectorsTest {
  /** Everything but statements/, which module ledger runs. */
  private static final Set<String> FOLDERS =
      new TreeSet<>(
          List.of(
              "bodies",
              "contents",
              "decisions",
              "envelopes",
              "files",
              "index",
              "keys",
              "manifests",
              "notes",
              "slots"));

  private static final Path ROOT = root();

  @TestFactory
  @DisplayName("are answered as they expect")
  Stream<DynamicContainer> answered() {
    return FOLDERS.stream()
        .map(
            folder ->
                DynamicContainer.dynamicContainer(
                    folder,
                    files(folder).stream()
                        .map(
                            file ->
                                DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> run(file)))));
  }

  @Test
  @DisplayName("stand in folders that somebody runs")
  void folders() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT)) {
      Set<String> found =
          entries
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(found).containsAll(FOLDERS);
      found.removeAll(FOLDERS);
      assertThat(found).isSubsetOf("accounts", "dicom", "statements", "study");
    }
  }

  @Test
  @DisplayName("have good and bad cases in every folder")
  void goodAndBad() {
    for (String folder : FOLDERS) {
      assertThat(files(folder).stream().map(file -> Case.read(file).head("expect").equals("ok")))
          .as(folder)
          .contains(true, false);
    }
  }

  private static void run(Path file) throws IOException {
    Case vector = Case.read(file);
    assertThat(vector.unknownMembers()).isEmpty();
    assertThat(vector.head("name") + ".json").isEqualTo(file.getFileName().toString());
    assertThat(vector.head("madeBy")).isNotBlank();
    assertThat(Files.exists(ROOT.resolve("..").resolve(page(vector))))
        .as("the page that it names")
        .isTrue();
    if (vector.head("expect").equals("ok")) {
      assertThat(vector.has("fault")).isFalse();
      assertThat(StrictJson.mapper().readTree(Operations.run(vector).toString()))
          .isEqualTo(vector.output());
      assertThat(vector.neverAskedFor()).isEmpty();
    } else {
      assertThat(vector.head("fault")).isNotBlank();
      assertThat(vector.has("output")).isFalse();
      SealException refused =
          catchThrowableOfType(SealException.class, () -> Operations.run(vector));
      assertThat(refused).as("refusal").isNotNull();
      assertThat(refused.code()).isEqualTo(vector.head("expect"));
    }
  }

  private static String page(Case vector) {
    String spec = vector.head("spec");
    return spec.substring(0, spec.indexOf(' '));
  }

  private static List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    Path project = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    return project.resolve("spec/vectors");
  }
}
