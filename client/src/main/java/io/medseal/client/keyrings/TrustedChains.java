package io.medseal.client.keyrings;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Head;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.RememberedHead;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The chains this client has fetched and verified.
 *
 * <p><b>Guarantees.</b> What {@link #find} answers has been verified by this client, from its first
 * statement or, where it is long, from one on that an owner signed ({@link VerifiedChain#from}). It
 * belongs to the keyring asked for, ends where the service said that it ends, and contains the
 * newest head that the profile remembers. New heads are remembered on the disk before anything is
 * answered from them. What the profile kept of a chain saves fetching it, and changes nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class TrustedChains implements Keyrings {
  private static final int CHAINS_A_QUERY = 200;
  private static final int MOST_ROUNDS = 12;
  private static final int FEW = 40;
  private static final int MOST_HELD = 1_000;
  private static final int BRIEF = 12;
  private static final int GENERATIONS_AT_ONCE = 100;
  private static final Duration SEEN_EVERY = Duration.ofHours(1);

  private final Profile profile;
  private final Connection connection;
  private final Map<KeyringId, Head> remembered;
  private final Map<KeyringId, TrustException> refused = new HashMap<>();
  private final Map<KeyringId, VerifiedChain> late = new HashMap<>();
  private final Map<KeyringId, KeyringId> parents = new HashMap<>();
  private final Map<KeyringId, Statements.Form> forms = new HashMap<>();
  private final Set<KeyringId> anew = new HashSet<>();
  private final Troubles troubles = new Troubles();
  private final EnvelopeBook envelopes;
  private final KeptHistories kept;
  private boolean askedForBackup;
  private Optional<GivingBack.Outcome> givenBack = Optional.empty();
  private Map<KeyringId, VerifiedChain> verified = new HashMap<>();

  /** Over a connection with a session; heads are remembered in the profile. */
  public TrustedChains(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
    this.envelopes = new EnvelopeBook(connection, profile.envelopes());
    this.remembered = new HashMap<>(profile.heads());
    this.kept = new KeptHistories(profile.chains());
  }

  @Override
  public synchronized Optional<VerifiedChain> find(KeyringId id) {
    return Optional.ofNullable(verified.get(id));
  }

  /**
   * Fetches those that are not held yet. Chains that may not be read stay unknown, and so do those
   * that do not verify: each of them is left out alone, and named among the {@link #troubles}.
   */
  public synchronized void load(Collection<KeyringId> ids) {
    Set<KeyringId> missing = new LinkedHashSet<>(ids);
    missing.removeAll(verified.keySet());
    missing.removeAll(refused.keySet());
    fetch(missing);
  }

  /** This computer's clock. */
  Instant now() {
    return connection.clock().instant();
  }

  /** The envelopes that these chains announce. */
  EnvelopeBook envelopes() {
    return envelopes;
  }

  /** What was left out, and why. */
  public Troubles troubles() {
    return troubles;
  }

  /**
   * Refuses a keyring whose history was left out.
   *
   * @throws TrustException for the reason for which it was
   */
  public synchronized void requireSound(KeyringId id) {
    TrustException known = refused.get(id);
    if (known != null) {
      throw known;
    }
  }

  /** Fetches what is new in these. */
  public synchronized void refresh(Collection<KeyringId> ids) {
    fetch(new LinkedHashSet<>(ids));
  }

  /** Fetches what is new in these and in all that are held. */
  public synchronized void refreshWith(Collection<KeyringId> ids) {
    Set<KeyringId> all = new LinkedHashSet<>(verified.keySet());
    all.addAll(ids);
    fetch(all);
  }

  /**
   * A keyring's state with everything in it that is not former, fetched if need be: for who lists
   * its members or changes it.
   *
   * @throws TrustException.MissingHistory if the service does not show its chain
   */
  public KeyringState state(KeyringId id) {
    return chain(id).state();
  }

  /**
   * The chain of a keyring, its newest state whole, fetched if need be.
   *
   * @throws TrustException.MissingHistory if the service does not show it
   */
  public synchronized VerifiedChain chain(KeyringId id) {
    load(List.of(id));
    complete(List.of(id));
    requireSound(id);
    return find(id)
        .filter(chain -> chain.state().isWhole())
        .orElseThrow(() -> new TrustException.MissingHistory(TrustedChains.brief(id)));
  }

  /** Makes sure that the newest states of those that are held are known whole. */
  public synchronized void complete(Collection<KeyringId> ids) {
    for (Statements.Form form : List.of(Statements.Form.SHOWN, Statements.Form.WHOLE)) {
      fetchAnew(
          ids.stream()
              .filter(id -> find(id).filter(chain -> !chain.state().isWhole()).isPresent())
              .toList(),
          form);
    }
  }

  /** Fetches those that are begun later from their first statement on. */
  public synchronized void wholly(Collection<KeyringId> ids) {
    fetchAnew(
        ids.stream().filter(id -> find(id).filter(chain -> chain.from() > 0).isPresent()).toList(),
        Statements.Form.WHOLE);
  }

  /** What does not come anew stays as it is. */
  private void fetchAnew(Collection<KeyringId> ids, Statements.Form form) {
    for (KeyringId id : ids) {
      forms.put(id, form);
      anew.add(id);
      try {
        tryFetch(List.of(id), true);
      } finally {
        anew.remove(id);
      }
    }
  }

  /** A chain that is not to be answered anew. */
  private Optional<VerifiedChain> continued(KeyringId id) {
    return anew.contains(id) ? Optional.empty() : find(id);
  }

  /**
   * Has shown, of chains that are begun later, what is needed to judge what somebody signed.
   *
   * @param at the moments at which it is judged, beside those of the heads
   */
  public synchronized void loadPasts(
      Header.Signer signer, List<Header.Hop> via, Collection<Instant> at) {
    NeededPasts needed = new NeededPasts(NeededPasts.of(this::find));
    needed.way(signer, via, null);
    at.forEach(time -> needed.way(signer, via, time));
    show(needed);
  }

  /** Has shown what those are in keyrings that are begun later. */
  public synchronized void loadShown(Collection<KeyringId> keyrings, KeyringId who) {
    NeededPasts needed = new NeededPasts(NeededPasts.of(this::find));
    for (KeyringId id : keyrings) {
      find(id)
          .filter(chain -> !chain.state().shows(who))
          .ifPresent(chain -> needed.head(id, chain.state().head(), null, List.of(who)));
    }
    show(needed);
    complete(
        keyrings.stream()
            .filter(id -> find(id).filter(chain -> !chain.state().shows(who)).isPresent())
            .toList());
  }

  /** The chain with its generations from that number on, as far as it has them. */
  synchronized VerifiedChain withGenerations(VerifiedChain chain, int from) {
    KeyringState state = chain.state();
    if (state.generations().missing(from).isEmpty()) {
      return chain;
    }
    KeyringId id = chain.id();
    List<Integer> missing = new ArrayList<>(state.generations().missing(from));
    for (int i = 0; i < missing.size(); i += GENERATIONS_AT_ONCE) {
      NeededPasts needed = new NeededPasts(NeededPasts.of(this::find));
      needed.generations(
          id, state.head(), missing.subList(i, Math.min(missing.size(), i + GENERATIONS_AT_ONCE)));
      show(needed);
    }
    if (find(id).filter(known -> known.state().generations().missing(from).isEmpty()).isEmpty()) {
      wholly(List.of(id));
    }
    return find(id).orElse(chain);
  }

  /** What does not verify of an answer is as if it were not shown. */
  private void show(NeededPasts needed) {
    if (needed.isEmpty()) {
      return;
    }
    Map<KeyringId, VerifiedChain> next = new HashMap<>(verified);
    needed
        .ask(connection)
        .forEach(
            (id, pasts) ->
                pasts.forEach(past -> next.computeIfPresent(id, (_, c) -> showing(c, past))));
    verified = next;
  }

  private static VerifiedChain showing(VerifiedChain chain, Past past) {
    try {
      return chain.showing(past);
    } catch (LedgerException _) {
      return chain;
    }
  }

  /** The newest time in the chain of that person and in those of all groups that are held. */
  synchronized Instant newestOfGroups(KeyringId person) {
    return verified.values().stream()
        .map(VerifiedChain::state)
        .filter(
            state ->
                state.id().equals(person)
                    || state.kind() == KeyringKind.DEPARTMENT
                    || state.kind() == KeyringKind.INSTITUTE)
        .map(KeyringState::time)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /**
   * Refuses a change that this computer could not remember, before it is made.
   *
   * @throws LocalFileException.CannotWrite then
   */
  void requireMemory() {
    profile.requireWritable();
  }

  /** Takes over chains that this client has appended to. */
  synchronized void adopt(Map<KeyringId, VerifiedChain> appended) {
    Map<KeyringId, VerifiedChain> next = new HashMap<>(verified);
    appended.forEach(
        (id, chain) -> {
          VerifiedChain held = next.get(id);
          if (held == null || held.state().seq() < chain.state().seq()) {
            next.put(id, chain);
          }
        });
    appended.keySet().forEach(id -> requireSeen(next.get(id)));
    replace(next, appended.keySet());
    kept.keep(appended.keySet().stream().map(next::get).toList());
  }

  private void fetch(Set<KeyringId> ids) {
    List<KeyringId> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += CHAINS_A_QUERY) {
      fetchApart(all.subList(from, Math.min(all.size(), from + CHAINS_A_QUERY)));
    }
  }

  /** All at once; where something is wrong, by halves, so that a bad keyring fails alone. */
  private void fetchApart(List<KeyringId> ids) {
    Optional<ClientException> problem = tryFetch(ids, true);
    if (problem.isEmpty()) {
      return;
    }
    if (ids.size() > 1) {
      fetchApart(ids.subList(0, ids.size() / 2));
      fetchApart(ids.subList(ids.size() / 2, ids.size()));
    } else if (isTooLong(problem.get())) {
      fetchByItself(ids.getFirst());
    } else {
      refuse(ids.getFirst(), problem.get());
    }
  }

  /** What comes along with it may be what is too long: then that one fails, by its own name. */
  private void fetchByItself(KeyringId id) {
    Optional<ClientException> problem = tryFetch(List.of(id), false);
    if (problem.isPresent()) {
      refuse(id, problem.get());
      return;
    }
    Set<KeyringId> around = new LinkedHashSet<>();
    find(id)
        .map(VerifiedChain::state)
        .ifPresent(
            state -> {
              state.parent().ifPresent(around::add);
              state.members().shown().forEach(member -> around.add(member.getKey()));
            });
    around.removeAll(verified.keySet());
    around.forEach(other -> tryFetch(List.of(other), false).ifPresent(e -> refuse(other, e)));
  }

  /** What is wrong with them, if anything is; what does not fit what was kept is not. */
  private Optional<ClientException> tryFetch(List<KeyringId> ids, boolean closure) {
    Optional<ClientException> problem = tryOnce(ids, closure);
    if (ids.size() == 1 && problem.isPresent() && giveBack()) {
      problem = tryOnce(ids, closure);
    }
    return ids.size() == 1 && problem.isPresent() && kept.letGo() ? tryOnce(ids, closure) : problem;
  }

  /**
   * Once, where the service says that it was restored from a backup: it may lack what this computer
   * has. Whether anything was given back.
   */
  private boolean giveBack() {
    if (askedForBackup) {
      return false;
    }
    askedForBackup = true;
    try {
      GivingBack back = new GivingBack(profile, connection);
      givenBack = back.since().map(back::run);
    } catch (ClientException _) {
      return false; // what is wrong is told as it is
    }
    return givenBack.filter(outcome -> outcome.given() > 0).isPresent();
  }

  /** What was given back to a service that lacked it, if it was found to. */
  public synchronized Optional<GivingBack.Outcome> givenBack() {
    return givenBack;
  }

  /** What is wrong with it, if anything is; what is no fault of the chains is thrown. */
  private Optional<ClientException> tryOnce(List<KeyringId> ids, boolean closure) {
    try {
      fetchSome(ids, closure);
    } catch (TrustException | ConnectionException.BadAnswer e) {
      return Optional.of(e);
    } catch (ServiceException | ConnectionException.TooLong e) {
      if (!isTooLong(e)) {
        throw e;
      }
      return Optional.of(e);
    }
    for (KeyringId id : ids) {
      if (refused.remove(id) != null) {
        troubles.over(id);
      }
    }
    return Optional.empty();
  }

  static boolean isTooLong(ClientException e) {
    return e instanceof ConnectionException.TooLong
        || (e instanceof ServiceException known && known.type() == ProblemType.ANSWER_TOO_LARGE);
  }

  private void refuse(KeyringId id, ClientException e) {
    TrustException problem =
        switch (e) {
          case TrustException known -> known;
          case ServiceException _, ConnectionException.TooLong _ ->
              new TrustException.HistoryTooLong(brief(id));
          default -> new TrustException.MissingHistory(brief(id));
        };
    refused.put(id, problem);
    troubles.add(id, Optional.empty(), problem);
    Map<KeyringId, VerifiedChain> without = new HashMap<>(verified);
    without.remove(id);
    verified = without;
  }

  /** Where the service does not show what it takes, or shows it wrong, more of the chains tells. */
  private void fetchSome(List<KeyringId> ids, boolean closure) {
    Set<KeyringId> all = new LinkedHashSet<>(ids);
    Set<KeyringId> added = new HashSet<>();
    try {
      for (int attempt = 0; attempt < MOST_ROUNDS; attempt++) {
        Optional<Insufficient> problem = fetchOnce(all, closure);
        if (problem.isEmpty()) {
          return;
        }
        for (KeyringId id : problem.get().more(forms)) {
          added.addAll(anew.add(id) ? List.of(id) : List.of());
          all.add(id);
        }
      }
      throw new TrustException.MissingHistory(brief(ids.getFirst()));
    } finally {
      anew.removeAll(added);
    }
  }

  /**
   * Chains that are begun later, of which too little was shown.
   *
   * @param shown whether all that can be shown of their newest states may do
   */
  private record Insufficient(Set<KeyringId> chains, boolean shown) {
    /** Says how much of each is asked for the next time; those of which there is more. */
    Set<KeyringId> more(Map<KeyringId, Statements.Form> forms) {
      Set<KeyringId> more = new LinkedHashSet<>();
      for (KeyringId id : chains) {
        boolean before = shown && !forms.containsKey(id);
        Statements.Form form = before ? Statements.Form.SHOWN : Statements.Form.WHOLE;
        if (forms.put(id, form) != Statements.Form.WHOLE) {
          more.add(id);
        }
      }
      if (more.isEmpty()) {
        throw new TrustException.MissingHistory(brief(chains.iterator().next()));
      }
      return more;
    }
  }

  private Optional<Insufficient> fetchOnce(Set<KeyringId> ids, boolean closure) {
    boolean few = ids.size() <= FEW;
    kept.read(few ? ids : List.of(), verified.keySet());
    AnsweredChains answer = new AnsweredChains();
    Map<KeyringId, VerifiedChain> held = new HashMap<>(verified);
    held.keySet().removeAll(anew);
    Set<KeyringId> asked = new HashSet<>();
    Set<KeyringId> next = new LinkedHashSet<>(ids);
    for (int round = 0; !next.isEmpty() && round < MOST_ROUNDS; round++) {
      query(next, closure, answer, held);
      asked.addAll(next);
      next = answer.leansOn();
      next.removeAll(held.keySet());
      if (asked.containsAll(next) && !next.isEmpty()) {
        throw new TrustException.MissingHistory(brief(next.iterator().next()));
      }
      next.addAll(answer.behind());
      next.removeAll(asked);
    }
    Set<KeyringId> fresh = answer.statements().keySet();
    Map<KeyringId, VerifiedChain> all = new HashMap<>(verified);
    try {
      all.putAll(resolver(answer).verifyAll());
      fresh.forEach(id -> requireSeen(all.get(id)));
    } catch (LedgerException e) {
      Set<KeyringId> begun = begunAround(e, answer);
      if (begun.isEmpty()) {
        throw refusal(e, fresh);
      }
      return Optional.of(new Insufficient(begun, e instanceof LedgerException.NotShown));
    } catch (TrustException.Rollback | TrustException.AddedLate e) {
      Set<KeyringId> begun = answer.begun().keySet();
      if (begun.isEmpty()) {
        throw e;
      }
      return Optional.of(new Insufficient(begun, false));
    }
    fresh.forEach(id -> answer.requireEnd(all.get(id), find(id)));
    replace(all, fresh);
    if (few) {
      kept.keep(fresh.stream().map(all::get).toList());
    }
    return Optional.empty();
  }

  /** Those begun later that a fault may come from: the chain itself, or those that it names. */
  private Set<KeyringId> begunAround(LedgerException e, AnsweredChains answer) {
    Set<KeyringId> begun = new LinkedHashSet<>(answer.begun().keySet());
    verified.values().stream()
        .filter(chain -> chain.from() > 0)
        .map(VerifiedChain::id)
        .forEach(begun::add);
    Optional<KeyringId> at = e.chain().map(KeyringId::new);
    if (at.isPresent() && begun.contains(at.get())) {
      return Set.of(at.get());
    }
    begun.retainAll(
        at.filter(answer.statements()::containsKey)
            .map(answer::namedBy)
            .orElseGet(answer.begun()::keySet));
    return begun;
  }

  /** With what has to be shown of those that are begun later. */
  private ChainResolver<VerifiedChain> resolver(AnsweredChains answer) {
    NeededPasts needed =
        new NeededPasts(
            id ->
                answer.begun().containsKey(id)
                    ? answer.beginning(id)
                    : continued(id).map(NeededPasts::beginning).orElse(OptionalInt.empty()));
    for (Header header : answer.headers()) {
      if (isUnknown(header, answer)) {
        needed.way(header.signer(), header.via(), null);
      }
    }
    for (KeyringId id : answer.begun().keySet()) {
      Head seen = remembered.get(id);
      if (seen != null
          && answer.begun().get(id).pasts().isEmpty()
          && seen.seq() < answer.beginning(id).orElse(0)) {
        needed.head(id, seen.hash(), null, List.of());
      }
    }
    Map<KeyringId, Base> begun = new HashMap<>(answer.begun());
    Map<KeyringId, VerifiedChain> shown = new HashMap<>();
    if (!needed.isEmpty()) {
      needed
          .ask(connection)
          .forEach(
              (id, pasts) -> {
                begun.computeIfPresent(id, (_, base) -> base.with(pasts));
                continued(id)
                    .ifPresent(
                        chain -> {
                          VerifiedChain more = chain;
                          for (Past past : pasts) {
                            more = showing(more, past);
                          }
                          shown.put(id, more);
                        });
              });
    }
    return ChainResolver.of(
        id -> Optional.ofNullable(shown.get(id)).or(() -> continued(id)),
        answer.statements(),
        begun);
  }

  /** Whether a statement names a head that is neither answered nor held. */
  private boolean isUnknown(Header header, AnsweredChains answer) {
    return Stream.concat(
            Stream.of(new Header.Hop(header.signer().keyring(), header.signer().head())),
            header.via().stream())
        .anyMatch(
            hop ->
                !answer.has(hop.head())
                    && continued(hop.keyring()).filter(chain -> chain.knows(hop.head())).isEmpty());
  }

  /** A chain that does not continue the one held was rolled back; any other fault is a forgery. */
  private TrustException refusal(LedgerException e, Set<KeyringId> answered) {
    String chain =
        e.chain().orElseGet(() -> answered.isEmpty() ? "" : answered.iterator().next().hex());
    String brief = chain.substring(0, Math.min(BRIEF, chain.length()));
    int at = e.statement().orElse(-1);
    boolean behind =
        verified.values().stream()
            .anyMatch(held -> held.id().hex().equals(chain) && at <= held.state().seq() + 1);
    return e instanceof LedgerException.BrokenChain && behind
        ? new TrustException.Rollback(brief)
        : new TrustException.ForgedStatement(brief, e.code(), e);
  }

  /** With all that verifying and sealing need, or one after the other, each alone. */
  private void query(
      Collection<KeyringId> ids,
      boolean closure,
      AnsweredChains into,
      Map<KeyringId, VerifiedChain> held) {
    if (!closure && ids.size() > 1) {
      ids.forEach(id -> query(List.of(id), false, into, held));
      return;
    }
    List<Statements.ChainQuery> queries = ids.stream().map(this::asked).toList();
    Statements.Chains answer =
        connection.post(
            "/statements/query",
            new Statements.Query(queries, closure, closure ? heldAround(ids) : List.of(), true),
            Statements.Chains.class,
            Connection.Repeat.ALLOWED);
    try {
      into.take(answer, held, kept);
    } catch (LedgerException e) {
      throw refusal(e, Set.of());
    }
  }

  private Statements.ChainQuery asked(KeyringId id) {
    int held = continued(id).map(chain -> chain.state().seq()).orElseGet(() -> kept.seq(id));
    Head seen = held == -1 ? remembered.get(id) : null;
    return new Statements.ChainQuery(id, held, seen == null ? null : seen.hash(), forms.get(id));
  }

  /**
   * Chains that are held and may come along with these: the service need not answer them again.
   * Where few are held these are all, else those around what is asked for, as far as it is known.
   */
  private List<Statements.ChainQuery> heldAround(Collection<KeyringId> ids) {
    Set<KeyringId> around = new LinkedHashSet<>();
    if (verified.size() <= FEW) {
      around.addAll(verified.keySet());
    }
    for (KeyringId id : ids) {
      addAround(id, around);
      Optional.ofNullable(parents.get(id)).ifPresent(parent -> addAround(parent, around));
    }
    around.retainAll(verified.keySet());
    around.addAll(kept.ids());
    ids.forEach(around::remove);
    return around.stream().limit(MOST_HELD).map(this::asked).toList();
  }

  private void addAround(KeyringId id, Set<KeyringId> around) {
    around.add(id);
    find(id)
        .ifPresent(
            chain -> {
              chain.state().parent().ifPresent(around::add);
              chain.state().members().shown().forEach(member -> around.add(member.getKey()));
              around.addAll(chain.leansOn());
            });
  }

  /**
   * Histories that verify and were left out for statements that were added late ({@link
   * RememberedHead#isLate}), with what this profile remembers of each.
   */
  synchronized Map<VerifiedChain, RememberedHead> late() {
    Map<VerifiedChain, RememberedHead> all = new LinkedHashMap<>();
    for (VerifiedChain chain : late.values()) {
      if (refused.get(chain.id()) instanceof TrustException.AddedLate) {
        Head known = remembered.get(chain.id());
        all.put(chain, new RememberedHead(chain.id(), known.hash(), known.seenAt()));
      }
    }
    return all;
  }

  /** Remembers the newest head of one of {@link #late}: a person says that it is right. */
  synchronized void acceptLate(VerifiedChain chain) {
    Head head = new Head(chain.state().seq(), chain.state().head(), seenNow());
    profile.rememberHeads(Map.of(chain.id(), head));
    remembered.put(chain.id(), head);
    late.remove(chain.id());
    refused.remove(chain.id());
    troubles.over(chain.id());
  }

  /** What the service says lies in what: a hint, nothing more. */
  synchronized void heard(KeyringId child, KeyringId parent) {
    parents.put(child, parent);
  }

  /** Whether this profile has seen a newer statement of a keyring, or another one there. */
  public synchronized boolean hasSeenOther(KeyringId id, int seq, StatementHash hash) {
    Head known = remembered.get(id);
    return known != null
        && (known.seq() > seq || (known.seq() == seq && !known.hash().equals(hash)));
  }

  /**
   * Remembers what is new, and only then hands it out.
   *
   * @param fresh keyrings whose chains the service has just said are the newest
   */
  private void replace(Map<KeyringId, VerifiedChain> next, Set<KeyringId> fresh) {
    Optional<Instant> seenAt = seenNow();
    Map<KeyringId, Head> newer = new HashMap<>();
    for (KeyringId id : fresh) {
      VerifiedChain chain = next.get(id);
      Head known = remembered.get(id);
      Head head = new Head(chain.state().seq(), chain.state().head(), seenAt);
      if (known == null || known.seq() < head.seq() || isOld(known, seenAt)) {
        newer.put(id, head);
      }
    }
    profile.rememberHeads(newer);
    remembered.putAll(newer);
    verified = next;
  }

  /** Nothing where this computer's clock does not agree with the service's. */
  private Optional<Instant> seenNow() {
    return connection.clockAgrees()
        ? Optional.of(connection.clock().instant().truncatedTo(ChronoUnit.MILLIS))
        : Optional.empty();
  }

  /** Compares a chain with what is remembered of it. */
  private void requireSeen(VerifiedChain chain) {
    Head known = remembered.get(chain.id());
    if (known == null) {
      return;
    }
    try {
      new RememberedHead(chain.id(), known.hash(), known.seenAt()).check(chain);
      late.remove(chain.id());
    } catch (LedgerException.AddedLate _) {
      late.put(chain.id(), chain);
      throw new TrustException.AddedLate(brief(chain.id()));
    } catch (LedgerException _) {
      throw new TrustException.Rollback(brief(chain.id()));
    }
  }

  /** When a head was last seen is written down again only now and then. */
  private static boolean isOld(Head known, Optional<Instant> now) {
    return now.isPresent()
        && (known.seenAt().isEmpty() || known.seenAt().get().plus(SEEN_EVERY).isBefore(now.get()));
  }

  static String brief(KeyringId id) {
    return id.hex().substring(0, BRIEF);
  }
}
