package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
import java.util.List;

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * {@link ChainVerifier} and {@link ChainResolver} make one.
 */
public final class VerifiedChain extends VerifiedStates {
  private final List<Entry> entries;

  VerifiedChain(List<Entry> entries, long bytes) {
    super(entries.stream().map(Entry::state).toList(), bytes);
    this.entries = List.copyOf(entries);
  }

  /**
   * One statement of the chain.
   *
   * @param bytes the whole signed object
   * @param state the keyring after it
   */
  public record Entry(Bytes bytes, Statement statement, KeyringState state) {}

  /** Oldest first; never empty. */
  public List<Entry> entries() {
    return entries;
  }
}
