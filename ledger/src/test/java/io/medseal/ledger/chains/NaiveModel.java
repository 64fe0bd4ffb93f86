package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keyrings once more, written from the specification's words as lists and full searches,
 * without a line of the code under test.
 */
final class NaiveModel {
  static final class Keyring {
    final KeyringKind kind;
    final List<Membership> members = new ArrayList<>();
    final Map<KeyringId, String> endorsements = new HashMap<>();
    final Map<KeyringId, Integer> oldestSealed = new HashMap<>();
    int generation = 1;
    int statements = 1;
    @Nullable String card;
    int profile;
    boolean closed;

    Keyring(KeyringKind kind) {
      this.kind = kind;
    }

    void put(NewMember member) {
      members.removeIf(had -> had.who.equals(member.keyring()));
      members.add(
          new Membership(
              member.keyring(), member.role().text(), Optional.ofNullable(member.until())));
      if (member.envelope() != null) {
        oldestSealed.merge(member.keyring(), member.generation(), Math::min);
      }
    }

    boolean lastingOwnerWithout(KeyringId who) {
      return members.stream()
          .anyMatch(m -> !m.who.equals(who) && m.role.equals("owner") && m.until.isEmpty());
    }

    boolean has(KeyringId who, String role) {
      return members.stream().anyMatch(m -> m.who.equals(who) && m.role.equals(role));
    }
  }

  record Membership(KeyringId who, String role, Optional<Instant> until) {
    boolean holdsAt(Instant at) {
      return until.isEmpty() || at.isBefore(until.get());
    }
  }

  final Map<KeyringId, Keyring> keyrings = new LinkedHashMap<>();

  void apply(Statement statement) {
    KeyringId on = statement.header().keyring();
    KeyringId who = statement.header().signer().keyring();
    Change change = statement.change();
    if (change instanceof Change.Create create) {
      Keyring keyring = new Keyring(create.kind());
      create.members().forEach(keyring::put);
      keyrings.put(on, keyring);
      return;
    }
    Keyring keyring = keyrings.get(on);
    keyring.statements++;
    switch (change) {
      case Change.Create _ -> throw new IllegalStateException();
      case Change.Rotate rotate -> {
        keyring.generation++;
        keyring.oldestSealed.clear();
        Iterator<Integer> generations = rotate.envelopes().generations().iterator();
        keyring.members.stream()
            .filter(m -> !m.role.equals("contributor") && m.holdsAt(statement.header().time()))
            .map(m -> m.who)
            .sorted()
            .forEach(opener -> keyring.oldestSealed.put(opener, generations.next()));
      }
      case Change.SetMember add -> keyring.put(add.member());
      case Change.RemoveMember remove ->
          keyring.members.removeIf(had -> had.who.equals(remove.member()));
      case Change.Leave _ -> keyring.members.removeIf(had -> had.who.equals(who));
      case Change.DeleteReport _, Change.CorrectReport _ -> {}
      case Change.Endorse endorse -> keyring.endorsements.put(endorse.subject(), endorse.name());
      case Change.WithdrawEndorsement withdraw -> keyring.endorsements.remove(withdraw.subject());
      case Change.PublishCard card -> keyring.card = card.name();
      case Change.SetProfile _ -> keyring.profile = keyring.generation;
      case Change.Close _ -> keyring.closed = true;
    }
  }

  void check(KeyringState state) {
    Keyring keyring = keyrings.get(state.id());
    assertThat(state.kind()).isEqualTo(keyring.kind);
    assertThat(state.seq()).isEqualTo(keyring.statements - 1);
    assertThat(state.current().number()).isEqualTo(keyring.generation);
    assertThat(state.generations().all()).hasSize(keyring.generation);
    assertThat(state.closed()).isEqualTo(keyring.closed);
    assertThat(state.rotationDue()).isFalse();
    Set<Membership> members = new HashSet<>();
    state
        .allMembers()
        .forEach(m -> members.add(new Membership(m.keyring(), m.role().text(), m.until())));
    assertThat(members).containsExactlyInAnyOrderElementsOf(keyring.members);
    Map<KeyringId, Integer> oldest = new HashMap<>();
    state.current().sealedTo().forEach((who, to) -> oldest.put(who, to.oldest()));
    assertThat(oldest).isEqualTo(keyring.oldestSealed);
    Map<KeyringId, String> endorsements = new HashMap<>();
    state.endorsements().forEach((who, endorsement) -> endorsements.put(who, endorsement.name()));
    assertThat(endorsements).isEqualTo(keyring.endorsements);
    assertThat(state.card().map(card -> card.name()).orElse(null)).isEqualTo(keyring.card);
    assertThat(state.profile().map(KeyringState.Profile::generation).orElse(0))
        .isEqualTo(keyring.profile);
  }

