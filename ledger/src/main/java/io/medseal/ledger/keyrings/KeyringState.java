package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A keyring after some statement of its chain. Immutable.
 *
 * @param creator who made it; the keyring itself for persons and services
 * @param parent the record of a section
 * @param generations oldest first, never empty
 * @param members by keyring, then role; expired ones are listed until removed
 * @param shares single reports shared, by report, then recipient
 * @param profile sealed demographics
 * @param rotationDue a removal has not been followed by its rotation yet
 * @param seq of the newest statement
 * @param head hash of the newest statement
 * @param time of the newest statement
 */
public record KeyringState(
    KeyringId id,
    KeyringKind kind,
    KeyringId creator,
    Optional<KeyringId> parent,
    List<Generation> generations,
    Map<KeyringId, Map<Role, Member>> members,
    Map<ReportId, Map<KeyringId, ReportShare>> shares,
    Map<KeyringId, Endorsement> endorsements,
    Optional<Card> card,
    Optional<Profile> profile,
    boolean rotationDue,
    boolean closed,
    int seq,
    StatementHash head,
    Instant time) {
  /** Most members of one keyring, so that a rotation fits into one statement. */
  public static final int MAX_MEMBERS = 2_000;

  /**
   * A sealed profile.
   *
   * @param generation of this keyring that it is sealed to
   * @param note the note's bytes
   */
  public record Profile(int generation, Bytes note) {}

  public KeyringState {
    generations = List.copyOf(generations);
    members = Map.copyOf(members);
    shares = Map.copyOf(shares);
    endorsements = Map.copyOf(endorsements);
  }

  /** The current generation. */
  public Generation current() {
    return generations.getLast();
  }

  /** A generation by number, if there is one. */
  public Optional<Generation> generation(int number) {
    return number >= 1 && number <= generations.size()
        ? Optional.of(generations.get(number - 1))
        : Optional.empty();
  }

  /** Every membership, expired ones included, the oldest first. */
  public List<Member> allMembers() {
    List<Member> all = new ArrayList<>();
    members.values().forEach(byRole -> all.addAll(byRole.values()));
    all.sort(
        Comparator.comparing(Member::addedAt)
            .thenComparing(Member::keyring)
            .thenComparing(Member::role));
    return all;
  }

  /**
   * What a direct member may do at that time; empty for anyone else. In a closed keyring only
   * {@code open} remains.
   */
  public Set<Capability> directCapabilities(KeyringId member, Instant at) {
    EnumSet<Capability> union = EnumSet.noneOf(Capability.class);
    for (Member role : members.getOrDefault(member, Map.of()).values()) {
      if (!role.expiredAt(at)) {
        union.addAll(role.role().capabilities());
      }
    }
    if (closed) {
      union.retainAll(EnumSet.of(Capability.OPEN));
    }
    return union;
  }

  /**
   * What this keyring may do in itself: everything for a person or service, of which {@code open}
   * remains when it is closed; nothing for other kinds, which act through their members.
   */
  public Set<Capability> ownCapabilities() {
    if (!kind.madeByItself()) {
      return Set.of();
    }
    return closed ? Set.of(Capability.OPEN) : Role.OWNER.capabilities();
  }

  /** The members that hold or should hold the secret at that time. */
  public Set<KeyringId> openers(Instant at) {
    Set<KeyringId> openers = new TreeSet<>();
    for (Member member : allMembers()) {
      if (member.role().opens() && !member.expiredAt(at)) {
        openers.add(member.keyring());
      }
    }
    return openers;
  }
}
