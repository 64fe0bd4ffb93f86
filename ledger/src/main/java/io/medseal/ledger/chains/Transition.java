package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.ReportShare;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keyring after a statement, given the one before; refuses changes that make no sense. */
final class Transition {
  private final KeyringState before;
  private final Statement statement;

  private Map<KeyringId, Map<Role, Member>> members;
  private List<Generation> generations;
  private Map<ReportId, Map<KeyringId, ReportShare>> shares;
  private Map<KeyringId, Endorsement> endorsements;
  private Optional<Card> card;
  private Optional<KeyringState.Profile> profile;
  private boolean rotationDue;
  private boolean closed;

  private Transition(KeyringState before, Statement statement) {
    this.before = before;
    this.statement = statement;
    this.members = before.members();
    this.generations = before.generations();
    this.shares = before.shares();
    this.endorsements = before.endorsements();
    this.card = before.card();
    this.profile = before.profile();
    this.rotationDue = before.rotationDue();
    this.closed = before.closed();
  }

  static KeyringState created(Statement statement, Change.Create create, StatementHash head) {
    Header header = statement.header();
    requireMembersOfKind(create);
    Map<KeyringId, Map<Role, Member>> members = new HashMap<>();
    Map<KeyringId, Generation.SealedTo> sealedTo = new HashMap<>();
    for (NewMember member : create.members()) {
      refuseItself(header.keyring(), member.keyring());
      requireLater(member.until(), header.time(), "a membership ends after it begins");
      Map<Role, Member> roles =
          members.computeIfAbsent(member.keyring(), _ -> new EnumMap<>(Role.class));
      if (roles.put(member.role(), member(member, header)) != null) {
        throw new LedgerException.InvalidChange("a member is listed twice");
      }
      if (member.envelope() != null) {
        seal(sealedTo, member.keyring(), member.generation(), member.envelope());
      }
    }
    requireFew(members);
    return new KeyringState(
        header.keyring(),
        create.kind(),
        header.signer().keyring(),
        Optional.ofNullable(create.parent()),
        List.of(new Generation(1, create.keys(), Optional.empty(), sealedTo)),
        members,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        0,
        head,
        header.time());
  }

  static KeyringState apply(KeyringState before, Statement statement, StatementHash head) {
    requireChainOfKind(before.kind(), statement.change());
    Transition next = new Transition(before, statement);
    switch (statement.change()) {
      case Change.Create _ -> throw new IllegalStateException();
      case Change.Rotate rotate -> next.rotate(rotate);
      case Change.AddMember add -> next.addMember(add.member());
      case Change.RemoveMember remove -> next.removeMember(remove.member());
      case Change.ShareReport share -> next.share(share);
      case Change.UnshareReport unshare -> next.unshare(unshare);
      case Change.Endorse endorse -> next.endorse(endorse);
      case Change.WithdrawEndorsement withdraw -> next.withdraw(withdraw.subject());
      case Change.PublishCard card -> next.publish(card);
      case Change.SetProfile profile ->
          next.profile =
              Optional.of(new KeyringState.Profile(before.current().number(), profile.note()));
      case Change.Close _ -> next.closed = true;
    }
    return next.state(head);
  }

  private void rotate(Change.Rotate rotate) {
    if (rotate.generation() != before.current().number() + 1) {
      throw new LedgerException.StaleGeneration("a rotation makes the next generation");
    }
    if (rotate.keys().canSign() != before.kind().signs()) {
      throw new LedgerException.InvalidChange("signature keys belong to kinds that sign");
    }
    if (rotate.keys().hpke().equals(before.current().keys().hpke())) {
      throw new LedgerException.InvalidChange("a rotation brings new keys");
    }
    Map<KeyringId, Generation.SealedTo> sealedTo = new HashMap<>();
    for (Change.SealedSecret envelope : rotate.envelopes()) {
      if (seal(sealedTo, envelope.keyring(), envelope.generation(), envelope.envelope()) != null) {
        throw new LedgerException.InvalidChange("a rotation seals twice to one member");
      }
    }
    if (!new TreeSet<>(sealedTo.keySet()).equals(before.openers(time()))) {
      throw new LedgerException.InvalidChange(
          "a rotation seals to exactly the members that may open");
    }
    List<Generation> longer = new ArrayList<>(generations);
    longer.add(
        new Generation(
            rotate.generation(), rotate.keys(), Optional.of(rotate.previousSecret()), sealedTo));
    generations = longer;
    rotationDue = false;
  }

