package io.medseal.demo.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.medseal.demo.folder.DemoFolder.RefusedException;
import io.medseal.demo.folder.DemoFolder.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo's folder")
class DemoFolderTest {
  @TempDir Path place;

  @Test
  @DisplayName("is made where there is none, and remembers that it was completed")
  void remembers() throws Exception {
    Path root = place.resolve("demo");
    try (DemoFolder folder = DemoFolder.open(root)) {
      assertThat(folder.state()).isEqualTo(State.EMPTY);
      folder.startOver();
      folder.note("port", "8480");
      assertThat(folder.state()).isEqualTo(State.UNFINISHED);
      folder.complete();
    }
    try (DemoFolder folder = DemoFolder.open(root)) {
      assertThat(folder.state()).isEqualTo(State.COMPLETE);
      assertThat(folder.fact("port")).contains("8480");
    }
  }

  @Test
  @DisplayName("is known to be unfinished when filling was cut short, and starts over empty")
  void startsOver() throws Exception {
    Path root = place.resolve("demo");
    try (DemoFolder folder = DemoFolder.open(root)) {
      folder.startOver();
      Files.createDirectories(folder.cloud().resolve("blobs"));
      Files.writeString(folder.cloud().resolve("blobs/half"), "half a report");
      folder.note("password.clerk", "old");
    }
    try (DemoFolder folder = DemoFolder.open(root)) {
      assertThat(folder.state()).isEqualTo(State.UNFINISHED);
      folder.startOver();
      assertThat(folder.cloud()).doesNotExist();
      assertThat(folder.fact("password.clerk")).isEmpty();
    }
  }

  @Test
  @DisplayName("is never a folder with anything else in it, and nothing there is touched")
  void leavesOtherFoldersAlone() throws IOException {
    Path letter = Files.writeString(place.resolve("letter.txt"), "dear all");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> DemoFolder.open(place))
        .withMessageContaining("left alone");
    assertThat(letter).hasContent("dear all");
    try (var entries = Files.list(place)) {
      assertThat(entries).containsExactly(letter);
    }
  }

  @Test
  @DisplayName("is no file, and no folder whose mark is somebody else's")
  void refusesForeignMarks() throws IOException {
    Path file = Files.writeString(place.resolve("file"), "x");
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> DemoFolder.open(file));
    Path other = Files.createDirectory(place.resolve("other"));
    Files.writeString(other.resolve(DemoFolder.MARK), "colour=blue");
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> DemoFolder.open(other));
  }

  @Test
  @DisplayName("deletes links that lie in it, not what they point to")
  void doesNotFollowLinks() throws Exception {
    Path precious = Files.createDirectory(place.resolve("precious"));
    Files.writeString(precious.resolve("photo.jpg"), "irreplaceable");
    try (DemoFolder folder = DemoFolder.open(place.resolve("demo"))) {
      folder.startOver();
      Files.createSymbolicLink(folder.root().resolve("link"), precious);
      folder.startOver();
      assertThat(folder.root().resolve("link")).doesNotExist();
    }
    assertThat(precious.resolve("photo.jpg")).hasContent("irreplaceable");
  }

  @Test
  @DisplayName("is used by one demo at a time")
  void isLocked() throws Exception {
    Path root = place.resolve("demo");
    try (DemoFolder folder = DemoFolder.open(root)) {
      folder.startOver();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> DemoFolder.open(root))
          .withMessageContaining("running already");
    }
    DemoFolder.open(root).close();
  }

  @Test
  @DisplayName("of another version is left as it is until it is asked to start over")
  void refusesOtherVersions() throws Exception {
    Path root = Files.createDirectory(place.resolve("demo"));
    Files.writeString(root.resolve(DemoFolder.MARK), "format=99\nstate=ready\n");
    try (DemoFolder folder = DemoFolder.open(root)) {
      assertThat(folder.state()).isEqualTo(State.OTHER_VERSION);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(folder::requireThisVersion)
          .withMessageContaining("--fresh");
      folder.startOver();
      assertThat(folder.state()).isEqualTo(State.UNFINISHED);
    }
  }

  @Test
  @DisplayName("may be read by its owner only")
  void isPrivate() throws Exception {
    assumeThat(place.getFileSystem().supportedFileAttributeViews()).contains("posix");
    try (DemoFolder folder = DemoFolder.open(place.resolve("demo"))) {
      assertThat(Files.getPosixFilePermissions(folder.root()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }
}
