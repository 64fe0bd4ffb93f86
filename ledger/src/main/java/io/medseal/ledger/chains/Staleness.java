package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which generations nothing new may be sealed to, and whom to seal to instead (spec/keyrings.md
 * section 8).
 */
public final class Staleness {
  private final Keyrings keyrings;

  /** Over the newest chains that {@code keyrings} knows. */
  public Staleness(Keyrings keyrings) {
    this.keyrings = keyrings;
  }

  /**
   * Whether somebody who has lost access may still know this keyring's secret. An unknown member
   * counts as stale: what can't be judged is not sealed to.
   */
  public boolean isStale(KeyringId id, Instant at) {
    return isStale(id, at, new HashSet<>());
  }

  /**
   * The fresh keyrings to seal to so that everyone who may open {@code id} can open, and nobody
   * else.
   */
  public Set<KeyringId> targets(KeyringId id, Instant at) {
    Set<KeyringId> targets = new TreeSet<>();
    collect(id, at, targets, new HashSet<>());
    return targets;
  }

  private void collect(KeyringId id, Instant at, Set<KeyringId> targets, Set<KeyringId> seen) {
    if (!seen.add(id)) {
      return;
    }
    Optional<VerifiedChain> chain = keyrings.find(id);
    if (chain.isEmpty()) {
      return;
    }
    if (!isStale(id, at)) {
      targets.add(id);
      return;
    }
    for (KeyringId opener : chain.get().state().openers(at)) {
      collect(opener, at, targets, seen);
    }
  }

  private boolean isStale(KeyringId id, Instant at, Set<KeyringId> above) {
    Optional<VerifiedChain> chain = keyrings.find(id);
    if (chain.isEmpty() || above.size() > Header.MAX_HOPS || !above.add(id)) {
      return true;
    }
    try {
      KeyringState state = chain.get().state();
      if (state.rotationDue()) {
        return true;
      }
      for (Member member : state.allMembers()) {
        if (!member.role().opens()) {
          continue;
        }
        Generation.SealedTo sealed = state.current().sealedTo().get(member.keyring());
        Optional<VerifiedChain> opener = keyrings.find(member.keyring());
        boolean left = !state.openers(at).contains(member.keyring());
        if (left && sealed == null) {
          continue; // expired, and rotated since: never held this generation
        }
        if (left
            || sealed == null
            || opener.isEmpty()
            || sealed.generation() < opener.get().state().current().number()
            || isStale(member.keyring(), at, above)) {
          return true;
        }
      }
      return false;
    } finally {
      above.remove(id);
    }
  }
}
