package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.people.Person;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.OpenedFiles;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportView;
import io.medseal.client.sharing.AccessEntry;
import io.medseal.client.sharing.Target;
import io.medseal.client.sharing.Unshared;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestPerson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sharing")
class SharingIT {
  @TempDir static Path folder;
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  @DisplayName("lets a doctor open what a clerk uploaded, until the share ends")
  void shareOpenUnshare() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Path file = scene.file("before.bin", 300_000, 1);
    Uploaded before = Scene.upload(clerk, record, file);
    Scene.share(clerk, record, doctor, Role.READER);

    OpenedFiles opened = scene.open(doctor, before.report());
    assertThat(opened.files()).hasSize(1);
    assertThat(opened.files().getFirst()).hasSameBinaryContentAs(file);
    assertThat(opened.report().author().keyring()).isEqualTo(clerk.keyring());
    assertThat(opened.report().author().display()).startsWith("\"Invented clerk");

    Scene.unshare(clerk, record, doctor);
    Uploaded after = Scene.upload(clerk, record, scene.file("after.bin", 1_000, 2));

    assertThatThrownBy(() -> scene.open(doctor, before.report()))
        .isInstanceOf(InputException.NoSuch.class);
    assertThatThrownBy(() -> scene.open(doctor, after.report()))
        .isInstanceOf(InputException.NoSuch.class);
    assertThat(Scene.listed(clerk, record)).hasSize(2);
  }

  @Test
  @DisplayName("shows a new member what was added before, through every generation")
  void historyForNewMembers() {
    TestPerson clerk = scene.person("clerk");
    TestPerson first = scene.person("doctor");
    TestPerson second = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.upload(clerk, record, scene.file("one.bin", 10, 1));
    for (int i = 0; i < 3; i++) {
      Scene.share(clerk, record, first, Role.READER);
      Scene.unshare(clerk, record, first);
      Scene.upload(clerk, record, scene.file("more" + i + ".bin", 10, i));
    }
    Scene.share(clerk, record, second, Role.READER);

    List<ReportView> seen = Scene.listed(second, record);

    assertThat(seen)
        .extracting(ReportView::title)
        .containsExactly("more2", "more1", "more0", "one");
    seen.forEach(report -> assertThat(scene.open(second, report.id()).files()).hasSize(1));
  }

  @Test
  @DisplayName("ends all of a share or, where a part of it may not be ended, nothing")
  void allOrNothing() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    TestPerson guest = scene.person("guest");
    RecordView record = scene.record(clerk);
    SectionView heart = clerk.medseal().records().addSection(record.id(), "Heart");
    Target.OneSection section = new Target.OneSection(record.id(), heart.id());
    Scene.share(clerk, record, doctor, Role.MANAGER);
    Scene.share(clerk, record, guest, Role.READER);
    Person found = Scene.found(clerk, guest);
    clerk.medseal().sharing().share(section, found, Role.OWNER, Optional.empty());

    // A manager does not remove an owner.
    assertThatThrownBy(() -> Scene.unshare(doctor, record, guest))
        .isInstanceOf(AccessException.NoAuthority.class);

    Target.WholeRecord whole = new Target.WholeRecord(record.id());
    assertThat(clerk.medseal().sharing().reached(whole, guest.keyring())).isPresent();
    assertThat(clerk.medseal().sharing().reached(section, guest.keyring())).isPresent();
    Unshared ended = clerk.medseal().sharing().unshare(whole, found);
    assertThat(ended.ended()).containsExactly(whole, section);
    assertThat(ended.remaining()).isEmpty();
  }

  @Test
  @DisplayName("lets a contributor add a report and then neither open nor list it")
  void contributorsCannotRead() {
    TestPerson clerk = scene.person("clerk");
    TestPerson lab = scene.person("lab");
    RecordView record = scene.record(clerk);
    Scene.share(clerk, record, lab, Role.CONTRIBUTOR);

    Uploaded added = Scene.upload(lab, record, scene.file("blood.bin", 50_000, 7));

    assertThatThrownBy(() -> scene.open(lab, added.report()))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.DENIED));
    assertThat(Scene.listed(lab, record)).isEmpty();
    assertThat(scene.open(clerk, added.report()).report().author().keyring())
        .isEqualTo(lab.keyring());
  }

  @Test
  @DisplayName("of one section shows that section only, with the patient's name")
  void oneSection() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    SectionView cardiology = clerk.medseal().records().addSection(record.id(), "Cardiology");
    Scene.upload(clerk, record, scene.file("general.bin", 10, 1));
    Uploaded heart =
        clerk
            .medseal()
            .uploads()
            .upload(cardiology.id(), Scene.plan(scene.file("heart.bin", 10, 2)), Progress.NONE);
    clerk
        .medseal()
        .sharing()
        .share(
            new Target.OneSection(record.id(), cardiology.id()),
            Scene.found(clerk, doctor),
            Role.READER,
            Optional.empty());
    doctor.medseal().offers().accept(cardiology.id());

    RecordView seen = doctor.medseal().records().find(record.display());

    assertThat(seen.patient()).isEqualTo(record.patient());
    assertThat(seen.capabilities()).isEmpty();
    assertThat(seen.sections()).extracting(SectionView::display).containsExactly("Cardiology");
    assertThat(Scene.listed(doctor, record))
        .extracting(ReportView::id)
        .containsExactly(heart.report());
    assertThat(scene.open(doctor, heart.report()).files()).hasSize(1);
  }

  @Test
  @DisplayName("of one report shows that report only, until the share ends")
  void oneReport() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Path file = scene.file("shown.bin", 20_000, 3);
    Uploaded shown = Scene.upload(clerk, record, file);
    Uploaded hidden = Scene.upload(clerk, record, scene.file("hidden.bin", 10, 4));
    Target.OneReport target = new Target.OneReport(record.id(), shown.section(), shown.report());
    Person person = Scene.found(clerk, doctor);
    clerk.medseal().sharing().share(target, person, Role.READER, Optional.empty());
    doctor.medseal().offers().welcome(clerk.keyring());

    assertThat(scene.open(doctor, shown.report()).files().getFirst()).hasSameBinaryContentAs(file);
    assertThatThrownBy(() -> scene.open(doctor, hidden.report()))
        .isInstanceOf(InputException.NoSuch.class);

    Unshared unshared = clerk.medseal().sharing().unshare(target, person);
    assertThat(unshared.ended()).containsExactly(target);
    assertThat(unshared.remaining()).isEmpty();
    assertThatThrownBy(() -> scene.open(doctor, shown.report()))
        .isInstanceOf(InputException.NoSuch.class);
  }

  @Test
  @DisplayName("with a department reaches its members, and the access list names the way")
  void throughADepartment() {
    TestPerson clerk = scene.person("clerk");
    TestPerson head = scene.person("head");
    TestPerson cardiologist = scene.person("cardiologist");
    var department =
        head.medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Cardiology", Optional.empty()));
    head.medseal()
        .groups()
        .setMember(department.id(), cardiologist.keyring(), Role.READER, Optional.empty());
    cardiologist.medseal().offers().accept(department.id());
    RecordView record = scene.record(clerk);
    Uploaded report = Scene.upload(clerk, record, scene.file("echo.bin", 100, 5));
    Person group = clerk.medseal().people().find(department.id().hex());
    Instant until =
        Instant.now().plus(Duration.ofDays(30)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    clerk
        .medseal()
        .sharing()
        .share(new Target.WholeRecord(record.id()), group, Role.READER, Optional.of(until));

    assertThat(scene.open(cardiologist, report.report()).files()).hasSize(1);
    List<AccessEntry> access = clerk.medseal().sharing().access(record.id());
    assertThat(access)
        .filteredOn(entry -> entry.who().keyring().equals(cardiologist.keyring()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.through())
                  .extracting(Person::keyring)
                  .containsExactly(department.id());
              assertThat(entry.until()).contains(until);
              assertThat(entry.role()).isEqualTo(Role.READER);
            });
  }

  @Test
  @DisplayName("is refused to who may not, before anything is sent")
  void readersCannotShare() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    TestPerson other = scene.person("other");
    RecordView record = scene.record(clerk);
    Scene.share(clerk, record, doctor, Role.READER);

    assertThatThrownBy(() -> Scene.share(doctor, record, other, Role.READER))
        .isInstanceOf(AccessException.NoAuthority.class);
    assertThatThrownBy(() -> Scene.upload(doctor, record, scene.file("no.bin", 1, 1)))
        .isInstanceOf(AccessException.NoAuthority.class);
    assertThatThrownBy(() -> clerk.medseal().people().find("nobody@hospital.test"))
        .isInstanceOf(InputException.NoSuch.class);
  }
}
