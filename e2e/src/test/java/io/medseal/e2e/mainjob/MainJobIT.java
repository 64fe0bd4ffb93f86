package io.medseal.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.groups.GroupView;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportView;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.store.StoredBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Clerk, patient, doctor and laboratory around one record")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {
  private static final String MARKER = "marker-of-the-content-4711";
  private static final String TITLE = "Echocardiography of the left ventricle";
  private static final String PATIENT = "Invented Meera Iyer";

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson patient;
  private TestPerson doctor;
  private TestPerson laboratory;
  private RecordView record;
  private Path letter;
  private Path video;
  private Uploaded first;

  @BeforeAll
  void uploadAndShare() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    patient = ward.signUp("patient");
    doctor = ward.signUp("doctor");
    laboratory = ward.signUp("laboratory");
    letter = TestFiles.text(folder.resolve("in/letter-of-discharge.txt"), MARKER);
    video = TestFiles.random(folder.resolve("in/echo.mp4"), 20_000_003, 7);
    record = Ward.record(clerk, PATIENT);
    first = Ward.upload(clerk, record, TITLE, letter, video);
    Ward.share(clerk, record, patient, Role.OWNER);
    Ward.share(clerk, record, laboratory, Role.CONTRIBUTOR);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("M2, M6: a doctor opens exactly what the clerk uploaded, and every check is passed")
  void doctorOpens() {
    Ward.share(patient, record, doctor, Role.READER);

    List<Path> opened = ward.open(doctor, first.report());

    assertThat(opened)
        .extracting(TestFiles::sha256)
        .containsExactlyInAnyOrder(TestFiles.sha256(letter), TestFiles.sha256(video));
    assertThat(doctor.medseal().reports().verify(first.report(), _ -> {}, Progress.NONE))
        .isNotEmpty()
        .allMatch(Check::passed);
    assertThat(doctor.medseal().reports().show(first.report()).title()).isEqualTo(TITLE);
    Ward.unshare(patient, record, doctor);
  }

  @Test
  @DisplayName("M3: a contributor adds a report, cannot open it, and the owner can")
  void contributorAdds() {
    Path result = TestFiles.text(folder.resolve("in/result.txt"), "potassium 4.1");
    Uploaded added = Ward.upload(laboratory, record, "Laboratory", result);

    assertThatThrownBy(() -> ward.open(laboratory, added.report()))
        .isInstanceOf(ClientException.class);
    assertThat(ward.open(patient, added.report()))
        .extracting(TestFiles::sha256)
        .containsExactly(TestFiles.sha256(result));
  }

  @Test
  @DisplayName("M4: what is added after a removal stays closed, even when the cloud helps")
  void removedStaysOut() {
    TestPerson visitor = ward.signUp("visitor");
    Ward.share(patient, record, visitor, Role.READER);
    assertThat(ward.open(visitor, first.report())).hasSize(2);

    Ward.unshare(patient, record, visitor);
    Uploaded later =
        Ward.upload(
            clerk, record, "Later", TestFiles.text(folder.resolve("in/later.txt"), "later"));

    for (Uploaded report : List.of(first, later)) {
      assertThatThrownBy(() -> ward.open(visitor, report.report()))
          .as("the service's refusal")
          .isInstanceOf(InputException.NoSuch.class);
    }
    try (LyingProxy cloud = LyingProxy.before(ward.uri());
        TestPerson helped = visitor.through(cloud.uri())) {
      cloud.askWith(clerk.sessionToken());
      assertThatThrownBy(() -> ward.open(helped, later.report()))
          .isInstanceOf(AccessException.NoKey.class);
    }
  }

  @Test
  @DisplayName("M1: nothing that was sealed is found in the store, the database or the log")
  void cloudKnowsNothing() {
    StoredBytes cloud = StoredBytes.under(ward.folder().resolve("cloud"));

    assertThat(cloud.find(clerk.email())).as("a control: e-mail addresses are known").isNotEmpty();
    for (String secret :
        List.of(
            MARKER,
            TITLE,
            PATIENT,
            "letter-of-discharge",
            "echo.mp4",
            "Invented clerk",
            new String(clerk.password()),
            clerk.recoveryCode(),
            clerk.sessionToken())) {
      assertThat(cloud.find(secret)).as(secret).isEmpty();
    }
  }

  @Test
  @DisplayName("M6: a report names its author, and the institute that says who that is")
  void endorsed() {
    TestPerson registrar = ward.signUp("registrar");
    GroupView institute =
        registrar
            .medseal()
            .groups()
            .create(KeyringKind.INSTITUTE, new Card("Invented Hospital", Optional.empty()));
    registrar
        .medseal()
        .groups()
        .endorse(
            institute.id(),
            clerk.keyring(),
            "Records office, Invented Hospital",
            Optional.of("394592004"),
            Optional.empty(),
            Optional.empty());

    ReportView seen = patient.medseal().reports().show(first.report());

    assertThat(seen.author().keyring()).isEqualTo(clerk.keyring());
    assertThat(seen.author().endorsements())
        .singleElement()
        .satisfies(
            word -> {
              assertThat(word.institute()).isEqualTo(institute.id());
              assertThat(word.instituteName()).contains("Invented Hospital");
              assertThat(word.endorsement().name()).isEqualTo("Records office, Invented Hospital");
            });
    registrar.medseal().groups().withdrawEndorsement(institute.id(), clerk.keyring());
    assertThat(patient.medseal().reports().show(first.report()).author().endorsements()).isEmpty();
  }

  @Test
  @DisplayName("M8: the patient reads who uploaded, opened, shared and was refused")
  void activity() {
    TestPerson stranger = ward.signUp("stranger");
    assertThatThrownBy(() -> ward.open(stranger, first.report()))
        .isInstanceOf(InputException.NoSuch.class);
    assertThat(ward.open(patient, first.report())).hasSize(2);

    String told = patient.medseal().activity().of(record.id(), Optional.empty(), 200).toString();

    assertThat(told)
        .contains("UPLOADED", "OPENED", "SHARED", "REFUSED", patient.email())
        .contains(stranger.keyring().hex())
        .as("the address of somebody who was only refused")
        .doesNotContain(stranger.email());
  }
}
