package io.medseal.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.TestTerminal;
import io.medseal.cli.failures.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Without a cloud,")
class OfflineCommandsTest {
  @TempDir Path folder;

  private TestTerminal terminal;
  private Path scan;

  @BeforeEach
  void makeFiles() throws IOException {
    scan = folder.resolve("scan.pdf");
    byte[] content = new byte[600_000];
    new Random(7).nextBytes(content);
    Files.write(scan, content);
    assertThat(run("keygen", "--out", at("mine.key"))).isEqualTo(ExitCode.OK);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private ExitCode run(String... args) {
    terminal = new TestTerminal();
    return new Cli(terminal.terminal(), Entries.all()).run(args);
  }

  private void seal() {
    assertThat(run("seal", scan.toString(), "--to", at("mine.key.pub"))).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("a file that was sealed opens as it was")
  void roundTrip() throws IOException {
    seal();
    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key"), "--out", at("again")))
        .isEqualTo(ExitCode.OK);

    assertThat(folder.resolve("again")).hasSameBinaryContentAs(scan);
    assertThat(terminal.out()).contains("Opened and verified", "586 KiB", "as scan.pdf");
  }

  @Test
  @DisplayName("the opened file is named like the sealed one, also in another folder")
  void names() throws IOException {
    seal();
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key"), "--out", at("other")))
        .isEqualTo(ExitCode.OK);

    assertThat(other.resolve("scan.pdf")).hasSameBinaryContentAs(scan);
  }

  @Test
  @DisplayName("a file can be sealed to several keys, and each opens it")
  void several() {
    run("keygen", "--out", at("yours.key"));
    assertThat(
            run(
                "seal",
                scan.toString(),
                "--to",
                at("mine.key.pub"),
                "--to",
                at("yours.key.pub"),
                "--json"))
        .isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).contains("\"size\" : 600000", "\"keyrings\" : [");

    for (String key : new String[] {"mine.key", "yours.key"}) {
      assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at(key), "--out", at(key + ".pdf")))
          .isEqualTo(ExitCode.OK);
      assertThat(folder.resolve(key + ".pdf")).hasSameBinaryContentAs(scan);
    }
  }

  @Test
  @DisplayName("the key itself can stand on the command line, since it is public")
  void literalKey() throws IOException {
    String key = Files.readString(folder.resolve("mine.key.pub")).strip();

    assertThat(run("seal", scan.toString(), "--to", key)).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("a pipe or a device is not sealed as if it were empty, and keeps nobody waiting")
  void pipes() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", at("pipe")).start().waitFor()).isZero();
    for (String named : new String[] {at("pipe"), "/dev/null"}) {
      assertThat(run("seal", named, "--to", at("mine.key.pub"), "--out", at("s.sealed")))
          .isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).contains(named + " is a ", ", not a file");
      assertThat(run("unseal", named, "--key", at("mine.key"), "--out", at("opened")))
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(folder.resolve("s.sealed")).doesNotExist();
    assertThat(folder.resolve("opened")).doesNotExist();
  }

  @Test
  @DisplayName("a key file that an editor put a byte-order mark before is read like any other")
  void byteOrderMark() throws IOException {
    for (String key : new String[] {"mine.key", "mine.key.pub"}) {
      Path file = folder.resolve(key);
      Files.writeString(file, "\uFEFF" + Files.readString(file));
    }
    seal();
    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key"), "--out", at("again")))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("an empty file is sealed and opened like any other")
  void empty() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(run("seal", empty.toString(), "--to", at("mine.key.pub"))).isEqualTo(ExitCode.OK);
    Files.delete(empty);

    assertThat(run("unseal", at("empty.sealed"), "--key", at("mine.key"))).isEqualTo(ExitCode.OK);
    assertThat(empty).isEmptyFile();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("the secret key's file can be read by its owner only")
  void ownerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder.resolve("mine.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  @DisplayName("keygen prints the public key, and never the secret one")
  void printsNoSecret() throws IOException {
    assertThat(run("keygen", "--json", "--out", at("third.key"))).isEqualTo(ExitCode.OK);

    String secret = Files.readAllLines(folder.resolve("third.key")).getLast();
    assertThat(terminal.out()).contains("medseal-key-1 ").doesNotContain(secret);
  }

  @Test
  @DisplayName("nothing that exists is overwritten without --force")
  void overwritesNothing() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "precious");
    seal();

    assertThat(run("keygen", "--out", at("there"))).isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(run("seal", scan.toString(), "--to", at("mine.key.pub"), "--out", at("there")))
        .isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(terminal.err()).contains("--force");
    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key")))
        .isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(there).hasContent("precious");

    assertThat(
            run(
                "seal",
                scan.toString(),
                "--to",
                at("mine.key.pub"),
                "--out",
                at("there"),
                "--force"))
        .isEqualTo(ExitCode.OK);
    assertThat(Files.size(there)).isGreaterThan(600_000);
  }

  @Test
  @DisplayName("another key does not open the file: denied, and nothing is written")
  void wrongKey() throws IOException {
    seal();
    run("keygen", "--out", at("other.key"));

    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("other.key"), "--out", at("x")))
        .isEqualTo(ExitCode.DENIED);
    assertNothingWritten();
  }

  @Test
  @DisplayName("M2: a file with one changed byte is refused, and nothing is written")
  void tampered() throws IOException {
    seal();
    try (RandomAccessFile sealed = new RandomAccessFile(at("scan.pdf.sealed"), "rw")) {
      sealed.seek(500_000);
      int old = sealed.read();
      sealed.seek(500_000);
      sealed.write(old ^ 1);
    }

    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key"), "--out", at("x")))
        .isEqualTo(ExitCode.FAILED_CHECK);
    assertThat(terminal.err()).contains("changed after it was sealed").hasLineCount(1);
    assertNothingWritten();
  }

  @Test
  @DisplayName("M2: a file whose end is missing is refused, and nothing is written")
  void truncated() throws IOException {
    seal();
    try (RandomAccessFile sealed = new RandomAccessFile(at("scan.pdf.sealed"), "rw")) {
      sealed.setLength(sealed.length() - 1);
    }

    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key"), "--out", at("x")))
        .isEqualTo(ExitCode.FAILED_CHECK);
    assertNothingWritten();
  }

  @Test
  @DisplayName("something else than a sealed file is refused as such")
  void notSealed() throws IOException {
    assertThat(run("unseal", scan.toString(), "--key", at("mine.key"), "--out", at("x")))
        .isEqualTo(ExitCode.FAILED_CHECK);
    assertThat(terminal.err()).contains("not something that Medseal sealed");
    assertNothingWritten();
  }

  @Test
  @DisplayName("keys that are mixed up are named, each with what to use instead")
  void mixedUp() {
    assertThat(run("seal", scan.toString(), "--to", at("mine.key"))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("is a secret key", "'.pub'");
    seal();
    assertThat(run("unseal", at("scan.pdf.sealed"), "--key", at("mine.key.pub"), "--out", at("x")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("is a public key");
    assertThat(run("seal", scan.toString(), "--to", scan.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("too large to be a key file");
  }

  @Test
  @DisplayName("a file that is not there is a local file error that names it")
  void unknownFile() {
    assertThat(run("seal", at("none.pdf"), "--to", at("mine.key.pub")))
        .isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(terminal.err()).contains("There is no " + at("none.pdf")).hasLineCount(1);
    assertThat(run("seal", scan.toString(), "--to", at("none.pub")))
        .isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(terminal.err()).contains("There is no " + at("none.pub"));
  }

  @Test
  @DisplayName("a file is not sealed to nobody, nor a folder to anybody")
  void nobody() {
    assertThat(run("seal", scan.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("seal", folder.toString(), "--to", at("mine.key.pub"), "--out", at("x")))
        .isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(terminal.err()).contains("is a folder");
  }

  @Test
  @DisplayName("a sealed file without its suffix needs a name for what is in it")
  void noSuffix() throws IOException {
    seal();
    Files.move(folder.resolve("scan.pdf.sealed"), folder.resolve("odd"));

    assertThat(run("unseal", at("odd"), "--key", at("mine.key"))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--out");
  }

  private void assertNothingWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.equals("x") || name.endsWith(".tmp"));
    }
  }
}
