package io.medseal.client.keyrings;

import io.medseal.client.problems.InputException;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.FormerAuthority;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.RememberedHead;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Statement;
import io.medseal.protocol.activity.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes that are dated before this computer had been told that there are none (spec/keyrings.md
 * section 9). They verify, and are what an honest service shows that was restored from a backup and
 * got them back, or what somebody dated back together with the service. Only people can tell, who
 * ask those who signed them.
 */
public final class LateChanges {
  private final Connection connection;
  private final Profile profile;
  private final TrustedChains chains;

  /** Over a connection with a session; no keys are needed. */
  public LateChanges(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
    this.chains = new TrustedChains(profile, connection);
  }

  /**
   * Of one keyring.
   *
   * @param state after its newest statement, whose head an acceptance is about
   * @param changes those that are late, oldest first
   * @param lost whether all of them are dated between the backup and the restoration of which the
   *     service tells
   * @param former those of them that their signers could no longer make: whoever has lost a right
   *     is who could have dated something back, and the last whom to ask
   */
  public record Late(
      KeyringState state, List<Statement> changes, boolean lost, List<Statement> former) {
    /** Which keyring. */
    public KeyringId keyring() {
      return state.id();
    }

    /** The newest statement, which an acceptance is about. */
    public StatementHash newest() {
      return state.head();
    }

    /** Whether a person may say that they are right. */
    public boolean mayBeAccepted() {
      return lost && former.isEmpty();
    }
  }

  /** All, of whatever this profile has seen. */
  public List<Late> all() {
    chains.load(profile.heads().keySet());
    Optional<Activity.Restoration> restoration =
        Optional.ofNullable(
            connection.anonymous().get("/service", Activity.Service.class).restoration());
    List<Late> all = new ArrayList<>();
    for (Map.Entry<VerifiedChain, RememberedHead> one : chains.late().entrySet()) {
      VerifiedChain chain = one.getKey();
      List<Statement> changes = changes(chain, one.getValue());
      all.add(
          new Late(
              chain.state(),
              changes,
              restoration
                  .filter(
                      span ->
                          changes.stream()
                              .allMatch(change -> mayBeLost(span, change.header().time())))
                  .isPresent(),
              former(chain, one.getValue(), changes)));
    }
    return all;
  }

  private static List<Statement> changes(VerifiedChain chain, RememberedHead seen) {
    int known = chain.at(seen.head()).map(KeyringState::seq).orElse(chain.from() - 1);
    return chain.entries().stream()
        .map(VerifiedChain.Entry::statement)
        .filter(statement -> statement.header().seq() > known)
        .filter(statement -> seen.isLate(statement.header().time()))
        .toList();
  }

  /** By the newest heads; where these are not known, all of them. */
  private List<Statement> former(
      VerifiedChain chain, RememberedHead seen, List<Statement> changes) {
    Keyrings keyrings =
        id -> id.equals(chain.id()) ? Optional.of(chain) : chains.find(id).map(found -> found);
    try {
      return new FormerAuthority(keyrings)
          .statements(chain, Optional.of(seen.head()), connection.clock().instant()).stream()
              .map(VerifiedChain.Entry::statement)
              .filter(changes::contains)
              .toList();
    } catch (LedgerException _) {
      return changes;
    }
  }

  private static boolean mayBeLost(Activity.Restoration span, Instant signed) {
    return !signed.isBefore(span.taken().minus(AuthorityCheck.CLOCK_TOLERANCE))
        && !signed.isAfter(span.restored().plus(AuthorityCheck.CLOCK_TOLERANCE));
  }

  /**
   * Accepts what {@link #all} has shown: a person has asked those who signed it.
   *
   * @throws InputException.NoSuch if nothing late ends there, or more has been added since
   * @throws InputException.BadValue if it is not what a restored service may have got back
   */
  public Late accept(StatementHash newest) {
    Late late =
        all().stream()
            .filter(one -> one.newest().equals(newest))
            .findFirst()
            .orElseThrow(() -> new InputException.NoSuch("late-change", newest.hex()));
    if (!late.former().isEmpty()) {
      throw new InputException.BadValue(
          "Who signed some of these changes may no longer make them, and could have dated them back,"
              + " so they are not accepted. Ask somebody who manages this now to make a new one.");
    }
    if (!late.lost()) {
      throw new InputException.BadValue(
          "The service does not say that it was restored from a backup and had lost these changes, so"
              + " they are not accepted. Stop, and tell the people you share with by another way.");
    }
    chains.late().keySet().stream()
        .filter(chain -> chain.id().equals(late.keyring()))
        .findFirst()
        .ifPresent(chains::acceptLate);
    return late;
  }
}
