package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("An account's e-mail address is told to those towards whom it acted:")
class AddressesTest {
  private final TestService service = TestService.shared();

  @Nested
  @DisplayName("GET /keyrings tells it to whom it made a member,")
  class Introduced {
    private final Hospital hospital = Hospital.open(service);
    private final Person clerk = hospital.clerk();
    private final Person manager = service.person("manager");
    private final Person reader = service.person("reader");

    @Test
    @DisplayName("each the one who did, and not for a role that was changed later")
    void theOneWhoDid() {
      hospital.record().add(clerk.ring(), manager.ring(), Role.MANAGER, null);
      clerk.append(hospital.record()).good();
      hospital.record().add(manager.ring(), reader.ring(), Role.READER, null);
      manager.append(hospital.record()).good();
      hospital.record().add(clerk.ring(), reader.ring(), Role.COLLABORATOR, null);
      clerk.append(hospital.record()).good();

      assertThat(record(manager).addedBy()).isEqualTo(clerk.ring().id());
      assertThat(record(manager).addedByEmail()).isEqualTo(clerk.email());
      assertThat(record(reader).addedBy()).isEqualTo(manager.ring().id());
      assertThat(record(reader).addedByEmail()).isEqualTo(manager.email());
      assertThat(keyrings(reader)).doesNotContain(clerk.email());
    }

    @Test
    @DisplayName("not to itself, nor to those who come through a group")
    void throughAGroup() {
      Person head = service.person("head");
      Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, head.ring());
      department.add(head.ring(), reader.ring(), Role.READER, null);
      head.append(department).good();
      hospital.record().add(clerk.ring(), department, Role.READER, null);
      clerk.append(hospital.record()).good();

      assertThat(record(clerk).addedBy()).isEqualTo(clerk.ring().id());
      assertThat(record(clerk).addedByEmail()).isNull();
      assertThat(record(reader).addedBy()).isNull();
      assertThat(keyrings(reader)).contains(head.email()).doesNotContain(clerk.email());
      assertThat(keyrings(head)).doesNotContain(clerk.email(), reader.email());
    }

    @Test
    @DisplayName("of one kind, of several, or of all")
    void kinds() {
      Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
      clerk.append(department).good();
      assertThat(listed("?kind=department")).containsExactly(department.id());
      assertThat(listed("?kind=department&kind=record"))
          .containsExactlyInAnyOrder(department.id(), hospital.record().id());
      assertThat(listed("?kind=institute")).isEmpty();
      assertThat(listed("?kind=nothing&kind=institute")).isEmpty();
      assertThat(listed(""))
          .contains(department.id(), hospital.record().id(), hospital.section().id());
    }

    private List<KeyringId> listed(String query) {
      return clerk
          .call()
          .get("/api/v1/keyrings" + query)
          .as(Statements.KeyringPage.class)
          .keyrings()
          .stream()
          .map(Statements.KeyringSummary::keyring)
          .toList();
    }

    private Statements.KeyringSummary record(Person person) {
      return person
          .call()
          .get("/api/v1/keyrings?kind=record")
          .as(Statements.KeyringPage.class)
          .keyrings()
          .stream()
          .filter(summary -> summary.keyring().equals(hospital.record().id()))
          .findFirst()
          .orElseThrow();
    }

    private static String keyrings(Person person) {
      return person.call().get("/api/v1/keyrings").good().text();
    }
  }

  @Nested
  @DisplayName("GET /records/{id}/activity")
  class Added {
    private final Hospital stranger = Hospital.open(service);
    private final Person mallet = stranger.clerk();
    private final Person victim = service.person("victim");
    private final TestReport report = TestReport.of(stranger.section(), 100).upload(mallet);

    @Test
    @DisplayName("tells a stranger nothing of a keyring that the stranger put into a record")
    void byItsId() {
      add();
      assertThat(kinds()).contains(Activity.Kind.SHARED);
      assertThat(activity()).doesNotContain(victim.email()).contains(mallet.email());
    }

    @Test
    @DisplayName("nor when the victim's client lists what there is, is refused, or leaves")
    void byWhatClientsDo() {
      add();
      victim.call().get("/api/v1/reports").good();
      victim.call().get("/api/v1/records/" + stranger.record().id() + "/activity");
      stranger.record().change(victim.ring(), new Change.Leave());
      victim.append(stranger.record()).good();
      victim.call().get(report.path()).problem(ProblemType.NOT_FOUND);

      assertThat(kinds())
          .contains(Activity.Kind.SEEN, Activity.Kind.REFUSED, Activity.Kind.LEFT)
          .doesNotContain(Activity.Kind.OPENED);
      assertThat(activity()).doesNotContain(victim.email());
    }

    @Test
    @DisplayName("tells it once the person has opened something there, in all that it says of them")
    void opened() {
      add();
      victim.call().get(report.path() + "/body").good();
      List<Activity.Event> events = events();
      assertThat(events)
          .filteredOn(event -> victim.ring().id().equals(event.subject()))
          .isNotEmpty()
          .allMatch(event -> victim.email().equals(event.subjectEmail()));
      assertThat(events)
          .filteredOn(event -> victim.ring().id().equals(event.actor()))
          .isNotEmpty()
          .allMatch(event -> victim.email().equals(event.actorEmail()));
    }

    @Test
    @DisplayName("tells it in no record but that in which they acted")
    void elsewhere() {
      add();
      victim.call().get(report.path() + "/body").good();
      Ring second = Ring.owned(service.clock(), KeyringKind.RECORD, mallet.ring());
      second.add(mallet.ring(), victim.ring(), Role.READER, null);
      mallet.append(second).good();
      assertThat(mallet.call().get("/api/v1/records/" + second.id() + "/activity").good().text())
          .doesNotContain(victim.email());
    }

    private void add() {
      stranger.record().add(mallet.ring(), victim.ring(), Role.READER, null);
      mallet.append(stranger.record()).good();
    }

    private List<Activity.Kind> kinds() {
      return events().stream().map(Activity.Event::kind).toList();
    }

    private List<Activity.Event> events() {
      return mallet.call().get(path()).as(Activity.EventPage.class).events();
    }

    private String activity() {
      return mallet.call().get(path()).good().text();
    }

    private String path() {
      return "/api/v1/records/" + stranger.record().id() + "/activity";
    }
  }
}
