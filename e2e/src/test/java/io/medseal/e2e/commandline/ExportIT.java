package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.programs.Finished;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("An account's export")
class ExportIT {
  @TempDir Path folder;

  @Test
  @DisplayName("has every report's files, what is said of records and the account, and what failed")
  void everything() throws Exception {
    try (Clinic clinic = Clinic.open(folder)) {
      InProcess clerk = clinic.signUpInProcess("clerk");
      InProcess reader = clinic.signUpInProcess("reader");
      String record =
          done(clerk.run("record", "create", "--patient", "Invented Patient", "--json"))
              .get("id")
              .stringValue();
      Path scan = TestFiles.random(folder.resolve("scan.bin"), 300_000, 5);
      String report =
          done(clerk.run("upload", record, scan.toString(), "--json"))
              .at("/reports/0/id")
              .stringValue();
      done(clerk.run("share", record, "--with", "reader@hospital.test", "--json"));
      assertThat(reader.run("offers", "accept", record).exitCode()).isZero();

      Path twin =
          TestFiles.text(
              Files.createDirectories(folder.resolve("twin")).resolve("Größe.txt"), "Umlaute");
      String named =
          done(clerk.run("upload", record, twin.toString(), "--title", "scan\nrecords/x", "--json"))
              .at("/reports/0/id")
              .stringValue();
      Path own = folder.resolve("own.zip");
      JsonNode said = done(clerk.run("account", "export", "--to", own.toString(), "--json"));
      assertThat(said.get("records").intValue()).isEqualTo(1);
      assertThat(said.get("reports").intValue()).isEqualTo(2);
      Path of = unpacked(own).resolve("records").resolve(record);
      Path root = of.getParent().getParent();
      assertThat(TestFiles.sha256(of.resolve("reports").resolve(report).resolve("scan.bin")))
          .isEqualTo(TestFiles.sha256(scan));
      assertThat(TestFiles.sha256(of.resolve("reports").resolve(named).resolve("Größe.txt")))
          .isEqualTo(TestFiles.sha256(twin));
      assertThat(json(root.resolve("account.json")).get("email").stringValue())
          .isEqualTo("clerk@hospital.test");
      assertThat(json(of.resolve("access.json")).get("access")).hasSize(2);
      assertThat(json(of.resolve("activity.json")).get("events")).isNotEmpty();
      assertThat(json(of.resolve("record.json")).at("/patient/name").stringValue())
          .isEqualTo("Invented Patient");
      assertThat(root.resolve("left-out.json")).doesNotExist();
      assertThat(Files.readAllLines(root.resolve("contents.txt")))
          .contains("records/" + record + "/  Invented Patient")
          .anySatisfy(line -> assertThat(line).endsWith("  scan"))
          .noneSatisfy(line -> assertThat(line).startsWith("records/x"));
      Set<String> summed = new TreeSet<>();
      for (String line : Files.readAllLines(root.resolve("SHA256SUMS"))) {
        assertThat(TestFiles.sha256(root.resolve(line.substring(66))))
            .isEqualTo(line.substring(0, 64));
        summed.add(line.substring(66));
      }
      assertThat(summed).hasSize(said(root).size() - 1);
      assertThat(Files.getPosixFilePermissions(own))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      Finished again = clerk.run("account", "export", "--to", own.toString());
      assertThat(again.exitCode()).isEqualTo(ExitCode.CONFLICT.number());
      assertThat(again.err()).contains("There is a file");

      Path readers = folder.resolve("readers.zip");
      done(reader.run("account", "export", "--to", readers.toString(), "--json"));
      Path seen = unpacked(readers);
      assertThat(seen.resolve("records").resolve(record).resolve("reports").resolve(report))
          .isDirectory();
      assertThat(seen.resolve("left-out.json")).doesNotExist();
      assertThat(Files.readString(seen.resolve("contents.txt")))
          .contains("what happened is not shown to this account's role");

      Path blob = clinic.service().data().resolve("blobs");
      try (Stream<Path> all = Files.walk(blob)) {
        for (Path each : all.filter(Files::isRegularFile).toList()) {
          if (Files.size(each) > 300_000) {
            Files.delete(each);
          }
        }
      }
      Path some = folder.resolve("some.zip");
      Finished part = clerk.run("account", "export", "--to", some.toString());
      assertThat(part.exitCode()).isEqualTo(ExitCode.FAILED_CHECK.number());
      Path rest = unpacked(some);
      assertThat(json(rest.resolve("left-out.json"))).hasSize(1);
      assertThat(Files.readString(rest.resolve("contents.txt"))).contains("open " + report);
      assertThat(rest.resolve("records").resolve(record).resolve("reports").resolve(named))
          .isDirectory();

      clinic.service().stop();
      Finished unreachable =
          clerk.run("account", "export", "--to", folder.resolve("none.zip").toString());
      assertThat(unreachable.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
      assertThat(folder.resolve("none.zip")).doesNotExist();
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .noneMatch(name -> name.startsWith(".medseal-export"));
      }
    }
  }

  /** By another reader of archives than what wrote it. */
  private static Path unpacked(Path archive) throws Exception {
    Path into = Files.createDirectories(Path.of(archive + ".d"));
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> all = Files.walk(zip.getPath("/"))) {
      for (Path entry : all.filter(Files::isRegularFile).toList()) {
        Path to = into.resolve(entry.toString().substring(1));
        Files.createDirectories(to.getParent());
        Files.copy(entry, to);
      }
    }
    return into;
  }

  private static List<Path> said(Path root) throws Exception {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static JsonNode json(Path file) throws Exception {
    return StrictJson.mapper().readTree(Files.readString(file));
  }
}
