package io.medseal.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.Medseal;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An account")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountIT {
  @TempDir static Path folder;
  private Ward ward;

  @BeforeAll
  void open() {
    ward = Ward.open(folder);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName(
      "M7: a lost device and a lost password lose nothing: the recovery code opens the record")
  void recover() {
    TestPerson patient = ward.signUp("patient");
    RecordView record = Ward.record(patient, "Invented Patient");
    Path file = TestFiles.text(folder.resolve("in/own.txt"), "own");
    Uploaded report = Ward.upload(patient, record, "Own report", file);
    char[] fresh = "another long password".toCharArray();

    try (Medseal device = device("new", patient)) {
      device.accounts().recover(patient.email(), patient.recoveryCode(), fresh.clone());
      Path into = ward.newFolder();
      device.reports().open(report.report(), OpenRequest.into(into), Progress.NONE);
      assertThat(TestFiles.sha256(into.resolve("own.txt"))).isEqualTo(TestFiles.sha256(file));
    }
    try (Medseal device = device("third", patient)) {
      refusedAs(
          ProblemType.WRONG_CREDENTIALS,
          () -> device.accounts().logIn(patient.email(), patient.password()));
      refusedAs(
          ProblemType.WRONG_CREDENTIALS,
          () -> device.accounts().recover(patient.email(), patient.recoveryCode(), fresh.clone()));
      device.accounts().logIn(patient.email(), fresh.clone());
      assertThat(device.records().list()).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "leaves no name behind at log-out, and has it again at log-in, with renewed keys too")
  void name() {
    TestPerson person = ward.signUp("renewing");
    Optional<String> name = person.medseal().whoAmI().orElseThrow().name();
    assertThat(name).isPresent();
    person.medseal().accounts().replaceSecret(person.password()).close();

    person.medseal().accounts().logOut();
    assertThat(person.medseal().profile().identity().orElseThrow().name()).isEmpty();

    person.medseal().accounts().logIn(person.email(), person.password());
    assertThat(person.medseal().whoAmI().orElseThrow().name()).isEqualTo(name);
  }

  @Test
  @DisplayName("is recovered with no password that is the person's name, though it is logged out")
  void recoveryAfterLogOut() {
    TestPerson person = ward.signUp("forgetful");
    String name = person.medseal().whoAmI().orElseThrow().name().orElseThrow();
    person.medseal().accounts().logOut();

    assertThatThrownBy(
            () ->
                person
                    .medseal()
                    .accounts()
                    .recover(person.email(), person.recoveryCode(), name.toCharArray()))
        .isInstanceOf(InputException.WeakPassword.class);
    person
        .medseal()
        .accounts()
        .recover(person.email(), person.recoveryCode(), "another long password".toCharArray())
        .close();
  }

  @Test
  @DisplayName("tells a mistyped recovery code from a wrong one without asking the service")
  void mistyped() {
    TestPerson person = ward.signUp("mistyper");
    String code = person.recoveryCode();
    String mistyped = (code.charAt(0) == 'A' ? 'B' : 'A') + code.substring(1);

    try (Medseal device = device("mistyped", person)) {
      assertThatThrownBy(
              () ->
                  device
                      .accounts()
                      .recover(person.email(), mistyped, "another password".toCharArray()))
          .isInstanceOf(ClientException.class)
          .isNotInstanceOf(ServiceException.class);
    }
  }

  @Test
  @DisplayName("M3: has no access any more when a share has ended")
  void expiry() throws Exception {
    TestPerson owner = ward.signUp("owner");
    TestPerson guest = ward.signUp("guest");
    RecordView record = Ward.record(owner, "Invented Patient");
    Uploaded report =
        Ward.upload(owner, record, "R", TestFiles.text(folder.resolve("in/r.txt"), "r"));
    Instant until = Instant.now().plusSeconds(6);
    owner
        .medseal()
        .sharing()
        .share(
            new Target.WholeRecord(record.id()),
            owner.medseal().people().find(guest.email()),
            Role.READER,
            Optional.of(until));
    guest.medseal().offers().accept(record.id());
    assertThat(ward.open(guest, report.report())).hasSize(1);

    Thread.sleep(Math.max(0, until.toEpochMilli() - System.currentTimeMillis()) + 200);

    assertThatThrownBy(() -> ward.open(guest, report.report()))
        .isInstanceOf(InputException.NoSuch.class);
  }

  @Test
  @DisplayName("that changes a keyring at the same time as another goes on: one of them retries")
  void conflict() throws Exception {
    TestPerson one = ward.signUp("one");
    TestPerson two = ward.signUp("two");
    RecordView record = Ward.record(one, "Invented Patient");
    Ward.share(one, record, two, Role.MANAGER);
    List<TestPerson> guests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      guests.add(ward.signUp("guest" + i));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> first = threads.submit(sharing(one, record, guests.subList(0, 4)));
      Future<?> second = threads.submit(sharing(two, record, guests.subList(4, 8)));
      first.get();
      second.get();
    }

    for (TestPerson guest : guests) {
      assertThat(guest.medseal().records().list()).extracting(RecordView::id).contains(record.id());
    }
  }

  private static Callable<Boolean> sharing(
      TestPerson from, RecordView record, List<TestPerson> guests) {
    return () -> {
      guests.forEach(guest -> Ward.share(from, record, guest, Role.READER));
      return true;
    };
  }

  private Medseal device(String name, TestPerson owner) {
    return Medseal.connect(
        ProfileStore.at(folder.resolve("devices"))
            .profile(name + owner.keyring().hex().substring(0, 8)),
        ward.uri());
  }

  private static void refusedAs(ProblemType type, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.type()).isEqualTo(type));
  }
}
