package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An account that its owner deletes")
class AccountDeletionIT {
  @TempDir Path folder;

  private static Finished delete(CommandLine who, String password, String typed) {
    return who.run(
        "account",
        "delete",
        "--password-file",
        who.secretFile("now", password).toString(),
        "--really-delete",
        typed);
  }

  private static Finished logIn(CommandLine who, Clinic clinic) {
    return who.run(
        "login",
        "--server",
        clinic.uri().toString(),
        "--email",
        who.email(),
        "--password-file",
        who.secretFile("again", Clinic.PASSWORD).toString());
  }

  @Test
  @DisplayName("stays while others depend on it, then goes with every way in; its reports stay")
  void deleted() throws Exception {
    try (Clinic clinic = Clinic.open(folder)) {
      CommandLine leaver = clinic.signUp("leaver");
      CommandLine heir = clinic.signUp("heir");
      String password = Clinic.PASSWORD;
      Path file = Files.writeString(folder.resolve("letter.txt"), "A letter.");
      String record = Clinic.record(leaver, "Ada Demo");
      String report = Clinic.upload(leaver, record, file);

      Finished refused = delete(leaver, password, leaver.email());
      assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT.number());
      assertThat(refused.err()).contains("the record of \"Ada Demo\"").contains("--role owner");
      Clinic.share(leaver, record, heir, "owner");

      assertThat(delete(leaver, password, "somebody@else.test").exitCode())
          .isEqualTo(ExitCode.USAGE.number());
      assertThat(delete(leaver, "another password of mine", leaver.email()).exitCode())
          .isEqualTo(ExitCode.AUTHENTICATION.number());
      assertThat(done(leaver.run("reports", record, "--json")).get("reports")).hasSize(1);

      Finished gone = delete(leaver, password, leaver.email());
      assertThat(gone.exitCode()).as(gone.err()).isZero();
      assertThat(leaver.run("record", "list").exitCode()).isNotZero();
      assertThat(logIn(leaver, clinic).exitCode()).isEqualTo(ExitCode.AUTHENTICATION.number());

      Path out = folder.resolve("out");
      done(heir.run("open", report, "--out", out.toString(), "--json"));
      assertThat(out.resolve("letter.txt")).hasContent("A letter.");
      assertThat(done(heir.run("verify", report, "--json")).get("verified").asBoolean()).isTrue();
      assertThat(heir.run("access", record).out()).doesNotContain("leaver@");

      // Who is left as the only owner stays, until somebody else is one.
      CommandLine reader = clinic.signUp("reader");
      Clinic.share(heir, record, reader, "reader");
      for (Finished alone :
          List.of(heir.run("leave", record), delete(heir, password, heir.email()))) {
        assertThat(alone.exitCode()).as(alone.err()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(alone.err()).containsAnyOf("without an end date", "--role owner");
      }
      done(heir.run("open", report, "--out", folder.resolve("again").toString(), "--json"));
      Clinic.share(heir, record, reader, "owner");
      assertThat(heir.run("leave", record).exitCode()).isZero();
    }
  }

  @Test
  @DisplayName("stays while others are in a record that it only accepted, whose maker has gone")
  void acceptedAlone() {
    try (Clinic clinic = Clinic.open(folder)) {
      CommandLine leaver = clinic.signUp("leaver");
      CommandLine heir = clinic.signUp("heir");
      String record = Clinic.record(leaver, "Ada Demo");
      Clinic.share(leaver, record, clinic.signUp("reader"), "reader");
      Clinic.share(leaver, record, heir, "owner");
      assertThat(delete(leaver, Clinic.PASSWORD, leaver.email()).exitCode()).isZero();
      Finished refused = delete(heir, Clinic.PASSWORD, heir.email());
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.CONFLICT.number());
      assertThat(refused.err()).contains("the record of \"Ada Demo\"").contains("--role owner");
    }
  }
}
