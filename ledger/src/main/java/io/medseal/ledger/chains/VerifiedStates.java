package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A keyring after each statement of a chain whose every statement has been verified: all that is
 * needed to judge who may do what, then and now. Immutable; only {@link ChainVerifier} and {@link
 * ChainResolver} make one.
 *
 * <p>The statements themselves are not held, nor is what they seal: the bytes of notes and of
 * shared reports' keys are empty in these states. A {@link VerifiedChain} has both.
 */
public sealed class VerifiedStates permits VerifiedChain {
  private final List<KeyringState> states;
  private final Map<StatementHash, Integer> indexByHash;
  private final long bytes;

  VerifiedStates(List<KeyringState> states, long bytes) {
    this.states = List.copyOf(states);
    this.bytes = bytes;
    this.indexByHash = HashMap.newHashMap(states.size());
    for (int i = 0; i < states.size(); i++) {
      indexByHash.put(states.get(i).head(), i);
    }
  }

  /** Whose chain this is. */
  public final KeyringId id() {
    return state().id();
  }

  /** The keyring after the newest statement. */
  public final KeyringState state() {
    return states.getLast();
  }

  /** The keyring after each statement, oldest first; never empty. */
  public final List<KeyringState> states() {
    return states;
  }

  /** How long all statements are together. */
  public final long bytes() {
    return bytes;
  }

  /** The keyring after the statement of this hash, if it is in this chain. */
  public final Optional<KeyringState> at(StatementHash head) {
    return Optional.ofNullable(indexByHash.get(head)).map(states::get);
  }

  /** Whether the statement of this hash is in this chain. */
  public final boolean contains(StatementHash head) {
    return indexByHash.containsKey(head);
  }

  /** The other keyrings whose chains are needed to verify this one: signers and memberships. */
  public final Set<KeyringId> leansOn() {
    return state().named().entrySet().stream()
        .filter(named -> named.getValue().head().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** When the statement after that one was signed; empty for the newest and for unknown ones. */
  final Optional<Instant> followedAt(StatementHash head) {
    return Optional.ofNullable(indexByHash.get(head))
        .filter(i -> i + 1 < states.size())
        .map(i -> states.get(i + 1).time());
  }

  /** The keyring as it was at that time, but not before the statement of this hash. */
  final Optional<KeyringState> atOrAfter(StatementHash head, Instant time) {
    return Optional.ofNullable(indexByHash.get(head))
        .map(
            i -> {
              int last = i;
              while (last + 1 < states.size() && !states.get(last + 1).time().isAfter(time)) {
                last++;
              }
              return states.get(last);
            });
  }
}
