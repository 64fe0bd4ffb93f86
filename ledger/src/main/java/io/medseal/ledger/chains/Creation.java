package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.Generations;
import io.medseal.ledger.keyrings.Introduction;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Named;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.Trie;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keyring after its first statement. */
final class Creation {
  private Creation() {}

  /**
   * The state after it.
   *
   * @param sealed what the state holds of bytes that the statement seals
   * @param named what the statement names of other keyrings
   */
  static KeyringState created(
      Header header,
      Change.Create create,
      StatementHash head,
      UnaryOperator<Bytes> sealed,
      Trie<KeyringId, Named> named) {
    requireMembersOfKind(create);
    KeyringId signer = header.signer().keyring();
    Trie<KeyringId, Member> members = StateHash.MEMBERS.empty();
    Generation first =
        new Generation(1, create.keys(), Optional.empty(), StateHash.SEALED_TO.empty(), signer);
    for (NewMember member : create.members()) {
      refuseItself(header.keyring(), member.keyring());
      requireLater(member.until(), header.time(), "a membership ends after it begins");
      if (members.containsKey(member.keyring())) {
        throw new LedgerException.InvalidChange("a member is listed twice");
      }
      members = members.plus(member.keyring(), member(member, header, null));
      if (member.envelope() != null) {
        first =
            first.sealedAlso(
                member.keyring(),
                new Generation.SealedTo(
                    member.generation(),
                    member.generation(),
                    Commitment.alone(member.envelope()),
                    signer));
      }
    }
    requireFew(members);
    return new KeyringState(
        header.keyring(),
        create.kind(),
        signer,
        header.time(),
        Optional.ofNullable(create.parent()),
        shared(create, sealed),
        Generations.first(first),
        members,
        (int) members.values().stream().filter(Member::isLastingOwner).count(),
        StateHash.ENDORSEMENTS.empty(),
        StateHash.REPORTS.empty(),
        named,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        History.EMPTY,
        History.EMPTY,
        0,
        head,
        header.time());
  }

  private static Optional<SharedReport> shared(Change.Create create, UnaryOperator<Bytes> sealed) {
    return create.report() == null || create.envelope() == null
        ? Optional.empty()
        : Optional.of(
            new SharedReport(
                create.report(),
                sealed.apply(create.envelope()),
                Sha256.digest(create.envelope().toArray())));
  }

  private static void requireMembersOfKind(Change.Create create) {
    switch (create.kind()) {
      case PERSON, SERVICE, LINK, CLAIM -> {
        if (!create.members().isEmpty()) {
          throw new LedgerException.InvalidChange(
              "a " + create.kind().text() + " begins without members");
        }
      }
      case SECTION, SHARE -> {
        List<NewMember> members = create.members();
        if (members.size() != 1
            || !members.getFirst().keyring().equals(create.parent())
            || members.getFirst().role() != Role.OWNER
            || members.getFirst().until() != null) {
          throw new LedgerException.InvalidChange(
              "a " + create.kind().text() + " begins with its parent as owner");
        }
      }
      case INSTITUTE,
          DEPARTMENT,
          RECORD -> {} // that its maker is an owner is a matter of authority
    }
  }

  /**
   * As a statement sets it.
   *
   * @param before the same member before it; null for a new one
   */
  static Member member(NewMember set, Header header, @Nullable Member before) {
    KeyringId by = header.signer().keyring();
    Instant at = header.time();
    return new Member(
        set.keyring(),
        set.role(),
        Optional.ofNullable(set.until()),
        by,
        at,
        before == null ? new Introduction(by, at) : before.introduction());
  }

  static void requireLater(@Nullable Instant until, Instant time, String otherwise) {
    if (until != null && !until.isAfter(time)) {
      throw new LedgerException.InvalidChange(otherwise);
    }
  }

  static void requireFew(Map<KeyringId, ?> members) {
    if (members.size() > KeyringState.MAX_MEMBERS) {
      throw new LedgerException.InvalidChange("a keyring has at most 5,000 members");
    }
  }

  static void refuseItself(KeyringId keyring, KeyringId member) {
    if (keyring.equals(member)) {
      throw new LedgerException.InvalidChange("a keyring is never its own member or subject");
    }
  }
}
