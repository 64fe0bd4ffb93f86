package io.medseal.client.keyrings;

import io.medseal.client.decisions.DecisionBook;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.ServiceAddress;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.keyrings.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The person who is logged in with a profile, and what they can reach. Safe for use by several
 * threads; closing overwrites every opened secret.
 */
public final class SignedIn implements AutoCloseable {
  private final Profile profile;
  private final Identity identity;
  private final Connection connection;
  private final TrustedChains chains;
  private final KeyChest chest;
  private final Changes changes;
  private final Rotation rotation;
  private final Cascade cascade;
  private final DecisionBook decisions;

  /**
   * Fetches and verifies the person's own chain and the groups they belong to.
   *
   * @throws ProfileException.NotLoggedIn if nobody is
   */
  public SignedIn(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
    this.identity =
        profile
            .session()
            .flatMap(_ -> profile.identity())
            .orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()));
    this.chains = new TrustedChains(profile, connection);
    this.chest = new KeyChest(profile, identity.keyring(), chains);
    this.rotation = new Rotation(chains, chest);
    this.changes = new Changes(connection, chains, chest);
    this.cascade = new Cascade(chains, chest, changes, rotation, connection.clock());
    this.decisions =
        new DecisionBook(
            profile, connection, identity.keyring(), chest.myGeneration(), chest.mySecret());
    loadGroups();
  }

  public Profile profile() {
    return profile;
  }

  public Identity identity() {
    return identity;
  }

  /** The person's keyring. */
  public KeyringId me() {
    return identity.keyring();
  }

  public Connection connection() {
    return connection;
  }

  public TrustedChains chains() {
    return chains;
  }

  public KeyChest chest() {
    return chest;
  }

  public Changes changes() {
    return changes;
  }

  public Rotation rotation() {
    return rotation;
  }

  public Cascade cascade() {
    return cascade;
  }

  /** What this person accepted, declined and blocked. */
  public DecisionBook decisions() {
    return decisions;
  }

  /** This computer's clock. */
  public Instant now() {
    return connection.clock().instant();
  }

  /** For signing something that is not a statement: who signs, through which memberships. */
  public Draft draft() {
    return new Draft(chains, me(), chest.mine(), now());
  }

  /** The keyrings of one kind that the person is a member of, directly or through others. */
  public List<Statements.KeyringSummary> keyrings(KeyringKind kind) {
    List<Statements.KeyringSummary> all = new ArrayList<>();
    String next = null;
    do {
      Statements.KeyringPage page =
          connection.get(
              "/keyrings?kind="
                  + kind.text()
                  + "&limit=200"
                  + (next == null ? "" : "&after=" + ServiceAddress.encoded(next)),
              Statements.KeyringPage.class);
      all.addAll(page.keyrings());
      next = page.next();
    } while (next != null);
    return all;
  }

  /** Fetches the departments and institutes again, through which the person may reach more. */
  public void loadGroups() {
    List<KeyringId> groups = new ArrayList<>();
    for (KeyringKind kind : List.of(KeyringKind.DEPARTMENT, KeyringKind.INSTITUTE)) {
      groups.addAll(
          keyrings(kind).stream()
              .map(Statements.KeyringSummary::keyring)
              .collect(Collectors.toList()));
    }
    chains.refresh(groups);
  }

  @Override
  public void close() {
    chest.close();
  }
}
