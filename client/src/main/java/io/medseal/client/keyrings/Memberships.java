package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds members to keyrings and removes them, each time with everything that has to come with it.
 */
public final class Memberships {
  private final SignedIn me;

  /** For the person who is logged in. */
  public Memberships(SignedIn me) {
    this.me = me;
  }

  /**
   * Adds a member, or gives one that is there another end.
   *
   * @param until empty for a membership without end
   * @throws AccessException if this person may not, or the member is a group that is stale
   */
  public void add(KeyringId keyring, KeyringId member, Role role, Optional<Instant> until) {
    me.chains().load(List.of(keyring));
    if (role.opens()) {
      me.cascade().freshen(keyring);
      me.cascade().freshen(member);
    }
    @Nullable Instant end = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS)).orElse(null);
    me.changes()
        .commit(
            List.of(keyring, member),
            draft -> {
              KeyringState state = draft.state(keyring);
              KeyringState to = draft.state(member);
              int generation = to.current().number();
              NewMember added;
              if (role.opens()) {
                me.cascade().requireFresh(member);
                int number = state.current().number();
                added =
                    new NewMember(
                        member,
                        generation,
                        role,
                        end,
                        Envelopes.seal(
                            to.current().keys(),
                            Binding.keyring(keyring, number, member, generation),
                            me.chest().secret(keyring, number)));
              } else {
                added = new NewMember(member, generation, role, end, null);
              }
              return draft.change(keyring, List.of(new Change.AddMember(added)));
            });
  }

  /**
   * Removes a member in all its roles, together with the rotation that has to follow.
   *
   * @return whether there was such a member
   * @throws AccessException if this person may not, or it is the last owner
   */
  public boolean remove(KeyringId keyring, KeyringId member) {
    me.chains().load(List.of(keyring));
    return me.changes()
        .commit(
            List.of(keyring),
            draft -> {
              KeyringState state = draft.state(keyring);
              if (!state.members().containsKey(member)) {
                return false;
              }
              List<Change> changes = new ArrayList<>();
              changes.add(new Change.RemoveMember(member));
              changes.add(me.rotation().next(draft, keyring, Set.of(member)));
              draft.change(keyring, changes);
              return true;
            });
  }
}
