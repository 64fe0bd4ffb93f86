package io.medseal.client.keyrings;

import io.medseal.client.decisions.DecisionBook;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.KnownReports;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.keyrings.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The person who is logged in with a profile, and what they can reach. Safe for use by several
 * threads; closing overwrites every opened secret.
 */
public final class SignedIn implements AutoCloseable {
  /** What can be offered, groups first. */
  public static final List<KeyringKind> OFFERED =
      List.of(
          KeyringKind.INSTITUTE,
          KeyringKind.DEPARTMENT,
          KeyringKind.RECORD,
          KeyringKind.SECTION,
          KeyringKind.SHARE);

  private final Profile profile;
  private final Identity identity;
  private final Connection connection;
  private final TrustedChains chains;
  private final KeyChest chest;
  private final Changes changes;
  private final Rotation rotation;
  private final Cascade cascade;
  private final DecisionBook decisions;
  private final Participation participation;
  private final ToldAddresses told;
  private final ListedRecords listedRecords;
  private final Map<KeyringId, Statements.KeyringSummary> waiting = new HashMap<>();
  private final Set<KeyringKind> listed = EnumSet.noneOf(KeyringKind.class);
  private Set<KeyringId> groups = Set.of();

  /**
   * Fetches and verifies the person's own chain. The groups they belong to are loaded next ({@link
   * #loadGroups}), when it is known whom to rely on ({@link Participation#rely}).
   *
   * @throws ProfileException.NotLoggedIn if nobody is
   */
  public SignedIn(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
    this.identity =
        profile.loggedIn().orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()));
    this.told = new ToldAddresses(profile);
    this.chains = new TrustedChains(profile, connection);
    this.chest = new KeyChest(profile, identity.keyring(), chains);
    this.rotation = new Rotation(chains, chest);
    this.changes = new Changes(connection, chains, chest);
    this.cascade = new Cascade(chains, chest, changes, rotation, connection.clock());
    this.decisions =
        new DecisionBook(
            profile, connection, identity.keyring(), chest.myGeneration(), chest.mySecret());
    this.participation =
        new Participation(identity.keyring(), chains, decisions, connection.clock());
    this.listedRecords = new ListedRecords(profile, identity.keyring(), chains, decisions);
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

  /** Which keyrings take part in what this person does. */
  public Participation participation() {
    return participation;
  }

  /** The records that were listed, to notice when one is not any more. */
  public ListedRecords listedRecords() {
    return listedRecords;
  }

  /** Keeps in mind that there are these reports, to say which ones a service has lost. */
  public void knows(List<KnownReports.Known> reports) {
    try {
      profile.reports().add(reports);
    } catch (LocalFileException _) {
      // then nothing is said of them
    }
  }

  /** Addresses of others, as the service says. */
  public ToldAddresses told() {
    return told;
  }

  /**
   * Refuses what somebody else made this person a member of, and this person has not accepted.
   *
   * @throws AccessException.NotAccepted if so
   */
  public void requirePart(KeyringId id) {
    if (!participation.isOutside(id) && !participation.takesPart(id)) {
      throw new AccessException.NotAccepted(TrustedChains.brief(id));
    }
  }

  /**
   * How many offers there are that this person has not decided about, as the service says. Asks for
   * them only where one was passed over.
   */
  public int waiting() {
    if (undecided() > 0) {
      OFFERED.stream().filter(kind -> !isListed(kind)).forEach(this::hear);
    }
    return undecided();
  }

  private void hear(KeyringKind kind) {
    List<Statements.KeyringSummary> all = keyrings(kind);
    noteListed(kind);
    note(
        all,
        all.stream()
            .filter(participation::mayTakePart)
            .map(Statements.KeyringSummary::keyring)
            .collect(Collectors.toSet()));
  }

  private synchronized int undecided() {
    waiting.values().removeIf(summary -> !participation.isUndecided(summary));
    return waiting.size();
  }

  private synchronized boolean isListed(KeyringKind kind) {
    return listed.contains(kind);
  }

  /** This computer's clock. */
  public Instant now() {
    return connection.clock().instant();
  }

  /**
   * Refuses an end that has passed.
   *
   * @throws InputException.BadValue if so
   */
  public void requireFuture(Optional<Instant> until) {
    if (until.isPresent() && !until.get().isAfter(now())) {
      throw new InputException.BadValue("What ends has to end in the future; correct the date.");
    }
  }

  /** For signing something that is not a statement: who signs, through which memberships. */
  public Draft draft() {
    return new Draft(chains, me(), chest.mine(), now());
  }

  /**
   * The keyrings of one kind that take part, fetched anew and verified. What somebody else made the
   * person a member of and is not accepted is not even fetched.
   */
  public List<KeyringId> members(KeyringKind kind) {
    List<KeyringId> mine = takingPart(keyrings(kind));
    noteListed(kind);
    return mine;
  }

  private synchronized void noteListed(KeyringKind kind) {
    listed.add(kind);
  }

  /**
   * Those of these that take part, fetched anew and verified; offers among the others are noted.
   */
  public List<KeyringId> takingPart(List<Statements.KeyringSummary> all) {
    Set<KeyringId> fetched = new LinkedHashSet<>();
    while (true) { // one group may be reached through another
      List<KeyringId> next =
          all.stream()
              .filter(participation::mayTakePart)
              .map(Statements.KeyringSummary::keyring)
              .filter(id -> !fetched.contains(id))
              .toList();
      if (next.isEmpty()) {
        break;
      }
      chains.refresh(next);
      fetched.addAll(next);
    }
    note(all, fetched);
    List<KeyringId> mine = fetched.stream().filter(participation::takesPart).toList();
    chest.prepare(mine);
    return mine;
  }

  private synchronized void note(List<Statements.KeyringSummary> all, Set<KeyringId> fetched) {
    for (Statements.KeyringSummary summary : all) {
      KeyringId id = summary.keyring();
      waiting.remove(id);
      if (summary.addedBy() != null) {
        chains.troubles().heard(id, summary.addedBy());
        if (!fetched.contains(id) && participation.isUndecided(summary)) {
          waiting.put(id, summary);
        }
      }
    }
  }

  /**
   * The keyrings of one kind that the person is a member of, directly or through others, as the
   * service says: offers are among them.
   */
  public List<Statements.KeyringSummary> keyrings(KeyringKind kind) {
    List<Statements.KeyringSummary> all = new ArrayList<>();
    Paging paging = new Paging(connection, Optional.empty());
    Optional<String> next = Optional.empty();
    do {
      Statements.KeyringPage page =
          connection.get(
              "/keyrings?kind=" + kind.text() + "&limit=200" + Paging.after(next),
              Statements.KeyringPage.class);
      page.keyrings().forEach(this::hear);
      all.addAll(page.keyrings());
      next =
          paging.next(
              page.keyrings().stream().map(Statements.KeyringSummary::keyring).toList(),
              page.next());
    } while (next.isPresent());
    return all;
  }

  /** Takes note of what the service says beside a keyring: hints, nothing more. */
  public void hear(Statements.KeyringSummary summary) {
    if (summary.parent() != null) {
      chains.heard(summary.keyring(), summary.parent());
    }
    if (summary.addedBy() != null && summary.addedByEmail() != null) {
      told.heard(summary.addedBy(), summary.addedByEmail());
    }
  }

  /** Fetches the departments and institutes again, through which the person may reach more. */
  public void loadGroups() {
    Set<KeyringId> loaded = new HashSet<>(members(KeyringKind.INSTITUTE));
    loaded.addAll(members(KeyringKind.DEPARTMENT));
    // An institute may have a department as its member.
    loaded.addAll(members(KeyringKind.INSTITUTE));
    synchronized (this) {
      groups = Set.copyOf(loaded);
    }
  }

  /** The departments and institutes that take part, as they were last fetched. */
  public synchronized Set<KeyringId> groups() {
    return groups;
  }

  @Override
  public void close() {
    chest.close();
  }
}
