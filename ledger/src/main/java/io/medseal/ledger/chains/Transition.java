package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Correction;
import io.medseal.ledger.keyrings.Deletion;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.Generations;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Named;
import io.medseal.ledger.keyrings.ReportStanding;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.Trie;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The keyring after a statement, given the one before; refuses changes that make no sense. */
final class Transition {
  private final KeyringState before;
  private final Statement statement;
  private final Trie<KeyringId, Named> named;

  private Trie<KeyringId, Member> members;
  private int lastingOwners;
  private Generations generations;
  private History former;
  private Trie<KeyringId, Endorsement> endorsements;
  private Trie<ReportId, ReportStanding> reports;
  private Optional<Card> card;
  private Optional<KeyringState.Profile> profile;
  private boolean rotationDue;
  private boolean closed;

  private Transition(KeyringState before, Statement statement, Trie<KeyringId, Named> named) {
    this.before = before;
    this.statement = statement;
    this.named = named;
    this.members = before.members();
    this.lastingOwners = before.lastingOwners();
    this.generations = before.generations();
    this.former = before.former();
    this.endorsements = before.endorsements();
    this.reports = before.reports();
    this.card = before.card();
    this.profile = before.profile();
    this.rotationDue = before.rotationDue();
    this.closed = before.closed();
  }

  /**
   * The state after it.
   *
   * @param sealed what the state holds of bytes that the statement seals
   * @param named what the chain has named of other keyrings, this statement's names among them
   */
  static KeyringState apply(
      KeyringState before,
      Statement statement,
      StatementHash head,
      UnaryOperator<Bytes> sealed,
      Trie<KeyringId, Named> named) {
    requireChainOfKind(before.kind(), statement.change());
    Transition next = new Transition(before, statement, named);
    switch (statement.change()) {
      case Change.Create _ -> throw new IllegalStateException();
      case Change.Rotate rotate -> next.rotate(rotate);
      case Change.SetMember set -> next.setMember(set.member());
      case Change.RemoveMember remove -> next.removeMember(remove.member());
      case Change.Leave _ -> next.leave();
      case Change.DeleteReport deleted -> next.delete(deleted.report());
      case Change.CorrectReport corrected ->
          next.correct(corrected.report(), corrected.correction(), sealed);
      case Change.Endorse endorse -> next.endorse(endorse);
      case Change.WithdrawEndorsement withdraw -> next.withdraw(withdraw.subject());
      case Change.PublishCard published -> next.publish(published);
      case Change.SetProfile profile ->
          next.profile =
              Optional.of(
                  new KeyringState.Profile(
                      before.current().number(),
                      sealed.apply(profile.note()),
                      Sha256.digest(profile.note().toArray())));
      case Change.Close _ -> next.closed = true;
    }
    return next.state(head);
  }

  private void rotate(Change.Rotate rotate) {
    Generation current = before.current();
    if (rotate.generation() != current.number() + 1) {
      throw new LedgerException.StaleGeneration("a rotation makes the next generation");
    }
    if (rotate.previousGeneration() > current.number()) {
      throw new LedgerException.InvalidChange("a rotation leads back to a generation that is not");
    }
    if (rotate.keys().canSign() != before.kind().signs()) {
      throw new LedgerException.InvalidChange("signature keys belong to kinds that sign");
    }
    if (rotate.keys().hpke().equals(current.keys().hpke())) {
      throw new LedgerException.InvalidChange("a rotation brings new keys");
    }
    Change.MembersEnvelopes envelopes = rotate.envelopes();
    Set<KeyringId> openers = before.openers(time());
    int size = openers.size();
    if (envelopes.generations().size() != size) {
      throw new LedgerException.InvalidChange(
          "a rotation seals to exactly the members that may open");
    }
    Map<KeyringId, Generation.SealedTo> sealedTo = HashMap.newHashMap(size);
    for (KeyringId opener : openers) {
      int index = sealedTo.size();
      int generation = envelopes.generations().get(index);
      sealedTo.put(
          opener,
          new Generation.SealedTo(
              generation, generation, new Commitment(envelopes.root(), index, size), signer()));
    }
    generations =
        generations.plus(
            new Generation(
                rotate.generation(),
                rotate.keys(),
                Optional.of(
                    new Generation.Previous(
                        rotate.previousGeneration(), Commitment.alone(rotate.previousSecret()))),
                StateHash.SEALED_TO.of(sealedTo),
                signer()));
    former = former.plus(StateHash.generation(current));
    rotationDue = false;
  }

