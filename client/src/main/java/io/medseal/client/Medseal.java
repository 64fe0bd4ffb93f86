package io.medseal.client;

import io.medseal.client.accounts.AccountDeletion;
import io.medseal.client.accounts.Accounts;
import io.medseal.client.activity.ActivityLog;
import io.medseal.client.groups.Groups;
import io.medseal.client.institutes.Institutes;
import io.medseal.client.institutes.OwnInstitutes;
import io.medseal.client.keyrings.GivingBack;
import io.medseal.client.keyrings.LateChanges;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.keyrings.Trouble;
import io.medseal.client.offers.Offers;
import io.medseal.client.people.People;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import io.medseal.client.records.Records;
import io.medseal.client.reports.Reports;
import io.medseal.client.sharing.Sharing;
import io.medseal.client.sharing.Targets;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.Patience;
import io.medseal.client.transport.ServiceAddress;
import io.medseal.client.uploads.Moves;
import io.medseal.client.uploads.Uploads;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.activity.Activity;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A profile joined to its service: where everything begins.
 *
 * {@snippet :
 * Profile profile = ProfileStore.standard().profile("default");
 * try (Medseal medseal = Medseal.connect(profile)) {
 *   RecordView record = medseal.records().find("Ada Example");
 *   Person doctor = medseal.people().find("doctor@hospital.example");
 * }
 * }
 *
 * <p>Nothing is sent before something is asked for. Use one object from one thread at a time.
 */
public final class Medseal implements AutoCloseable {
  private final Profile profile;
  private final Connection connection;
  private @Nullable SignedIn signedIn;

  private Medseal(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
  }

  /**
   * With the service that the profile belongs to.
   *
   * @throws ProfileException.NoServer if nobody has logged in with it yet
   */
  public static Medseal connect(Profile profile) {
    URI server =
        profile
            .identity()
            .map(Identity::server)
            .orElseThrow(() -> new ProfileException.NoServer(profile.name()));
    return connect(profile, server);
  }

  /**
   * With a service, to sign up or log in there.
   *
   * @throws io.medseal.client.problems.ConnectionException.BadAddress if secrets must not be sent
   *     there
   * @throws ProfileException.InUse if the profile is logged in at another service
   */
  public static Medseal connect(Profile profile, URI server) {
    ServiceAddress address = ServiceAddress.of(server);
    profile
        .loggedIn()
        .filter(identity -> !identity.server().equals(address.base()))
        .ifPresent(
            identity -> {
              throw new ProfileException.InUse(profile.name(), identity.email());
            });
    return connect(profile, server, Patience.NORMAL, Clock.systemUTC());
  }

  /**
   * With all that can be chosen. While somebody is logged in, {@code server} is another way to the
   * same service, such as a tunnel: the session's token is sent there.
   *
   * @param clock of this computer
   */
  public static Medseal connect(Profile profile, URI server, Patience patience, Clock clock) {
    return new Medseal(
        profile,
        new Connection(
            ServiceAddress.of(server),
            () -> profile.session().map(Profile.Session::token),
            patience,
            clock));
  }

  /** The profile in use. */
  public Profile profile() {
    return profile;
  }

  /** Who is logged in, without asking the service. */
  public Optional<Identity> whoAmI() {
    return profile.loggedIn();
  }

  /** Name, version and clock of the service. */
  public Activity.Service service() {
    return connection.anonymous().get("/service", Activity.Service.class);
  }

  /** Sign up, log in, recover, passwords, sessions. */
  public Accounts accounts() {
    return new Accounts(profile, connection, this::forget);
  }

  /** The end of the account. */
  public AccountDeletion accountDeletion() {
    return new AccountDeletion(signedIn(), accounts());
  }

  /** Other people, by e-mail. */
  public People people() {
    return new People(signedIn());
  }

  /** Patients' records and sections. */
  public Records records() {
    return new Records(signedIn());
  }

  /** Departments and institutes. */
  public Groups groups() {
    return new Groups(signedIn());
  }

  /** What stands behind institutes' names. */
  public Institutes institutes() {
    return new Institutes(signedIn());
  }

  /** Listing, verifying, opening, deleting reports. */
  public Reports reports() {
    return new Reports(signedIn());
  }

  /** Adding reports. */
  public Uploads uploads() {
    return new Uploads(signedIn());
  }

  /** Reports that were filed in the wrong place. */
  public Moves moves() {
    return new Moves(signedIn());
  }

  /** Sharing, ending shares, who can open what. */
  public Sharing sharing() {
    return new Sharing(signedIn());
  }

  /** What others shared, and what was decided about it. */
  public Offers offers() {
    return new Offers(signedIn());
  }

  /** What has been left out so far because something about it is wrong. */
  public List<Trouble> troubles() {
    return signedIn == null ? List.of() : signedIn.chains().troubles().all();
  }

  /**
   * Records that this profile has listed before and, when they were listed last, were not among
   * them, though the person gave up none of them: their access ended, or the service withholds
   * them. Each is told once.
   */
  public List<KeyringId> vanishedRecords() {
    return signedIn == null ? List.of() : signedIn.listedRecords().tell();
  }

  /** What was given back so far to a service that was found to lack it, as it was restored. */
  public Optional<GivingBack.Outcome> givenBack() {
    return signedIn == null ? Optional.empty() : signedIn.chains().givenBack();
  }

  /** Changes that the service shows later than it should have. */
  public LateChanges lateChanges() {
    return new LateChanges(profile, connection);
  }

  /** How many offers have been passed over so far that nobody has decided about. */
  public int waitingOffers() {
    return signedIn == null ? 0 : signedIn.waiting();
  }

  /** Understands {@code RECORD[/SECTION[/REPORT]]} as people type it. */
  public Targets targets() {
    return new Targets(records(), reports());
  }

  /** What happened to a record, and the account's usage. */
  public ActivityLog activity() {
    return new ActivityLog(signedIn());
  }

  @Override
  public void close() {
    forget();
    connection.close();
  }

  private SignedIn signedIn() {
    if (signedIn == null) {
      SignedIn me = new SignedIn(profile, connection);
      try {
        me.participation().rely(new OwnInstitutes(me)::verified);
        me.loadGroups();
        signedIn = me;
      } finally {
        if (signedIn == null) {
          me.close();
        }
      }
    }
    return signedIn;
  }

  private void forget() {
    if (signedIn != null) {
      signedIn.close();
      signedIn = null;
    }
  }
}
