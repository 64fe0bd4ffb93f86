package io.medseal.e2e.crash;

import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.accounts.Accounts;
import io.medseal.client.keyrings.LateChanges;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Head;
import io.medseal.client.profiles.KnownReports;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("M11: a service restored from an older backup")
class RestoreIT {
  @TempDir Path folder;

  @Test
  @DisplayName("gets back from whoever logs in what it had lost, and its people are told the rest")
  void givenBack() throws Exception {
    try (Ward ward = Ward.open(folder)) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson doctor = ward.signUp("doctor");
      TestPerson former = ward.signUp("former");
      TestPerson busy = ward.signUp("busy");
      RecordView record = Ward.record(clerk, "Invented Patient");
      Path file = TestFiles.random(folder.resolve("in/before.bin"), 3_000_000, 1);
      Uploaded before = Ward.upload(clerk, record, "Before", file);
      Ward.share(clerk, record, former, Role.MANAGER);
      RecordView load = Ward.record(busy, "Invented Other");

      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<List<String>> sections =
          CompletableFuture.supplyAsync(
              () -> working(busy, load, stop), Thread::startVirtualThread);
      Path backup = Restoring.backup(ward.service(), folder);
      stop.set(true);
      List<String> added = sections.get();

      Ward.share(clerk, record, doctor, Role.READER);
      assertThat(doctor.medseal().reports().show(before.report()).title()).isEqualTo("Before");
      RecordView later = Ward.record(clerk, "Invented Later");
      Ward.share(clerk, later, doctor, Role.MANAGER);
      Uploaded lost = Ward.upload(clerk, later, "Lost", file);
      assertThat(doctor.medseal().reports().show(lost.report()).title()).isEqualTo("Lost");
      Ward.unshare(clerk, record, former);
      TestPerson newcomer = ward.signUp("newcomer");
      Ward.share(clerk, later, newcomer, Role.READER);

      Restoring.restore(ward.service(), backup, folder);
      assertThatThrownBy(() -> clerk.medseal().records().list())
          .isInstanceOf(ServiceException.class)
          .extracting(e -> ((ServiceException) e).type())
          .isIn(ProblemType.UNAUTHENTICATED, ProblemType.SESSION_EXPIRED);
      assertThatThrownBy(() -> logIn(newcomer))
          .as("made after the backup")
          .extracting(e -> ((ServiceException) e).type())
          .isEqualTo(ProblemType.WRONG_CREDENTIALS);

      Accounts.GivenBack byClerk = logIn(clerk);
      assertThat(byClerk.problem()).isEmpty();
      assertThat(byClerk.outcome().given()).isGreaterThanOrEqualTo(3);
      assertThat(byClerk.outcome().lacking()).isEmpty();
      assertThat(byClerk.outcome().other()).isEmpty();
      assertThat(byClerk.lost())
          .extracting(KnownReports.Known::report)
          .containsExactly(lost.report());
      Accounts.GivenBack byDoctor = logIn(doctor);
      assertThat(byDoctor.outcome().lacking()).isEmpty();
      assertThat(byDoctor.lost())
          .extracting(KnownReports.Known::report)
          .containsExactly(lost.report());
      assertThat(logIn(doctor).lost()).as("told once").isEmpty();
      logIn(busy);
      former.medseal().accounts().logIn(former.email(), former.password());

      assertThat(clerk.medseal().records().list())
          .extracting(one -> one.patient().orElseThrow().name())
          .contains("Invented Patient", "Invented Later");
      Path opened = ward.open(doctor, before.report()).getFirst();
      assertThat(TestFiles.sha256(opened)).isEqualTo(TestFiles.sha256(file));
      assertThat(doctor.medseal().records().show(later.id()).patient().orElseThrow().name())
          .isEqualTo("Invented Later");
      assertThatThrownBy(() -> former.medseal().reports().show(before.report()))
          .as("removed after the backup")
          .isInstanceOfAny(InputException.class, AccessException.class, TrustException.class);
      assertThat(names(busy, load)).as("acknowledged while it was backed up").containsAll(added);
      Uploaded again = Ward.upload(doctor, later, "Again", file);
      ward.open(clerk, again.report());

      ward.service().stop();
      ServiceProcess.Finished check = ward.service().check();
      assertThat(check.exitCode()).as(check.output()).isZero();
      assertThat(check.output()).doesNotContain("wrong:");
      ward.service().startAgain();
    }
  }

  @Test
  @DisplayName("that was changed before what it had lost was back says both, in sentences")
  void fork() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("cloud"))) {
      CommandLine clerk = signUp(service, "clerk");
      CommandLine chief = signUp(service, "chief");
      CommandLine doctor = signUp(service, "doctor");
      CommandLine nurse = signUp(service, "nurse");
      String record = created(clerk);
      String other = created(clerk);
      good(clerk.run("share", record, "--with", chief.email(), "--role", "owner"));
      good(chief.run("offers", "accept", record));
      Path backup = Restoring.backup(service, folder);
      good(clerk.run("share", record, "--with", doctor.email()));
      good(clerk.run("share", other, "--with", doctor.email()));
      Path letter = TestFiles.text(folder.resolve("letter.txt"), "an invented letter");
      String report =
          good(clerk.run("upload", other, letter.toString(), "--json"))
              .json()
              .get("reports")
              .get(0)
              .get("id")
              .stringValue();
      Restoring.restore(service, backup, folder);

      Finished before = clerk.run("record", "list");
      assertThat(before.exitCode()).as(before.err()).isEqualTo(5);
      good(logIn(chief));
      good(chief.run("share", record, "--with", nurse.email()));
      Finished back = good(logIn(clerk));
      assertThat(back.err())
          .contains("medseal: the service says that it was restored from a backup of ")
          .contains("gave the service back the changes of ")
          .contains(
              "medseal: in keyring "
                  + record.substring(0, 12)
                  + " somebody has made another change since the backup, in the place of one that this"
                  + " computer has seen.")
          .contains("medseal: report " + report.substring(0, 12) + " in record ")
          .contains("is lost. Upload it again, or ask its author.");
      Finished stopped = clerk.run("access", record);
      assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
      assertThat(stopped.err())
          .contains(
              "left out keyring " + record.substring(0, 12),
              "shows an older or another history",
              "Neither replaces the other");
      good(clerk.run("access", other));
      assertThat(good(chief.run("access", record)).out())
          .contains("nurse")
          .doesNotContain("doctor");
      service.stop();
      ServiceProcess.Finished check = service.check();
      assertThat(check.exitCode()).as(check.output()).isZero();
      service.startAgain();
    }
  }

  @Test
  @DisplayName(
      "and that somebody looked at in between: they say themselves that what came back is right")
  void lookedInBetween() throws Exception {
    try (Ward ward = Ward.open(folder)) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson doctor = ward.signUp("doctor");
      TestPerson nurse = ward.signUp("nurse");
      RecordView record = Ward.record(clerk, "Invented Patient");
      RecordView other = Ward.record(clerk, "Invented Other");
      Ward.share(clerk, record, doctor, Role.MANAGER);
      Ward.share(clerk, other, doctor, Role.READER);
      Path backup = Restoring.backup(ward.service(), folder);
      Ward.share(clerk, record, nurse, Role.READER);
      Restoring.restore(ward.service(), backup, folder);

      logIn(doctor);
      assertThat(doctor.medseal().records().show(record.id()).patient()).isPresent();
      twentyMinutesLater(doctor, record.id());
      logIn(clerk);
      logIn(doctor);
      assertThatThrownBy(() -> doctor.medseal().sharing().access(record.id()))
          .isInstanceOf(TrustException.AddedLate.class);
      assertThat(doctor.medseal().records().show(other.id()).patient()).isPresent();

      LateChanges.Late late = doctor.medseal().lateChanges().all().getFirst();
      assertThat(late.keyring()).isEqualTo(record.id());
      assertThat(late.lost()).isTrue();
      assertThat(late.former()).isEmpty();
      assertThat(late.changes())
          .extracting(change -> change.header().signer().keyring())
          .containsOnly(clerk.keyring());
      StatementHash another = new StatementHash("ab".repeat(32));
      assertThatThrownBy(() -> doctor.medseal().lateChanges().accept(another))
          .isInstanceOf(InputException.NoSuch.class);
      doctor.medseal().lateChanges().accept(late.newest());
      assertThat(doctor.medseal().lateChanges().all()).isEmpty();
      try (TestPerson again = doctor.through(ward.uri())) {
        assertThat(again.medseal().sharing().access(record.id()))
            .extracting(entry -> entry.who().keyring())
            .contains(nurse.keyring());
      }
    }
  }

  @Test
  @DisplayName("is no excuse for what is dated otherwise")
  void datedOtherwise() throws Exception {
    try (Ward ward = Ward.open(folder)) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson doctor = ward.signUp("doctor");
      TestPerson nurse = ward.signUp("nurse");
      RecordView record = Ward.record(clerk, "Invented Patient");
      TestPerson former = ward.signUp("former");
      Ward.share(clerk, record, doctor, Role.MANAGER);
      KeyringId department =
          clerk
              .medseal()
              .groups()
              .create(KeyringKind.DEPARTMENT, new Card("Invented Ward", Optional.empty()))
              .id();
      clerk
          .medseal()
          .groups()
          .setMember(department, former.keyring(), Role.READER, Optional.empty());
      former.medseal().offers().accept(department);
      clerk
          .medseal()
          .sharing()
          .share(
              new Target.WholeRecord(record.id()),
              clerk.medseal().people().find(department.hex()),
              Role.MANAGER,
              Optional.empty());
      assertThat(doctor.medseal().records().show(record.id()).patient()).isPresent();
      twentyMinutesLater(doctor, record.id());
      Ward.share(former, record, nurse, Role.READER);
      clerk.medseal().groups().removeMember(department, former.keyring());
      try (TestPerson again = doctor.through(ward.uri())) {
        assertThatThrownBy(() -> again.medseal().sharing().access(record.id()))
            .isInstanceOf(TrustException.AddedLate.class);
        LateChanges.Late late = again.medseal().lateChanges().all().getFirst();
        assertThat(late.lost()).as("nothing was restored").isFalse();
        assertThat(late.former())
            .as("what somebody signed who may no longer do so")
            .extracting(change -> change.header().signer().keyring())
            .contains(former.keyring())
            .doesNotContain(clerk.keyring());
        assertThatThrownBy(() -> again.medseal().lateChanges().accept(late.newest()))
            .isInstanceOf(InputException.BadValue.class);
        assertThat(again.medseal().lateChanges().all()).hasSize(1);
      }
    }
  }

  /** As if it had been looked at, and nothing newer been there, so much later than it was. */
  private static void twentyMinutesLater(TestPerson person, KeyringId keyring) {
    Head seen = person.medseal().profile().heads().get(keyring);
    person
        .medseal()
        .profile()
        .rememberHeads(
            Map.of(
                keyring,
                new Head(
                    seen.seq(),
                    seen.hash(),
                    Optional.of(Instant.now().plus(Duration.ofMinutes(20)).truncatedTo(MILLIS)))));
  }

  private CommandLine signUp(ServiceProcess service, String name) {
    CommandLine person = CommandLine.of(name, folder.resolve("machines"), List.of());
    good(
        person.run(
            "signup",
            "--server",
            service.uri().toString(),
            "--email",
            person.email(),
            "--name",
            "Invented " + name,
            "--password-file",
            person.secretFile("password", "correct horse of " + name).toString(),
            "--json"));
    return person;
  }

  private static Finished logIn(CommandLine person) {
    return person.run("login", "--password-file", person.home().resolve("password").toString());
  }

  private static String created(CommandLine clerk) {
    return good(clerk.run("record", "create", "--patient", "Invented Patient", "--json"))
        .json()
        .get("id")
        .stringValue();
  }

  private static Finished good(Finished finished) {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    return finished;
  }

  private static Accounts.GivenBack logIn(TestPerson person) {
    Accounts accounts = person.medseal().accounts();
    accounts.logIn(person.email(), person.password());
    return accounts.givenBack().orElseThrow();
  }

  /** Sections that were acknowledged. */
  private static List<String> working(TestPerson person, RecordView record, AtomicBoolean stop) {
    List<String> added = new ArrayList<>();
    try {
      for (int i = 0; !stop.get() || added.isEmpty(); i++) {
        person.medseal().records().addSection(record.id(), "Section " + i);
        added.add("Section " + i);
      }
    } catch (ClientException e) {
      throw new IllegalStateException(e);
    }
    return added;
  }

  private static List<String> names(TestPerson person, RecordView record) {
    return person.medseal().records().show(record.id()).sections().stream()
        .flatMap(section -> section.name().stream())
        .toList();
  }
}
