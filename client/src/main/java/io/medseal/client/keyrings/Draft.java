package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.KeptEnvelopes;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.statements.StatementSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are going to be appended together: each is signed, and verified with the ledger's
 * own code, on top of the ones before it. What this person may not say is found out here, before
 * anything is sent.
 */
public final class Draft implements Keyrings {
  private final TrustedChains chains;
  private final KeyringId me;
  private final KeyringKeys keys;
  private final Instant now;
  private final Map<KeyringId, VerifiedChain> changed = new LinkedHashMap<>();

  /** Keyrings as they will be, of whose statements not all are written. */
  private final Map<KeyringId, KeyringState> supposed = new HashMap<>();

  private final DraftEnvelopes envelopes = new DraftEnvelopes();
  private final List<Brought> appends = new ArrayList<>();
  private final List<VerifiedChain.Entry> said = new ArrayList<>();
  private final Set<KeyringId> touched = new HashSet<>();
  private final ChainVerifier verifier = new ChainVerifier(this);

  Draft(TrustedChains chains, KeyringId me, KeyringKeys keys, Instant now) {
    this.chains = chains;
    this.me = me;
    this.keys = keys;
    this.now = latest(now.truncatedTo(ChronoUnit.MILLIS), chains.newestOfGroups(me));
  }

  @Override
  public Optional<VerifiedChain> find(KeyringId id) {
    touched.add(id);
    VerifiedChain own = changed.get(id);
    return own == null ? chains.find(id) : Optional.of(own);
  }

  /** Who signs. */
  public KeyringId me() {
    return me;
  }

  /** The time of this draft: of this computer's clock, unless a signer or group is ahead of it. */
  public Instant now() {
    return now;
  }

  /** A keyring as it is after this draft. */
  public KeyringState state(KeyringId id) {
    return find(id)
        .map(VerifiedChain::state)
        .orElseGet(
            () -> {
              chains.load(List.of(id));
              return chains.state(id);
            });
  }

  /** Where what this draft seals is made. */
  public DraftEnvelopes envelopes() {
    return envelopes;
  }

  /**
   * A member as a statement sets it, with the keyring's secret sealed to it where it may open.
   *
   * @param secret of that generation of {@code keyring}; used only where the role may open
   */
  public NewMember member(
      KeyringId keyring,
      int generation,
      Supplier<GenerationSecret> secret,
      KeyringId member,
      Role role,
      @Nullable Instant until) {
    KeyringState to = state(member);
    int recipientGeneration = to.current().number();
    EnvelopeName name = new EnvelopeName(keyring, generation, member, recipientGeneration);
    return new NewMember(
        member,
        recipientGeneration,
        role,
        until,
        role.opens() ? envelopes.seal(to.current().keys(), name, secret.get()) : null);
  }

  /** The id that a keyring made by this person will have. */
  public KeyringId idOf(KeyringKind kind, @Nullable KeyringId parent, PublicKeys announced) {
    return KeyringIds.derive(kind, me, parent, announced);
  }

  /**
   * Begins a chain.
   *
   * @return the new keyring
   * @throws AccessException if this person may not
   */
  public KeyringState create(Change.Create create) {
    KeyringId id = idOf(create.kind(), create.parent(), create.keys());
    List<Header.Hop> via = new ArrayList<>();
    if (create.parent() != null) {
      via.addAll(hops(create.parent(), Capability.MANAGE, now, spoken(create)));
      via.add(new Header.Hop(create.parent(), state(create.parent()).head()));
    }
    Instant time = create.parent() == null ? now : timeFor(state(create.parent()));
    Header header = new Header(id, 0, StatementHash.NONE, time, signer(), via);
    Statement said = NextState.said(Optional.empty(), new Statement(header, create), this::at);
    return accept(id, null, List.of(StatementSigner.sign(said, keys)));
  }

