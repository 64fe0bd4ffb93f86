package io.medseal.client.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PackSource")
class PackSourceTest {
  @TempDir Path folder;

  private PlannedFile planned(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return planned(file);
  }

  private static PlannedFile planned(Path file) throws IOException {
    return new PlannedFile(
        file,
        file.getFileName().toString(),
        "text/plain",
        Files.size(file),
        Files.getLastModifiedTime(file).toInstant());
  }

  private static String read(PackSource source, int length) {
    ByteBuffer into = ByteBuffer.allocate(length);
    source.read(into);
    return new String(into.array(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("reads the files one after the other, empty ones included")
  void pack() throws IOException {
    List<PlannedFile> files =
        List.of(
            planned("empty first", ""),
            planned("a", "abcde"),
            planned("empty", ""),
            planned("b", "fg"),
            planned("empty last", ""));
    try (PackSource source = new PackSource(files, Optional.empty())) {
      assertThat(read(source, 3)).isEqualTo("abc");
      assertThat(read(source, 3)).isEqualTo("def");
      assertThat(read(source, 1)).isEqualTo("g");
    }
  }

  @Test
  @DisplayName("refuses a file whose size or time changed since it was planned")
  void changedBefore() throws IOException {
    PlannedFile longer = planned("a", "abc");
    Files.writeString(longer.path(), "abcd");
    refuses(longer);
    PlannedFile touched = planned("b", "abc");
    Files.setLastModifiedTime(
        touched.path(), FileTime.from(touched.modified().plus(Duration.ofSeconds(1))));
    refuses(touched);
  }

  private static void refuses(PlannedFile file) {
    try (PackSource source = new PackSource(List.of(file), Optional.empty())) {
      assertThatExceptionOfType(SourceException.Changed.class)
          .isThrownBy(() -> source.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  @DisplayName("refuses a file that grows, shrinks or is written to while it is read")
  void changedMeanwhile() throws IOException {
    for (String then : List.of("abcdefgh!", "ab", "ABCDEFGH")) {
      PlannedFile file = planned("a", "abcdefgh");
      try (PackSource source = new PackSource(List.of(file), Optional.empty())) {
        assertThat(read(source, 4)).isEqualTo("abcd");
        Files.writeString(file.path(), then);
        Files.setLastModifiedTime(
            file.path(), FileTime.from(file.modified().plus(Duration.ofSeconds(1))));
        assertThatExceptionOfType(SourceException.Changed.class)
            .as(then)
            .isThrownBy(() -> source.read(ByteBuffer.allocate(4)));
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("refuses a file whose size and time were restored, and one put in its place")
  void restored() throws Exception {
    PlannedFile written = planned("a", "abcdefgh");
    refusesInTheMiddle(written, () -> Files.writeString(written.path(), "ABCDEFGH"));
    PlannedFile replaced = planned("b", "abcdefgh");
    refusesInTheMiddle(
        replaced,
        () -> {
          Path other = Files.writeString(replaced.path().resolveSibling("other"), "ABCDEFGH");
          Files.move(other, replaced.path(), StandardCopyOption.REPLACE_EXISTING);
        });
  }

  private static void refusesInTheMiddle(PlannedFile file, ThrowingCallable change)
      throws Exception {
    Thread.sleep(20); // a file system's clock moves in steps
    try (PackSource source = new PackSource(List.of(file), Optional.empty())) {
      assertThat(read(source, 4)).isEqualTo("abcd");
      assertThatCode(change).doesNotThrowAnyException();
      Files.setLastModifiedTime(file.path(), FileTime.from(file.modified()));
      assertThat(Files.size(file.path())).isEqualTo(file.size());
      assertThatExceptionOfType(SourceException.Changed.class)
          .isThrownBy(() -> source.read(ByteBuffer.allocate(4)));
    }
  }

  @Test
  @DisplayName("says of a file that is gone that it is no longer there")
  void gone() throws IOException {
    PlannedFile file = planned("a", "abc");
    Files.delete(file.path());
    try (PackSource source = new PackSource(List.of(file), Optional.empty())) {
      assertThatExceptionOfType(SourceException.Unreadable.class)
          .isThrownBy(() -> source.read(ByteBuffer.allocate(1)))
          .withMessageContaining("no longer there");
    }
  }
}
