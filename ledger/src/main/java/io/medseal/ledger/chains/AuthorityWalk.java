package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One question about authority, answered by walking from a keyring towards the one asked about.
 *
 * <p>Each keyring is judged once at each depth, so memberships that meet again cost nothing. Only
 * on rings does the answer depend on the way taken: those are walked way by way, up to a limit;
 * what lies beyond it gives nothing.
 */
final class AuthorityWalk {
  private static final int MOST_VISITS_ON_RINGS = 100_000;

  private final Memberships memberships;
  private final KeyringId on;
  private final KeyringId who;
  private final Map<Place, Set<Capability>> judged = new HashMap<>();
  private final Set<Aim> noWay = new HashSet<>();
  private final Set<KeyringId> onWay = new HashSet<>();
  private Optional<Set<KeyringId>> rings = Optional.empty();
  private int visitsOnRings;
  private boolean sawAll = true;

  AuthorityWalk(Memberships memberships, KeyringId who, KeyringId on) {
    this.memberships = memberships;
    this.who = who;
    this.on = on;
  }

  /** A keyring, so many memberships before the limit. */
  private record Place(KeyringId keyring, int hopsLeft) {}

  private record Aim(KeyringId keyring, Capability capability, int hops) {}

  Set<Capability> capabilities() {
    return walk(on, mostHops());
  }

  /** Whether every member was shown of each keyring that was looked at. */
  boolean sawAll() {
    return sawAll;
  }

  Optional<List<KeyringId>> path(Capability capability) {
    for (int hops = 0; hops <= mostHops(); hops++) {
      Optional<List<KeyringId>> way = way(on, capability, hops);
      if (way.isPresent()) {
        return way;
      }
    }
    return Optional.empty();
  }

  /** Nobody has authority over itself by way of others: that would be a ring. */
  private int mostHops() {
    return who.equals(on) ? 0 : Header.MAX_HOPS;
  }

  private Set<Capability> walk(KeyringId id, int hopsLeft) {
    Optional<KeyringState> found = onWay.contains(id) ? Optional.empty() : memberships.state(id);
    if (found.isEmpty()) {
      return Set.of();
    }
    KeyringState state = found.get();
    sawAll &= state.members().isWhole();
    Set<Capability> union = direct(state);
    if (hopsLeft == 0 || state.members().isEmpty() || isAll(union)) {
      return union;
    }
    Place place = new Place(id, hopsLeft);
    Set<Capability> known = judged.get(place);
    if (known != null) {
      return known;
    }
    if (!enter(id)) {
      return union;
    }
    for (KeyringId member : shown(state)) {
      Set<Capability> given = state.directCapabilities(member, memberships.at());
      if (given.isEmpty() || member.equals(who) || isAll(union)) {
        continue;
      }
      memberships
          .state(member)
          .ifPresent(
              between ->
                  union.addAll(Authority.through(between, walk(member, hopsLeft - 1), given)));
    }
    if (leave(id)) {
      judged.put(place, union);
    }
    return union;
  }

  private Optional<List<KeyringId>> way(KeyringId id, Capability capability, int hops) {
    Aim aim = new Aim(id, capability, hops);
    Optional<KeyringState> found =
        onWay.contains(id) || noWay.contains(aim) ? Optional.empty() : memberships.state(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    KeyringState state = found.get();
    if (hops == 0) {
      return direct(state).contains(capability) ? Optional.of(List.of()) : Optional.empty();
    }
    if (state.members().isEmpty() || !enter(id)) {
      return Optional.empty();
    }
    Optional<List<KeyringId>> way =
        shown(state).stream()
            .sorted()
            .map(member -> throughMember(state, member, capability, hops))
            .flatMap(Optional::stream)
            .findFirst();
    if (leave(id) && way.isEmpty()) {
      noWay.add(aim);
    }
    return way;
  }

  private Optional<List<KeyringId>> throughMember(
      KeyringState state, KeyringId member, Capability capability, int hops) {
    if (member.equals(who)
        || !state.directCapabilities(member, memberships.at()).contains(capability)) {
      return Optional.empty();
    }
    return memberships
        .state(member)
        .flatMap(between -> Authority.needed(between, capability))
        .flatMap(needed -> way(member, needed, hops - 1))
        .map(
            way -> {
              List<KeyringId> longer = new ArrayList<>(way);
              longer.add(member);
              return List.copyOf(longer);
            });
  }

  /** Of a state that is shown in part, who is not shown gives nothing. */
  private static List<KeyringId> shown(KeyringState state) {
    return state.members().shown().stream().map(Map.Entry::getKey).toList();
  }

  /** A new set at each call. */
  private Set<Capability> direct(KeyringState state) {
    EnumSet<Capability> direct = EnumSet.noneOf(Capability.class);
    direct.addAll(who.equals(state.id()) ? state.ownCapabilities() : shownCapabilities(state));
    return direct;
  }

  private Set<Capability> shownCapabilities(KeyringState state) {
    return state.members().shows(who) ? state.directCapabilities(who, memberships.at()) : Set.of();
  }

  private static boolean isAll(Set<Capability> capabilities) {
    return capabilities.size() == Capability.values().length;
  }

  /** Whether the walk may go on here. */
  private boolean enter(KeyringId id) {
    return !isOnRing(id) || (visitsOnRings++ < MOST_VISITS_ON_RINGS && onWay.add(id));
  }

  /** Whether the result holds however one came here. */
  private boolean leave(KeyringId id) {
    onWay.remove(id);
    return !isOnRing(id);
  }

  private boolean isOnRing(KeyringId id) {
    Set<KeyringId> known = rings.orElse(null);
    if (known == null) {
      known = memberships.rings(on);
      rings = Optional.of(known);
    }
    return known.contains(id);
  }
}
