package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
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

      Path own = folder.resolve("own");
      JsonNode said = done(clerk.run("account", "export", "--to", own.toString(), "--json"));
      assertThat(said.get("records").intValue()).isEqualTo(1);
      assertThat(said.get("reports").intValue()).isEqualTo(1);
      Path of = own.resolve("records").resolve(record);
      assertThat(TestFiles.sha256(of.resolve("reports").resolve(report).resolve("scan.bin")))
          .isEqualTo(TestFiles.sha256(scan));
      assertThat(json(own.resolve("account.json")).get("email").stringValue())
          .isEqualTo("clerk@hospital.test");
      assertThat(json(of.resolve("access.json")).get("access")).hasSize(2);
      assertThat(json(of.resolve("activity.json")).get("events")).isNotEmpty();
      assertThat(json(of.resolve("record.json")).at("/patient/name").stringValue())
          .isEqualTo("Invented Patient");
      Finished again = clerk.run("account", "export", "--to", own.toString());
      assertThat(again.exitCode()).isEqualTo(ExitCode.CONFLICT.number());

      Path readers = folder.resolve("readers");
      done(reader.run("account", "export", "--to", readers.toString(), "--json"));
      assertThat(readers.resolve("records").resolve(record).resolve("reports").resolve(report))
          .isDirectory();
      assertThat(readers.resolve("left-out.json")).doesNotExist();

      clinic.service().stop();
      Finished unreachable =
          clerk.run("account", "export", "--to", folder.resolve("none").toString());
      assertThat(unreachable.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    }
  }

  private static JsonNode json(Path file) throws Exception {
    return StrictJson.mapper().readTree(Files.readString(file));
  }
}
