package io.medseal.demo.filling;

import io.medseal.client.Medseal;
import io.medseal.client.accounts.NewAccount;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.demo.folder.DemoFolder;
import io.medseal.ledger.keyrings.Card;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The people's passwords and profiles, all in the demo's folder. */
public final class LogIns {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LETTERS_OF_A_PASSWORD = 16;
  private static final Duration ENOUGH = Duration.ofHours(6);

  private final DemoFolder folder;
  private final URI cloud;

  public LogIns(DemoFolder folder, URI cloud) {
    this.folder = folder;
    this.cloud = cloud;
  }

  /** The person's password, once they have signed up. */
  public String password(Persona persona) {
    return folder
        .fact(passwordName(persona))
        .orElseThrow(() -> new IllegalStateException(persona + " has no account"));
  }

  /** The profile that acts as that person. */
  public Profile profile(Persona persona) {
    return ProfileStore.at(folder.people()).profile(persona.id());
  }

  /** Signs somebody up with a password of chance; the receiver closes the connection. */
  Medseal signUp(Persona persona) throws IOException {
    folder.note(passwordName(persona), randomPassword());
    Optional<Card> card =
        persona == Persona.PATIENT
            ? Optional.empty()
            : Optional.of(new Card(persona.person(), persona.specialty()));
    Medseal medseal = Medseal.connect(profile(persona), cloud);
    try {
      medseal
          .accounts()
          .signUp(
              new NewAccount(persona.email(), persona.person(), card),
              password(persona).toCharArray())
          .close();
      return medseal;
    } catch (RuntimeException e) {
      medseal.close();
      throw e;
    }
  }

  /**
   * Makes sure that the profile can be used for some hours: logs in again if its session is about
   * to end, was ended, or belongs to another address.
   *
   * @return whether it can; not if the password was changed by hand
   */
  public boolean renew(Persona persona) {
    Profile profile = profile(persona);
    boolean here = profile.identity().map(Identity::server).map(cloud::equals).orElse(false);
    boolean lasting =
        profile
            .sessionExpires()
            .filter(expires -> expires.isAfter(Instant.now().plus(ENOUGH)))
            .isPresent();
    if (here && lasting) {
      return true;
    }
    profile.logOut();
    try (Medseal medseal = Medseal.connect(profile, cloud)) {
      medseal.accounts().logIn(persona.email(), password(persona).toCharArray());
      return true;
    } catch (ServiceException _) {
      return false;
    }
  }

  private static String passwordName(Persona persona) {
    return "password." + persona.id();
  }

  private static String randomPassword() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LETTERS_OF_A_PASSWORD; i++) {
      if (i > 0 && i % 4 == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
