package io.medseal.ledger.world;

import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Sealed;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Keyrings whose secrets the test holds, and their chains as an honest service would have them.
 * Everything follows from the seed. Not a model of the ledger: appending asks {@link
 * ChainVerifier}.
 */
public final class World implements Keyrings {
  private final Random random;
  private final Map<KeyringId, VerifiedChain> chains = new LinkedHashMap<>();
  private final Map<KeyringId, List<TestKeys>> keys = new HashMap<>();
  private final Map<StatementHash, KeyringState> signed = new HashMap<>();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  public World(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public Optional<VerifiedChain> find(KeyringId id) {
    return Optional.ofNullable(chains.get(id));
  }

  public Instant now() {
    return now;
  }

  public World pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  public Random random() {
    return random;
  }

  public VerifiedChain chain(KeyringId id) {
    return find(id).orElseThrow();
  }

  public KeyringState state(KeyringId id) {
    return chain(id).state();
  }

  public StatementHash head(KeyringId id) {
    return state(id).head();
  }

  /** Every chain so far, oldest statement first. */
  public Map<KeyringId, List<Bytes>> raw() {
    Map<KeyringId, List<Bytes>> raw = new LinkedHashMap<>();
    chains.forEach((id, _) -> raw.put(id, raw(id)));
    return raw;
  }

  public List<Bytes> raw(KeyringId id) {
    return chain(id).entries().stream().map(VerifiedChain.Entry::bytes).toList();
  }

  public TestKeys newKeys(KeyringKind kind) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return TestKeys.of(secret, kind);
  }

  public Bytes envelope() {
    return sealed(Sealed.ENVELOPE_BYTES);
  }

  /** What a statement says of an envelope that nobody opens. */
  public Sha256 leaf() {
    byte[] digest = new byte[Sha256.BYTES];
    random.nextBytes(digest);
    return Sha256.of(digest);
  }

  public Bytes note() {
    return sealed(Sealed.NOTE_OVERHEAD + 40);
  }

  public Bytes correction() {
    return sealed(Sealed.CORRECTION_OVERHEAD + 200);
  }

  public ReportId report() {
    byte[] id = new byte[ReportId.BYTES];
    random.nextBytes(id);
    return ReportId.of(id);
  }

  private Bytes sealed(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    bytes[0] = 1;
    return Bytes.of(bytes);
  }

  // Making keyrings.

  public KeyringId person() {
    return makeItself(KeyringKind.PERSON);
  }

  public KeyringId service() {
    return makeItself(KeyringKind.SERVICE);
  }

  private KeyringId makeItself(KeyringKind kind) {
    TestKeys own = newKeys(kind);
    KeyringId id = KeyringIds.derive(kind, null, null, own.publicKeys());
    Change.Create create = new Change.Create(kind, own.publicKeys(), null, List.of());
    Header header =
        new Header(
            id,
            0,
            StatementHash.NONE,
            now,
            new Header.Signer(id, 1, StatementHash.NONE),
            List.of());
    append(id, sign(new Statement(header, create), own));
    keys.put(id, new ArrayList<>(List.of(own)));
    return id;
  }

  /** An institute, department or record with its maker as owner; a link or claim. */
  public KeyringId make(KeyringKind kind, KeyringId maker) {
    boolean group = kind != KeyringKind.LINK && kind != KeyringKind.CLAIM;
    return make(
        kind, maker, List.of(), null, group ? List.of(member(maker, Role.OWNER)) : List.of());
  }

  /** A section, made by {@code maker} along {@code via}, which does not name the record itself. */
  public KeyringId section(KeyringId record, KeyringId maker, KeyringId... via) {
    List<KeyringId> way = new ArrayList<>(List.of(via));
    way.add(record);
    return make(KeyringKind.SECTION, maker, way, record, List.of(member(record, Role.OWNER)));
  }

  /** A share of a report, made along {@code via}, which does not name the section itself. */
  public KeyringId share(ReportId report, KeyringId section, KeyringId maker, KeyringId... via) {
    List<KeyringId> way = new ArrayList<>(List.of(via));
    way.add(section);
    TestKeys own = newKeys(KeyringKind.SHARE);
    return made(own, shareStatement(report, own, section, maker, way));
  }

