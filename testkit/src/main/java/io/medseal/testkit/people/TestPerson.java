package io.medseal.testkit.people;

import io.medseal.client.Medseal;
import io.medseal.client.accounts.NewAccount;
import io.medseal.client.profiles.Profile;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.client.transport.Patience;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.testkit.store.StoredBytes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Somebody with an account and a machine. */
public final class TestPerson implements AutoCloseable {
  private static final String PASSWORD = "correct horse of ";

  /** For tests in which the service answers nothing good: it is not waited for. */
  private static final Patience HASTY =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          new Patience.Repeats(Duration.ofMillis(200), Duration.ZERO),
          new Patience.Repeats(Duration.ofMillis(200), Duration.ZERO));

  private final String name;
  private final Profile profile;
  private final String recoveryCode;
  private Medseal medseal;

  private TestPerson(String name, Profile profile, Medseal medseal, String recoveryCode) {
    this.name = name;
    this.profile = profile;
    this.medseal = medseal;
    this.recoveryCode = recoveryCode;
  }

  /**
   * Signs up.
   *
   * @param name a word; e-mail, password and profile are made from it
   * @param machine a folder that stands for the person's machine
   */
  public static TestPerson signUp(String name, Path machine, URI server) {
    return signUp(name, machine, server, Clock.systemUTC());
  }

  /** Signs up, on a machine with that clock. */
  public static TestPerson signUp(String name, Path machine, URI server, Clock clock) {
    Profile profile = ProfileStore.at(machine).profile(name);
    Medseal medseal = Medseal.connect(profile, server, Patience.NORMAL, clock);
    String code =
        medseal
            .accounts()
            .signUp(
                new NewAccount(email(name), "Invented " + name, Optional.empty()), password(name))
            .format();
    return new TestPerson(name, profile, medseal, code);
  }

  /** The e-mail address of somebody of that name. */
  public static String email(String name) {
    return name + "@hospital.test";
  }

  /** The password of somebody of that name, a new array at each call. */
  public static char[] password(String name) {
    return (PASSWORD + name).toCharArray();
  }

  /** The person's SDK. */
  public Medseal medseal() {
    return medseal;
  }

  public String email() {
    return email(name);
  }

  public char[] password() {
    return password(name);
  }

  /** As shown at sign-up. */
  public String recoveryCode() {
    return recoveryCode;
  }

  public KeyringId keyring() {
    return profile.identity().orElseThrow().keyring();
  }

  /** The token of the person's session. */
  public String sessionToken() {
    return profile.session().orElseThrow().token();
  }

  /** The same machine, but the service is reached at another address, such as a proxy's. */
  public TestPerson through(URI server) {
    Medseal other = Medseal.connect(profile, server, HASTY, Clock.systemUTC());
    return new TestPerson(name, profile, other, recoveryCode);
  }

  /** A copy of this person's machine as it is now, with all that it remembers. */
  public TestPerson copiedTo(Path machine, URI server) {
    StoredBytes.under(profile.folder()).copyTo(machine.resolve(name));
    Profile copy = ProfileStore.at(machine).profile(name);
    Medseal other = Medseal.connect(copy, server, HASTY, Clock.systemUTC());
    return new TestPerson(name, copy, other, recoveryCode);
  }

  /** Another machine on which the person has just logged in for the first time. */
  public TestPerson onNewMachine(Path machine, URI server) {
    Profile fresh = ProfileStore.at(machine).profile(name);
    Medseal other = Medseal.connect(fresh, server, HASTY, Clock.systemUTC());
    other.accounts().logIn(email(), password());
    return new TestPerson(name, fresh, other, recoveryCode);
  }

  /** Starts the person's program anew: nothing is remembered but the profile on disk. */
  public void restart(URI server) {
    medseal.close();
    medseal = Medseal.connect(profile, server, Patience.NORMAL, Clock.systemUTC());
  }

  @Override
  public void close() {
    medseal.close();
  }
}
