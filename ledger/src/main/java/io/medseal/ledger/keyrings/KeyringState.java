package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.Trie;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A keyring after some statement of its chain. Immutable, and so are its collections, which share
 * what they have in common with those of the states before.
 *
 * @param creator who made it; the keyring itself for persons and services
 * @param created time of the first statement
 * @param parent the record of a section, the section of a share
 * @param shared what a share gives; empty for other kinds
 * @param generations at least one
 * @param members by keyring; expired ones are listed until removed
 * @param lastingOwners how many of them are owners without end
 * @param reports what is said of reports of a section
 * @param named what its statements have named of other keyrings
 * @param profile sealed demographics
 * @param rotationDue somebody lost <em>open</em>, and the rotation for it has not come yet
 * @param former every generation but the current one
 * @param before the hashes of all statements before the newest
 * @param seq of the newest statement
 * @param head hash of the newest statement
 * @param time of the newest statement
 */
public record KeyringState(
    KeyringId id,
    KeyringKind kind,
    KeyringId creator,
    Instant created,
    Optional<KeyringId> parent,
    Optional<SharedReport> shared,
    Generations generations,
    Trie<KeyringId, Member> members,
    int lastingOwners,
    Trie<KeyringId, Endorsement> endorsements,
    Trie<ReportId, ReportStanding> reports,
    Trie<KeyringId, Named> named,
    Optional<Card> card,
    Optional<Profile> profile,
    boolean rotationDue,
    boolean closed,
    History former,
    History before,
    int seq,
    StatementHash head,
    Instant time) {
  /** Most members of one keyring, so that the envelopes of a rotation fit into one request. */
  public static final int MAX_MEMBERS = 5_000;

  /**
   * A sealed profile.
   *
   * @param generation of this keyring that it is sealed to
   * @param note the note's bytes
   * @param digest of the note
   */
  public record Profile(int generation, Bytes note, Sha256 digest) {}

  /** All statements so far. */
  public History history() {
    return before.plus(head.bytes());
  }

  /** The current generation. */
  public Generation current() {
    return generations.current();
  }

  /** A generation by number, if there is one. */
  public Optional<Generation> generation(int number) {
    return generations.find(number);
  }

  /**
   * What either shows of the same state.
   *
   * @param other after the same statement
   */
  public KeyringState with(KeyringState other) {
    return new KeyringState(
        id,
        kind,
        creator,
        created,
        parent,
        shared,
        generations.with(other.generations),
        members.with(other.members),
        lastingOwners,
        endorsements.with(other.endorsements),
        reports,
        named.with(other.named),
        card,
        profile,
        rotationDue,
        closed,
        former,
        before,
        seq,
        head,
        time);
  }

  /** The same with the bytes of its profile's note, where there is one. */
  public KeyringState withNote(Bytes note) {
    return new KeyringState(
        id,
        kind,
        creator,
        created,
        parent,
        shared,
        generations,
        members,
        lastingOwners,
        endorsements,
        reports,
        named,
        card,
        profile.map(known -> new Profile(known.generation(), note, known.digest())),
        rotationDue,
        closed,
        former,
        before,
        seq,
        head,
        time);
  }

  /** Whether all of it is shown but for former generations. */
  public boolean isWhole() {
    return members.isWhole()
        && endorsements.isWhole()
        && named.isWhole()
        && current().sealedTo().isWhole();
  }

  /** Whether it shows what that keyring is in it, or that it is nothing. */
  public boolean shows(KeyringId keyring) {
    return members.shows(keyring) && endorsements.shows(keyring);
  }

  /** Every member, expired ones included, in the order in which their roles were set. */
  public List<Member> allMembers() {
    return members.values().stream()
        .sorted(Comparator.comparing(Member::setAt).thenComparing(Member::keyring))
        .toList();
  }

  /** That keyring's role in this one, an ended one too. */
  public Optional<Member> member(KeyringId keyring) {
    return Optional.ofNullable(members.get(keyring));
  }

  /** Who deleted that report from this section, if anybody has. */
  public Optional<Deletion> deletion(ReportId report) {
    return Optional.ofNullable(reports.get(report)).flatMap(ReportStanding::deletion);
  }

  /** The reports that were deleted from this section. */
  public Stream<ReportId> deleted() {
    return reports.keySet().stream().filter(report -> deletion(report).isPresent());
  }

  /** What that report of this section says of itself by now, if it was corrected. */
  public Optional<Correction> correction(ReportId report) {
    return Optional.ofNullable(reports.get(report)).flatMap(ReportStanding::correction);
  }

  /**
   * What a direct member may do at that time; empty for anyone else. In a closed keyring only
   * {@code open} remains.
   */
  public Set<Capability> directCapabilities(KeyringId member, Instant at) {
    Member found = members.get(member);
    if (found == null || found.expiredAt(at)) {
      return Set.of();
    }
    Set<Capability> given = found.role().capabilities();
    if (!closed) {
      return given;
    }
    return given.contains(Capability.OPEN) ? Set.of(Capability.OPEN) : Set.of();
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
    for (Member member : members.values()) {
      if (member.role().opens() && !member.expiredAt(at)) {
        openers.add(member.keyring());
      }
    }
    return openers;
  }
}