  /**
   * Goes on with a chain. A removal and its rotation go in one call.
   *
   * @return the keyring afterwards
   * @throws AccessException if this person may not, or the change makes no sense
   */
  public KeyringState change(KeyringId id, List<Change> changes) {
    KeyringState before = state(id);
    VerifiedChain chain = find(id).orElseThrow();
    List<Bytes> statements = new ArrayList<>();
    KeyringState state = before;
    Instant time = timeFor(before);
    for (Change change : changes) {
      List<Header.Hop> via = id.equals(me) ? List.of() : way(change, state, time);
      Header.Signer signer =
          id.equals(me) ? new Header.Signer(me, before.current().number(), state.head()) : signer();
      Header header = new Header(id, state.seq() + 1, state.head(), time, signer, via);
      Statement said = NextState.said(Optional.of(state), new Statement(header, change), this::at);
      Bytes statement = StatementSigner.sign(said, keys);
      statements.add(statement);
      Optional<KeyringState> after =
          NextState.after(Optional.of(state), said, StatementCodec.hash(statement), this::at);
      if (after.isEmpty()) {
        break; // what is refused now, for its own reason
      }
      state = after.get();
      supposed.put(id, state);
    }
    supposed.remove(id);
    return accept(id, chain, statements);
  }

  /**
   * Supposes that a member is removed, for what is asked of this draft from then on; nothing is
   * signed. Requires that this person may do it, and renew the keys afterwards where that has to
   * follow: the one removed may be the way to them.
   *
   * @return false if the keyring cannot be without that member
   * @throws AccessException.NoAuthority if this person may not
   */
  boolean supposeRemoved(KeyringId id, KeyringId member) {
    KeyringState before = state(id);
    Instant time = timeFor(before);
    Change removal = new Change.RemoveMember(member);
    List<Header.Hop> via = way(removal, before, time);
    Header header = new Header(id, before.seq() + 1, before.head(), time, signer(), via);
    Optional<KeyringState> after =
        NextState.after(
            Optional.of(before), new Statement(header, removal), StatementHash.NONE, this::at);
    after.ifPresent(state -> supposed.put(id, state));
    if (after.isPresent() && before.current().sealedTo().containsKey(member)) {
      hops(id, Capability.MANAGE, time, "end this share: it manages a part of it only through it");
    }
    return after.isPresent();
  }

