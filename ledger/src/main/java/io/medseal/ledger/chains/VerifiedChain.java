package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * {@link ChainVerifier} makes one.
 */
public final class VerifiedChain {
  private final List<Entry> entries;
  private final Map<StatementHash, Integer> indexByHash = new HashMap<>();
  private final Map<KeyringId, Integer> newestNamed;

  VerifiedChain(List<Entry> entries, Map<KeyringId, Integer> newestNamed) {
    this.entries = List.copyOf(entries);
    this.newestNamed = Map.copyOf(newestNamed);
    for (int i = 0; i < entries.size(); i++) {
      indexByHash.put(entries.get(i).state().head(), i);
    }
  }

  /**
   * One statement of the chain.
   *
   * @param bytes the whole signed object
   * @param state the keyring after it
   */
  public record Entry(Bytes bytes, Statement statement, KeyringState state) {}

  /** Whose chain this is. */
  public KeyringId id() {
    return state().id();
  }

  /** The keyring after the newest statement. */
  public KeyringState state() {
    return entries.getLast().state();
  }

  /** Oldest first; never empty. */
  public List<Entry> entries() {
    return entries;
  }

  /** The keyring after the statement of this hash, if it is in this chain. */
  public Optional<KeyringState> at(StatementHash head) {
    return Optional.ofNullable(indexByHash.get(head)).map(i -> entries.get(i).state());
  }

  /** Whether the statement of this hash is in this chain. */
  public boolean contains(StatementHash head) {
    return indexByHash.containsKey(head);
  }

  Map<KeyringId, Integer> newestNamed() {
    return newestNamed;
  }

  List<Entry> copyOfEntries() {
    return new ArrayList<>(entries);
  }
}
