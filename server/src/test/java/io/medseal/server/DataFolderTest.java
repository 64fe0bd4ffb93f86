package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.TestReport;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The data folder")
class DataFolderTest {
  @Test
  @DisplayName("is its owner's alone, whoever made it, and closed again at the start")
  void ownersAlone() throws IOException {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      TestReport begun = TestReport.of(hospital.section(), 1_000);
      begun.announce(hospital.clerk()).good();
      begun.put(hospital.clerk(), 0).good();
      assertThat(open(service.data())).isEmpty();
      service.stop();
      for (Path path : all(service.data())) {
        Files.setPosixFilePermissions(
            path,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxrwxrwx" : "rw-rw-rw-"));
      }
      Path left = service.data().resolve("temporary").resolve("body123.tmp");
      Files.writeString(left, "left by a process that was killed");
      service.start();
      assertThat(open(service.data())).isEmpty();
      assertThat(left).doesNotExist();
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList();
    }
  }

  /** What somebody else could read. */
  private static List<Path> open(Path folder) throws IOException {
    return all(folder).stream()
        .filter(
            path -> {
              try {
                String permissions =
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                return !permissions.endsWith("------");
              } catch (IOException _) {
                return false; // gone meanwhile
              }
            })
        .toList();
  }
}
