package io.medseal.bench.chains;

import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.statements.StatementSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person with a record, whose chains are verified as they grow. */
final class Patient implements Keyrings, AutoCloseable {
  private final Map<KeyringId, VerifiedChain> chains = new HashMap<>();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final GenerationSecret recordSecret = GenerationSecret.random();
  private final KeyringKeys keys = newKeys(KeyringKind.PERSON);
  private final KeyringId me;
  private final KeyringId record;

  Patient() {
    me = KeyringIds.derive(KeyringKind.PERSON, null, null, keys.publicKeys());
    begin(me, new Change.Create(KeyringKind.PERSON, keys.publicKeys(), null, List.of()));
    try (KeyringKeys recordKeys = KeyringKeys.derive(recordSecret, KeyringKind.RECORD)) {
      record = KeyringIds.derive(KeyringKind.RECORD, me, null, recordKeys.publicKeys());
      begin(
          record,
          new Change.Create(
              KeyringKind.RECORD,
              recordKeys.publicKeys(),
              null,
              List.of(member(me, keys, Role.OWNER))));
    }
  }

  @Override
  public Optional<VerifiedChain> find(KeyringId id) {
    return Optional.ofNullable(chains.get(id));
  }

  KeyringId me() {
    return me;
  }

  KeyringId record() {
    return record;
  }

  KeyringKeys keys() {
    return keys;
  }

  VerifiedChain chain(KeyringId id) {
    return chains.get(id);
  }

  static List<Bytes> statements(VerifiedChain chain) {
    return chain.entries().stream().map(VerifiedChain.Entry::bytes).toList();
  }

  /** Somebody else, known to the patient. */
  KeyringId doctor(KeyringKeys theirs) {
    KeyringId id = KeyringIds.derive(KeyringKind.PERSON, null, null, theirs.publicKeys());
    Header header = header(id, 0, StatementHash.NONE, id, StatementHash.NONE);
    Change create = new Change.Create(KeyringKind.PERSON, theirs.publicKeys(), null, List.of());
    add(id, List.of(StatementSigner.sign(said(new Statement(header, create)), theirs)));
    return id;
  }

  static KeyringKeys newKeys(KeyringKind kind) {
    try (GenerationSecret secret = GenerationSecret.random()) {
      return KeyringKeys.derive(secret, kind);
    }
  }

  /** A membership in the record, with its envelope. */
  NewMember member(KeyringId who, KeyringKeys theirs, Role role) {
    Bytes envelope =
        Envelopes.seal(theirs.publicKeys(), Binding.keyring(record, 1, who, 1), recordSecret);
    return new NewMember(who, 1, role, null, Commitment.leaf(who, 1, envelope));
  }

  /** Signs the next statement; it is not appended. */
  Bytes sign(KeyringId on, Change change) {
    return StatementSigner.sign(next(on, change), keys);
  }

  Statement next(KeyringId on, Change change) {
    KeyringState state = chains.get(on).state();
    StatementHash mine = on.equals(me) ? state.head() : chains.get(me).state().head();
    return said(new Statement(header(on, state.seq() + 1, state.head(), me, mine), change));
  }

  /** With the state that follows. */
  private Statement said(Statement statement) {
    return NextState.said(
        find(statement.header().keyring()).map(VerifiedChain::state),
        statement,
        (id, head) -> find(id).flatMap(chain -> chain.at(head)));
  }

  void append(KeyringId on, Change change) {
    add(on, List.of(sign(on, change)));
  }

  /** What a service or a client does with a statement that it is given. */
  VerifiedChain verify(KeyringId on, Bytes statement) {
    return new ChainVerifier(this).append(chains.get(on), List.of(statement));
  }

  /** A chain from its first statement. */
  VerifiedChain verify(KeyringId on, List<Bytes> statements) {
    return new ChainVerifier(this).verify(on, statements);
  }

  @Override
  public void close() {
    keys.close();
    recordSecret.close();
  }

  private void begin(KeyringId id, Change.Create create) {
    StatementHash mine = id.equals(me) ? StatementHash.NONE : chains.get(me).state().head();
    Statement first = new Statement(header(id, 0, StatementHash.NONE, me, mine), create);
    add(id, List.of(StatementSigner.sign(said(first), keys)));
  }

  private void add(KeyringId id, List<Bytes> more) {
    ChainVerifier verifier = new ChainVerifier(this);
    VerifiedChain before = chains.get(id);
    List<Bytes> statements = new ArrayList<>(more);
    chains.put(
        id, before == null ? verifier.verify(id, statements) : verifier.append(before, statements));
  }

  private Header header(
      KeyringId on, int seq, StatementHash previous, KeyringId signer, StatementHash head) {
    return new Header(on, seq, previous, now, new Header.Signer(signer, 1, head), List.of());
  }
}
