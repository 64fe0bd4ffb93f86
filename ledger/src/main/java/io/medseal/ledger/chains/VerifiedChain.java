package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * {@link ChainVerifier} and {@link ChainResolver} make one.
 */
public final class VerifiedChain {
  private final List<Entry> entries;
  private final Map<StatementHash, Integer> indexByHash;
  private final Named named;

  VerifiedChain(List<Entry> entries, Named named) {
    this.entries = List.copyOf(entries);
    this.named = named;
    this.indexByHash = HashMap.newHashMap(entries.size());
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

  /**
   * What the statements so far have named of other keyrings; later ones may not go back.
   *
   * @param heads by keyring, the sequence number of the newest head
   * @param generations by keyring, the newest generation that something was sealed to
   */
  record Named(Map<KeyringId, Integer> heads, Map<KeyringId, Integer> generations) {
    Named {
      heads = Map.copyOf(heads);
      generations = Map.copyOf(generations);
    }
  }

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

  /** The other keyrings whose chains are needed to verify this one: signers and memberships. */
  public Set<KeyringId> leansOn() {
    return named.heads().keySet();
  }

  /**
   * The statement that deleted that report from this section, if there is one; the first counts.
   */
  public Optional<Entry> deletion(ReportId report) {
    return entries.stream()
        .filter(
            entry ->
                entry.statement().change() instanceof Change.DeleteReport deleted
                    && deleted.report().equals(report))
        .findFirst();
  }

  /** When the statement after that one was signed; empty for the newest and for unknown ones. */
  Optional<Instant> followedAt(StatementHash head) {
    return Optional.ofNullable(indexByHash.get(head))
        .filter(i -> i + 1 < entries.size())
        .map(i -> entries.get(i + 1).state().time());
  }

  /** The keyring as it was at that time, but not before the statement of this hash. */
  Optional<KeyringState> atOrAfter(StatementHash head, Instant time) {
    return Optional.ofNullable(indexByHash.get(head))
        .map(
            i -> {
              int last = i;
              while (last + 1 < entries.size()
                  && !entries.get(last + 1).state().time().isAfter(time)) {
                last++;
              }
              return entries.get(last).state();
            });
  }

  Named named() {
    return named;
  }
}
