package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.states.StateReader;
import io.medseal.ledger.world.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going on from a state that was kept. */
class KeptStateTest {
  @ParameterizedTest
  @ValueSource(longs = {401, 402})
  void it_is_as_if_everything_had_been_verified(long seed) {
    RandomHistory history = new RandomHistory(seed);
    history.run(220);
    World world = history.world;
    int cut = 0;
    for (KeyringId id : world.raw().keySet()) {
      VerifiedChain whole = world.chain(id);
      if (StateReader.canBegin(whole.state().kind()) && whole.size() > 3) {
        int at = 1 + world.random().nextInt(whole.size() - 2);
        cut += whole.states().get(at).rotationDue() ? 0 : goesOn(world, whole, at);
      }
    }
    assertThat(cut).isGreaterThan(2);
  }

  private static int goesOn(World world, VerifiedChain whole, int at) {
    KeyringId id = whole.id();
    VerifiedStates begun = begun(world, whole, at);
    List<ReadStatement> rest = ReadStatement.all(world.raw(id).subList(at + 1, whole.size()));
    VerifiedStates all =
        rest.isEmpty() ? begun : new ChainVerifier(world).states(id, Optional.of(begun), rest);
    assertThat(all.from()).isEqualTo(at);
    assertThat(all.size()).isEqualTo(whole.size());
    assertThat(all.bytes()).isEqualTo(whole.bytes());
    assertThat(all.leansOn()).isEqualTo(whole.leansOn());
    assertThat(all.grown().steps()).isEqualTo(whole.grown().steps());
    for (KeyringState state : whole.states()) {
      assertThat(all.at(state.head()).map(StateHash::of)).contains(StateHash.of(state));
      assertThat(all.followedAt(state.head())).isEqualTo(whole.followedAt(state.head()));
      assertThat(all.atOrAfter(whole.states().getFirst().head(), state.time()))
          .map(KeyringState::seq)
          .isEqualTo(
              whole
                  .atOrAfter(whole.states().getFirst().head(), state.time())
                  .map(KeyringState::seq));
    }
    assertThat(all.at(StatementHash.NONE)).isEmpty();
    return 1;
  }

  private static VerifiedStates begun(World world, VerifiedChain whole, int at) {
    List<Bytes> statements = world.raw(whole.id());
    VerifiedStates before =
        new ChainVerifier(world)
            .states(whole.id(), Optional.empty(), ReadStatement.all(statements.subList(0, at + 1)));
    Bytes kept = KeptState.write(before, statements::get);
    return KeptState.read(kept, whole.id(), payload(statements.get(at)), _ -> new Held(whole, at));
  }

  private static Bytes payload(Bytes statement) {
    return SignedObject.parse(statement).payload();
  }

  /** What was before, from the whole chain. */
  private record Held(VerifiedChain whole, int before) implements Earlier {
    @Override
    public OptionalInt seq(StatementHash head) {
      return IntStream.range(0, before)
          .filter(seq -> whole.states().get(seq).head().equals(head))
          .findFirst();
    }

    @Override
    public Instant time(int seq) {
      return state(seq).time();
    }

    @Override
    public KeyringState state(int seq) {
      return whole.states().get(seq);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {411, 412})
  void the_past_follows_again_from_the_payloads_alone(long seed) {
    RandomHistory history = new RandomHistory(seed);
    history.run(150);
    World world = history.world;
    for (KeyringId id : world.raw().keySet()) {
      Optional<KeyringState> before = Optional.empty();
      for (VerifiedChain.Entry entry : world.chain(id).entries()) {
        KeyringState next =
            Replay.next(before, id, payload(entry.bytes()), NamedHeads.of(world)::place);
        assertThat(StateHash.of(next)).isEqualTo(StateHash.of(entry.state()));
        assertThat(next.head()).isEqualTo(entry.state().head());
        before = Optional.of(next);
      }
    }
  }

  @Test
  void nothing_else_follows() {
    World world = new World(421);
    KeyringId owner = world.person();
    KeyringId department = world.make(KeyringKind.DEPARTMENT, owner);
    world.say(department, owner, world.set(world.person(), Role.READER));
    world.say(department, owner, new Change.PublishCard("Ward", null, null));
    List<VerifiedChain.Entry> entries = world.chain(department).entries();
    Bytes last = payload(entries.getLast().bytes());
    assertThatThrownBy(
            () ->
                Replay.next(
                    Optional.of(entries.getFirst().state()),
                    department,
                    last,
                    NamedHeads.of(world)::place))
        .isInstanceOf(LedgerException.BrokenChain.class);
    assertThatThrownBy(
            () ->
                Replay.next(
                    Optional.of(entries.get(1).state()),
                    department,
                    last,
                    (_, _) -> new HeadPlace(7, 1)))
        .as("another head than was named")
        .isInstanceOf(LedgerException.InvalidChange.class);
  }

  @Test
  void it_is_read_for_its_statement_only() {
    World world = new World(431);
    KeyringId owner = world.person();
    KeyringId record = world.make(KeyringKind.RECORD, owner);
    world.say(record, owner, new Change.SetProfile(world.note()));
    world.say(record, owner, world.set(world.person(), Role.READER));
    VerifiedChain whole = world.chain(record);
    List<Bytes> statements = world.raw(record);
    VerifiedStates before =
        new ChainVerifier(world).states(record, Optional.empty(), ReadStatement.all(statements));
    Bytes kept = KeptState.write(before, statements::get);
    Bytes own = payload(statements.getLast());
    KeyringState state = KeptState.read(kept, record, own, _ -> new Held(whole, 2)).state();
    assertThat(state.profile()).isEqualTo(whole.state().profile());
    assertThat(StateHash.of(state)).isEqualTo(StateHash.of(whole.state()));

    assertThatThrownBy(
            () -> KeptState.read(kept, record, payload(statements.get(1)), _ -> new Held(whole, 1)))
        .isInstanceOf(LedgerException.BrokenChain.class);
    assertThatThrownBy(() -> KeptState.read(kept, owner, own, _ -> new Held(whole, 2)))
        .isInstanceOf(LedgerException.BrokenChain.class);
    byte[] bytes = kept.toArray();
    for (int length : List.of(0, 7, 11, 200, bytes.length - 1)) {
      assertThatThrownBy(
              () ->
                  KeptState.read(
                      Bytes.of(Arrays.copyOf(bytes, length)), record, own, _ -> new Held(whole, 2)))
          .as("of %d bytes", length)
          .isInstanceOf(LedgerException.Malformed.class);
    }
    bytes[60] ^= 1; // in the state document
    assertThatThrownBy(() -> KeptState.read(Bytes.of(bytes), record, own, _ -> new Held(whole, 2)))
        .isInstanceOf(LedgerException.class);
  }
}
