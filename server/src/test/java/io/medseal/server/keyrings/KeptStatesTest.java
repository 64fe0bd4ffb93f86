package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.states.StateHash;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.SentPasts;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.keyrings.kept.Kept;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A long chain is gone on with behind a state that is kept of it:")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptStatesTest {
  private static final Bounds ROOMY = new Bounds(1_000, 1_000, Long.MAX_VALUE / 2, 1_000_000);
  private static final int EACH = 8;
  private static final int ROUNDS = 30;
  private static final int OWNERS = 66;
  private static final Bytes NOTE = Person.decisions(1_200); // the service can't tell what is in it

  private TestService service;
  private Person head;
  private Person manager;
  private Person oldest;
  private Person newest;
  private Ring department;
  private Ring record;
  private Ring section;
  private KeptStates kept;

  /** A department that a manager changes, and what the manager says through it elsewhere. */
  @BeforeAll
  void grow() {
    service = TestService.with(ROOMY);
    kept = Kept.every(service, EACH);
    head = service.person("head");
    manager = service.person("manager");
    oldest = service.person("oldest");
    newest = service.person("newest");
    Person guest = service.person("guest");
    department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, head.ring());
    department.add(head.ring(), manager.ring(), Role.MANAGER, null);
    for (int i = 0; i < OWNERS; i++) {
      department.add(head.ring(), oldest.ring(), Role.READER, null);
    }
    head.append(department).good();
    record = Ring.owned(service.clock(), KeyringKind.RECORD, head.ring());
    for (int i = 0; i < OWNERS; i++) {
      record.add(head.ring(), department, Role.MANAGER, null);
    }
    section = record.section(head.ring());
    head.append(record, section).good();
    for (int round = 0; round < ROUNDS; round++) {
      service.clock().pass(Duration.ofMinutes(1));
      department.add(manager.ring(), guest.ring(), Role.READER, null);
      manager.append(department).good();
      if (round % 3 == 0) {
        section.rotate(manager.ring(), department, record);
        record.change(manager.ring(), new Change.SetProfile(NOTE), department);
        manager.append(section, record).good();
        department.change(manager.ring(), new Change.SetProfile(NOTE));
      }
      if (round % 5 == 0) {
        department.remove(manager.ring(), guest.ring());
      }
      if (round == ROUNDS / 2 + 1) {
        department.change(head.ring(), new Change.PublishCard("Ward", null, null));
        head.append(department).good();
      } else if (round % 5 == 0) {
        manager.append(department).good();
      }
    }
    department.add(manager.ring(), newest.ring(), Role.READER, null);
    manager.append(department).good();
    again();
  }

  @AfterAll
  void close() {
    service.close();
  }

  /** With nothing in memory. */
  private void again() {
    service.stop();
    service.start();
    kept = Kept.every(service, EACH);
    for (Person person : List.of(head, manager, oldest, newest)) {
      DepartmentTest.logIn(service, person);
    }
  }

  private JdbcClient sql() {
    return service.part(Database.class).queries();
  }

  private VerifiedStates chain(Ring ring, Optional<KeptStates> states) {
    try (ChainStore.View view =
        new ChainStore(new Lanes(), sql(), LongChains.unbounded(), states).apart()) {
      return view.find(ring.id()).orElseThrow();
    }
  }

  private VerifiedStates whole(Ring ring) {
    return chain(ring, Optional.empty());
  }

  private VerifiedStates begun(Ring ring) {
    return chain(ring, Optional.of(kept));
  }

  private int change(String statement) {
    return service.part(Database.class).write(sql -> sql.sql(statement).update());
  }

  @Test
  @DisplayName("few statements are verified, and every state is the same")
  void same() {
    VerifiedStates whole = whole(department);
    VerifiedStates begun = begun(department);
    assertThat(whole.from()).isZero();
    assertThat(begun.size()).isEqualTo(whole.size());
    assertThat(begun.states()).hasSizeLessThanOrEqualTo(EACH + 2);
    assertThat(begun.bytes()).isEqualTo(whole.bytes());
    StatementHash first = whole.states().getFirst().head();
    for (KeyringState state : whole.states()) {
      assertThat(begun.at(state.head()).map(StateHash::of)).contains(StateHash.of(state));
      assertThat(begun.atOrAfter(first, state.time()).map(KeyringState::head))
          .isEqualTo(whole.atOrAfter(first, state.time()).map(KeyringState::head));
    }
    assertThat(begun.at(record.head())).as("a head of another chain").isEmpty();
    int current = whole.state().current().number();
    assertThat(begun.state().generations().former()).hasSizeLessThan(current - 1);
    for (int number = 0; number <= current + 1; number++) {
      assertThat(KeptStates.generation(sql(), begun, number).map(KeptStatesTest::said))
          .isEqualTo(KeptStates.generation(sql(), whole, number).map(KeptStatesTest::said));
    }
    assertThat(begun(record).states()).hasSizeLessThan(whole(record).size());
  }

  private static Bytes said(Generation generation) {
    return Bytes.of(StateHash.generation(generation));
  }

  @Test
  @DisplayName("what was said through it at any time verifies without the rest of it")
  void through() {
    VerifiedStates through = begun(section);
    assertThat(through.state().head()).isEqualTo(section.head());
    assertThat(through.states()).hasSize(whole(section).size());
    section.rotate(manager.ring(), department, record);
    manager.append(section).good();
  }

  @Test
  @DisplayName("the newest member and the oldest one begin it later, and see what they ask for")
  void later() {
    VerifiedStates whole = whole(department);
    for (Person reader : List.of(newest, oldest)) {
      VerifiedChain chain = later(reader, department);
      assertThat(chain.from()).isPositive();
      assertThat(chain.state().head()).isEqualTo(department.head());
      assertThat(chain.state().member(reader.ring().id())).isPresent();
      for (KeyringState past : whole.states().subList(0, chain.from())) {
        List<Integer> formers = IntStream.range(1, past.current().number()).boxed().toList();
        Statements.PastQuery asked =
            query(chain, past.head(), List.of(reader.ring().id()), formers);
        KeyringState shown =
            chain.showing(past(reader, asked).getFirst()).at(past.head()).orElseThrow();
        assertThat(StateHash.of(shown)).isEqualTo(StateHash.of(past));
        assertThat(shown.member(reader.ring().id())).isEqualTo(past.member(reader.ring().id()));
        for (int number : formers) {
          Generation former = past.generation(number).orElseThrow();
          assertThat(shown.generation(number).orElseThrow().keys()).isEqualTo(former.keys());
        }
      }
      Statements.PastQuery unknown = query(chain, record.head(), List.of(), List.of());
      assertThat(past(reader, unknown)).isEmpty();
    }
  }

  @Test
  @DisplayName("a damaged state, a missing one and another service's cost time, and say nothing")
  void damaged() {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(begun(department).from()).isEqualTo(rows.get(0).seq());

    change("update states set mac = '00' where " + at(rows.get(0).seq()));
    assertThat(begun(department).from()).isEqualTo(rows.get(1).seq());
    change("delete from states where " + at(rows.get(1).seq()));
    assertThat(begun(department).from()).isEqualTo(rows.get(2).seq());
    write(new Row(rows.get(2).seq(), rows.get(3).kept(), rows.get(3).mac()));
    assertThat(begun(department).from()).isEqualTo(rows.get(3).seq());
    change("update states set kept = '!' where keyring = '" + department.id().hex() + "'");
    assertThat(begun(department).from()).isZero();
    assertThat(begun(department).state().head()).isEqualTo(department.head());

    again();
    VerifiedStates whole = whole(department);
    for (int seq = 0; seq < whole.size(); seq += 7) {
      KeyringState state = whole.states().get(seq);
      assertThat(past(newest, department, state.head())).isEqualTo(StateHash.of(state));
    }
    rows.forEach(this::write);
    assertThat(begun(department).from()).isEqualTo(rows.get(0).seq());
  }

  private record Row(int seq, String kept, String mac) {}

  private List<Row> rows() {
    return sql()
        .sql("select seq, kept, mac from states where keyring = :id order by seq desc")
        .param("id", department.id().hex())
        .query((row, _) -> new Row(row.getInt(1), row.getString(2), row.getString(3)))
        .list();
  }

  private void write(Row row) {
    change("delete from states where " + at(row.seq()));
    service
        .part(Database.class)
        .write(
            sql ->
                sql.sql("insert into states (keyring, seq, kept, mac) values (:id, :s, :k, :m)")
                    .param("id", department.id().hex())
                    .param("s", row.seq())
                    .param("k", row.kept())
                    .param("m", row.mac())
                    .update());
  }

  private String at(int seq) {
    return "keyring = '" + department.id().hex() + "' and seq = " + seq;
  }

  private Sha256 past(Person reader, Ring ring, StatementHash at) {
    VerifiedChain chain = later(reader, ring);
    return chain.knows(at)
        ? StateHash.of(chain.at(at).orElseThrow())
        : StateHash.of(
            chain
                .showing(past(reader, query(chain, at, List.of(), List.of())).getFirst())
                .at(at)
                .orElseThrow());
  }

  @Test
  @DisplayName("other nodes above the hashes of its statements mislead nobody")
  void trees() {
    assertThat(change("delete from trees where keyring = '" + department.id().hex() + "'"))
        .isPositive();
    VerifiedStates begun = begun(department);
    for (KeyringState state : whole(department).states()) {
      assertThat(begun.at(state.head())).isPresent();
    }
    again();
    int from = later(newest, department).from();
    StatementHash some = whole(department).states().get(from / 2).head();
    assertThat(past(newest, department, some)).isNotNull();
  }

  @Test
  @DisplayName("a changed statement from before it is no answer, and is found by who asks for it")
  void past() {
    VerifiedStates whole = whole(department);
    KeyringState changed = whole.states().get(OWNERS + 2);
    change(
        "update statements set payload = replace(payload, 'reader', 'owner') where "
            + at(changed.seq()));
    again();
    VerifiedChain chain = later(newest, department);
    assertThat(chain.state().head()).isEqualTo(department.head());
    Statements.PastsQuery asked =
        new Statements.PastsQuery(List.of(query(chain, changed.head(), List.of(), List.of())));
    newest.call().post("/api/v1/statements/pasts", asked).problem(ProblemType.DAMAGED);
    assertThat(past(newest, department, whole.states().get(OWNERS).head())).isNotNull();
    change(
        "update statements set payload = replace(payload, 'owner', 'reader') where "
            + at(changed.seq()));
    again();
    assertThat(whole(department).states().get(OWNERS + 2).head()).isEqualTo(changed.head());
  }

  /** As somebody begins it who knows nothing of it. */
  static VerifiedChain later(Person reader, Ring ring) {
    Statements.Query query =
        new Statements.Query(
            List.of(new Statements.ChainQuery(ring.id(), -1)), true, List.of(), true);
    Statements.Chains answer =
        reader.call().post("/api/v1/statements/query", query).as(Statements.Chains.class);
    Map<KeyringId, List<Bytes>> objects = SentChains.objects(answer, Long.MAX_VALUE);
    return ChainResolver.of(_ -> Optional.empty(), objects, SentChains.begun(answer))
        .find(ring.id())
        .orElseThrow();
  }

  private static Statements.PastQuery query(
      VerifiedChain chain, StatementHash at, List<KeyringId> ids, List<Integer> generations) {
    return new Statements.PastQuery(chain.id(), chain.from(), at, null, ids, generations);
  }

  private static List<Past> past(Person reader, Statements.PastQuery asked) {
    List<Past> pasts = new ArrayList<>();
    reader
        .call()
        .post("/api/v1/statements/pasts", new Statements.PastsQuery(List.of(asked)))
        .as(Statements.Pasts.class)
        .pasts()
        .forEach(shown -> pasts.add(SentPasts.past(shown.past())));
    return pasts;
  }
}
