package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.TestKeys;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over random histories; a failing seed repeats itself. */
class RandomHistoriesTest {
  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104})
  void what_the_specification_allows_is_accepted_and_nothing_else(long seed) {
    RandomHistory history = new RandomHistory(seed);
    for (int round = 0; round < 3; round++) {
      history.run(80);
      history.check();
    }
    assertThat(history.accepted).isGreaterThan(25);
    assertThat(history.refused).isGreaterThan(25);
    resolvesInAnyOrder(history.world);
  }

  @Tag("asked")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void long_histories_too(long seed) {
    RandomHistory history = new RandomHistory(seed);
    for (int round = 0; round < 8; round++) {
      history.run(150);
      history.check();
    }
    resolvesInAnyOrder(history.world);
  }

  private static void resolvesInAnyOrder(World world) {
    List<KeyringId> order = new ArrayList<>(world.raw().keySet());
    Collections.shuffle(order, world.random());
    Map<KeyringId, List<Bytes>> answer = new LinkedHashMap<>();
    order.forEach(id -> answer.put(id, world.raw(id)));
    ChainResolver.of(answer)
        .verifyAll()
        .forEach((id, chain) -> assertThat(chain.state()).isEqualTo(world.state(id)));
    ChainResolver.ofStates(_ -> Optional.empty(), answer)
        .verifyAll()
        .forEach((id, states) -> sameBesideWhatIsSealed(states, world.chain(id)));
  }

  private static void sameBesideWhatIsSealed(VerifiedStates states, VerifiedChain chain) {
    assertThat(states.bytes())
        .isEqualTo(chain.entries().stream().mapToLong(entry -> entry.bytes().size()).sum());
    assertThat(states.leansOn()).isEqualTo(chain.leansOn());
    assertThat(states.states().stream().map(RandomHistoriesTest::judged).toList())
        .isEqualTo(chain.states().stream().map(RandomHistoriesTest::judged).toList());
    assertThat(states.state().profile().stream().mapToInt(kept -> kept.note().size()).sum())
        .isZero();
    assertThat(states.state().generations()).isEqualTo(chain.state().generations());
  }

  /** All that who may do what, and what is stale, depends on. */
  private static List<Object> judged(KeyringState state) {
    List<Object> judged =
        new ArrayList<>(
            List.of(state.head(), state.seq(), state.time(), state.members(), state.closed()));
    judged.add(List.of(state.kind(), state.creator(), state.parent(), state.rotationDue()));
    judged.add(state.shared().map(SharedReport::report));
    judged.add(state.profile().map(KeyringState.Profile::generation));
    judged.add(state.endorsements());
    judged.add(state.card());
    state
        .generations()
        .all()
        .forEach(
            generation -> {
              judged.add(generation.number());
              judged.add(generation.announcedBy());
              judged.add(generation.previous().map(Generation.Previous::generation));
              judged.add(generation.keys());
              generation
                  .sealedTo()
                  .forEach(
                      (to, given) ->
                          judged.add(
                              List.of(to, given.generation(), given.oldest(), given.sealedBy())));
            });
    return judged;
  }

  @ParameterizedTest
  @ValueSource(longs = {201, 202})
  void one_change_anywhere_is_refused(long seed) {
    RandomHistory history = new RandomHistory(seed);
    history.run(150);
    World world = history.world;
    List<KeyringId> chains =
        world.raw().keySet().stream().filter(id -> world.raw(id).size() > 2).toList();
    assertThat(chains).hasSizeGreaterThan(3);
    for (int i = 0; i < 70; i++) {
      KeyringId id = history.pick(chains);
      List<Bytes> changed = changed(world, id, i % 7);
      assertThatThrownBy(() -> new ChainVerifier(world).verify(id, changed))
          .as("change %d", i % 7)
          .isInstanceOf(LedgerException.class);
      Map<KeyringId, List<Bytes>> answer = world.raw();
      answer.put(id, changed);
      assertThatThrownBy(() -> ChainResolver.of(answer).verifyAll())
          .isInstanceOf(LedgerException.class);
    }
  }

  /** The chain with one thing done to it by somebody without keys. */
  private static List<Bytes> changed(World world, KeyringId id, int what) {
    Random random = world.random();
    List<Bytes> chain = new ArrayList<>(world.raw(id));
    int last = chain.size() - 1;
    int i = random.nextInt(chain.size());
    switch (what) {
      case 0 -> { // one bit
        byte[] bytes = chain.get(i).toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        chain.set(i, Bytes.of(bytes));
      }
      case 1 -> chain.remove(random.nextInt(last)); // one left out, not the last
      case 2 -> Collections.swap(chain, i, (i + 1 + random.nextInt(last)) % chain.size());
      case 3 -> chain.add(i, chain.get(random.nextInt(chain.size()))); // one more
      case 4 -> { // one from another chain
        List<KeyringId> others =
            world.raw().keySet().stream().filter(other -> !other.equals(id)).toList();
        List<Bytes> other = world.raw(others.get(random.nextInt(others.size())));
        chain.set(i, other.get(Math.min(i, other.size() - 1)));
      }
      case 5 -> { // the signatures of another
        SignedObject one = SignedObject.parse(chain.get(i));
        SignedObject other = SignedObject.parse(chain.get((i + 1) % chain.size()));
        chain.set(i, SignedObject.alone(one.payload(), other.ed25519(), other.mlDsa65()).encode());
      }
      default -> { // the payload of another under the same signatures
        SignedObject one = SignedObject.parse(chain.get(i));
        SignedObject other = SignedObject.parse(chain.get((i + 1) % chain.size()));
        chain.set(i, SignedObject.alone(other.payload(), one.ed25519(), one.mlDsa65()).encode());
      }
    }
    return chain;
  }

  @ParameterizedTest
  @ValueSource(longs = {301, 302})
  void one_lie_in_a_statement_is_refused_however_well_it_is_signed(long seed) {
    RandomHistory history = new RandomHistory(seed);
    history.run(150);
    World world = history.world;
    int lies = 0;
    for (KeyringId id : world.raw().keySet()) {
      List<VerifiedChain.Entry> entries = world.chain(id).entries();
      for (int i = 1; i < entries.size(); i++) {
        List<Bytes> before =
            entries.subList(0, i).stream().map(VerifiedChain.Entry::bytes).toList();
        for (Lie lie : lies(world, entries.get(i).statement())) {
          List<Bytes> chain = new ArrayList<>(before);
          chain.add(world.sign(lie.statement, lie.keys));
          assertThatThrownBy(() -> new ChainVerifier(world).verify(id, chain))
              .as("%s in %s", lie.what, entries.get(i).statement().change().type())
              .isInstanceOf(LedgerException.class);
          lies++;
        }
      }
    }
    assertThat(lies).isGreaterThan(150);
  }

  private record Lie(String what, Statement statement, TestKeys keys) {}

  private static List<Lie> lies(World world, Statement honest) {
    Header header = honest.header();
    Header.Signer signer = header.signer();
    var keys = world.keys(signer.keyring(), signer.generation());
    List<Lie> lies = new ArrayList<>();
    lies.add(new Lie("seq", Altered.seq(honest, header.seq() + 1), keys));
    lies.add(
        new Lie("previous", Altered.previous(honest, StatementCodec.hash(world.envelope())), keys));
    lies.add(new Lie("generation", Altered.generation(honest, signer.generation() + 1), keys));
    lies.add(
        new Lie(
            "unknown head",
            Altered.signerHead(honest, StatementCodec.hash(world.envelope())),
            keys));
    lies.add(new Lie("somebody else's keys", honest, world.newKeys(world.kind(signer.keyring()))));
    List<Header.Hop> twice = new ArrayList<>(header.via());
    twice.addAll(header.via());
    if (!header.via().isEmpty() && twice.size() <= Header.MAX_HOPS) {
      lies.add(new Lie("a ring", Altered.via(honest, twice), keys));
    }
    List<Header.Hop> itself = new ArrayList<>(header.via());
    itself.add(new Header.Hop(header.keyring(), header.previous()));
    if (itself.size() <= Header.MAX_HOPS) {
      lies.add(new Lie("the subject on the way", Altered.via(honest, itself), keys));
    }
    if (!header.via().isEmpty()
        && world
            .chain(header.keyring())
            .at(header.previous())
            .orElseThrow()
            .directCapabilities(signer.keyring(), header.time())
            .isEmpty()) {
      lies.add(new Lie("no way at all", Altered.via(honest, List.of()), keys));
    }
    for (int hop = 0; hop < header.via().size(); hop++) {
      int at = hop;
      outdated(world, header.via().get(hop).keyring(), header)
          .ifPresent(
              head ->
                  lies.add(new Lie("an outdated hop", Altered.hopHead(honest, at, head), keys)));
    }
    outdated(world, signer.keyring(), header)
        .ifPresent(
            head ->
                lies.add(new Lie("an outdated signer", Altered.signerHead(honest, head), keys)));
    return lies;
  }

  /** A head that had been followed long before the statement. */
  private static Optional<StatementHash> outdated(World world, KeyringId named, Header header) {
    List<VerifiedChain.Entry> entries = world.chain(named).entries();
    for (int i = 0; i + 1 < entries.size(); i++) {
      if (entries.get(i + 1).state().time().plus(Duration.ofMinutes(16)).isBefore(header.time())) {
        return Optional.of(entries.get(i).state().head());
      }
    }
    return Optional.empty();
  }
}
