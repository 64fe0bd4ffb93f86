package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static io.medseal.e2e.commandline.Clinic.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.failures.Failures;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.service.ServiceProcess;
import io.medseal.testkit.store.StoredRows;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("When something goes wrong, the command line says one clear sentence")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentencesIT {
  @TempDir static Path folder;
  private Clinic clinic;
  private CommandLine clerk;
  private CommandLine colleague;
  private String record;

  @BeforeAll
  void signUp() {
    clinic = Clinic.open(folder);
    clerk = clinic.signUp("clerk");
    colleague = clinic.signUp("colleague");
    record = Clinic.record(clerk, "Invented Patient");
    Clinic.share(clerk, record, colleague, "owner");
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  @Test
  @DisplayName("for a file, record, report or person that is not there")
  void unknown() {
    said(
        clerk.run("upload", record, "no-such.pdf"),
        ExitCode.LOCAL_FILES,
        "Cannot read " + clerk.home().resolve("no-such.pdf") + ": there is no such file.");
    said(
        clerk.run("reports", "Nobody Known"),
        ExitCode.NOT_FOUND,
        "There is no record 'Nobody Known' that this account may see.");
    said(
        clerk.run("open", "0123456789", "--out", "out"),
        ExitCode.NOT_FOUND,
        "There is no report '0123456789' that this account may see.");
    said(
        clerk.run("share", record, "--with", "nobody@hospital.test"),
        ExitCode.NOT_FOUND,
        "Nobody has an account with the e-mail address 'nobody@hospital.test' at this service.");
    done(clerk.run("department", "create", "--name", "Cardiology", "--json"));
    said(
        clerk.run("unshare", record, "--with", "Cardiology"),
        ExitCode.NOT_FOUND,
        "There is no share with \"Cardiology\" that this account may see.");
  }

  @Test
  @DisplayName("for an empty file, before anything is stored")
  void emptyFile() throws Exception {
    Path whole = Files.writeString(clerk.home().resolve("a-whole-one.txt"), "whole");
    Path empty = Files.createFile(clerk.home().resolve("empty.txt"));
    int before = done(clerk.run("reports", "--json")).get("reports").size();

    said(
        clerk.run("upload", record, whole.toString(), empty.toString()),
        ExitCode.USAGE,
        "The file \"empty.txt\" is empty, so nothing was uploaded. Leave it out, or get it again from"
            + " where it comes from.");

    assertThat(done(clerk.run("reports", "--json")).get("reports")).hasSize(before);
  }

  @Test
  @DisplayName("for what is shared with oneself, or until a day that is none")
  void alone() {
    said(
        clerk.run("share", record, "--with", clerk.email()),
        ExitCode.USAGE,
        "This is your own account: nothing to share.");
    said(
        colleague.run("share", record, "--with", "x@hospital.test", "--until", "2026-02-31"),
        ExitCode.USAGE,
        "Invalid value for option '--until': '2026-02-31' is not in the calendar. See 'medseal share"
            + " --help'.");
  }

  @Test
  @DisplayName("for a reader of one section: what there is to leave, and what is not to be seen")
  void sectionOnly() {
    String own = Clinic.record(clerk, "Ada Example");
    String section =
        done(clerk.run("record", "show", own, "--json")).at("/sections/0/id").stringValue();
    done(clerk.run("share", own + "/" + section, "--with", colleague.email(), "--json"));
    said(
        colleague.run("activity", own),
        ExitCode.DENIED,
        "This account's role does not allow it to see the activity of this record.");
    said(
        colleague.run("leave", own),
        ExitCode.CONFLICT,
        "You are no member of the record of \"Ada Example\" yourself, but of parts of it: use"
            + " 'medseal leave "
            + own.substring(0, 8)
            + "/"
            + section.substring(0, 8)
            + "'.");
    assertThat(
            colleague.run("leave", own.substring(0, 8) + "/" + section.substring(0, 8)).exitCode())
        .isZero();
  }

  @Test
  @DisplayName("for a wrong password and for a wrong recovery code")
  void wrongSecrets() throws Exception {
    CommandLine elsewhere = clinic.machine("elsewhere");
    Path wrong = elsewhere.secretFile("wrong", "not the password at all");
    said(
        elsewhere.run(
            "login",
            "--server",
            clinic.uri().toString(),
            "--email",
            clerk.email(),
            "--password-file",
            wrong.toString()),
        ExitCode.AUTHENTICATION,
        "E-mail or password is wrong; try again, or use 'medseal recover' if the password is"
            + " lost.");

    String code = Files.readString(colleague.home().resolve("recovery-code")).strip();
    Path others = elsewhere.secretFile("others-code", code);
    said(
        recover(elsewhere, others),
        ExitCode.AUTHENTICATION,
        "This is not the recovery code of "
            + clerk.email()
            + "; take the newest sheet, since older codes no longer count.");
    Path mistyped =
        elsewhere.secretFile("mistyped", (code.charAt(0) == 'A' ? "B" : "A") + code.substring(1));
    said(
        recover(elsewhere, mistyped),
        ExitCode.AUTHENTICATION,
        "This is not a recovery code: a character is wrong or missing. Compare it with the printed"
            + " sheet.");
  }

  private Finished recover(CommandLine person, Path code) {
    return person.run(
        "recover",
        "--server",
        clinic.uri().toString(),
        "--email",
        clerk.email(),
        "--recovery-code-file",
        code.toString(),
        "--new-password-file",
        person.secretFile("new", "a new and long password").toString());
  }

  @Test
  @DisplayName("for a session that has ended, and logging in goes on")
  void expired() {
    CommandLine guest = clinic.signUp("guest");
    String account = done(guest.run("whoami", "--json")).get("keyring").stringValue();
    clinic.service().stop();
    try (StoredRows rows = StoredRows.in(clinic.service().data())) {
      assertThat(rows.update("update sessions set expires = 1 where account = ?", account))
          .isEqualTo(1);
    }
    clinic.service().startAgain();
    said(
        guest.run("record", "list"),
        ExitCode.AUTHENTICATION,
        "The session has ended; use 'medseal login' to go on.");
    done(guest.run("login", "--password-file", "password", "--json"));
    assertThat(guest.run("record", "list").exitCode()).isZero();
  }

  @Test
  @DisplayName("for who is not logged in")
  void notLoggedIn() {
    said(
        clinic.machine("nobody").run("record", "list"),
        ExitCode.AUTHENTICATION,
        "Nobody is logged in with this profile; use 'medseal login' or 'medseal signup'.");
  }

  @Test
  @DisplayName("none, when two change one keyring at the same time: one of them retries")
  void twoAtOnce() {
    List<CommandLine> guests = new ArrayList<>();
    List<String> keyrings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CommandLine guest = clinic.signUp("guest-at-once-" + i);
      guests.add(guest);
      keyrings.add(done(guest.run("whoami", "--json")).get("keyring").stringValue());
    }
    for (String change : List.of("share", "unshare")) {
      List<Process> running = new ArrayList<>();
      for (int i = 0; i < guests.size(); i++) {
        CommandLine who = i % 2 == 0 ? clerk : colleague;
        running.add(who.start(change, record, "--with", guests.get(i).email()));
      }
      for (Process process : running) {
        Finished finished = CommandLine.ended(process);
        assertThat(finished.exitCode()).as(finished.err()).isZero();
      }
      JsonNode access = done(clerk.run("access", record, "--json")).get("access");
      if (change.equals("share")) {
        assertThat(texts(access, "keyring")).containsAll(keyrings);
      } else {
        assertThat(texts(access, "keyring")).doesNotContainAnyElementsOf(keyrings);
      }
    }
  }

  @Test
  @DisplayName("none, when an upload that was killed is run again: it goes on where it stopped")
  void killedUpload() throws Exception {
    for (boolean sameCommand : new boolean[] {true, false}) {
      String name = sameCommand ? "again" : "resumed";
      Path file = TestFiles.random(clerk.home().resolve(name + ".bin"), 120_000_000, 11);
      killInMidUpload(file);

      JsonNode pending = done(clerk.run("uploads", "list", "--json")).get("uploads");
      assertThat(texts(pending, "title")).containsExactly(name);
      int stored = pending.get(0).get("storedParts").intValue();
      assertThat(stored).isBetween(1, pending.get(0).get("parts").intValue() - 1);
      String report = pending.get(0).get("report").stringValue();
      if (sameCommand) {
        JsonNode added =
            done(clerk.run("upload", record, file.toString(), "--json")).get("reports").get(0);
        assertThat(added.get("resumed").booleanValue()).isTrue();
        assertThat(added.get("id").stringValue()).isEqualTo(report);
      } else {
        done(clerk.run("uploads", "resume", report.substring(0, 8), "--json"));
      }
      JsonNode opened = done(clerk.run("open", report, "--out", "back-" + name, "--json"));
      Path back = Path.of(opened.get("written").get(0).stringValue());
      assertThat(Files.mismatch(back, file)).isEqualTo(-1);
      Files.delete(back);
      Files.delete(file);
    }
    said(
        clerk.run("uploads", "resume", "0123"),
        ExitCode.NOT_FOUND,
        "There is no upload '0123' that this account may see.");
  }

  private void killInMidUpload(Path file) throws Exception {
    Process upload = clerk.start("upload", record, file.toString());
    try (StoredRows rows = StoredRows.in(clinic.service().data())) {
      while (rows.rows("select 1 from parts join reports on id = report where state = 'uploading'")
              .size()
          < 4) {
        assertThat(upload.isAlive()).as("the upload still runs").isTrue();
        Thread.sleep(2);
      }
    }
    upload.destroyForcibly().waitFor();
  }

  @Test
  @DisplayName("for a clock that is wrong, and by how much")
  void clockSkew() {
    Failures.Failure early = Failures.of(signUp("early", Duration.ofHours(-3)));
    assertThat(early.exitCode()).isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(early.sentence())
        .matches(
            "This computer's clock is (3 hours|180 minutes) behind the service's\\. Set it right,"
                + " then try again\\.");
    Failures.Failure late = Failures.of(signUp("late", Duration.ofMinutes(10)));
    assertThat(late.exitCode()).isEqualTo(ExitCode.LOCAL_FILES);
    assertThat(late.sentence())
        .matches(
            "This computer's clock is (10|9) minutes ahead of the service's\\. Set it right, then"
                + " try again\\.");
  }

  private Throwable signUp(String name, Duration ahead) {
    Clock clock = Clock.offset(Clock.systemUTC(), ahead);
    return catchThrowable(
        () -> TestPerson.signUp(name, folder.resolve("clocks"), clinic.uri(), clock).close());
  }

  @Test
  @DisplayName("for a service that cannot be reached, or whose storage is full")
  void serviceInTrouble() throws Exception {
    try (ServiceProcess small = ServiceProcess.startLimited(folder.resolve("small"), 12)) {
      CommandLine person = clinic.machine("unlucky");
      Path password = person.secretFile("password", Clinic.PASSWORD);
      URI uri = small.uri();
      done(
          person.run(
              "signup",
              "--server",
              uri.toString(),
              "--email",
              person.email(),
              "--name",
              "Unlucky",
              "--password-file",
              password.toString(),
              "--json"));
      String own = Clinic.record(person, "Invented Patient");
      Path file = TestFiles.random(person.home().resolve("large.bin"), 40_000_000, 12);
      said(
          person.run("upload", own, file.toString()),
          ExitCode.UNAVAILABLE,
          "The service's storage is full. Tell its operator.");

      small.stop();
      said(
          person.run("reports"),
          ExitCode.UNAVAILABLE,
          "The service at 127.0.0.1:"
              + uri.getPort()
              + " cannot be reached (connection refused). Check the address and the network, then"
              + " try again.");

      small.liftLimit();
      small.startAgain();
      JsonNode added =
          done(person.run("upload", own, file.toString(), "--json")).get("reports").get(0);
      assertThat(added.get("resumed").booleanValue()).isTrue();
    }
  }

  private static void said(Finished finished, ExitCode code, String sentence) {
    assertThat(finished.err()).isEqualTo("medseal: " + sentence + "\n");
    assertThat(finished.exitCode()).isEqualTo(code.number());
    assertThat(finished.out()).isEmpty();
  }
}
