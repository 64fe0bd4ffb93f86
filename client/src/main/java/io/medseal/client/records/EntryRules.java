package io.medseal.client.records;

import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.index.IndexEntry;
import io.medseal.seal.index.IndexPart;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of a record, by its verified chains, and when that still holds (spec/accounts.md
 * section 8).
 */
final class EntryRules {
  private final SignedIn me;

  EntryRules(SignedIn me) {
    this.me = me;
  }

  /**
   * By chains that have been fetched.
   *
   * @param through the record's members as the service named them
   * @param seen what the person sees of the record, as the service says
   */
  IndexEntry read(KeyringId record, List<KeyringId> through, List<Statements.KeyringSummary> seen) {
    List<IndexPart> parts =
        seen.stream()
            .filter(summary -> isOf(record, summary))
            .map(this::part)
            .sorted(
                Comparator.comparing(IndexPart::kind)
                    .thenComparing(this::created)
                    .thenComparing(IndexPart::keyring))
            .toList();
    Optional<VerifiedChain> chain = me.chains().find(record);
    return new IndexEntry(
        true,
        through,
        chain.map(known -> known.state().closed()).orElse(false),
        chain.map(known -> known.state().creator()),
        chain.map(known -> known.state().created()),
        sharedBy(parts),
        parts);
  }

  /**
   * Whether something about it is wrong: then it is read again each time.
   *
   * @param seen what it was read from
   */
  boolean isTroubled(IndexEntry entry, List<Statements.KeyringSummary> seen) {
    return entry.parts().size() < seen.size() // the service named what is not of this record
        || entry.parts().stream().anyMatch(part -> me.chains().troubles().isAbout(part.keyring()));
  }

  /** Whether decisions may make something of it take part that does not. */
  boolean isUndecided(IndexEntry entry) {
    return !entry.parts().stream().allMatch(IndexPart::takesPart);
  }

  /** Whether it says what a list needs, for as long as nothing changes. */
  boolean lasts(IndexEntry entry) {
    return entry.parts().stream()
        .allMatch(part -> !part.takesPart() || ends(part.keyring()).count() <= 1);
  }

  /**
   * Whether it still says what the chains would.
   *
   * @param through the record's members as the service names them now
   */
  boolean holds(IndexEntry entry, List<KeyringId> through) {
    Map<KeyringId, IndexPart> parts =
        entry.parts().stream().collect(Collectors.toMap(IndexPart::keyring, Function.identity()));
    return entry.read()
        && new HashSet<>(entry.through()).equals(new HashSet<>(through))
        && entry.parts().stream().allMatch(part -> holds(part, parts));
  }

  private boolean holds(IndexPart part, Map<KeyringId, IndexPart> parts) {
    return part.until().filter(end -> !end.isAfter(me.now())).isEmpty()
        && !me.chains().hasSeenOther(part.keyring(), part.seq(), part.head())
        && !(part.takesPart() && me.chains().troubles().isAbout(part.keyring()))
        && takesPart(part, parts) == part.takesPart()
        && (!part.takesPart()
            || part.through().stream().allMatch(group -> parts.containsKey(group) || opens(group)));
  }

  /** By the person's decisions as they are now. */
  private boolean takesPart(IndexPart part, Map<KeyringId, IndexPart> parts) {
    return me.participation()
        .mayTakePart(
            part.keyring(),
            part.addedBy(),
            part.through(),
            group -> {
              IndexPart around = parts.get(group);
              return around == null
                  ? me.participation().takesPart(group)
                  : around.kind().compareTo(part.kind()) < 0 && takesPart(around, parts);
            });
  }

  private boolean opens(KeyringId group) {
    return capabilities(group).contains(Capability.OPEN);
  }

  private Set<Capability> capabilities(KeyringId id) {
    return new Authority(me.chains()).capabilities(me.me(), id, me.now());
  }

  /**
   * Whether a keyring is of that record: by its verified chain, or, where that was not fetched, by
   * the service's word.
   */
  private boolean isOf(KeyringId record, Statements.KeyringSummary summary) {
    Optional<KeyringState> state = me.chains().find(summary.keyring()).map(VerifiedChain::state);
    if (state.isPresent() && state.get().kind() != summary.kind()) {
      return false;
    }
    Optional<KeyringId> parent =
        state.isPresent() ? state.get().parent() : Optional.ofNullable(summary.parent());
    return switch (summary.kind()) {
      case RECORD -> summary.keyring().equals(record);
      case SECTION -> parent.equals(Optional.of(record));
      case SHARE ->
          state.isEmpty()
              || parent
                  .flatMap(section -> me.chains().find(section))
                  .flatMap(section -> section.state().parent())
                  .equals(Optional.of(record));
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT, LINK, CLAIM -> false;
    };
  }

