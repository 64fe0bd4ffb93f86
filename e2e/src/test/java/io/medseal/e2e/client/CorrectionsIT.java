package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.activity.ActivityEntry;
import io.medseal.client.demographics.Patient;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.Records;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.Correction;
import io.medseal.client.reports.ReportView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.activity.Activity;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a report says of itself")
class CorrectionsIT {
  private static final Coding LETTER =
      new Coding("http://loinc.org", "18842-5", Optional.of("Discharge summary"));

  @TempDir Path folder;
  private Scene scene;
  private TestPerson clerk;
  private TestPerson manager;
  private TestPerson reader;
  private TestPerson recipient;
  private RecordView record;
  private Uploaded uploaded;
  private ReportId report;

  @BeforeEach
  void upload() {
    scene = new Scene(folder);
    clerk = scene.person("clerk");
    manager = scene.person("manager");
    reader = scene.person("reader");
    recipient = scene.person("recipient");
    record = scene.record(clerk);
    Scene.share(clerk, record, manager, Role.MANAGER);
    Scene.share(clerk, record, reader, Role.COLLABORATOR);
    uploaded = Scene.upload(clerk, record, scene.file("wrong.bin", 300_000, 7));
    report = uploaded.report();
    recipient.medseal().offers().welcome(clerk.keyring());
    clerk
        .medseal()
        .sharing()
        .share(
            new Target.OneReport(record.id(), uploaded.section(), report),
            Scene.found(clerk, recipient),
            Role.READER,
            Optional.empty());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Correction title(String title) {
    return new Correction(
        Optional.of(title), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void isSeenBy(TestPerson person, String title, TestPerson by) {
    for (ReportView view : List.of(person.medseal().reports().show(report), listed(person))) {
      assertThat(view.title()).isEqualTo(title);
      assertThat(view.corrected().orElseThrow().by().keyring()).isEqualTo(by.keyring());
      assertThat(view.corrected().orElseThrow().title()).isEqualTo("wrong");
      assertThat(view.author().keyring()).isEqualTo(clerk.keyring());
    }
  }

  private ReportView listed(TestPerson person) {
    return Scene.listed(person, record).getFirst();
  }

  @Test
  @DisplayName("is corrected for everybody who may open it, with who, when, and what it was before")
  void corrected() {
    for (TestPerson person : List.of(clerk, manager, reader, recipient)) {
      assertThat(listed(person).title()).isEqualTo("wrong"); // and is kept so for later lists
      assertThat(listed(person).corrected()).isEmpty();
    }
    manager
        .medseal()
        .reports()
        .correct(
            report,
            new Correction(
                Optional.of("Right"),
                Optional.of(LETTER),
                Optional.empty(),
                Optional.of(LocalDate.parse("2026-11-20")),
                Optional.of("Ada Right")));

    for (TestPerson person : List.of(clerk, manager, reader, recipient)) {
      isSeenBy(person, "Right", manager);
      isSeenBy(person, "Right", manager); // by what was kept
      ReportView view = listed(person);
      assertThat(view.type()).contains(LETTER);
      assertThat(view.date()).contains("2026-11-20");
      assertThat(view.subject()).contains("Ada Right");
      assertThat(view.corrected().orElseThrow().date()).isEmpty();
      assertThat(view.corrected().orElseThrow().type()).isNotEqualTo(view.type());
    }
    clerk.medseal().reports().correct(report, title("Right again"));
    isSeenBy(recipient, "Right again", clerk);
    assertThat(listed(reader).date()).as("what is not named stays").contains("2026-11-20");
    assertThat(reader.medseal().reports().verify(report, _ -> {}, (_, _) -> {}))
        .allMatch(Check::passed)
        .anySatisfy(
            check -> {
              assertThat(check.kind()).isEqualTo(Check.Kind.CORRECTION);
              assertThat(check.detail()).contains("who manages the section");
            });
    assertThat(clerk.medseal().activity().newest(record.id(), 50).entries())
        .filteredOn(entry -> entry.kind() == Activity.Kind.CORRECTED)
        .extracting(ActivityEntry::report)
        .containsExactly(Optional.of(report), Optional.of(report));
  }

  @Test
  @DisplayName("is corrected by who manages the section only, and only where something changes")
  void refused() {
    for (TestPerson person : List.of(reader, recipient)) {
      assertThatThrownBy(() -> person.medseal().reports().correct(report, title("Mine")))
          .isInstanceOf(AccessException.NoAuthority.class);
    }
    assertThatThrownBy(
            () -> scene.person("stranger").medseal().reports().correct(report, title("Mine")))
        .isInstanceOf(InputException.NoSuch.class);
    assertThatThrownBy(() -> clerk.medseal().reports().correct(report, title("wrong")))
        .isInstanceOf(InputException.BadValue.class);
    clerk.medseal().reports().delete(report);
    assertThatThrownBy(() -> clerk.medseal().reports().correct(report, title("Gone")))
        .isInstanceOf(AccessException.Deleted.class);
    assertThat(Scene.listed(clerk, record)).isEmpty();
  }

  @Test
  @DisplayName("stays, where a record's patient is corrected; whoever sees any of it sees that")
  void patient() {
    Patient wrong = record.patient().orElseThrow();
    Patient right = Patient.named("Ada Right");
    assertThatThrownBy(() -> reader.medseal().sharing().correctPatient(record.id(), right))
        .isInstanceOf(AccessException.NoAuthority.class);
    assertThatThrownBy(() -> manager.medseal().sharing().correctPatient(record.id(), wrong))
        .isInstanceOf(InputException.BadValue.class);
    Sha256 said;
    try (Stranger looking = new Stranger(clerk, scene.service().uri())) {
      KeyringId share = looking.shares(uploaded.section()).getFirst();
      said = looking.state(share).profile().orElseThrow().digest();
    }
    manager.medseal().sharing().correctPatient(record.id(), right);

    for (TestPerson person : List.of(clerk, manager, reader)) {
      RecordView seen = person.medseal().records().show(record.id());
      assertThat(seen.patient()).contains(right);
      assertThat(seen.sections()).isNotEmpty();
      assertThat(seen.sections())
          .allSatisfy(section -> assertThat(section.patient()).contains(right));
      assertThat(seen.sections()).allSatisfy(section -> assertThat(section.name()).isPresent());
      assertThat(person.medseal().records().patients(record.id()))
          .extracting(Records.PatientSaid::patient)
          .containsExactly(wrong, right);
      assertThat(person.medseal().records().patients(record.id()))
          .extracting(Records.PatientSaid::by)
          .containsExactly(clerk.keyring(), manager.keyring());
      assertThat(person.medseal().records().list())
          .extracting(RecordView::patient)
          .contains(Optional.of(right));
    }
    try (Stranger looking = new Stranger(clerk, scene.service().uri())) {
      assertThat(looking.shares(uploaded.section()))
          .as("the share says it, too")
          .singleElement()
          .extracting(share -> looking.state(share).profile().orElseThrow().digest())
          .isNotEqualTo(said);
    }
    assertThat(clerk.medseal().reports().show(report).title()).isEqualTo("wrong");
  }

  @Test
  @DisplayName("is refused where a manager's correction cannot be read, until somebody corrects it")
  void unreadable() {
    byte[] garbage = new byte[100];
    Arrays.fill(garbage, (byte) 1);
    try (Stranger hostile = new Stranger(manager, scene.service().uri())) {
      hostile.append(
          uploaded.section(), List.of(new Change.CorrectReport(report, Bytes.of(garbage))));
    }
    for (TestPerson person : List.of(clerk, reader, recipient)) {
      assertThatThrownBy(() -> person.medseal().reports().show(report))
          .isInstanceOf(TrustException.BadCorrection.class);
      assertThat(Scene.listed(person, record)).isEmpty();
    }
    clerk.medseal().reports().correct(report, title("Right"));
    isSeenBy(recipient, "Right", clerk);
  }

  @Test
  @DisplayName("is not what it was, by a service that leaves a correction out: who saw it notices")
  void leftOut() {
    clerk.medseal().reports().correct(report, title("Right"));
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = reader.onNewMachine(folder.resolve("asking"), proxy.uri())) {
      proxy.lie(
          (request, honest) ->
              request.is("POST", ShownChains.QUERY)
                  ? ShownChains.without(honest, uploaded.section(), 1)
                  : honest);
      // It still says that there is one: more than it shows.
      assertThatThrownBy(() -> asking.medseal().reports().show(report))
          .isInstanceOf(TrustException.class);
      proxy.beHonest();
      asking.restart(proxy.uri());
      assertThat(asking.medseal().reports().show(report).title()).isEqualTo("Right");
      proxy.lie(
          (request, honest) ->
              honest.withBody(honest.text().replace("\"corrections\":1", "\"corrections\":0")));
      asking.restart(proxy.uri());
      assertThat(asking.medseal().reports().show(report).title())
          .as("the chain tells, whatever the service says")
          .isEqualTo("Right");
    }
  }

  @Test
  @DisplayName("is not what it was, by an entry of before a correction that was seen here")
  void replayed() {
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = reader.onNewMachine(folder.resolve("asking"), proxy.uri())) {
      listed(asking);
      AtomicReference<Answer> kept = new AtomicReference<>();
      proxy.lie(
          (request, honest) -> {
            if (request.path().startsWith("/api/v1/reports?")) {
              kept.set(honest);
            }
            return honest;
          });
      assertThat(listed(asking).title()).isEqualTo("wrong");
      assertThat(kept.get().text()).contains("\"index\"");
      clerk.medseal().reports().correct(report, title("Right"));
      assertThat(asking.medseal().reports().show(report).title()).isEqualTo("Right");
      proxy.lie(
          (request, honest) -> request.path().startsWith("/api/v1/reports?") ? kept.get() : honest);
      assertThat(listed(asking).title()).isEqualTo("Right");
    }
  }

  @Test
  @DisplayName("keeps what somebody else corrects at the same moment")
  void together() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson late = clerk.onNewMachine(folder.resolve("late"), proxy.uri())) {
      proxy.ask(
          request -> {
            if (request.is("POST", "/api/v1/statements") && isFirst.getAndSet(false)) {
              manager.medseal().reports().correct(report, title("Right"));
            }
            return request;
          });
      late.medseal()
          .reports()
          .correct(
              report,
              new Correction(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(LocalDate.parse("2026-11-20")),
                  Optional.empty()));
    }
    assertThat(isFirst).isFalse();
    isSeenBy(reader, "Right", clerk);
    assertThat(listed(reader).date()).contains("2026-11-20");
  }

  @Test
  @DisplayName(
      "is corrected by what was verified, where the service answers another manifest first")
  void otherManifest() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson misled = clerk.onNewMachine(folder.resolve("misled"), proxy.uri())) {
      proxy.lie(
          (request, honest) ->
              request.is("GET", "/api/v1/reports/" + report.hex()) && isFirst.getAndSet(false)
                  ? honest.withBody(
                      honest.text().replaceFirst("(\"manifest\":\".{200})....", "$1AAAA"))
                  : honest);
      assertThatThrownBy(() -> misled.medseal().reports().correct(report, title("Right")))
          .isInstanceOf(TrustException.ChangedParts.class);
      assertThat(reader.medseal().reports().show(report).corrected()).isEmpty();
      misled.medseal().reports().correct(report, title("Right"));
    }
    isSeenBy(reader, "Right", clerk);
  }

  @Test
  @DisplayName(
      "is not corrected where it would say more than a correction holds: that is the reason")
  void tooLong() {
    assertThatThrownBy(() -> clerk.medseal().reports().correct(report, title("x".repeat(16_384))))
        .isInstanceOf(InputException.BadValue.class)
        .hasMessageContaining("A correction holds 16 kB");
    assertThat(listed(reader).corrected()).isEmpty();
  }
}
