package io.medseal.client.accounts;

import io.medseal.client.demographics.SealedNotes;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.statements.StatementSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements that a person signs in their own chain, before there is an account to ask. */
final class FirstStatements {
  private final KeyringKeys keys;
  private final Instant now;
  private final List<Bytes> statements = new ArrayList<>();
  private VerifiedChain chain;

  /** Begins the chain of a new person. */
  FirstStatements(KeyringKeys keys, Instant now) {
    this.keys = keys;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    KeyringId id = KeyringIds.derive(KeyringKind.PERSON, null, null, keys.publicKeys());
    Header header =
        new Header(
            id,
            0,
            StatementHash.NONE,
            this.now,
            new Header.Signer(id, 1, StatementHash.NONE),
            List.of());
    Change.Create create =
        new Change.Create(KeyringKind.PERSON, keys.publicKeys(), null, List.of());
    Bytes first = signed(Optional.empty(), new Statement(header, create), keys);
    statements.add(first);
    chain = new ChainVerifier(_ -> Optional.empty()).verify(id, List.of(first));
  }

  void name(String name) {
    add(SealedNotes.profile(id(), state().current(), Optional.of(name), Optional.empty()));
  }

  void add(Change change) {
    Bytes next = next(chain, change, keys, now);
    chain = new ChainVerifier(_ -> Optional.empty()).append(chain, List.of(next));
    statements.add(next);
  }

  /** The next statement of a person's own chain, not verified yet. */
  static Bytes next(VerifiedChain chain, Change change, KeyringKeys keys, Instant now) {
    KeyringState state = chain.state();
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    Header header =
        new Header(
            state.id(),
            state.seq() + 1,
            state.head(),
            state.time().isAfter(time) ? state.time() : time,
            new Header.Signer(state.id(), state.current().number(), state.head()),
            List.of());
    return signed(Optional.of(state), new Statement(header, change), keys);
  }

  private static Bytes signed(
      Optional<KeyringState> before, Statement statement, KeyringKeys keys) {
    return StatementSigner.sign(
        NextState.said(before, statement, (_, _) -> Optional.empty()), keys);
  }

  KeyringId id() {
    return state().id();
  }

  KeyringState state() {
    return chain.state();
  }

  List<Bytes> statements() {
    return List.copyOf(statements);
  }
}
