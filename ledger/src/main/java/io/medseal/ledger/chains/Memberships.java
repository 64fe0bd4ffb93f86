package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keyrings and their members at one moment; each keyring is looked up once. */
final class Memberships {
  private final Keyrings keyrings;
  private final Instant at;
  private final Map<KeyringId, Optional<KeyringState>> states = new HashMap<>();

  Memberships(Keyrings keyrings, Instant at) {
    this.keyrings = keyrings;
    this.at = at;
  }

  /** Looks at a keyring as it will be, in place of as it is. */
  void suppose(KeyringState state) {
    states.put(state.id(), Optional.of(state));
  }

  Instant at() {
    return at;
  }

  Optional<KeyringState> state(KeyringId id) {
    Optional<KeyringState> state = states.get(id);
    if (state == null) {
      state = keyrings.find(id).map(VerifiedStates::state);
      states.put(id, state);
    }
    return state;
  }

  /**
   * The keyrings at or behind {@code top} that may stand on a ring of memberships; every keyring
   * that does is among them.
   */
  Set<KeyringId> rings(KeyringId top) {
    Map<KeyringId, List<KeyringId>> members = reach(top);
    Map<KeyringId, List<KeyringId>> groups = new HashMap<>();
    members.forEach(
        (group, below) ->
            below.forEach(
                member -> groups.computeIfAbsent(member, _ -> new ArrayList<>()).add(group)));
    Set<KeyringId> left = new HashSet<>(members.keySet());
    peel(left, members, groups);
    peel(left, groups, members);
    return left;
  }

  /** Who is a member of whom, as far as authority can reach. */
  private Map<KeyringId, List<KeyringId>> reach(KeyringId top) {
    Map<KeyringId, List<KeyringId>> members = new HashMap<>();
    List<KeyringId> level = List.of(top);
    for (int hops = 0; hops <= Header.MAX_HOPS && !level.isEmpty(); hops++) {
      Set<KeyringId> next = new HashSet<>();
      for (KeyringId id : level) {
        List<KeyringId> below =
            state(id)
                .map(state -> state.members().shown().stream().map(Map.Entry::getKey).toList())
                .orElse(List.of());
        members.put(id, below);
        next.addAll(below);
      }
      next.removeAll(members.keySet());
      level = List.copyOf(next);
    }
    return members;
  }

  /** Takes away, again and again, what leads to nothing that is left. */
  private static void peel(
      Set<KeyringId> left,
      Map<KeyringId, List<KeyringId>> forward,
      Map<KeyringId, List<KeyringId>> backward) {
    Map<KeyringId, Integer> edges = new HashMap<>();
    Deque<KeyringId> ends = new ArrayDeque<>();
    for (KeyringId id : left) {
      int count = (int) forward.getOrDefault(id, List.of()).stream().filter(left::contains).count();
      edges.put(id, count);
      if (count == 0) {
        ends.add(id);
      }
    }
    while (!ends.isEmpty()) {
      KeyringId end = ends.remove();
      left.remove(end);
      for (KeyringId before : backward.getOrDefault(end, List.of())) {
        if (left.contains(before) && edges.merge(before, -1, Integer::sum) == 0) {
          ends.add(before);
        }
      }
    }
  }
}
