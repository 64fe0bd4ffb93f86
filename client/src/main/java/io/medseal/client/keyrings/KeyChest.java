package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The secrets that this person can open, opened when first needed and kept until closed.
 *
 * <p><b>Guarantees.</b> Every secret has been opened under its binding and yields the public keys
 * that the keyring's verified chain announces for that generation.
 *
 * <p>Safe for use by several threads; what it hands out is closed with it, not by the receiver.
 */
public final class KeyChest implements AutoCloseable {
  private final KeyringId me;
  private final TrustedChains chains;
  private final Map<Place, Generations.Opened> opened = new HashMap<>();
  private final int myGeneration;

  private record Place(KeyringId keyring, int generation) {}

  /**
   * Opens the person's own secret.
   *
   * @throws ProfileException.NotLoggedIn if the profile holds none
   * @throws TrustException.WrongKeys if it is not that of the chain shown
   */
  public KeyChest(Profile profile, KeyringId me, TrustedChains chains) {
    this.me = me;
    this.chains = chains;
    KeyringState state = chains.state(me);
    try (Profile.PersonSecret mine =
        profile.secret().orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()))) {
      this.myGeneration = mine.generation();
      Generation generation =
          state
              .generation(mine.generation())
              .orElseThrow(() -> new TrustException.Rollback(TrustedChains.brief(me)));
      opened.put(
          new Place(me, mine.generation()),
          Generations.checked(copy(mine.secret()), state.kind(), generation.keys()));
    } catch (SealException e) {
      throw new TrustException.WrongKeys("this account", e);
    }
  }

  /** Whose secrets these are. */
  public KeyringId me() {
    return me;
  }

  /**
   * The person's own current keys.
   *
   * @throws ProfileException.SecretReplaced if the chain has a newer generation
   */
  public KeyringKeys mine() {
    KeyringState state = chains.state(me);
    if (state.current().number() != myGeneration) {
      throw new ProfileException.SecretReplaced();
    }
    return keys(me, myGeneration);
  }

  /** The person's own secret, as the profile keeps it. */
  public GenerationSecret mySecret() {
    return opened(me, myGeneration).secret();
  }

  /** Of the person's own secret, as the profile keeps it. */
  public int myGeneration() {
    return myGeneration;
  }

  /** Whether this person can open the current generation. Looks only at chains that are loaded. */
  public synchronized boolean opens(KeyringId id) {
    return chains
        .find(id)
        .flatMap(chain -> reach(chain, chain.state().current().number(), new HashSet<>()))
        .isPresent();
  }

  /**
   * The keys of one generation.
   *
   * @throws AccessException.NoKey if this person can't open it
   */
  public KeyringKeys keys(KeyringId id, int generation) {
    return opened(id, generation).keys();
  }

  /**
   * The secret of one generation.
   *
   * @throws AccessException.NoKey if this person can't open it
   */
  public GenerationSecret secret(KeyringId id, int generation) {
    return opened(id, generation).secret();
  }

  /** The keys of one generation, if this person can open it. */
  public synchronized Optional<KeyringKeys> find(KeyringId id, int generation) {
    return chains
        .find(id)
        .flatMap(chain -> reach(chain, generation, new HashSet<>()))
        .map(Generations.Opened::keys);
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(Generations.Opened::close);
    opened.clear();
  }

  private synchronized Generations.Opened opened(KeyringId id, int generation) {
    return reach(chains.chain(id), generation, new HashSet<>())
        .orElseThrow(
            () ->
                chains
                    .troubles()
                    .of(id)
                    .orElseGet(
                        () -> new AccessException.NoKey("keyring " + TrustedChains.brief(id))));
  }

  /** That generation, from the newest one that can be opened at or behind it. */
  private Optional<Generations.Opened> reach(
      VerifiedChain chain, int generation, Set<KeyringId> above) {
    KeyringState state = chain.state();
    Optional<Generations.Opened> known = known(state.id(), generation);
    if (known.isPresent() || generation < 1 || generation > state.current().number()) {
      return known;
    }
    if (above.size() > Header.MAX_HOPS || !above.add(state.id())) {
      return Optional.empty();
    }
    try {
      for (int from = state.current().number(); from >= generation; from--) {
        Optional<Generations.Opened> found =
            direct(chain, from, above).flatMap(start -> walkBack(chain, start, generation));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } finally {
      above.remove(state.id());
    }
  }

  /**
   * That generation through an envelope of one of its members. One that does not open is a dead end
   * for its own way alone.
   */
  private Optional<Start> direct(VerifiedChain chain, int number, Set<KeyringId> above) {
    KeyringState state = chain.state();
    Optional<Generations.Opened> known = known(state.id(), number);
    if (known.isPresent() || state.id().equals(me)) {
      return known.map(opened -> new Start(number, opened));
    }
    Generation generation = state.generation(number).orElseThrow();
    List<KeyringId> members = new ArrayList<>(generation.sealedTo().keySet());
    members.sort(Comparator.comparing((KeyringId member) -> !member.equals(me)));
    for (KeyringId member : members) {
      try {
        Optional<Generations.Opened> found = through(state, generation, member, above);
        if (found.isPresent()) {
          return found.map(opened -> new Start(number, opened));
        }
      } catch (SealException e) {
        Bytes envelope = generation.sealedTo().get(member).envelope();
        isDeadEnd(chain, e, entry -> carries(entry, number, member, envelope));
      }
    }
    return Optional.empty();
  }

  private record Start(int number, Generations.Opened keys) {}

  private Optional<Generations.Opened> through(
      KeyringState state, Generation generation, KeyringId member, Set<KeyringId> above) {
    Generation.SealedTo sealed = generation.sealedTo().get(member);
    Optional<VerifiedChain> chain = chains.find(member);
    if (chain.isEmpty() || (!member.equals(me) && chain.get().state().kind().madeByItself())) {
      return Optional.empty();
    }
    return reach(chain.get(), sealed.generation(), above)
        .map(
            keys ->
                keep(
                    state.id(),
                    generation.number(),
                    Generations.open(
                        keys.keys(),
                        Binding.keyring(
                            state.id(), generation.number(), member, sealed.generation()),
                        sealed.envelope(),
                        state.kind(),
                        generation.keys())));
  }

  private Optional<Generations.Opened> walkBack(VerifiedChain chain, Start start, int to) {
    KeyringState state = chain.state();
    Generations.Opened current = start.keys();
    for (int number = start.number(); number > to; number--) {
      int before = number - 1;
      Optional<Generations.Opened> known = known(state.id(), before);
      if (known.isPresent()) {
        current = known.get();
        continue;
      }
      Generation generation = state.generation(number).orElseThrow();
      try {
        current =
            keep(
                state.id(),
                before,
                Generations.previous(
                    current.keys(),
                    state.id(),
                    number,
                    generation.previousSecret().orElseThrow(),
                    state.kind(),
                    state.generation(before).orElseThrow().keys()));
      } catch (SealException e) {
        isDeadEnd(chain, e, entry -> entry.current().number() == generation.number());
        return Optional.empty();
      }
    }
    return Optional.of(current);
  }

  /** Names who signed the first statement that brought what does not open. */
  private void isDeadEnd(VerifiedChain chain, SealException e, Predicate<KeyringState> brought) {
    KeyringId id = chain.id();
    Optional<KeyringId> signer =
        chain.entries().stream()
            .filter(entry -> brought.test(entry.state()))
            .findFirst()
            .map(entry -> entry.statement().header().signer().keyring());
    chains
        .troubles()
        .add(id, signer, new TrustException.WrongKeys("keyring " + TrustedChains.brief(id), e));
  }

  private static boolean carries(
      KeyringState state, int generation, KeyringId member, Bytes envelope) {
    return state
        .generation(generation)
        .map(one -> one.sealedTo().get(member))
        .filter(one -> one.envelope().equals(envelope))
        .isPresent();
  }

  private Optional<Generations.Opened> known(KeyringId id, int generation) {
    return Optional.ofNullable(opened.get(new Place(id, generation)));
  }

  private Generations.Opened keep(KeyringId id, int generation, Generations.Opened secret) {
    opened.put(new Place(id, generation), secret);
    return secret;
  }

  private static GenerationSecret copy(GenerationSecret secret) {
    byte[] bytes = secret.revealSecretBytes();
    try {
      return GenerationSecret.of(bytes);
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
    }
  }
}
