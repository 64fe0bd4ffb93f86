package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.groups.GroupView;
import io.medseal.client.offers.Accepted;
import io.medseal.client.offers.Offer;
import io.medseal.client.people.Person;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Lie;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("What somebody else shares")
class OffersIT {
  private static final String DECISIONS = "/api/v1/account/decisions";

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
  @DisplayName("is an offer: it is in no list, name or report, and opening it says what to do")
  void anOffer() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Uploaded report = Scene.upload(clerk, record, scene.file("one.bin", 100, 1));
    Scene.offer(clerk, record, doctor, Role.MANAGER);

    assertThat(doctor.medseal().records().list()).isEmpty();
    assertThatThrownBy(() -> doctor.medseal().records().find(record.display()))
        .isInstanceOf(InputException.NoSuch.class);
    assertThat(doctor.medseal().reports().list(ReportQuery.ALL, Optional.empty(), 50).reports())
        .isEmpty();
    assertThatThrownBy(() -> doctor.medseal().records().show(record.id()))
        .isInstanceOf(AccessException.NotAccepted.class)
        .hasMessageContaining("offers");
    assertThatThrownBy(() -> scene.open(doctor, report.report()))
        .isInstanceOf(AccessException.NotAccepted.class);
    assertThat(doctor.medseal().waitingOffers()).isPositive();
    assertThat(doctor.medseal().offers().waiting().offers())
        .singleElement()
        .satisfies(
            offer -> {
              assertThat(offer.keyring()).isEqualTo(record.id());
              assertThat(offer.from().keyring()).isEqualTo(clerk.keyring());
              assertThat(offer.from().safetyNumber()).hasSize(35);
              assertThat(offer.role()).isEqualTo(Role.MANAGER);
            });
  }

  @Test
  @DisplayName("comes from an address, by the service's word, where nothing else is known")
  void fromAnAddress() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.offer(clerk, record, doctor, Role.READER);

    Person from = doctor.medseal().offers().waiting().offers().getFirst().from();
    assertThat(from.email()).as("not looked up by the doctor").isEmpty();
    assertThat(from.toldEmail()).contains(clerk.email());
    assertThat(from.display()).isEqualTo(clerk.email() + " (says the service)");

    CommandLine line = scene.commandLine(doctor);
    assertThat(line.run("offers").out()).contains(clerk.email() + " (says the service)");
    assertThat(line.run("offers", "accept", record.id().hex().substring(0, 16)).out())
        .contains("from " + clerk.email() + " (says the service): you are reader.");
    assertThat(line.run("access", record.id().hex()).out())
        .as("after accepting")
        .contains(clerk.email() + " (says the service)");

    clerk.medseal().groups().publishCard(clerk.keyring(), new Card("Asha Demo", Optional.empty()));
    Scene.offer(clerk, scene.record(clerk), doctor, Role.READER);
    doctor.restart(scene.service().uri());
    doctor.medseal().records().list();
    Person named = doctor.medseal().people().byKeyring(clerk.keyring());
    assertThat(named.display()).as("a card comes first").isEqualTo("\"Asha Demo\"");
    assertThat(named.displayInFull())
        .isEqualTo("\"Asha Demo\", " + clerk.email() + " (says the service)");
    assertThat(Scene.found(doctor, clerk).toldEmail()).as("looked up by now").isEmpty();
  }

  @Test
  @DisplayName("stands in an activity with its sharer's card, or an address by the service's word")
  void inAnActivity() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.share(clerk, record, doctor, Role.MANAGER);
    CommandLine line = scene.commandLine(doctor);

    assertThat(line.run("activity", record.id().hex()).out())
        .contains(clerk.email() + " (says the service)");
    JsonNode events = line.run("activity", record.id().hex(), "--json").json();
    assertThat(events.findValuesAsString("toldEmail")).contains(clerk.email());
    assertThat(events.findValuesAsString("email")).doesNotContain(clerk.email());

    clerk.medseal().groups().publishCard(clerk.keyring(), new Card("Asha Demo", Optional.empty()));
    assertThat(line.run("activity", record.id().hex()).out())
        .contains("\"Asha Demo\"")
        .doesNotContain(clerk.email());
  }

  @Test
  @DisplayName("comes from no address that is known as another's, or that is none")
  void fromNobodyElsesAddress() {
    TestPerson colleague = scene.person("colleague");
    TestPerson stranger = scene.person("stranger");
    TestPerson doctor = scene.person("doctor");
    Scene.found(doctor, colleague);
    Scene.offer(stranger, scene.record(stranger), doctor, Role.READER);
    for (String told :
        List.of(
            colleague.email(),
            doctor.email(),
            "Dr Asha Demo",
            "\\\"Asha Demo, verified\\\"@demo.example",
            "asha@demo.example\\u202e")) {
      try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
          TestPerson asking = doctor.through(proxy.uri())) {
        proxy.lie(
            (request, honest) ->
                request.is("GET", "/api/v1/keyrings")
                    ? honest.withBody(honest.text().replace(stranger.email(), told))
                    : honest);
        Person from = asking.medseal().offers().waiting().offers().getFirst().from();
        assertThat(from.toldEmail()).as(told).isEmpty();
        assertThat(from.display()).isEqualTo(stranger.keyring().hex().substring(0, 12));
      }
    }
  }

  @Test
  @DisplayName("is there once accepted, and what the same person shares later comes in by itself")
  void accepted() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView first = scene.record(clerk);
    RecordView second = scene.record(clerk);
    Uploaded report = Scene.upload(clerk, second, scene.file("two.bin", 100, 2));
    Scene.offer(clerk, first, doctor, Role.READER);
    doctor.medseal().offers().accept(first.id());
    Scene.offer(clerk, second, doctor, Role.READER);

    assertThat(doctor.medseal().records().list())
        .extracting(RecordView::id)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(scene.open(doctor, report.report()).files()).hasSize(1);
    assertThat(doctor.medseal().offers().waiting().offers()).isEmpty();
    try (TestPerson phone = doctor.onNewMachine(folder.resolve("phone"), scene.service().uri())) {
      assertThat(phone.medseal().records().list()).hasSize(2);
    }
  }

  @Test
  @DisplayName("is counted with all that waits, and all that comes in with the first one is named")
  void counted() {
    TestPerson clerk = scene.person("clerk");
    TestPerson other = scene.person("other");
    TestPerson doctor = scene.person("doctor");
    RecordView first = scene.record(clerk);
    RecordView second = scene.record(clerk);
    RecordView foreign = scene.record(other);
    GroupView ward =
        clerk
            .medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Ward 3", Optional.empty()));
    clerk.medseal().groups().setMember(ward.id(), doctor.keyring(), Role.READER, Optional.empty());
    Scene.offer(clerk, first, doctor, Role.READER);
    Scene.offer(clerk, second, doctor, Role.CONTRIBUTOR);
    Scene.offer(other, foreign, doctor, Role.READER);
    assertThat(doctor.medseal().groups().list()).isEmpty();
    assertThat(doctor.medseal().waitingOffers()).as("whatever the command looked at").isEqualTo(4);

    Accepted accepted = doctor.medseal().offers().accept(first.id());

    assertThat(accepted.offer().orElseThrow().keyring()).isEqualTo(first.id());
    assertThat(accepted.others())
        .extracting(Offer::keyring)
        .containsExactlyInAnyOrder(second.id(), ward.id());
    assertThat(accepted.others())
        .extracting(Offer::spoken)
        .containsExactlyInAnyOrder("record", "department \"Ward 3\"");
    assertThat(accepted.more()).isZero();
    assertThat(doctor.medseal().waitingOffers()).isEqualTo(1);
    assertThat(doctor.medseal().offers().welcome(other.keyring()).others())
        .extracting(Offer::keyring)
        .containsExactly(foreign.id());
    assertThat(doctor.medseal().waitingOffers()).isZero();
  }

  @Test
  @DisplayName("stays when another owner changes the role: only coming in is an offer")
  void roleChanged() {
    TestPerson clerk = scene.person("clerk");
    TestPerson patient = scene.person("patient");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.share(clerk, record, patient, Role.OWNER);
    doctor.medseal().offers().welcome(clerk.keyring());
    Scene.offer(clerk, record, doctor, Role.READER);
    Scene.offer(patient, record, doctor, Role.READER);

    assertThat(doctor.medseal().records().list()).extracting(RecordView::id).contains(record.id());
  }

  @Test
  @DisplayName("stays out when it is declined or its sender is blocked, until the mind is changed")
  void declinedAndBlocked() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView first = scene.record(clerk);
    RecordView second = scene.record(clerk);
    Scene.offer(clerk, first, doctor, Role.READER);
    Scene.offer(clerk, second, doctor, Role.READER);
    doctor.medseal().offers().decline(first.id());
    assertThat(doctor.medseal().offers().waiting().offers())
        .extracting(Offer::keyring)
        .containsExactly(second.id());
    doctor.medseal().offers().block(clerk.keyring());
    assertThat(doctor.medseal().offers().waiting().offers()).isEmpty();
    assertThat(doctor.medseal().offers().all().offers())
        .extracting(Offer::decision)
        .containsExactlyInAnyOrder(Offer.Decision.DECLINED, Offer.Decision.BLOCKED);
    assertThat(doctor.medseal().records().list()).isEmpty();

    doctor.medseal().offers().accept(first.id());
    assertThat(doctor.medseal().records().list())
        .extracting(RecordView::id)
        .containsExactly(first.id());
    doctor.medseal().offers().welcome(clerk.keyring());
    assertThat(doctor.medseal().records().list()).hasSize(2);
  }

  @Test
  @DisplayName("through a department is there once the department is accepted")
  void throughADepartment() {
    TestPerson head = scene.person("head");
    TestPerson doctor = scene.person("doctor");
    TestPerson clerk = scene.person("clerk");
    var department =
        head.medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Cardiology", Optional.empty()));
    head.medseal()
        .groups()
        .setMember(department.id(), doctor.keyring(), Role.READER, Optional.empty());
    RecordView record = scene.record(clerk);
    clerk
        .medseal()
        .sharing()
        .share(
            new io.medseal.client.sharing.Target.WholeRecord(record.id()),
            clerk.medseal().people().find(department.id().hex()),
            Role.READER,
            Optional.empty());
    assertThat(doctor.medseal().groups().list()).isEmpty();
    assertThat(doctor.medseal().records().list()).isEmpty();
    doctor.medseal().offers().accept(department.id());
    assertThat(doctor.medseal().groups().list()).hasSize(1);
    assertThat(doctor.medseal().records().list()).extracting(RecordView::id).contains(record.id());
  }

  @Test
  @DisplayName("is decided for good: a service that goes back is not followed by who has seen more")
  void rolledBack() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.offer(clerk, record, doctor, Role.READER);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = doctor.through(proxy.uri())) {
      asking.medseal().records().list();
      asking.medseal().offers().accept(record.id());
      Answer[] old = new Answer[1];
      proxy.lie(
          (request, honest) -> {
            if (request.is("GET", DECISIONS) && old[0] == null) {
              old[0] = honest;
            }
            return request.is("GET", DECISIONS) ? old[0] : honest;
          });
      asking.restart(proxy.uri());
      assertThat(asking.medseal().records().list()).hasSize(1); // remembers this answer
      proxy.lie(Lie.NONE);
      asking.medseal().offers().block(clerk.keyring());
      asking.medseal().offers().decline(record.id());
      proxy.lie((request, honest) -> request.is("GET", DECISIONS) ? old[0] : honest);
      asking.restart(proxy.uri());
      assertThat(asking.medseal().records().list()).as("seen the newer one").isEmpty();
    }
  }

  @Test
  @DisplayName("stays decided when the person's keys are renewed")
  void renewed() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView record = scene.record(clerk);
    Scene.share(clerk, record, doctor, Role.READER);

    doctor.medseal().accounts().replaceSecret(doctor.password()).close();

    assertThat(doctor.medseal().records().list()).extracting(RecordView::id).contains(record.id());
    try (TestPerson phone = doctor.onNewMachine(folder.resolve("renewed"), scene.service().uri())) {
      assertThat(phone.medseal().records().list()).hasSize(1);
    }
  }
}
