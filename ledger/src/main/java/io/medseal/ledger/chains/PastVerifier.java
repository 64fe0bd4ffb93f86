package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.states.StateReader;
import io.medseal.ledger.trees.MerkleTree;
import java.time.Instant;
import java.util.List;

/** Verifies what is shown of the past of a chain that was begun later (spec section 12). */
final class PastVerifier {
  private final KeyringState base;

  /**
   * @param base the state that the chain is begun with
   */
  PastVerifier(KeyringState base) {
    this.base = base;
  }

  /**
   * A state before the beginning.
   *
   * @param nextTime of the statement after it
   */
  record Shown(KeyringState state, Instant nextTime) {
    Shown with(Shown other) {
      return new Shown(state.with(other.state), nextTime);
    }
  }

  /** Whether it is said to be of a statement before the beginning. */
  boolean isBefore(Past past) {
    return header(past.statement()).seq() < base.seq();
  }

  /** Before the beginning. */
  Shown before(Past past) {
    KeyringState state = state(past);
    requireLeaf(state.head(), state.seq(), past.path());
    if (past.next().isEmpty()) {
      if (state.seq() + 1 != base.seq() || !past.nextPath().isEmpty()) {
        throw new LedgerException.BrokenChain("something past without what came after it");
      }
      return new Shown(state, base.time());
    }
    Header next = header(past.next().get());
    if (next.seq() != state.seq() + 1
        || !next.previous().equals(state.head())
        || next.time().isBefore(state.time())) {
      throw new LedgerException.BrokenChain("a statement does not follow the one before it");
    }
    requireLeaf(StatementCodec.hashOfPayload(past.next().get()), next.seq(), past.nextPath());
    return new Shown(state, next.time());
  }

  /** What it says the state after its statement is, with the hash that the statement says. */
  KeyringState state(Past past) {
    Header header = header(past.statement());
    StatementHash hash = StatementCodec.hashOfPayload(past.statement());
    KeyringState state =
        StateReader.read(past.state(), base.id(), header.seq(), hash, header.time());
    boolean same =
        state.kind() == base.kind()
            && state.creator().equals(base.creator())
            && state.created().equals(base.created())
            && state.before().size() == header.seq();
    if (!same || !StateHash.of(state).equals(header.state())) {
      throw new LedgerException.BrokenChain("another state than its statement says");
    }
    return state;
  }

  private Header header(Bytes payload) {
    Header header = StatementCodec.parse(payload).header();
    if (!header.keyring().equals(base.id())) {
      throw new LedgerException.BrokenChain("a statement of another keyring's chain");
    }
    return header;
  }

  private void requireLeaf(StatementHash hash, int seq, List<Sha256> path) {
    if (!MerkleTree.contains(
        base.before().root(), base.before().size(), seq, MerkleTree.leaf(hash.bytes()), path)) {
      throw new LedgerException.BrokenChain("a statement that is not of the chain's past");
    }
  }
}
