package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.keyrings.Trouble;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Reached;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A member who turns against the others")
class HostileMembersIT {
  @TempDir static Path folder;
  private static Scene scene;
  private static TestPerson owner;
  private static Stranger hostile;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    owner = scene.person("owner");
    hostile = new Stranger(scene.person("hostile"), scene.service().uri());
    hostile.medseal().offers().welcome(owner.keyring());
  }

  @AfterAll
  static void stop() {
    hostile.close();
    scene.close();
  }

  @Test
  @DisplayName("as a reader, makes no generation: the service refuses it, and so does every client")
  void readerRotates() {
    RecordView record = shared(Role.READER);
    Uploaded before = Scene.upload(owner, record, scene.file("before.bin", 1_000, 1));
    Bytes junk = hostile.signedJunkRotation(record.id());
    KeyringId section = before.section();
    Bytes below = hostile.signedJunkRotation(section);

    for (KeyringId keyring : new KeyringId[] {record.id(), section}) {
      assertThatThrownBy(() -> hostile.append(keyring, keyring.equals(section) ? below : junk))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> assertThat(e.type()).isEqualTo(ProblemType.STATEMENT_REFUSED));
    }
    RecordView other = scene.record(owner);
    try (LyingProxy cloud = LyingProxy.before(scene.service().uri());
        TestPerson asking = owner.copiedTo(folder.resolve("lied to"), cloud.uri())) {
      cloud.lie(
          (request, honest) ->
              request.is("POST", "/api/v1/statements/query")
                  ? stored(honest, record.id(), junk)
                  : honest);
      assertThat(asking.medseal().records().list()).extracting(RecordView::id).contains(other.id());
      assertThat(asking.medseal().troubles())
          .filteredOn(trouble -> trouble.keyring().equals(record.id()))
          .extracting(Trouble::problem)
          .singleElement()
          .isInstanceOfSatisfying(
              TrustException.ForgedStatement.class,
              e -> assertThat(e.reason()).isEqualTo("no-authority"));
    }
    Scene.unshare(owner, record, hostile.person());
    Uploaded after = Scene.upload(owner, record, scene.file("after.bin", 1_000, 2));
    assertThat(scene.open(owner, after.report()).files()).hasSize(1);
    assertThatThrownBy(() -> scene.open(hostile.person(), after.report()))
        .isInstanceOf(InputException.NoSuch.class);
  }

  @Test
  @DisplayName("as a manager, shuts nobody out: others seal around it, the owner heals and is told")
  void managerRotates() {
    RecordView record = shared(Role.MANAGER);
    TestPerson doctor = scene.person("doctor");
    Scene.share(owner, record, doctor, Role.COLLABORATOR);
    Uploaded before = Scene.upload(owner, record, scene.file("old.bin", 1_000, 3));
    int good = hostile.state(record.id()).current().number();
    hostile.rotateWithJunk(record.id());

    Uploaded around = Scene.upload(doctor, record, scene.file("around.bin", 1_000, 4));
    owner.restart(scene.service().uri());
    assertThat(scene.open(owner, before.report()).files()).hasSize(1);
    assertThat(scene.open(owner, around.report()).files()).hasSize(1);
    Uploaded healed = Scene.upload(owner, record, scene.file("healed.bin", 1_000, 5));

    assertThat(owner.medseal().troubles())
        .filteredOn(trouble -> trouble.keyring().equals(record.id()))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.by()).contains(hostile.person().keyring()));
    Generation now = hostile.state(record.id()).current();
    assertThat(now.number()).isEqualTo(good + 2);
    assertThat(now.previous().orElseThrow().generation()).isEqualTo(good);
    doctor.restart(scene.service().uri());
    for (Uploaded report : new Uploaded[] {before, around, healed}) {
      assertThat(scene.open(doctor, report.report()).files()).hasSize(1);
    }
    Scene.unshare(owner, record, hostile.person());
    assertThat(hostile.medseal().records().list())
        .extracting(RecordView::id)
        .doesNotContain(record.id());
  }

  @Test
  @DisplayName("is lowered by sharing again: the chain says so, and the old role is gone")
  void lowered() {
    RecordView record = shared(Role.MANAGER);
    TestPerson other = scene.person("other");
    KeyringId place = record.id();
    int generation = hostile.state(place).current().number();

    Scene.offer(owner, record, hostile.person(), Role.READER);
    assertThat(reached(record).map(Reached::role)).contains(Role.READER);
    assertThat(hostile.state(place).members().get(hostile.person().keyring()).role())
        .isEqualTo(Role.READER);
    assertThat(hostile.state(place).current().number()).isEqualTo(generation);
    assertThatThrownBy(() -> Scene.offer(hostile.person(), record, other, Role.READER))
        .isInstanceOf(AccessException.NoAuthority.class);

    Scene.offer(owner, record, hostile.person(), Role.CONTRIBUTOR);
    assertThat(reached(record).map(Reached::role)).contains(Role.CONTRIBUTOR);
    assertThat(hostile.state(place).current().number()).isEqualTo(generation + 1);
    Uploaded after = Scene.upload(owner, record, scene.file("lowered.bin", 1_000, 6));
    assertThatThrownBy(() -> scene.open(hostile.person(), after.report()))
        .isInstanceOf(InputException.NoSuch.class);
    assertThat(Scene.listed(hostile.person(), record)).isEmpty();
  }

  @Test
  @DisplayName("gets out of everything by itself; then nothing is sealed until somebody renews")
  void leaves() {
    TestPerson leaving = hostile.person();
    try (Stranger watching = new Stranger(owner, scene.service().uri())) {
      for (Role role : new Role[] {Role.READER, Role.COLLABORATOR, Role.MANAGER, Role.OWNER}) {
        RecordView record = shared(role);
        assertThat(leaving.medseal().sharing().leave(new Target.WholeRecord(record.id()))).isTrue();
        assertThat(watching.state(record.id()).members()).doesNotContainKey(leaving.keyring());
        assertThat(watching.isStale(record.id())).as(role.text()).isTrue();
        Uploaded after = Scene.upload(owner, record, scene.file(role.text(), 1_000, 7));
        assertThat(watching.isStale(record.id())).as(role.text()).isFalse();
        assertThat(watching.isStale(after.section())).as(role.text()).isFalse();
        assertThatThrownBy(() -> scene.open(leaving, after.report()))
            .isInstanceOf(InputException.NoSuch.class);
      }
      RecordView record = shared(Role.CONTRIBUTOR);
      assertThat(leaving.medseal().sharing().leave(new Target.WholeRecord(record.id()))).isTrue();
      assertThat(watching.isStale(record.id())).as("nothing was sealed to it").isFalse();
      assertThat(leaving.medseal().sharing().leave(new Target.WholeRecord(record.id()))).isFalse();
    }
  }

  @Test
  @DisplayName("leaves departments too, but nobody leaves one without an owner")
  void leavesGroups() {
    KeyringId department =
        owner
            .medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Cardiology", Optional.empty()))
            .id();
    owner
        .medseal()
        .groups()
        .setMember(department, hostile.person().keyring(), Role.READER, Optional.empty());
    assertThat(hostile.medseal().groups().leave(department)).isTrue();
    try (Stranger watching = new Stranger(owner, scene.service().uri())) {
      assertThat(watching.isStale(department)).isTrue();
      assertThat(owner.medseal().sharing().refresh()).isPositive();
      assertThat(watching.isStale(department)).isFalse();
    }
    assertThatThrownBy(() -> owner.medseal().groups().leave(department))
        .isInstanceOf(AccessException.LastOwner.class);
  }

  private static RecordView shared(Role role) {
    RecordView record = scene.record(owner);
    Scene.offer(owner, record, hostile.person(), role);
    hostile.medseal().records().list();
    return record;
  }

  private static Optional<Reached> reached(RecordView record) {
    return owner
        .medseal()
        .sharing()
        .reached(new Target.WholeRecord(record.id()), hostile.person().keyring());
  }

  @Test
  @DisplayName("junk on top of a generation that the service withholds does not have that given up")
  void withheldBelowJunk() {
    KeyringId department =
        owner
            .medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Cardiology", Optional.empty()))
            .id();
    TestPerson guest = scene.person("guest");
    owner.medseal().groups().setMember(department, guest.keyring(), Role.READER, Optional.empty());
    owner
        .medseal()
        .groups()
        .setMember(department, hostile.person().keyring(), Role.MANAGER, Optional.empty());
    owner.medseal().groups().removeMember(department, guest.keyring());
    int honest = hostile.state(department).current().number();
    hostile.rotateWithJunk(department);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = owner.through(proxy.uri())) {
      proxy.lie(
          (request, answer) ->
              request.is("POST", "/api/v1/envelopes/query")
                  ? without(answer, department, honest)
                  : answer);
      assertThatThrownBy(
              () -> asking.medseal().groups().removeMember(department, hostile.person().keyring()))
          .isInstanceOf(TrustException.MissingKey.class);
      assertThat(asking.medseal().troubles())
          .filteredOn(trouble -> trouble.problem() instanceof TrustException.MissingKey)
          .allMatch(trouble -> trouble.by().isEmpty());
      proxy.beHonest();
      asking.medseal().groups().removeMember(department, hostile.person().keyring());
    }
    assertThat(hostile.state(department).current().previous().orElseThrow().generation())
        .isEqualTo(honest);
  }

  private static Answer without(Answer answer, KeyringId keyring, int generation) {
    Statements.Envelopes found =
        StrictJson.mapper().readValue(answer.body(), Statements.Envelopes.class);
    return answer.withBody(
        StrictJson.mapper()
            .writeValueAsBytes(
                new Statements.Envelopes(
                    found.envelopes().stream()
                        .filter(
                            one -> !one.keyring().equals(keyring) || one.generation() != generation)
                        .toList())));
  }

  /** As a service would answer that had not refused the statement. */
  private static Answer stored(Answer honest, KeyringId keyring, Bytes statement) {
    return ShownChains.with(honest, keyring, List.of(statement));
  }
}
