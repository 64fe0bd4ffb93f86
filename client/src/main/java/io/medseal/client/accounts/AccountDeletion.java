package io.medseal.client.accounts;

import io.medseal.client.keyrings.Memberships;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.states.StateReader;
import io.medseal.protocol.accounts.Accounts.LeftBehind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends the account of the person who is logged in, for good.
 *
 * <p><b>Guarantees.</b> Nothing is left or deleted before the password was found to be right, and
 * nothing else stands in the way. What this person is a member of is left, signed, so that others
 * see it; then the account ends, with every session, way in and everything that it kept for itself.
 * What it has signed, and its reports in records that others own, stay.
 */
public final class AccountDeletion {
  private final SignedIn me;
  private final Accounts accounts;

  /** For the person who is logged in. */
  public AccountDeletion(SignedIn me, Accounts accounts) {
    this.me = me;
    this.accounts = accounts;
  }

  /**
   * What only this person owns, and others, reports or endorsements depend on: as long as there is
   * any, the account stays. What the service names are at most 100, which this person has signed
   * something in; what they only accepted is found here. That another owner has no account any more
   * only the service knows.
   */
  public List<KeyringId> owned() {
    LeftBehind left = look();
    Set<KeyringId> owned = new LinkedHashSet<>(left.owned());
    Set<KeyringId> alone = Set.copyOf(left.alone());
    me.chains().load(left.memberships());
    left.memberships().stream()
        .filter(me.participation()::takesPart)
        .filter(id -> ownsAlone(id, alone.contains(id)))
        .forEach(owned::add);
    return List.copyOf(owned);
  }

  private boolean ownsAlone(KeyringId id, boolean othersGone) {
    return me.chains()
        .find(id)
        .map(VerifiedChain::state)
        .filter(state -> StateReader.canBegin(state.kind()) && !state.closed())
        .filter(
            state ->
                state.members().size() > 1
                    && (othersGone || state.lastingOwners() == 1)
                    && state.member(me.me()).filter(Member::isLastingOwner).isPresent())
        .isPresent();
  }

  /**
   * Leaves everything, and deletes the account; this computer is logged out.
   *
   * @throws InputException.WrongPassword before anything is done
   * @throws AccessException.LastOwner before anything is done, while something is {@link #owned}
   */
  public void run(char[] password) {
    me.profile().requireWritable();
    accounts.requirePassword(password);
    if (!owned().isEmpty()) {
      throw new AccessException.LastOwner();
    }
    leaveAll();
    accounts.delete(password);
  }

  /** What can't be left goes on without this person all the same: nobody can log in as them. */
  private void leaveAll() {
    Memberships memberships = new Memberships(me);
    Set<KeyringId> tried = new HashSet<>();
    while (true) {
      List<KeyringId> next =
          look().memberships().stream().filter(id -> !tried.contains(id)).toList();
      if (next.isEmpty()) {
        return;
      }
      for (KeyringId id : next) {
        tried.add(id);
        try {
          memberships.leave(id);
        } catch (ConnectionException e) {
          throw e;
        } catch (ServiceException e) {
          if (e.type().status() >= 500) {
            throw e;
          }
        } catch (ClientException _) {
          // its history does not verify, or nobody else is in it
        }
      }
    }
  }

  private LeftBehind look() {
    return me.connection().get("/account/deletion", LeftBehind.class);
  }
}