  private void addMember(NewMember added) {
    refuseItself(before.id(), added.keyring());
    requireLater(added.until(), time(), "a membership ends after it begins");
    Map<KeyringId, Map<Role, Member>> more = new HashMap<>(members);
    Map<Role, Member> roles = new EnumMap<>(Role.class);
    roles.putAll(members.getOrDefault(added.keyring(), Map.of()));
    roles.put(added.role(), member(added, statement.header()));
    more.put(added.keyring(), Map.copyOf(roles));
    requireFew(more);
    members = more;
    if (added.envelope() != null) {
      Map<KeyringId, Generation.SealedTo> sealedTo = new HashMap<>(before.current().sealedTo());
      seal(sealedTo, added.keyring(), added.generation(), added.envelope());
      List<Generation> same = new ArrayList<>(generations);
      Generation current = before.current();
      same.set(
          same.size() - 1,
          new Generation(current.number(), current.keys(), current.previousSecret(), sealedTo));
      generations = same;
    }
    requireLastingOwner();
  }

  private void removeMember(KeyringId removed) {
    if (!members.containsKey(removed)) {
      throw new LedgerException.InvalidChange("who is removed is not a member");
    }
    Map<KeyringId, Map<Role, Member>> fewer = new HashMap<>(members);
    fewer.remove(removed);
    members = fewer;
    rotationDue = true;
    requireLastingOwner();
  }

  private void share(Change.ShareReport share) {
    refuseItself(before.id(), share.to().keyring());
    requireLater(share.to().until(), time(), "a share ends after it begins");
    Map<ReportId, Map<KeyringId, ReportShare>> more = new HashMap<>(shares);
    Map<KeyringId, ReportShare> recipients =
        new HashMap<>(shares.getOrDefault(share.report(), Map.of()));
    recipients.put(
        share.to().keyring(),
        new ReportShare(
            share.report(),
            share.to().keyring(),
            share.to().generation(),
            share.to().envelope(),
            Optional.ofNullable(share.note()),
            Optional.ofNullable(share.to().until()),
            statement.header().signer().keyring(),
            time()));
    more.put(share.report(), Map.copyOf(recipients));
    shares = more;
  }

  private void unshare(Change.UnshareReport unshare) {
    Map<KeyringId, ReportShare> recipients =
        new HashMap<>(shares.getOrDefault(unshare.report(), Map.of()));
    if (recipients.remove(unshare.from()) == null) {
      throw new LedgerException.InvalidChange("the report is not shared with that keyring");
    }
    Map<ReportId, Map<KeyringId, ReportShare>> fewer = new HashMap<>(shares);
    if (recipients.isEmpty()) {
      fewer.remove(unshare.report());
    } else {
      fewer.put(unshare.report(), Map.copyOf(recipients));
    }
    shares = fewer;
  }

  private void publish(Change.PublishCard published) {
    if (published.domain() != null && before.kind() != KeyringKind.INSTITUTE) {
      throw new LedgerException.InvalidChange("only an institute has a domain");
    }
    card =
        Optional.of(
            new Card(
                published.name(),
                Optional.ofNullable(published.specialty()),
                Optional.ofNullable(published.domain())));
  }

  private void endorse(Change.Endorse endorse) {
    refuseItself(before.id(), endorse.subject());
    requireLater(endorse.until(), time(), "an endorsement ends after it begins");
    Map<KeyringId, Endorsement> more = new HashMap<>(endorsements);
    more.put(
        endorse.subject(),
        new Endorsement(
            endorse.subject(),
            endorse.name(),
            Optional.ofNullable(endorse.specialty()),
            Optional.ofNullable(endorse.licence()),
            Optional.ofNullable(endorse.until()),
            time()));
    endorsements = more;
  }

