package io.medseal.client.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Why a file cannot be read or written")
class ReasonTest {
  private static final Path FILE = Path.of("folder", "scan.pdf").toAbsolutePath();

  private static String read(IOException e) {
    return new SourceException.Unreadable(FILE, e).getMessage();
  }

  @Test
  @DisplayName("is a reason, and never the file's name once more")
  void reasons() {
    String file = FILE.toString();
    assertThat(read(new NoSuchFileException(file)))
        .isEqualTo("Cannot read " + file + ": there is no such file.");
    assertThat(read(new AccessDeniedException(file)))
        .isEqualTo("Cannot read " + file + ": no permission.");
    assertThat(read(new FileSystemException(file)))
        .isEqualTo("Cannot read " + file + ": the file system gave no reason.");
    assertThat(read(new FileSystemException(file, null, "Input/output error")))
        .isEqualTo("Cannot read " + file + ": Input/output error.");
    assertThat(read(new IOException()))
        .isEqualTo("Cannot read " + file + ": input or output failed.");
  }

  @Test
  @DisplayName("is told of the file that it is about, also below the one that was asked for")
  void below() {
    Path inner = FILE.resolve("inner");
    assertThat(new LocalFileException.CannotRead(FILE, new AccessDeniedException(inner.toString())))
        .hasMessage("Cannot read " + inner + ": no permission.");
    assertThat(
            new LocalFileException.CannotWrite(FILE, new AccessDeniedException(inner.toString())))
        .hasMessage("Cannot write " + inner + ": no permission.");
    assertThat(
            new LocalFileException.CannotWrite(
                FILE, new AccessDeniedException(FILE.resolveSibling("unfinished").toString())))
        .as("not of one that nobody knows")
        .hasMessage("Cannot write " + FILE + ": no permission.");
  }
}
