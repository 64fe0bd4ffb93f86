package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets members of keyrings and removes them, each time with everything that has to come with it.
 */
public final class Memberships {
  private final SignedIn me;

  /** For the person who is logged in. */
  public Memberships(SignedIn me) {
    this.me = me;
  }

  /**
   * Sets a member's one role, in place of what it had. Where it loses <em>open</em> by that, the
   * keys are renewed in the same step.
   *
   * @param until empty for a membership without end
   * @return what the keyring's chain says of the member now
   * @throws AccessException if this person may not, or the member is a group that is stale
   */
  public Member set(KeyringId keyring, KeyringId member, Role role, Optional<Instant> until) {
    me.requireFuture(until);
    me.chains().load(List.of(keyring));
    if (role.opens()) {
      me.cascade().freshen(keyring);
      me.cascade().freshen(member);
    }
    @Nullable Instant end = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS)).orElse(null);
    return me.changes()
        .commit(
            List.of(keyring, member),
            draft -> {
              KeyringState before = draft.state(keyring);
              if (role.opens()) {
                me.cascade().requireFresh(member);
              }
              List<Change> changes = new ArrayList<>();
              int number = before.current().number();
              changes.add(
                  new Change.SetMember(
                      draft.member(
                          keyring,
                          number,
                          () -> me.chest().secret(keyring, number),
                          member,
                          role,
                          end)));
              if (!role.opens() && before.current().sealedTo().containsKey(member)) {
                changes.add(me.rotation().next(draft, keyring, Set.of(member)));
              }
              return changed(draft, before, member, changes).members().get(member);
            });
  }

  /**
   * Removes a member, together with the rotation where one has to follow.
   *
   * @return whether there was such a member
   * @throws AccessException if this person may not, or it is the last owner
   */
  public boolean remove(KeyringId keyring, KeyringId member) {
    me.chains().load(List.of(keyring));
    boolean removed =
        me.changes()
            .commit(
                List.of(keyring),
                draft -> {
                  KeyringState state = draft.state(keyring);
                  if (!state.members().containsKey(member)) {
                    return false;
                  }
                  List<Change> changes = new ArrayList<>();
                  changes.add(new Change.RemoveMember(member));
                  if (state.current().sealedTo().containsKey(member)) {
                    changes.add(me.rotation().next(draft, keyring, Set.of(member)));
                  }
                  changed(draft, state, member, changes);
                  return true;
                });
    if (member.equals(me.me())) {
      me.listedRecords().forget(keyring);
    }
    return removed;
  }

  /**
   * Tries, by the chains that are loaded, whether this person may remove a member from all of
   * these, one after the other: what is removed first may be the way to what follows, or to the
   * keys that have to be renewed.
   *
   * @throws AccessException if not; nothing was changed
   */
  public void requireRemovable(List<KeyringId> keyrings, KeyringId member) {
    me.changes()
        .rehearse(
            draft -> {
              for (KeyringId keyring : keyrings) {
                if (!draft.supposeRemoved(keyring, member)) {
                  throw refused(
                      draft.state(keyring),
                      member,
                      new AccessException.InvalidChange("That change makes no sense here."));
                }
              }
            });
  }

  /**
   * Leaves a keyring of which this person is a member itself, in whatever role.
   *
   * @return whether it was one
   * @throws AccessException if it is the last owner
   */
  public boolean leave(KeyringId keyring) {
    me.chains().load(List.of(keyring));
    boolean left =
        me.changes()
            .commit(
                List.of(keyring),
                draft -> {
                  KeyringState state = draft.state(keyring);
                  if (!state.members().containsKey(draft.me())) {
                    return false;
                  }
                  changed(draft, state, draft.me(), List.of(new Change.Leave()));
                  return true;
                });
    me.listedRecords().forget(keyring);
    return left;
  }

  /** Says in words what the chain refuses where nobody would own the keyring for good. */
  private static KeyringState changed(
      Draft draft, KeyringState before, KeyringId member, List<Change> changes) {
    try {
      return draft.change(before.id(), changes);
    } catch (AccessException.InvalidChange e) {
      throw refused(before, member, e);
    }
  }

  private static AccessException refused(
      KeyringState before, KeyringId member, AccessException.InvalidChange reason) {
    List<KeyringId> owners =
        before.members().values().stream()
            .filter(one -> one.role() == Role.OWNER && one.until().isEmpty())
            .map(Member::keyring)
            .toList();
    return !before.closed() && owners.equals(List.of(member))
        ? new AccessException.LastOwner()
        : reason;
  }
}
