package io.medseal.client.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.manifests.ManifestFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("FolderWriter")
class FolderWriterTest {
  @TempDir Path base;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ManifestFile file(String name, long offset, String content) {
    return new ManifestFile(
        name, "text/plain", offset, content.length(), ManifestFile.Role.CONTENT);
  }

  private static List<ManifestFile> files(String... namesAndContents) {
    List<ManifestFile> files = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < namesAndContents.length; i += 2) {
      files.add(file(namesAndContents[i], offset, namesAndContents[i + 1]));
      offset += namesAndContents[i + 1].length();
    }
    return files;
  }

  private FolderWriter writer(boolean overwrite, List<ManifestFile> files) {
    return new FolderWriter(
        new ReportId("ab".repeat(16)),
        files,
        SafeNames.of(files.stream().map(ManifestFile::name).toList()),
        base.resolve("out"),
        overwrite);
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> all = Files.walk(base)) {
      return all.filter(path -> !path.equals(base) && !path.equals(base.resolve("out")))
          .map(path -> base.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Nested
  @DisplayName("writes")
  class Writes {
    @Test
    @DisplayName("files in their folders, empty ones included, however the bytes are cut")
    void files() throws IOException {
      try (FolderWriter writer =
          writer(false, FolderWriterTest.files("e", "", "d/a", "abc", "d/b", "de", "z", ""))) {
        writer.write(bytes("ab"));
        writer.write(bytes("cd"));
        writer.write(bytes(""));
        writer.write(bytes("e"));
        assertThat(writer.finish()).hasSize(4);
      }
      assertThat(everything()).containsExactly("out/d", "out/d/a", "out/d/b", "out/e", "out/z");
      assertThat(base.resolve("out/d/a")).hasContent("abc");
      assertThat(base.resolve("out/d/b")).hasContent("de");
      assertThat(base.resolve("out/z")).isEmptyFile();
    }

    @Test
    @DisplayName("no name before everything is there")
    void hiddenBefore() throws IOException {
      try (FolderWriter writer = writer(false, FolderWriterTest.files("a", "abc", "b", "de"))) {
        writer.write(bytes("abcd"));
        assertThat(base.resolve("out/a")).doesNotExist();
      }
      assertThat(everything()).isEmpty();
    }

    @Test
    @DisplayName("over a file that is there only where it may")
    void overwrite() throws IOException {
      Files.createDirectories(base.resolve("out"));
      Files.writeString(base.resolve("out/a"), "old");
      try (FolderWriter writer = writer(true, FolderWriterTest.files("a", "new"))) {
        writer.write(bytes("new"));
        writer.finish();
      }
      assertThat(base.resolve("out/a")).hasContent("new");
      assertThatExceptionOfType(LocalFileException.AlreadyThere.class)
          .isThrownBy(() -> writer(false, FolderWriterTest.files("a", "newer")));
      assertThat(base.resolve("out/a")).hasContent("new");
    }
  }

  @Nested
  @DisplayName("leaves nothing")
  class LeavesNothing {
    @Test
    @DisplayName("of a report that ends early")
    void truncated() throws IOException {
      try (FolderWriter writer = writer(false, FolderWriterTest.files("a", "abc", "b", "de"))) {
        writer.write(bytes("abcd"));
        assertThatExceptionOfType(TrustException.ChangedParts.class)
            .isThrownBy(writer::finish)
            .satisfies(refused -> assertThat(refused.reason()).isEqualTo("truncated"));
      }
      assertThat(everything()).isEmpty();
    }

    @Test
    @DisplayName("where a folder stands in the place of a file, even if it may overwrite")
    void folderInPlace() throws IOException {
      Files.createDirectories(base.resolve("out/a/inside"));
      assertThatExceptionOfType(LocalFileException.AlreadyThere.class)
          .isThrownBy(() -> writer(true, FolderWriterTest.files("a", "abc")));
      assertThat(everything()).containsExactly("out/a", "out/a/inside");
    }

    @Test
    @DisplayName("where the folder is a file")
    void folderIsFile() throws IOException {
      Files.writeString(base.resolve("out"), "a file");
      assertThatExceptionOfType(LocalFileException.CannotWrite.class)
          .isThrownBy(() -> writer(false, FolderWriterTest.files("a", "abc")));
      assertThat(base.resolve("out")).hasContent("a file");
    }
  }

  @Nested
  @DisplayName("never leaves the folder")
  class Links {
    private void write(boolean overwrite, String name) {
      try (FolderWriter writer = writer(overwrite, FolderWriterTest.files(name, "abc"))) {
        writer.write(bytes("abc"));
        writer.finish();
      }
    }

    @Test
    @DisplayName("through a link to another folder that somebody put into it")
    void linkedFolder() throws IOException {
      Path outside = Files.createDirectories(base.resolve("outside"));
      Files.createDirectories(base.resolve("out"));
      Files.createSymbolicLink(base.resolve("out/d"), outside);
      for (boolean overwrite : new boolean[] {false, true}) {
        assertThatExceptionOfType(LocalFileException.CannotWrite.class)
            .isThrownBy(() -> write(overwrite, "d/a"))
            .withMessageContaining("a link leads out of the folder");
      }
      assertThat(outside).isEmptyDirectory();
    }

    @Test
    @DisplayName("and makes no folder behind such a link either")
    void linkedFolderDeeper() throws IOException {
      Path outside = Files.createDirectories(base.resolve("outside"));
      Files.createDirectories(base.resolve("out"));
      Files.createSymbolicLink(base.resolve("out/d"), outside);
      assertThatExceptionOfType(LocalFileException.CannotWrite.class)
          .isThrownBy(() -> write(false, "d/e/a"));
      assertThat(outside).isEmptyDirectory();
    }

    @Test
    @DisplayName("through a link in the place of a file: it is refused, or replaced itself")
    void linkedFile() throws IOException {
      Path outside = Files.writeString(base.resolve("outside"), "precious");
      Files.createDirectories(base.resolve("out"));
      Files.createSymbolicLink(base.resolve("out/a"), outside);
      assertThatExceptionOfType(LocalFileException.AlreadyThere.class)
          .isThrownBy(() -> write(false, "a"));
      write(true, "a");
      assertThat(outside).hasContent("precious");
      assertThat(Files.isSymbolicLink(base.resolve("out/a"))).isFalse();
      assertThat(base.resolve("out/a")).hasContent("abc");
    }

    @Test
    @DisplayName("through a link that leads nowhere")
    void danglingLink() throws IOException {
      Files.createDirectories(base.resolve("out"));
      Files.createSymbolicLink(base.resolve("out/a"), base.resolve("nowhere"));
      assertThatExceptionOfType(LocalFileException.AlreadyThere.class)
          .isThrownBy(() -> write(false, "a"));
      assertThat(base.resolve("nowhere")).doesNotExist();
    }
  }
}