  private IndexPart part(Statements.KeyringSummary summary) {
    KeyringId id = summary.keyring();
    Optional<VerifiedChain> chain = me.chains().find(id);
    if (chain.isEmpty() || !me.participation().takesPart(id)) {
      return new IndexPart(
          id,
          summary.kind(),
          summary.seq(),
          summary.head(),
          false,
          false,
          Set.of(),
          Optional.empty(),
          false,
          Optional.ofNullable(summary.addedBy()),
          Optional.ofNullable(summary.addedByEmail()),
          summary.through(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    KeyringState state = chain.get().state();
    Optional<Member> own = shown(state).filter(member -> !member.expiredAt(me.now()));
    Set<Capability> capabilities = capabilities(id);
    if (capabilities.contains(Capability.OPEN)) {
      me.chest().opens(id); // says so where it should and does not
    }
    return new IndexPart(
        id,
        state.kind(),
        state.seq(),
        state.head(),
        state.closed(),
        true,
        capabilities,
        own.map(Member::role),
        own.isPresent() && isSoleOwner(state),
        shown(state).map(member -> member.introduction().by()),
        Optional.ofNullable(summary.addedByEmail()),
        ways(state).map(Member::keyring).sorted().toList(),
        ends(id).flatMap(Optional::stream).min(Comparator.naturalOrder()),
        state.shared().flatMap(_ -> state.parent()),
        state.shared().map(SharedReport::report),
        SealedNotes.text(state, me.chest()));
  }

  /** Whether the keyring would have no owner who stays if the person left. */
  private boolean isSoleOwner(KeyringState state) {
    int mine = shown(state).filter(Member::isLastingOwner).isPresent() ? 1 : 0;
    return state.lastingOwners() == mine;
  }

  /** Members of it that the person comes through. */
  private Stream<Member> ways(KeyringState state) {
    return state.members().shown().stream()
        .map(Map.Entry::getValue)
        .filter(member -> !member.expiredAt(me.now()))
        .filter(member -> me.chains().find(member.keyring()).filter(this::isGroup).isPresent())
        .filter(member -> me.participation().takesPart(member.keyring()))
        .filter(member -> !capabilities(member.keyring()).isEmpty());
  }

  private boolean isGroup(VerifiedChain chain) {
    return !chain.state().kind().madeByItself();
  }

  /** When the ways to a keyring end, each end once; empty for one without end. */
  private Stream<Optional<Instant>> ends(KeyringId id) {
    return me.chains()
        .find(id)
        .map(VerifiedChain::state)
        .map(
            state ->
                Stream.concat(
                        shown(state).stream().filter(member -> !member.expiredAt(me.now())),
                        ways(state))
                    .map(Member::until)
                    .distinct())
        .orElseGet(Stream::empty);
  }

  private Optional<Member> shown(KeyringState state) {
    return state.shows(me.me()) ? state.member(me.me()) : Optional.empty();
  }

  private Instant created(IndexPart part) {
    return me.chains()
        .find(part.keyring())
        .map(chain -> chain.state().created())
        .orElse(Instant.MAX);
  }

  /** Of the first part that somebody let the person, or a group of theirs, into. */
  private Optional<KeyringId> sharedBy(List<IndexPart> parts) {
    return parts.stream()
        .filter(IndexPart::takesPart)
        .flatMap(part -> part.addedBy().or(() -> groupAddedBy(part)).stream())
        .findFirst()
        .filter(by -> !by.equals(me.me()));
  }

  private Optional<KeyringId> groupAddedBy(IndexPart part) {
    return me.chains().find(part.keyring()).stream()
        .flatMap(chain -> ways(chain.state()))
        .filter(way -> me.chains().find(way.keyring()).filter(this::isDepartment).isPresent())
        .map(Member::setBy)
        .findFirst();
  }

  private boolean isDepartment(VerifiedChain chain) {
    KeyringKind kind = chain.state().kind();
    return kind == KeyringKind.DEPARTMENT || kind == KeyringKind.INSTITUTE;
  }
}
