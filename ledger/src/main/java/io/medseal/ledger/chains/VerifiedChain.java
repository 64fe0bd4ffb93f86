package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
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

  /** Oldest first; never empty. */
  public PVector<Entry> entries() {
    return entries;
  }
}
