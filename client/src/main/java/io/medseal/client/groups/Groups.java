package io.medseal.client.groups;

import io.medseal.client.institutes.Institutes;
import io.medseal.client.institutes.Standing;
import io.medseal.client.keyrings.Memberships;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Departments, teams and institutes. What is shared with a group, every member who may open the
 * group may open; who joins later sees it at once, who leaves sees nothing that is added
 * afterwards.
 */
public final class Groups {
  private final SignedIn me;
  private final Memberships memberships;
  private final Institutes institutes;

  /** For the person who is logged in. */
  public Groups(SignedIn me) {
    this.me = me;
    this.memberships = new Memberships(me);
    this.institutes = new Institutes(me);
  }

  /**
   * Founds a department or institute; this person becomes its owner.
   *
   * @param kind {@code DEPARTMENT} or {@code INSTITUTE}
   * @param card its public name
   */
  public GroupView create(KeyringKind kind, Card card) {
    if (kind != KeyringKind.DEPARTMENT && kind != KeyringKind.INSTITUTE) {
      throw new InputException.BadValue("A group is a department or an institute.");
    }
    KeyringId id =
        me.changes()
            .commit(
                List.of(),
                draft -> {
                  try (GenerationSecret secret = GenerationSecret.random();
                      KeyringKeys keys = KeyringKeys.derive(secret, kind)) {
                    KeyringId own = draft.idOf(kind, null, keys.publicKeys());
                    NewMember owner =
                        draft.member(own, 1, () -> secret, draft.me(), Role.OWNER, null);
                    draft.create(new Change.Create(kind, keys.publicKeys(), null, List.of(owner)));
                    draft.change(own, List.of(card(card)));
                    return own;
                  }
                });
    return show(id);
  }

  /** The departments and institutes that this person belongs to. */
  public List<GroupView> list() {
    me.loadGroups();
    List<GroupView> views = new ArrayList<>();
    for (KeyringKind kind : List.of(KeyringKind.DEPARTMENT, KeyringKind.INSTITUTE)) {
      me.members(kind).forEach(group -> views.add(view(me.chains().state(group))));
    }
    return views;
  }

  /**
   * One group, fetched anew. Everyone may see who belongs to it.
   *
   * @throws InputException.NoSuch if there is no such group
   */
  public GroupView show(KeyringId id) {
    me.chains().refresh(List.of(id));
    me.chains().requireSound(id);
    return me.chains()
        .find(id)
        .map(_ -> view(me.chains().state(id)))
        .filter(
            view -> view.kind() == KeyringKind.DEPARTMENT || view.kind() == KeyringKind.INSTITUTE)
        .orElseThrow(() -> new InputException.NoSuch("group", id.hex().substring(0, 12)));
  }

  /**
   * Sets the role of a person or another group. A member that may open sees all that the group may
   * see.
   */
  public Member setMember(KeyringId group, KeyringId member, Role role, Optional<Instant> until) {
    return memberships.set(group, member, role, until);
  }

  /**
   * Removes a member. The group's keys are renewed in the same step; the records shared with the
   * group are renewed by whoever next adds something to them.
   *
   * @throws InputException.NoSuch if there is no such member
   */
  public void removeMember(KeyringId group, KeyringId member) {
    if (!memberships.remove(group, member)) {
      throw new InputException.NoSuch("member", member.hex().substring(0, 12));
    }
  }

  /**
   * Leaves a group.
   *
   * @return whether this person was a member itself
   */
  public boolean leave(KeyringId group) {
    return memberships.leave(group);
  }

  /** Whether this person comes to a group by another way: asked after leaving it. */
  public boolean staysIn(KeyringId group) {
    return !me.participation().isOutside(group);
  }

  /** Publishes the name of this person, or of a group that they own. */
  public void publishCard(KeyringId keyring, Card card) {
    changeCard(keyring, _ -> card);
  }

  /**
   * Publishes another card of this person, or of a group that they own, made from the one that is
   * there now.
   *
   * @return the card that is there afterwards
   */
  public Card changeCard(KeyringId keyring, Function<Optional<Card>, Card> change) {
    return me.changes()
        .commit(
            List.of(keyring),
            draft -> {
              Card card = change.apply(draft.state(keyring).card());
              return draft.change(keyring, List.of(card(card))).card().orElseThrow();
            });
  }

  /**
   * An institute's word on who somebody is.
   *
   * @throws AccessException.NoAuthority if this person does not manage the institute
   */
  public void endorse(
      KeyringId institute,
      KeyringId subject,
      String name,
      Optional<String> specialty,
      Optional<String> licence,
      Optional<Instant> until) {
    me.requireFuture(until);
    Change endorse =
        new Change.Endorse(
            subject,
            name,
            specialty.orElse(null),
            licence.orElse(null),
            until.map(time -> time.truncatedTo(ChronoUnit.MILLIS)).orElse(null));
    me.changes().commit(List.of(institute), draft -> draft.change(institute, List.of(endorse)));
  }

  /** What an institute says of somebody now, read back from its chain. */
  public Optional<Endorsement> endorsement(KeyringId institute, KeyringId subject) {
    me.chains().refresh(List.of(institute));
    return Optional.ofNullable(me.chains().state(institute).endorsements().get(subject))
        .filter(word -> !word.expiredAt(me.now()));
  }

  /** What a keyring publishes of itself now, read back from its chain. */
  public Optional<Card> published(KeyringId keyring) {
    me.chains().refresh(List.of(keyring));
    return me.chains().state(keyring).card();
  }

  /** Takes an institute's word back. */
  public void withdrawEndorsement(KeyringId institute, KeyringId subject) {
    me.changes()
        .commit(
            List.of(institute),
            draft -> draft.change(institute, List.of(new Change.WithdrawEndorsement(subject))));
  }

  private static Change.PublishCard card(Card card) {
    try {
      return new Change.PublishCard(
          card.name(), card.specialty().orElse(null), card.domain().orElse(null));
    } catch (LedgerException.Malformed _) {
      throw new InputException.BadValue(
          "A card's name and specialty are short texts, and its domain is one like hospital.example.");
    }
  }

  private GroupView view(KeyringState state) {
    return new GroupView(
        state.id(),
        state.kind(),
        state.card(),
        state.kind() == KeyringKind.INSTITUTE ? institutes.verification(state.id()) : Standing.NONE,
        state.allMembers().stream().filter(member -> !member.expiredAt(me.now())).toList(),
        new Authority(me.chains()).capabilities(me.me(), state.id(), me.now()),
        SafetyNumber.of(state));
  }
}