  /** What {@code who} may do on {@code on}: every way is tried. */
  Set<Capability> capabilities(KeyringId who, KeyringId on, Instant at) {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    ways(who, on, at).values().forEach(all::addAll);
    return all;
  }

  /** Every way from {@code who} to {@code on} and what it gives. */
  Map<List<KeyringId>, Set<Capability>> ways(KeyringId who, KeyringId on, Instant at) {
    Map<List<KeyringId>, Set<Capability>> ways = new LinkedHashMap<>();
    Keyring target = keyrings.get(on);
    if (who.equals(on)) {
      if (target.kind == KeyringKind.PERSON || target.kind == KeyringKind.SERVICE) {
        ways.put(List.of(), target.closed ? Set.of(Capability.OPEN) : allOf());
      }
      return ways;
    }
    step(who, on, at, who, Optional.empty(), new ArrayList<>(), ways);
    return ways;
  }

  private void step(
      KeyringId who,
      KeyringId on,
      Instant at,
      KeyringId from,
      Optional<Set<Capability>> onFrom,
      List<KeyringId> way,
      Map<List<KeyringId>, Set<Capability>> ways) {
    for (Map.Entry<KeyringId, Keyring> next : keyrings.entrySet()) {
      Set<Capability> given = direct(from, next.getKey(), at);
      if (onFrom.isPresent()) {
        Keyring member = keyrings.get(from);
        if (member.kind == KeyringKind.RECORD || member.kind == KeyringKind.SECTION) {
          given.retainAll(onFrom.get());
        } else if (!onFrom.get().contains(Capability.OPEN)) {
          given.clear();
        }
        if (member.closed) {
          given.retainAll(Set.of(Capability.OPEN));
        }
      }
      if (given.isEmpty()
          || next.getKey().equals(who)
          || way.contains(next.getKey())
          || way.size() > 6) {
        continue;
      }
      if (next.getKey().equals(on)) {
        ways.put(List.copyOf(way), given);
      } else if (way.size() < 6) {
        way.add(next.getKey());
        step(who, on, at, next.getKey(), Optional.of(given), way, ways);
        way.removeLast();
      }
    }
  }

  private Set<Capability> direct(KeyringId who, KeyringId on, Instant at) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (Membership membership : keyrings.get(on).members) {
      if (membership.who.equals(who) && membership.holdsAt(at)) {
        switch (membership.role) {
          case "owner" -> capabilities.addAll(allOf());
          case "manager" ->
              capabilities.addAll(Set.of(Capability.MANAGE, Capability.OPEN, Capability.ADD));
          case "collaborator" -> capabilities.addAll(Set.of(Capability.OPEN, Capability.ADD));
          case "reader" -> capabilities.add(Capability.OPEN);
          default -> capabilities.add(Capability.ADD);
        }
      }
    }
    if (keyrings.get(on).closed) {
      capabilities.retainAll(Set.of(Capability.OPEN));
    }
    return capabilities;
  }

  private static Set<Capability> allOf() {
    return EnumSet.allOf(Capability.class);
  }

  /** Members that may open at that time. */
  Set<KeyringId> openers(KeyringId id, Instant at) {
    Set<KeyringId> openers = new HashSet<>();
    for (Membership membership : keyrings.get(id).members) {
      if (membership.holdsAt(at) && !membership.role.equals(Role.CONTRIBUTOR.text())) {
        openers.add(membership.who);
      }
    }
    return openers;
  }

  /** Whether there is a way down to somebody who lost access, to a ring, or too far down. */
  boolean stale(KeyringId id, Instant at) {
    return stale(id, at, List.of());
  }

  private boolean stale(KeyringId id, Instant at, List<KeyringId> above) {
    Keyring keyring = keyrings.get(id);
    if (keyring.kind == KeyringKind.PERSON || keyring.kind == KeyringKind.SERVICE) {
      return false;
    }
    if (above.contains(id) || above.size() > 6) {
      return true;
    }
    List<KeyringId> further = new ArrayList<>(above);
    further.add(id);
    Set<KeyringId> openers = openers(id, at);
    for (KeyringId holder : keyring.oldestSealed.keySet()) {
      if (!openers.contains(holder)) {
        return true;
      }
    }
    for (KeyringId opener : openers) {
      if (!keyring.oldestSealed.containsKey(opener)
          || keyring.oldestSealed.get(opener) < keyrings.get(opener).generation
          || stale(opener, at, further)) {
        return true;
      }
    }
    return false;
  }

  Set<KeyringId> targets(KeyringId id, Instant at) {
    Set<KeyringId> targets = new HashSet<>();
    Set<KeyringId> seen = new HashSet<>();
    List<KeyringId> open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      KeyringId next = open.removeLast();
      if (!seen.add(next)) {
        continue;
      }
      if (stale(next, at)) {
        open.addAll(openers(next, at));
      } else {
        targets.add(next);
      }
    }
    return targets;
  }
}