  private void withdraw(KeyringId subject) {
    Map<KeyringId, Endorsement> fewer = new HashMap<>(endorsements);
    if (fewer.remove(subject) == null) {
      throw new LedgerException.InvalidChange("there is no endorsement to withdraw");
    }
    endorsements = fewer;
  }

  private void requireLastingOwner() {
    if (before.kind() == KeyringKind.LINK || before.kind() == KeyringKind.CLAIM) {
      return;
    }
    boolean lasting =
        members.values().stream()
            .map(roles -> roles.get(Role.OWNER))
            .anyMatch(owner -> owner != null && owner.until().isEmpty());
    if (!lasting) {
      throw new LedgerException.InvalidChange("a keyring keeps at least one owner without end");
    }
  }

  /** Answers what was there before for the same member. */
  private static Generation.@Nullable SealedTo seal(
      Map<KeyringId, Generation.SealedTo> sealedTo, KeyringId to, int generation, Bytes envelope) {
    Generation.SealedTo before = sealedTo.get(to);
    int oldest = before == null ? generation : Math.min(before.oldest(), generation);
    return sealedTo.put(to, new Generation.SealedTo(generation, oldest, envelope));
  }

  private static void requireMembersOfKind(Change.Create create) {
    switch (create.kind()) {
      case PERSON, SERVICE, LINK, CLAIM -> {
        if (!create.members().isEmpty()) {
          throw new LedgerException.InvalidChange(
              "a " + create.kind().text() + " begins without members");
        }
      }
      case SECTION -> {
        List<NewMember> members = create.members();
        if (members.size() != 1
            || !members.getFirst().keyring().equals(create.parent())
            || members.getFirst().role() != Role.OWNER
            || members.getFirst().until() != null) {
          throw new LedgerException.InvalidChange("a section begins with its record as owner");
        }
      }
      case INSTITUTE,
          DEPARTMENT,
          RECORD -> {} // that its maker is an owner is a matter of authority
    }
  }

  private static void requireChainOfKind(KeyringKind kind, Change change) {
    boolean fits =
        switch (change) {
          case Change.AddMember _, Change.RemoveMember _ -> !kind.madeByItself();
          case Change.ShareReport _, Change.UnshareReport _ -> kind == KeyringKind.SECTION;
          case Change.Endorse _, Change.WithdrawEndorsement _ -> kind == KeyringKind.INSTITUTE;
          case Change.PublishCard _ -> kind.signs() || kind == KeyringKind.DEPARTMENT;
          case Change.SetProfile _ -> kind != KeyringKind.LINK;
          case Change.Create _, Change.Rotate _, Change.Close _ -> true;
        };
    if (!fits) {
      throw new LedgerException.InvalidChange(
          "a statement of type "
              + change.type()
              + " has no place in the chain of a "
              + kind.text());
    }
  }

  private static void requireLater(@Nullable Instant until, Instant time, String otherwise) {
    if (until != null && !until.isAfter(time)) {
      throw new LedgerException.InvalidChange(otherwise);
    }
  }

  private static void requireFew(Map<KeyringId, ?> members) {
    if (members.size() > KeyringState.MAX_MEMBERS) {
      throw new LedgerException.InvalidChange("a keyring has at most 2,000 members");
    }
  }

  private static void refuseItself(KeyringId keyring, KeyringId member) {
    if (keyring.equals(member)) {
      throw new LedgerException.InvalidChange("a keyring is never its own member or subject");
    }
  }

  private static Member member(NewMember added, Header header) {
    return new Member(
        added.keyring(),
        added.role(),
        Optional.ofNullable(added.until()),
        header.signer().keyring(),
        header.time());
  }

  private Instant time() {
    return statement.header().time();
  }

  private KeyringState state(StatementHash head) {
    return new KeyringState(
        before.id(),
        before.kind(),
        before.creator(),
        before.parent(),
        generations,
        members,
        shares,
        endorsements,
        card,
        profile,
        rotationDue,
        closed,
        before.seq() + 1,
        head,
        time());
  }
}
