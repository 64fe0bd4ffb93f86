package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may do what in a keyring (spec/keyrings.md section 7). */
public final class Authority {
  private final Keyrings keyrings;

  /** Over the newest chains that {@code keyrings} knows. */
  public Authority(Keyrings keyrings) {
    this.keyrings = keyrings;
  }

  /**
   * Everything that {@code who} may do in {@code on} at that time, directly or through others.
   * Empty where a keyring is unknown or closed memberships lead nowhere.
   */
  public Set<Capability> capabilities(KeyringId who, KeyringId on, Instant at) {
    return walk(who, on, at, Header.MAX_HOPS + 1, new HashSet<>());
  }

  /**
   * The shortest way from {@code who} to {@code on} that gives that capability: the keyrings
   * between them, nearest to {@code who} first; empty list for a direct member, empty optional
   * where there is no way.
   */
  public Optional<List<KeyringId>> path(
      KeyringId who, KeyringId on, Capability capability, Instant at) {
    for (int hops = 0; hops <= Header.MAX_HOPS; hops++) {
      Optional<List<KeyringId>> found = pathOf(who, on, capability, at, hops, new HashSet<>());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<List<KeyringId>> pathOf(
      KeyringId who,
      KeyringId on,
      Capability capability,
      Instant at,
      int hops,
      Set<KeyringId> seen) {
    Optional<VerifiedChain> chain = keyrings.find(on);
    if (chain.isEmpty() || !seen.add(on)) {
      return Optional.empty();
    }
    try {
      KeyringState state = chain.get().state();
      if (hops == 0) {
        boolean itself = who.equals(on) && state.kind().signs();
        return itself || state.directCapabilities(who, at).contains(capability)
            ? Optional.of(List.of())
            : Optional.empty();
      }
      for (KeyringId member : state.members().keySet()) {
        Set<Capability> given = state.directCapabilities(member, at);
        Optional<VerifiedChain> between = keyrings.find(member);
        if (!given.contains(capability) || between.isEmpty() || member.equals(who)) {
          continue;
        }
        Capability needed =
            between.get().state().kind() == KeyringKind.RECORD ? capability : Capability.OPEN;
        Optional<List<KeyringId>> before = pathOf(who, member, needed, at, hops - 1, seen);
        if (before.isPresent()) {
          List<KeyringId> way = new ArrayList<>(before.get());
          way.add(member);
          return Optional.of(way);
        }
      }
      return Optional.empty();
    } finally {
      seen.remove(on);
    }
  }

  private Set<Capability> walk(
      KeyringId who, KeyringId on, Instant at, int depth, Set<KeyringId> seen) {
    EnumSet<Capability> union = EnumSet.noneOf(Capability.class);
    Optional<VerifiedChain> chain = depth == 0 ? Optional.empty() : keyrings.find(on);
    if (chain.isEmpty() || !seen.add(on)) {
      return union;
    }
    KeyringState state = chain.get().state();
    if (who.equals(on) && state.kind().signs()) {
      union.addAll(EnumSet.allOf(Capability.class));
    }
    for (KeyringId member : state.members().keySet()) {
      Set<Capability> given = state.directCapabilities(member, at);
      if (given.isEmpty()) {
        continue;
      }
      if (member.equals(who)) {
        union.addAll(given);
      } else {
        keyrings
            .find(member)
            .ifPresent(
                between ->
                    union.addAll(
                        through(
                            between.state().kind(),
                            walk(who, member, at, depth - 1, seen),
                            given)));
      }
    }
    seen.remove(on);
    return union;
  }

  /** What passes through a member of that kind: the one place where this rule stands. */
  static Set<Capability> through(
      KeyringKind member, Set<Capability> onMember, Set<Capability> given) {
    if (member == KeyringKind.RECORD) {
      EnumSet<Capability> cut = EnumSet.noneOf(Capability.class);
      given.stream().filter(onMember::contains).forEach(cut::add);
      return cut;
    }
    return onMember.contains(Capability.OPEN) ? given : Set.of();
  }
}
