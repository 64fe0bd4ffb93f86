package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A keyring after each statement of a chain whose every statement has been verified: all that is
 * needed to judge who may do what, then and now. Immutable; only {@link ChainVerifier} and {@link
 * ChainResolver} make one.
 *
 * <p>The statements themselves are not held, nor is what they seal: the bytes of notes and of
 * shared reports' keys are empty in these states. A {@link VerifiedChain} has both.
 */
public sealed class VerifiedStates permits VerifiedChain {
  private final Grown grown;
  private final long bytes;

  VerifiedStates(Grown grown, long bytes) {
    this.grown = grown;
    this.bytes = bytes;
  }

  /**
   * States that share what they have in common with those of a shorter chain.
   *
   * @param states oldest first
   * @param indexByHash where the state after the statement of that hash stands
   */
  record Grown(PVector<KeyringState> states, PMap<StatementHash, Integer> indexByHash) {
    static final Grown EMPTY = new Grown(TreePVector.empty(), HashTreePMap.empty());

    Grown plus(KeyringState state) {
      return new Grown(states.plus(state), indexByHash.plus(state.head(), states.size()));
    }

    Optional<KeyringState> at(StatementHash head) {
      return Optional.ofNullable(indexByHash.get(head)).map(states::get);
    }
  }

  /** Whose chain this is. */
  public final KeyringId id() {
    return state().id();
  }

  /** The keyring after the newest statement. */
  public final KeyringState state() {
    return states().getLast();
  }

  /** The keyring after each statement, oldest first; never empty. */
  public final List<KeyringState> states() {
    return grown.states();
  }

  /** How long all statements are together. */
  public final long bytes() {
    return bytes;
  }

  /** The keyring after the statement of this hash, if it is in this chain. */
  public final Optional<KeyringState> at(StatementHash head) {
    return grown.at(head);
  }

  /** Whether the statement of this hash is in this chain. */
  public final boolean contains(StatementHash head) {
    return grown.indexByHash().containsKey(head);
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
    return at(head)
        .filter(state -> state.seq() < state().seq())
        .map(state -> states().get(state.seq() + 1).time());
  }

  /** The keyring as it was at that time, but not before the statement of this hash. */
  final Optional<KeyringState> atOrAfter(StatementHash head, Instant time) {
    return at(head).map(state -> states().get(lastBefore(time, state.seq())));
  }

  /** Times never go back in a chain. */
  private int lastBefore(Instant time, int from) {
    int last = from;
    int end = states().size();
    while (last + 1 < end) {
      int middle = (last + end) >>> 1;
      if (states().get(middle).time().isAfter(time)) {
        end = middle;
      } else {
        last = middle;
      }
    }
    return last;
  }

  final Grown grown() {
    return grown;
  }
}
