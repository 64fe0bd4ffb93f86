package io.medseal.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.cli.TestTerminal;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A password")
class SecretsTest {
  @TempDir Path folder;

  private final TestTerminal terminal = new TestTerminal();

  private Secrets secrets() {
    return new Secrets(terminal.terminal());
  }

  private static Secrets.Source asked() {
    return new Secrets.Source("Password", Optional.empty(), false, "--password-file");
  }

  private static Secrets.Source from(Path file) {
    return new Secrets.Source("Password", Optional.of(file), false, "--password-file");
  }

  private static Secrets.Source standardInput() {
    return new Secrets.Source("Password", Optional.empty(), true, "--password-file");
  }

  @Test
  @DisplayName("begins behind a byte-order mark, in a file and on standard input")
  void byteOrderMark() throws IOException {
    Path file = Files.writeString(folder.resolve("p"), "\uFEFFcorrect horse\r\n");
    assertThat(secrets().read(from(file))).containsExactly("correct horse".toCharArray());
    terminal.input("\uFEFFcorrect horse\n");
    assertThat(secrets().read(standardInput())).containsExactly("correct horse".toCharArray());
    Files.writeString(file, "\uFEFF\n");
    assertThatThrownBy(() -> secrets().read(from(file))).hasMessageContaining("is empty");
  }

  @Test
  @DisplayName("that a terminal sent in another encoding is refused")
  void typedInAnotherEncoding() {
    terminal.typing("m\uFFFDller");
    assertThatThrownBy(() -> secrets().read(asked()))
        .hasMessage("The password was not typed as UTF-8; set the terminal to UTF-8.");
  }

  @Test
  @DisplayName("is asked for once to log in")
  void once() {
    terminal.typing("correct horse");

    assertThat(secrets().read(asked())).containsExactly("correct horse".toCharArray());
    assertThat(terminal.questions()).containsExactly("Password: ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  @DisplayName("is asked for twice when it is new")
  void twice() {
    terminal.typing("correct horse", "correct horse");

    assertThat(secrets().readNew(asked())).containsExactly("correct horse".toCharArray());
    assertThat(terminal.questions()).hasSize(2);
  }

  @Test
  @DisplayName("is refused when the two entries differ")
  void differ() {
    terminal.typing("correct horse", "correct hose");

    assertThatThrownBy(() -> secrets().readNew(asked()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("differ")
        .hasMessageNotContaining("horse");
  }

  @Test
  @DisplayName("is the first line of a file, without the line's end")
  void file() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "päss word \r\nsomething else\n");

    assertThat(new String(secrets().read(from(file)))).isEqualTo("päss word ");
  }

  @Test
  @DisplayName(
      "is the next line of standard input, and the one after it is left for the next secret")
  void standardInputLines() {
    terminal.input("first secret\nsecond secret");
    Secrets secrets = secrets();

    assertThat(new String(secrets.read(standardInput()))).isEqualTo("first secret");
    assertThat(new String(secrets.readNew(standardInput()))).isEqualTo("second secret");
  }

  @Test
  @DisplayName("that is missing on standard input is a usage error that says so")
  void endOfInput() {
    assertThatThrownBy(() -> secrets().read(standardInput()))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("Standard input ended before the password");
  }

  @Test
  @DisplayName("whose file is not there is a local file error that names the file")
  void noFile() {
    assertThatThrownBy(() -> secrets().read(from(folder.resolve("none"))))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCAL_FILES))
        .hasMessageContaining("none");
  }

  @Test
  @DisplayName("without a terminal to ask on is a usage error that names the options")
  void noTerminal() {
    assertThatThrownBy(() -> secrets().read(asked()))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--password-file");
  }

  @Test
  @DisplayName("that is not text is refused without being repeated")
  void notText() throws IOException {
    Path file = folder.resolve("password");
    Files.write(file, new byte[] {'s', 'e', 'c', 'r', (byte) 0xFF, '\n'});

    assertThatThrownBy(() -> secrets().read(from(file)))
        .hasMessageContaining("not UTF-8")
        .hasMessageNotContaining("secr");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("in a file that others can read comes with a warning")
  void readableByOthers() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "correct horse\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    secrets().read(from(file));
    assertThat(terminal.err()).contains("chmod 600").doesNotContain("horse");

    TestTerminal other = new TestTerminal();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    new Secrets(other.terminal()).read(from(file));
    assertThat(other.err()).isEmpty();
  }
}
