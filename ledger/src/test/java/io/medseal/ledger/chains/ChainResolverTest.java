package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainResolverTest {
  private final World world = new World(1);
  private final KeyringId patient = world.person();
  private final KeyringId doctor = world.person();
  private final KeyringId head = world.person();
  private final KeyringId department = world.make(KeyringKind.DEPARTMENT, head);
  private final KeyringId record = world.make(KeyringKind.RECORD, patient);
  private final KeyringId section = world.section(record, patient);

  ChainResolverTest() {
    world.say(department, head, world.set(doctor, Role.READER));
    world.say(record, patient, world.set(department, Role.MANAGER));
    world.say(
        section, doctor, List.of(department, record), new Change.DeleteReport(world.report()));
  }

  @Test
  void chains_in_any_order_come_out_as_the_service_verified_them() {
    List<KeyringId> order = new ArrayList<>(world.raw().keySet());
    Collections.shuffle(order, world.random());
    Map<KeyringId, List<Bytes>> answer = new LinkedHashMap<>();
    order.forEach(id -> answer.put(id, world.raw(id)));

    Map<KeyringId, VerifiedChain> verified = ChainResolver.of(answer).verifyAll();

    assertThat(verified.keySet()).isEqualTo(world.raw().keySet());
    verified.forEach((id, chain) -> assertThat(chain.state()).isEqualTo(world.state(id)));
  }

  @Test
  void two_chains_may_lean_on_each_other() {
    KeyringId other = world.make(KeyringKind.DEPARTMENT, doctor);
    world.say(other, doctor, world.set(department, Role.MANAGER));
    world.say(department, head, world.set(other, Role.MANAGER));
    for (int i = 0; i < 3; i++) {
      world.say(department, doctor, List.of(other), world.set(world.person(), Role.READER));
      world.say(other, head, List.of(department), world.set(world.person(), Role.READER));
    }

    ChainResolver<VerifiedChain> resolver = ChainResolver.of(world.raw());

    assertThat(resolver.find(other).orElseThrow().state()).isEqualTo(world.state(other));
    assertThat(resolver.find(department).orElseThrow().state()).isEqualTo(world.state(department));
  }

  @Test
  void statements_in_a_ring_are_refused() {
    KeyringId other = world.make(KeyringKind.DEPARTMENT, doctor);
    world.say(other, doctor, world.set(department, Role.MANAGER));
    world.say(department, head, world.set(other, Role.MANAGER));
    // No honest chain can do this: each of the two statements names the hash of the one that stands
    // behind the other, so one of the chains must be out of order.
    Bytes last = world.say(department, doctor, List.of(other), world.set(patient, Role.READER));
    Statement leaning =
        world.statement(other, head, List.of(department), world.set(patient, Role.READER));
    List<Bytes> first = new ArrayList<>(world.raw(other));
    first.add(1, world.sign(at(leaning, 1, first.getFirst())));
    Map<KeyringId, List<Bytes>> answer = new LinkedHashMap<>(world.raw());
    answer.put(other, first);

    assertThat(world.raw(department)).endsWith(last);
    assertThatThrownBy(() -> ChainResolver.of(answer).find(department))
        .isInstanceOf(LedgerException.BrokenChain.class)
        .hasMessageContaining("ring");
  }

  @Test
  void a_chain_that_does_not_verify_is_not_taken_for_absent() {
    Map<KeyringId, List<Bytes>> answer = new LinkedHashMap<>(world.raw());
    List<Bytes> broken = new ArrayList<>(world.raw(department));
    byte[] bytes = broken.getLast().toArray();
    bytes[bytes.length - 1] ^= 1;
    broken.set(broken.size() - 1, Bytes.of(bytes));
    answer.put(department, broken);
    ChainResolver<VerifiedChain> resolver = ChainResolver.of(answer);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> resolver.find(department))
          .isInstanceOfSatisfying(
              LedgerException.BadSignature.class,
              e -> {
                assertThat(e.chain()).contains(department.hex());
                assertThat(e.statement()).hasValue(1);
              });
    }
    assertThatThrownBy(() -> new Authority(resolver).capabilities(doctor, record, world.now()))
        .isInstanceOf(LedgerException.BadSignature.class);
    assertThat(resolver.find(patient)).isPresent();
  }

  @Test
  void an_unknown_keyring_is_absent() {
    assertThat(ChainResolver.of(world.raw()).find(new KeyringId("0".repeat(64)))).isEmpty();
  }

  @Test
  void new_statements_continue_chains_that_are_known() {
    ChainResolver<VerifiedChain> cache = ChainResolver.of(world.raw());
    VerifiedChain before = cache.find(record).orElseThrow();
    KeyringId colleague = world.person();
    Bytes added = world.say(record, patient, world.set(colleague, Role.READER));
    Map<KeyringId, List<Bytes>> answer =
        Map.of(record, List.of(added), patient, List.of(), colleague, world.raw(colleague));

    ChainResolver<VerifiedChain> newer = ChainResolver.of(cache::find, answer);

    assertThat(newer.find(record).orElseThrow().state()).isEqualTo(world.state(record));
    assertThat(newer.find(section)).isEqualTo(cache.find(section));
    assertThat(cache.find(record)).contains(before);
    assertThat(new Authority(newer).capabilities(colleague, section, world.now()))
        .containsExactly(Capability.OPEN);
  }

  @Test
  void states_continue_states_that_are_known() {
    Map<KeyringId, VerifiedStates> cache =
        ChainResolver.ofStates(_ -> Optional.empty(), world.raw()).verifyAll();
    KeyringId colleague = world.person();
    Bytes added = world.say(record, patient, world.set(colleague, Role.READER));

    for (List<Bytes> answer : List.of(List.of(added), world.raw(record))) {
      VerifiedStates newer =
          ChainResolver.ofStates(
                  id -> Optional.ofNullable(cache.get(id)),
                  Map.of(record, answer, colleague, world.raw(colleague)))
              .find(record)
              .orElseThrow();
      assertThat(newer.state().head()).isEqualTo(world.state(record).head());
      assertThat(newer.state().members()).isEqualTo(world.state(record).members());
      assertThat(newer.states()).hasSize(world.raw(record).size());
      assertThat(newer.leansOn()).isEqualTo(world.chain(record).leansOn());
    }
    assertThatThrownBy(
            () ->
                ChainResolver.ofStates(
                        id -> Optional.ofNullable(cache.get(id)),
                        Map.of(record, world.raw(record).subList(0, 1)))
                    .find(record))
        .isInstanceOf(LedgerException.BrokenChain.class);
  }

  @Test
  void a_whole_chain_that_contains_the_known_one_continues_it() {
    ChainResolver<VerifiedChain> cache = ChainResolver.of(world.raw());
    world.say(record, patient, world.set(world.person(), Role.READER));

    assertThat(ChainResolver.of(cache::find, world.raw()).find(record).orElseThrow().state())
        .isEqualTo(world.state(record));
  }

  @Test
  void an_answer_without_statements_that_are_known_is_a_broken_chain() {
    ChainResolver<VerifiedChain> cache = ChainResolver.of(world.raw());
    List<Bytes> shorter = world.raw(record).subList(0, 1);
    List<Bytes> other = new ArrayList<>(shorter);
    other.add(
        world.sign(
            at(
                world.statement(record, patient, List.of(), world.set(doctor, Role.READER)),
                1,
                shorter.getFirst())));

    for (List<Bytes> answer : List.of(shorter, other)) {
      ChainResolver<VerifiedChain> newer = ChainResolver.of(cache::find, Map.of(record, answer));
      assertThatThrownBy(() -> newer.find(record)).isInstanceOf(LedgerException.BrokenChain.class);
      assertThatThrownBy(() -> newer.find(record)).isInstanceOf(LedgerException.BrokenChain.class);
    }
  }

  private static Statement at(Statement statement, int seq, Bytes previous) {
    Header header = statement.header();
    StatementHash hash = StatementCodec.hash(previous);
    return new Statement(
        new Header(header.keyring(), seq, hash, header.time(), header.signer(), header.via()),
        statement.change());
  }
}
