package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.groups.GroupView;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.client.Stranger;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.Request;
import io.medseal.testkit.proxy.ShownChains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A department with a long past")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaterChainsIT {
  private static final String PASTS = "/api/v1/statements/pasts";
  private static final int CHANGES = 70;

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson head;
  private TestPerson doctor;
  private TestPerson newcomer;
  private GroupView department;
  private RecordView record;
  private Uploaded early;

  @BeforeAll
  void grow() {
    ward = Ward.open(folder);
    head = ward.signUp("head");
    doctor = ward.signUp("doctor");
    newcomer = ward.signUp("newcomer");
    TestPerson patient = ward.signUp("patient");
    TestPerson gone = ward.signUp("gone");
    department = head.medseal().groups().create(KeyringKind.DEPARTMENT, card(0));
    join(doctor, Role.READER);
    join(gone, Role.READER);
    record = Ward.record(patient, "Invented Patient");
    patient
        .medseal()
        .sharing()
        .share(
            new Target.WholeRecord(record.id()),
            patient.medseal().people().find(department.id().hex()),
            Role.COLLABORATOR,
            Optional.empty());
    early =
        Ward.upload(doctor, record, "Early", TestFiles.text(folder.resolve("in/a.txt"), "early"));
    for (int i = 1; i <= CHANGES; i++) {
      head.medseal().groups().publishCard(department.id(), card(i));
    }
    head.medseal().groups().removeMember(department.id(), gone.keyring());
    join(newcomer, Role.READER);
    head.medseal().groups().publishCard(department.id(), card(0));
  }

  private static Card card(int i) {
    return new Card("Invented Ward " + i, Optional.empty());
  }

  private void join(TestPerson who, Role role) {
    head.medseal().groups().setMember(department.id(), who.keyring(), role, Optional.empty());
    who.medseal().offers().accept(department.id());
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("is begun later by a newcomer, who opens what is older than that")
  void newcomer() {
    anew(
        "reads",
        UnaryOperator.identity(),
        (proxy, asking) -> {
          assertThat(read(ward.open(asking, early.report()))).contains("early");
          assertThat(forms(proxy)).isEmpty();
          assertThat(statementsOf(proxy, department.id())).isBetween(1, CHANGES / 2);
          assertThat(proxy.exchanges()).anyMatch(exchange -> exchange.request().is("POST", PASTS));
        });
  }

  @Test
  @DisplayName("is read from its first statement where the service shows nothing of its past")
  void nothingShown() {
    anew(
        "nothing-shown",
        answer -> answer.withBody("{\"pasts\":[]}"),
        (proxy, asking) -> {
          assertThat(read(ward.open(asking, early.report()))).contains("early");
          assertThat(forms(proxy)).contains(Statements.Form.WHOLE);
        });
  }

  @Test
  @DisplayName("is read from its first statement where what is shown of its past is bent")
  void bentPast() {
    anew(
        "bent",
        answer -> {
          Statements.Pasts honest = pasts(answer);
          List<Statements.Past> bent =
              honest.pasts().stream()
                  .map(
                      past ->
                          new Statements.Past(
                              past.keyring(),
                              new Statements.ShownPast(
                                  past.past().statement(),
                                  past.past().path().reversed(),
                                  past.past().next(),
                                  past.past().nextPath(),
                                  past.past().state())))
                  .toList();
          return answer.withBody(StrictJson.mapper().writeValueAsBytes(new Statements.Pasts(bent)));
        },
        (_, asking) -> assertThat(read(ward.open(asking, early.report()))).contains("early"));
  }

  @Test
  @DisplayName("is not begun again where it stood before")
  void rollback() {
    anew(
        "rollback",
        UnaryOperator.identity(),
        (proxy, asking) -> {
          Answer old = beginning(proxy, asking);
          head.medseal().groups().publishCard(department.id(), card(1));
          asking.restart(proxy.uri());
          asking.medseal().groups().show(department.id());
          asking.restart(proxy.uri());
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY) && begins(honest) ? old : honest);
          assertThatThrownBy(() -> asking.medseal().groups().show(department.id()))
              .isInstanceOf(TrustException.class);
        });
  }

  @Test
  @DisplayName("is begun again by who saw it before, where the service shows what was then")
  void seen() {
    anew(
        "seen",
        UnaryOperator.identity(),
        (proxy, asking) -> {
          asking.medseal().groups().show(department.id());
          head.medseal().groups().publishCard(department.id(), card(2));
          asking.restart(proxy.uri());
          assertThat(asking.medseal().groups().show(department.id()).card()).contains(card(2));
          assertThat(forms(proxy)).doesNotContain(Statements.Form.WHOLE);
        });
  }

  @Test
  @DisplayName("is managed by a newcomer who may")
  void managed() {
    TestPerson manager = ward.signUp("manager");
    TestPerson colleague = ward.signUp("colleague");
    join(manager, Role.MANAGER);
    try (TestPerson elsewhere =
        manager.onNewMachine(folder.resolve("machines/managing"), ward.uri())) {
      elsewhere
          .medseal()
          .groups()
          .setMember(department.id(), colleague.keyring(), Role.READER, Optional.empty());
      assertThat(elsewhere.medseal().groups().show(department.id()).members())
          .extracting(member -> member.keyring())
          .contains(colleague.keyring(), doctor.keyring(), head.keyring());
      elsewhere.medseal().groups().removeMember(department.id(), colleague.keyring());
    }
    try (TestPerson elsewhere =
        colleague.onNewMachine(folder.resolve("machines/left"), ward.uri())) {
      assertThatThrownBy(() -> ward.open(elsewhere, early.report()));
    }
  }

  @Test
  @DisplayName("that only managers have changed is short again once its owner has refreshed it")
  void ownersWord() {
    GroupView other = head.medseal().groups().create(KeyringKind.DEPARTMENT, card(1));
    for (TestPerson member : List.of(doctor, newcomer)) {
      Role role = member.equals(doctor) ? Role.MANAGER : Role.READER;
      head.medseal().groups().setMember(other.id(), member.keyring(), role, Optional.empty());
      member.medseal().offers().accept(other.id());
    }
    try (Stranger busy = new Stranger(doctor, ward.uri())) {
      busy.lengthen(other.id(), 510, 1_300);
    }
    assertThat(doctor.medseal().sharing().refresh()).as("by a manager").isZero();
    assertThat(head.medseal().sharing().refresh()).as("by an owner").isEqualTo(1);
    assertThat(head.medseal().sharing().refresh()).as("once").isZero();
    anew(
        "short",
        UnaryOperator.identity(),
        (proxy, asking) -> {
          asking.medseal().groups().show(other.id());
          assertThat(statementsOf(proxy, other.id())).isBetween(1, 5);
        });
  }

  private interface Scene {
    void with(LyingProxy proxy, TestPerson asking);
  }

  /** The newcomer on a machine that has seen nothing. */
  private void anew(String name, UnaryOperator<Answer> pasts, Scene scene) {
    try (LyingProxy proxy = LyingProxy.before(ward.uri());
        TestPerson asking =
            newcomer.onNewMachine(folder.resolve("machines").resolve(name), proxy.uri())) {
      proxy.lie((request, honest) -> request.is("POST", PASTS) ? pasts.apply(honest) : honest);
      scene.with(proxy, asking);
    }
  }

  private Answer beginning(LyingProxy proxy, TestPerson asking) {
    asking.medseal().groups().show(department.id());
    return proxy.exchanges().stream()
        .filter(exchange -> exchange.request().is("POST", ShownChains.QUERY))
        .map(Exchange::answer)
        .filter(this::begins)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private boolean begins(Answer answer) {
    return chains(answer).chains().stream()
        .anyMatch(chain -> chain.keyring().equals(department.id()) && chain.begun() != null);
  }

  private static List<Statements.Form> forms(LyingProxy proxy) {
    return proxy.exchanges().stream()
        .map(Exchange::request)
        .filter(request -> request.is("POST", ShownChains.QUERY))
        .map(LaterChainsIT::query)
        .flatMap(query -> query.keyrings().stream())
        .flatMap(one -> Optional.ofNullable(one.form()).stream())
        .toList();
  }

  private static int statementsOf(LyingProxy proxy, KeyringId keyring) {
    return proxy.exchanges().stream()
        .filter(exchange -> exchange.request().is("POST", ShownChains.QUERY))
        .flatMap(exchange -> chains(exchange.answer()).chains().stream())
        .filter(chain -> chain.keyring().equals(keyring))
        .mapToInt(chain -> chain.statements().size())
        .sum();
  }

  private static Statements.Query query(Request request) {
    return StrictJson.mapper().readValue(request.body(), Statements.Query.class);
  }

  private static Statements.Chains chains(Answer answer) {
    return StrictJson.mapper().readValue(answer.body(), Statements.Chains.class);
  }

  private static Statements.Pasts pasts(Answer answer) {
    return StrictJson.mapper().readValue(answer.body(), Statements.Pasts.class);
  }

  private static String read(List<Path> files) {
    try {
      return Files.readString(files.getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
