package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import org.pcollections.PVector;

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * {@link ChainVerifier} and {@link ChainResolver} make one.
 */
public final class VerifiedChain extends VerifiedStates {
  private final PVector<Entry> entries;

  VerifiedChain(Grown grown, PVector<Entry> entries, long bytes) {
    super(grown, bytes);
    this.entries = entries;
  }

  /**
   * One statement of the chain.
   *
   * @param bytes the whole signed object
   * @param state the keyring after it
   */
  public record Entry(Bytes bytes, Statement statement, KeyringState state) {}

  /** From {@link #from} on, oldest first; never empty. */
  public PVector<Entry> entries() {
    return entries;
  }

  /**
   * With what is shown of what was before the chain is begun, or more of its newest state.
   *
   * @throws LedgerException if it does not verify
   */
  public VerifiedChain showing(Past past) {
    Grown shown = grown().showing(past);
    StatementHash hash = StatementCodec.hashOfPayload(past.statement());
    PVector<Entry> with = entries;
    if (grown().seqByHash().containsKey(hash)) {
      int at = shown.at(hash).orElseThrow().seq() - from();
      Entry entry = with.get(at);
      with = with.with(at, new Entry(entry.bytes(), entry.statement(), shown.states().get(at)));
    }
    return new VerifiedChain(shown, with, bytes());
  }
}
