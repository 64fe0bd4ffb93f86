package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
   * counts as stale, and so does a ring of memberships: what can't be judged is not sealed to.
   */
  public boolean isStale(KeyringId id, Instant at) {
    return new Walk(at, Set.of()).isStale(id, 0);
  }

  /**
   * The fresh keyrings to seal to so that everyone who may open {@code id} can open, and nobody
   * else; unknown ones are left out.
   */
  public Set<KeyringId> targets(KeyringId id, Instant at) {
    return targets(id, at, Set.of());
  }

  /**
   * As {@link #targets(KeyringId, Instant)}, for somebody who may open some keyrings whose current
   * generation does not open.
   *
   * @param unopened taken for stale
   */
  public Set<KeyringId> targets(KeyringId id, Instant at, Set<KeyringId> unopened) {
    return new Walk(at, unopened).targets(id);
  }

  /**
   * Whether a secret that is sealed to these keyrings reaches everyone who may open {@code id}, and
   * nobody else: none of them is stale, each stands in for the keyring itself or for a member that
   * may open, and no member is left without one. {@link #targets} are the fewest that do.
   */
  public boolean covers(KeyringId id, Set<KeyringId> sealedTo, Instant at) {
    Walk walk = new Walk(at, Set.of());
    Set<KeyringId> used = new HashSet<>();
    return walk.covers(id, sealedTo, used, new HashSet<>()) && used.equals(sealedTo);
  }

  /** One question; every keyring is judged once at each depth. */
  private final class Walk {
    /** A keyring, so many memberships below the one asked about. */
    private record Place(KeyringId keyring, int depth) {}

    private final Memberships memberships;
    private final Set<KeyringId> unopened;
    private final Map<Place, Boolean> judged = new HashMap<>();

    Walk(Instant at, Set<KeyringId> unopened) {
      this.memberships = new Memberships(keyrings, at);
      this.unopened = unopened;
    }

    Set<KeyringId> targets(KeyringId top) {
      Set<KeyringId> targets = new TreeSet<>();
      Set<KeyringId> seen = new HashSet<>(Set.of(top));
      Set<KeyringId> level = Set.of(top);
      for (int depth = 0; depth <= Header.MAX_HOPS + 1; depth++) {
        Set<KeyringId> next = new TreeSet<>();
        for (KeyringId id : level) {
          Optional<KeyringState> state = memberships.state(id);
          if (state.isPresent() && !isStale(id, 0)) {
            targets.add(id);
          } else if (state.isPresent()) {
            next.addAll(state.get().openers(memberships.at()));
          }
        }
        next.removeIf(id -> !seen.add(id));
        level = next;
      }
      return targets;
    }

    /**
     * As {@link Staleness#covers}, for one keyring.
     *
     * @param used those of {@code sealedTo} that were met
     * @param seen a ring of memberships leaves nobody out
     */
    boolean covers(
        KeyringId id, Set<KeyringId> sealedTo, Set<KeyringId> used, Set<KeyringId> seen) {
      if (sealedTo.contains(id)) {
        used.add(id);
        return !isStale(id, 0);
      }
      Optional<KeyringState> state = memberships.state(id);
      if (state.isEmpty() || !seen.add(id)) {
        return true;
      }
      boolean all = !state.get().kind().madeByItself();
      for (KeyringId opener : state.get().openers(memberships.at())) {
        all &= covers(opener, sealedTo, used, seen);
      }
      return all;
    }

    /** A ring leads ever deeper, and so ends as stale at the greatest depth. */
    boolean isStale(KeyringId id, int depth) {
      Optional<KeyringState> state = memberships.state(id);
      if (state.isEmpty() || unopened.contains(id)) {
        return true;
      }
      if (state.get().kind().madeByItself()) {
        return false;
      }
      if (depth > Header.MAX_HOPS) {
        return true;
      }
      Place place = new Place(id, depth);
      Boolean known = judged.get(place);
      if (known == null) {
        known = judge(state.get(), depth);
        judged.put(place, known);
      }
      return known;
    }

    private boolean judge(KeyringState state, int depth) {
      Set<KeyringId> openers = state.openers(memberships.at());
      Map<KeyringId, Generation.SealedTo> sealedTo = state.current().sealedTo();
      if (!openers.containsAll(sealedTo.keySet())) {
        return true; // somebody has expired or left since it was given this generation
      }
      for (KeyringId opener : openers) {
        Generation.SealedTo sealed = sealedTo.get(opener);
        Optional<KeyringState> now = memberships.state(opener);
        if (sealed == null
            || now.isEmpty()
            || sealed.oldest() < now.get().current().number()
            || isStale(opener, depth + 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