  /** The beginning of a share whose keys are {@code own}. */
  public Statement shareStatement(
      ReportId report, TestKeys own, KeyringId section, KeyringId maker, List<KeyringId> via) {
    Statement without =
        create(KeyringKind.SECTION, own, maker, via, section, List.of(member(section, Role.OWNER)));
    Header h = without.header();
    KeyringId id = KeyringIds.derive(KeyringKind.SHARE, maker, section, own.publicKeys());
    return new Statement(
        new Header(id, 0, h.previous(), h.time(), h.signer(), h.via()),
        new Change.Create(
            KeyringKind.SHARE,
            own.publicKeys(),
            section,
            ((Change.Create) without.change()).members(),
            report,
            envelope()));
  }

  public KeyringId make(
      KeyringKind kind,
      KeyringId maker,
      List<KeyringId> via,
      @Nullable KeyringId parent,
      List<NewMember> members) {
    TestKeys own = newKeys(kind);
    return made(own, create(kind, own, maker, via, parent, members));
  }

  private KeyringId made(TestKeys own, Statement statement) {
    KeyringId id = statement.header().keyring();
    append(id, sign(statement));
    keys.put(id, new ArrayList<>(List.of(own)));
    return id;
  }

  public Statement create(
      KeyringKind kind,
      TestKeys own,
      KeyringId maker,
      List<KeyringId> via,
      @Nullable KeyringId parent,
      List<NewMember> members) {
    KeyringId id = KeyringIds.derive(kind, maker, parent, own.publicKeys());
    Header header =
        new Header(
            id, 0, StatementHash.NONE, now, signer(maker), via.stream().map(this::hop).toList());
    return new Statement(header, new Change.Create(kind, own.publicKeys(), parent, members));
  }

  // Parts of statements.

  public NewMember member(KeyringId who, Role role) {
    return member(who, role, null);
  }

  public NewMember member(KeyringId who, Role role, @Nullable Instant until) {
    return new NewMember(
        who, state(who).current().number(), role, until, role.opens() ? leaf() : null);
  }

  public Change set(KeyringId who, Role role) {
    return new Change.SetMember(member(who, role));
  }

  public Change set(KeyringId who, Role role, Instant until) {
    return new Change.SetMember(member(who, role, until));
  }

  public Change remove(KeyringId who) {
    return new Change.RemoveMember(who);
  }

  /** To the members that {@code state} has now, leading back to the generation before. */
  public Change.Rotate rotation(KeyringState state, TestKeys next) {
    return new Change.Rotate(
        state.current().number() + 1,
        next.publicKeys(),
        state.current().number(),
        leaf(),
        new Change.MembersEnvelopes(
            state.openers(now).stream().map(who -> state(who).current().number()).toList(),
            leaf()));
  }

  public Header.Signer signer(KeyringId who) {
    KeyringState state = state(who);
    return new Header.Signer(who, state.current().number(), state.head());
  }

  public Header.Hop hop(KeyringId keyring) {
    return new Header.Hop(keyring, head(keyring));
  }

  // Whole statements.

  /** After {@code state}, by {@code who} along {@code via}, all at the newest heads. */
  public Statement statement(
      KeyringState state, KeyringId who, List<KeyringId> via, Change change) {
    return new Statement(
        new Header(
            state.id(),
            state.seq() + 1,
            state.head(),
            now,
            who.equals(state.id())
                ? new Header.Signer(who, state.current().number(), state.head())
                : signer(who),
            via.stream().map(this::hop).toList()),
        change);
  }

  public Statement statement(KeyringId on, KeyringId who, List<KeyringId> via, Change change) {
    return statement(state(on), who, via, change);
  }

  /** With the keys of the generation that the statement names. */
  public Bytes sign(Statement statement) {
    Header.Signer signer = statement.header().signer();
    return sign(statement, keys.get(signer.keyring()).get(signer.generation() - 1));
  }

  /** Saying the state that follows, where one does. */
  public Bytes sign(Statement statement, TestKeys with) {
    Statement said = said(statement);
    Bytes bytes = signAsIs(said, with);
    note(said, StatementCodec.hash(bytes));
    return bytes;
  }