  private void setMember(NewMember set) {
    Creation.refuseItself(before.id(), set.keyring());
    Creation.requireLater(set.until(), time(), "a membership ends after it begins");
    if (before.kind() == KeyringKind.SHARE
        && (set.role() != Role.READER || before.parent().equals(Optional.of(set.keyring())))) {
      throw new LedgerException.InvalidChange("a share has no members but its section and readers");
    }
    Member former = before.members().get(set.keyring());
    Member member = Creation.member(set, statement.header(), former);
    members = members.plus(set.keyring(), member);
    lastingOwners +=
        (member.isLastingOwner() ? 1 : 0) - (former != null && former.isLastingOwner() ? 1 : 0);
    Creation.requireFew(members);
    if (set.envelope() != null) {
      Generation current = before.current();
      generations =
          generations.withCurrent(
              current.sealedAlso(
                  set.keyring(),
                  new Generation.SealedTo(
                      set.generation(),
                      set.generation(),
                      Commitment.alone(set.envelope()),
                      signer())));
    } else {
      losesOpen(set.keyring());
    }
    requireLastingOwner();
  }

  private void removeMember(KeyringId removed) {
    if (!members.containsKey(removed)) {
      throw new LedgerException.InvalidChange("who is removed is not a member");
    }
    dropMember(removed);
    losesOpen(removed);
    requireLastingOwner();
  }

  /** No rotation is due: that the current generation is sealed to a stranger now makes it stale. */
  private void leave() {
    dropMember(signer());
    requireLastingOwner();
  }

  private void dropMember(KeyringId member) {
    Member dropped = members.get(member);
    if (dropped != null) {
      members = members.minus(member);
      lastingOwners -= dropped.isLastingOwner() ? 1 : 0;
    }
  }

  private void delete(ReportId report) {
    if (before.deletion(report).isEmpty()) {
      reports = reports.plus(report, standing(report).deleted(new Deletion(signer(), time())));
    }
  }

  private void correct(ReportId report, Bytes correction, UnaryOperator<Bytes> sealed) {
    if (before.deletion(report).isPresent()) {
      throw new LedgerException.InvalidChange("what was deleted is not corrected");
    }
    int number = before.correction(report).map(Correction::number).orElse(0) + 1;
    reports =
        reports.plus(
            report,
            standing(report)
                .corrected(
                    new Correction(
                        signer(),
                        time(),
                        number,
                        sealed.apply(correction),
                        Sha256.digest(correction.toArray()))));
  }

  private ReportStanding standing(ReportId report) {
    ReportStanding said = reports.get(report);
    return said == null ? ReportStanding.NONE : said;
  }

  private void losesOpen(KeyringId member) {
    rotationDue |= before.current().sealedTo().containsKey(member);
  }

  private void endorse(Change.Endorse endorse) {
    Creation.refuseItself(before.id(), endorse.subject());
    Creation.requireLater(endorse.until(), time(), "an endorsement ends after it begins");
    endorsements =
        endorsements.plus(
            endorse.subject(),
            new Endorsement(
                endorse.subject(),
                endorse.name(),
                Optional.ofNullable(endorse.specialty()),
                Optional.ofNullable(endorse.licence()),
                Optional.ofNullable(endorse.until()),
                time()));
  }

  private void withdraw(KeyringId subject) {
    if (!endorsements.containsKey(subject)) {
      throw new LedgerException.InvalidChange("there is no endorsement to withdraw");
    }
    endorsements = endorsements.minus(subject);
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

  private void requireLastingOwner() {
    boolean ownerless = before.kind() == KeyringKind.LINK || before.kind() == KeyringKind.CLAIM;
    if (!ownerless && lastingOwners == 0) {
      throw new LedgerException.InvalidChange("a keyring keeps at least one owner without end");
    }
  }

  private static void requireChainOfKind(KeyringKind kind, Change change) {
    boolean fits =
        switch (change) {
          case Change.SetMember _, Change.RemoveMember _, Change.Leave _ -> !kind.madeByItself();
          case Change.DeleteReport _, Change.CorrectReport _ -> kind == KeyringKind.SECTION;
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

  private KeyringId signer() {
    return statement.header().signer().keyring();
  }

  private Instant time() {
    return statement.header().time();
  }

  private KeyringState state(StatementHash head) {
    return new KeyringState(
        before.id(),
        before.kind(),
        before.creator(),
        before.created(),
        before.parent(),
        before.shared(),
        generations,
        members,
        lastingOwners,
        endorsements,
        reports,
        named,
        card,
        profile,
        rotationDue,
        closed,
        former,
        before.history(),
        before.seq() + 1,
        head,
        time());
  }
}