  /**
   * The time of the next statement in that chain: never before the last one's, nor before any head
   * that it may name (spec/keyrings.md section 6).
   */
  public Instant timeFor(KeyringState state) {
    Instant time = latest(now, state.time());
    return state.parent().isPresent() ? latest(time, timeFor(state(state.parent().get()))) : time;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether there is anything to append. */
  boolean isEmpty() {
    return appends.isEmpty();
  }

  /** What is sent: everything signed together. */
  Statements.Append append() {
    List<Bytes> all = appends.stream().flatMap(one -> one.statements().stream()).toList();
    return new Statements.Append(
        appends.stream().map(Brought::sent).toList(),
        SplitStatements.signatures(StatementSigner.together(all, keys)));
  }

  /** What goes into one chain, in one piece. */
  private record Brought(KeyringId keyring, List<Bytes> statements, List<Bytes> envelopes) {
    Brought and(Brought more) {
      return new Brought(
          keyring, joined(statements, more.statements), joined(envelopes, more.envelopes));
    }

    Statements.ChainAppend sent() {
      return new Statements.ChainAppend(
          keyring, statements.stream().map(SplitStatements::payload).toList(), envelopes);
    }

    private static List<Bytes> joined(List<Bytes> one, List<Bytes> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }
  }

  /** What is brought along, by keyring. */
  Map<KeyringId, List<KeptEnvelopes.Kept>> brought() {
    Map<KeyringId, List<KeptEnvelopes.Kept>> all = new LinkedHashMap<>();
    for (VerifiedChain.Entry entry : said) {
      all.computeIfAbsent(entry.state().id(), _ -> new ArrayList<>())
          .addAll(envelopes.withPaths(entry.statement(), entry.state()));
    }
    return all;
  }

  Map<KeyringId, VerifiedChain> changed() {
    return changed;
  }

  /** Every keyring that was looked at: what may have moved when the append is refused. */
  Set<KeyringId> touched() {
    return touched;
  }

  /**
   * The memberships from this person to a keyring that give a capability there.
   *
   * @throws AccessException.NoAuthority if there are none
   */
  public List<Header.Hop> hops(KeyringId subject, Capability capability, Instant at, String what) {
    List<KeyringId> way =
        new Authority(this, supposed.values())
            .path(me, subject, capability, at)
            .orElseThrow(() -> new AccessException.NoAuthority(what));
    return way.stream().map(id -> new Header.Hop(id, state(id).head())).toList();
  }

  /** This person as a signer, at the newest head. */
  public Header.Signer signer() {
    KeyringState mine = state(me);
    return new Header.Signer(me, mine.current().number(), mine.head());
  }

  /** The keys that {@link #signer} signs with. */
  public KeyringKeys keys() {
    return keys;
  }

  private Optional<KeyringState> at(KeyringId keyring, StatementHash head) {
    return find(keyring).flatMap(chain -> chain.at(head));
  }

  private KeyringState accept(
      KeyringId id, @Nullable VerifiedChain before, List<Bytes> statements) {
    VerifiedChain after;
    try {
      after =
          before == null ? verifier.verify(id, statements) : verifier.append(before, statements);
    } catch (LedgerException e) {
      throw refusal(id, e);
    }
    changed.put(id, after);
    List<VerifiedChain.Entry> entries =
        after.entries().subList(after.entries().size() - statements.size(), after.entries().size());
    said.addAll(entries);
    List<Bytes> announced =
        entries.stream()
            .flatMap(entry -> envelopes.announcedBy(entry.statement(), entry.state()).stream())
            .toList();
    Brought brought = new Brought(id, statements, announced);
    if (!appends.isEmpty() && appends.getLast().keyring().equals(id)) {
      appends.set(appends.size() - 1, appends.getLast().and(brought));
    } else {
      appends.add(brought);
    }
    return after.state();
  }

  private List<Header.Hop> way(Change change, KeyringState before, Instant time) {
    return Authority.needed(change, before)
        .map(needed -> hops(before.id(), needed, time, spoken(change)))
        .orElse(List.of());
  }

  private static RuntimeException refusal(KeyringId id, LedgerException e) {
    return switch (e) {
      case LedgerException.NoAuthority _, LedgerException.ExpiredMember _ ->
          new AccessException.NoAuthority("change this keyring");
      case LedgerException.InvalidChange _ ->
          new AccessException.InvalidChange(
              "That change makes no sense here: " + e.getMessage() + ".");
      case LedgerException.Closed _ ->
          new AccessException.InvalidChange("This keyring is closed: it takes no more changes.");
      case LedgerException.Malformed _ ->
          new AccessException.InvalidChange(
              "That change cannot be written: " + e.getMessage() + ".");
      case LedgerException _ ->
          new TrustException.ForgedStatement(TrustedChains.brief(id), e.code(), e);
    };
  }

  private static String spoken(Change change) {
    return switch (change) {
      case Change.Create create ->
          create.kind() == KeyringKind.SHARE
              ? "share reports of this section"
              : "add a section to this record";
      case Change.Rotate _ -> "renew its keys";
      case Change.SetMember set ->
          set.member().role() == Role.OWNER ? "add an owner here" : "share this";
      case Change.RemoveMember _ -> "stop this share";
      case Change.Leave _ -> "leave it";
      case Change.DeleteReport _ -> "delete reports of this section";
      case Change.CorrectReport _ -> "correct reports of this section";
      case Change.Endorse _, Change.WithdrawEndorsement _ -> "speak for this institute";
      case Change.PublishCard _ -> "publish its card";
      case Change.SetProfile _ -> "change its profile";
      case Change.Close _ -> "close it";
    };
  }
}