  /** With the state that follows, where one does. */
  public Statement said(Statement statement) {
    return NextState.said(before(statement), statement, this::at);
  }

  private void note(Statement said, StatementHash hash) {
    NextState.after(before(said), said, hash, this::at).ifPresent(state -> signed.put(hash, state));
  }

  private Optional<KeyringState> before(Statement statement) {
    return Optional.ofNullable(signed.get(statement.header().previous()));
  }

  private Optional<KeyringState> at(KeyringId keyring, StatementHash head) {
    return Optional.ofNullable(signed.get(head)).filter(state -> state.id().equals(keyring));
  }

  /** Whatever it says of the state. */
  public Bytes signAsIs(Statement statement, TestKeys with) {
    return with.sign(SignedObject.Domain.STATEMENT, StatementCodec.payload(statement)).encode();
  }

  public TestKeys keys(KeyringId id) {
    return keys.get(id).getLast();
  }

  public TestKeys keys(KeyringId id, int generation) {
    return keys.get(id).get(generation - 1);
  }

  public KeyringKind kind(KeyringId id) {
    return state(id).kind();
  }

  // Appending.

  /** One statement by {@code who} along {@code via}; the clock moves on by a second. */
  public Bytes say(KeyringId on, KeyringId who, List<KeyringId> via, Change change) {
    pass(Duration.ofSeconds(1));
    Bytes bytes = sign(statement(on, who, via, change));
    append(on, bytes);
    return bytes;
  }

  public Bytes say(KeyringId on, KeyringId who, Change change) {
    return say(on, who, List.of(), change);
  }

  public void rotate(KeyringId on, KeyringId who, KeyringId... via) {
    pass(Duration.ofSeconds(1));
    append(on, sign(rotationStatement(on, who, List.of(via))));
  }

  /** The keys are kept, and used once the statement has been appended. */
  public Statement rotationStatement(KeyringId on, KeyringId who, List<KeyringId> via) {
    return statement(on, who, via, rotation(state(on), nextKeys(on)));
  }

  /** Removal and rotation in one append. */
  public void expel(KeyringId member, KeyringId on, KeyringId who, KeyringId... via) {
    pass(Duration.ofSeconds(1));
    append(
        on, expulsionStatements(member, on, who, List.of(via)).stream().map(this::sign).toList());
  }

  public List<Statement> expulsionStatements(
      KeyringId member, KeyringId on, KeyringId who, List<KeyringId> via) {
    return withRotation(statement(on, who, via, remove(member)));
  }

  /** A change by which a member loses <em>open</em>, and the rotation that belongs to it. */
  public List<Statement> withRotation(Statement change) {
    Header header = change.header();
    KeyringState after =
        signed.getOrDefault(StatementCodec.hash(sign(change)), state(header.keyring()));
    List<KeyringId> via = header.via().stream().map(Header.Hop::keyring).toList();
    return List.of(
        change,
        statement(
            after, header.signer().keyring(), via, rotation(after, nextKeys(header.keyring()))));
  }

  /** The role and the rotation in one append. */
  public void demote(KeyringId member, Role role, KeyringId on, KeyringId who, KeyringId... via) {
    pass(Duration.ofSeconds(1));
    Statement change = statement(on, who, List.of(via), set(member, role));
    append(on, withRotation(change).stream().map(this::sign).toList());
  }

  /** New keys for the generation after the current one. */
  private TestKeys nextKeys(KeyringId on) {
    TestKeys next = newKeys(kind(on));
    List<TestKeys> all = keys.get(on);
    if (all.size() > state(on).current().number()) {
      all.removeLast(); // of a rotation that was not appended
    }
    all.add(next);
    return next;
  }

  public void append(KeyringId id, Bytes... statements) {
    append(id, List.of(statements));
  }

  public void append(KeyringId id, List<Bytes> statements) {
    ChainVerifier verifier = new ChainVerifier(this);
    VerifiedChain before = chains.get(id);
    chains.put(
        id, before == null ? verifier.verify(id, statements) : verifier.append(before, statements));
  }
}
