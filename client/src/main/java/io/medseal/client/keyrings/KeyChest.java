package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The secrets that this person can open, opened when first needed and kept until closed.
 *
 * <p><b>Guarantees.</b> Every secret has been opened under its binding and yields the public keys
 * that the keyring's verified chain announces for that generation. One bad envelope closes one way
 * and nothing else: older generations, and other keyrings, are reached without it.
 *
 * <p>Safe for use by several threads; what it hands out is closed with it, not by the receiver.
 */
public final class KeyChest implements AutoCloseable {
  private final KeyringId me;
  private final TrustedChains chains;
  private final Map<Place, Generations.Opened> opened = new HashMap<>();
  private final Set<Announced> deadEnds = new HashSet<>();
  private final Map<EnvelopeName, TrustException> withheld = new HashMap<>();
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
    try (Profile.PersonSecret mine =
        profile.secret().orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()))) {
      this.myGeneration = mine.generation();
      open(mine.secret());
    }
  }

  /**
   * With a secret that no profile keeps yet.
   *
   * @param secret of that generation; stays the caller's
   * @throws TrustException.WrongKeys if it is not that of the chain shown
   */
  public KeyChest(KeyringId me, int generation, GenerationSecret secret, TrustedChains chains) {
    this.me = me;
    this.chains = chains;
    this.myGeneration = generation;
    open(secret);
  }

  private void open(GenerationSecret mine) {
    KeyringState state = chains.state(me);
    Generation generation =
        state
            .generation(myGeneration)
            .orElseThrow(() -> new TrustException.Rollback(TrustedChains.brief(me)));
    try {
      opened.put(
          new Place(me, myGeneration),
          Generations.checked(copy(mine), state.kind(), generation.keys()));
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

  /** The newest generation that this person can open. Looks only at chains that are loaded. */
  public synchronized Optional<Integer> newest(KeyringId id) {
    Optional<VerifiedChain> chain = chains.find(id);
    int current = chain.map(known -> known.state().current().number()).orElse(0);
    for (int number = current; number >= 1; number--) {
      if (reach(chain.orElseThrow(), number, new HashSet<>()).isPresent()) {
        return Optional.of(number);
      }
    }
    return Optional.empty();
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
                whyClosed(id)
                    .orElseGet(
                        () -> new AccessException.NoKey("keyring " + TrustedChains.brief(id))));
  }

  /**
   * What is wrong with a keyring that does not open, or with one through which it would. Looks only
   * at chains that are loaded.
   */
  public synchronized Optional<ClientException> whyClosed(KeyringId id) {
    return onTheWay(id, at -> chains.troubles().of(at));
  }

  /**
   * Refuses to go on with a keyring that would open if the service handed out what was sealed for
   * this person: nothing is renewed for that, or the service could have any generation given up.
   *
   * @throws TrustException.MissingKey if it does not hand it out
   * @throws TrustException.SubstituteEnvelope if it hands out something else
   */
  synchronized void requireHandedOut(KeyringId id) {
    Optional<TrustException> problem = onTheWay(id, this::withheldAboveWhatOpens);
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  /** Of a generation that is newer than the newest one that has opened. */
  private Optional<TrustException> withheldAboveWhatOpens(KeyringId id) {
    int newest =
        opened.keySet().stream()
            .filter(place -> place.keyring().equals(id))
            .mapToInt(Place::generation)
            .max()
            .orElse(0);
    return withheld.entrySet().stream()
        .filter(one -> one.getKey().keyring().equals(id) && one.getKey().generation() > newest)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private <T> Optional<T> onTheWay(KeyringId id, Function<KeyringId, Optional<T>> known) {
    Set<KeyringId> seen = new HashSet<>();
    Deque<KeyringId> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      KeyringId at = open.remove();
      Optional<T> found = known.apply(at);
      if (found.isPresent()) {
        return found;
      }
      if (seen.add(at)) {
        chains.find(at).stream()
            .flatMap(chain -> chain.state().current().sealedTo().shown().stream())
            .map(Map.Entry::getKey)
            .filter(this::isGroup)
            .sorted()
            .forEach(open::add);
      }
    }
    return Optional.empty();
  }

  /** That generation, from the newest one at or behind it that leads there. */
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
    if (generation < state.current().number()) {
      state = chains.withGenerations(chain, generation).state();
    }
    try {
      for (int from = state.current().number(); from >= generation; from--) {
        if (direct(state, from, above).isPresent() && walkBack(state, from, generation)) {
          return known(state.id(), generation);
        }
      }
      return Optional.empty();
    } catch (LedgerException.NotShown _) {
      return Optional.empty(); // what the service does not show even of the whole chain
    } finally {
      above.remove(state.id());
    }
  }

  /** That generation through an envelope of one of its members, mine first. */
  private Optional<Generations.Opened> direct(
      KeyringState state, int number, Set<KeyringId> above) {
    Optional<Generations.Opened> known = known(state.id(), number);
    if (known.isPresent() || state.id().equals(me)) {
      return known;
    }
    Generation generation = state.generation(number).orElseThrow();
    List<KeyringId> members = new ArrayList<>();
    generation.sealedTo().shown().forEach(one -> members.add(one.getKey()));
    members.sort(
        Comparator.comparing((KeyringId member) -> !member.equals(me))
            .thenComparing(Comparator.naturalOrder()));
    for (KeyringId member : members) {
      Generation.SealedTo sealed = generation.sealedTo().get(member);
      Optional<Generations.Opened> found = through(state, generation, member, sealed, above);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Generations.Opened> through(
      KeyringState state,
      Generation generation,
      KeyringId member,
      Generation.SealedTo sealed,
      Set<KeyringId> above) {
    Optional<VerifiedChain> chain = chains.find(member);
    if (chain.isEmpty() || (!member.equals(me) && chain.get().state().kind().madeByItself())) {
      return Optional.empty();
    }
    Announced announced = Announced.to(state.id(), generation, member, sealed);
    Binding binding = Binding.of(announced.name());
    return reach(chain.get(), sealed.generation(), above)
        .flatMap(
            keys ->
                attempt(
                    announced,
                    sealed.sealedBy(),
                    envelope ->
                        Generations.open(
                            keys.keys(), binding, envelope, state.kind(), generation.keys())));
  }

  /**
   * Opens what generation {@code from}, which is open, leads back to; whether {@code to} is there.
   */
  private boolean walkBack(KeyringState state, int from, int to) {
    chains.envelopes().load(waysBack(state, from, to));
    int number = from;
    while (number > to) {
      Generation generation = state.generation(number).orElseThrow();
      Generation.Previous previous = generation.previous().orElseThrow();
      Generations.Opened at = known(state.id(), number).orElseThrow();
      int newer = number;
      Optional<Generations.Opened> older =
          known(state.id(), previous.generation())
              .or(
                  () ->
                      attempt(
                          Announced.wayBack(state.id(), generation, previous),
                          generation.announcedBy(),
                          envelope ->
                              Generations.previous(
                                  at.keys(),
                                  state.id(),
                                  newer,
                                  previous.generation(),
                                  envelope,
                                  state.kind(),
                                  state.generation(previous.generation()).orElseThrow().keys())));
      if (older.isEmpty()) {
        return false;
      }
      number = previous.generation();
    }
    return number == to;
  }

  /** A failure is a dead end for this way only, and is remembered with who made it. */
  private Optional<Generations.Opened> attempt(
      Announced announced, KeyringId signer, Function<Bytes, Generations.Opened> opening) {
    if (deadEnds.contains(announced)) {
      return Optional.empty();
    }
    KeyringId keyring = announced.name().keyring();
    String brief = TrustedChains.brief(keyring);
    switch (chains.envelopes().find(announced)) {
      case EnvelopeBook.Answer.Right(Bytes envelope) -> {
        try {
          Generations.Opened found = opening.apply(envelope);
          opened.put(new Place(keyring, announced.name().generation()), found);
          withheld.remove(announced.name());
          chains.troubles().handedOut(keyring);
          return Optional.of(found);
        } catch (SealException e) {
          deadEnds.add(announced);
          chains
              .troubles()
              .add(
                  keyring,
                  Optional.of(signer),
                  new TrustException.WrongKeys("keyring " + brief, e));
        }
      }
      case EnvelopeBook.Answer.Missing() ->
          withheld(announced.name(), new TrustException.MissingKey(brief));
      case EnvelopeBook.Answer.Wrong() ->
          withheld(announced.name(), new TrustException.SubstituteEnvelope(brief));
    }
    return Optional.empty();
  }

  /** Perhaps only this time; and only what is this person's to have can be withheld. */
  private void withheld(EnvelopeName name, TrustException problem) {
    if (isOwed(name)) {
      withheld.put(name, problem);
      chains.troubles().add(name.keyring(), Optional.empty(), problem);
    }
  }

  /** Whether this person may open the recipient now, and the recipient the keyring. */
  private boolean isOwed(EnvelopeName name) {
    Instant now = chains.now();
    boolean opensRecipient =
        name.recipient().equals(me)
            || new Authority(chains)
                .capabilities(me, name.recipient(), now)
                .contains(Capability.OPEN);
    return opensRecipient
        && (name.recipient().equals(name.keyring())
            || chains
                .find(name.keyring())
                .filter(chain -> opens(chain.state(), name.recipient(), now))
                .isPresent());
  }

  private static boolean opens(KeyringState state, KeyringId who, Instant now) {
    return state.members().shows(who)
        && state
            .member(who)
            .filter(member -> member.role().opens() && !member.expiredAt(now))
            .isPresent();
  }

  /** What leads from generation {@code from} back to {@code to}, to be fetched at once. */
  private static List<EnvelopeName> waysBack(KeyringState state, int from, int to) {
    List<EnvelopeName> names = new ArrayList<>();
    int number = from;
    while (number > to) {
      Generation generation = state.generation(number).orElseThrow();
      Generation.Previous previous = generation.previous().orElseThrow();
      names.add(Announced.wayBack(state.id(), generation, previous).name());
      number = previous.generation();
    }
    return names;
  }

  /**
   * Fetches at once what opening these needs, as far as it can be told from the chains that are
   * loaded. What is not fetched here is fetched when it is needed.
   */
  public synchronized void prepare(Collection<KeyringId> ids) {
    List<EnvelopeName> names = new ArrayList<>();
    Set<KeyringId> seen = new HashSet<>();
    Deque<KeyringId> open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      KeyringId id = open.remove();
      Optional<KeyringState> state = chains.find(id).map(VerifiedChain::state);
      if (state.isEmpty() || id.equals(me) || !seen.add(id)) {
        continue;
      }
      Generation current = state.get().current();
      if (known(id, current.number()).isPresent()) {
        continue;
      }
      current
          .sealedTo()
          .shown()
          .forEach(
              given -> {
                KeyringId member = given.getKey();
                if (member.equals(me) || isGroup(member)) {
                  names.add(Announced.to(id, current, member, given.getValue()).name());
                  open.add(member);
                }
              });
    }
    chains.envelopes().load(names);
  }

  private boolean isGroup(KeyringId id) {
    return chains.find(id).filter(chain -> !chain.state().kind().madeByItself()).isPresent();
  }

  private Optional<Generations.Opened> known(KeyringId id, int generation) {
    return Optional.ofNullable(opened.get(new Place(id, generation)));
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
