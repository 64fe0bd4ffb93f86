package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.LocalFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PrivateFiles")
class PrivateFilesTest {
  @TempDir Path base;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
  @DisplayName("are for their owner alone, however they come to be")
  void permissions() throws IOException {
    Path folder = base.resolve("a/b");
    PrivateFiles.createFolder(folder);
    PrivateFiles.replace(folder.resolve("replaced"), bytes("x"));
    PrivateFiles.append(folder.resolve("appended"), bytes("x"), true);
    PrivateFiles.openLock(folder.resolve("lock")).close();
    assertThat(permissions(base.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    for (String name : new String[] {"replaced", "appended", "lock"}) {
      assertThat(permissions(folder.resolve(name))).as(name).isEqualTo("rw-------");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
  @DisplayName("take other people's rights away from a folder and a file that are there")
  void tightened() throws IOException {
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    PrivateFiles.createFolder(base);
    assertThat(permissions(base)).isEqualTo("rwx------");
    Path readOnly = Files.createDirectory(base.resolve("read-only"));
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
    PrivateFiles.createFolder(readOnly);
    assertThat(permissions(readOnly)).as("its owner's are not added").isEqualTo("r-x------");
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(base.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    PrivateFiles.replace(file, bytes("new"));
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  @DisplayName("are replaced as a whole, also over what a crash left behind")
  void replaced() throws IOException {
    Path file = base.resolve("file");
    PrivateFiles.replace(file, bytes("old"));
    Files.writeString(base.resolve("file.next"), "half of the ne");
    assertThat(PrivateFiles.read(file)).hasValue(bytes("old"));
    PrivateFiles.replace(file, bytes("new"));
    assertThat(PrivateFiles.read(file)).hasValue(bytes("new"));
    assertThat(PrivateFiles.list(base)).containsExactly(file);
  }

  @Test
  @DisplayName("replace a link, not what it leads to")
  void links() throws IOException {
    Path elsewhere = Files.writeString(base.resolve("elsewhere"), "precious");
    Path file = Files.createSymbolicLink(base.resolve("file"), elsewhere);
    Files.createSymbolicLink(base.resolve("file.next"), elsewhere);
    PrivateFiles.replace(file, bytes("new"));
    assertThat(elsewhere).hasContent("precious");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  @DisplayName("that are not there are empty, not an error")
  void absent() {
    assertThat(PrivateFiles.read(base.resolve("absent"))).isEmpty();
    assertThat(PrivateFiles.list(base.resolve("absent"))).isEmpty();
    PrivateFiles.delete(base.resolve("absent"));
  }

  @Test
  @DisplayName("that can't be read or written are an error of their own")
  void refused() throws IOException {
    Path folder = Files.createDirectories(base.resolve("folder/inside")).getParent();
    Path file = Files.writeString(base.resolve("file"), "a file");
    assertThatExceptionOfType(LocalFileException.CannotRead.class)
        .isThrownBy(() -> PrivateFiles.read(folder));
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(() -> PrivateFiles.replace(folder, bytes("x")));
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(() -> PrivateFiles.append(folder, bytes("x"), false));
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(() -> PrivateFiles.delete(folder));
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(() -> PrivateFiles.createFolder(file.resolve("below")));
  }
}
