package io.medseal.client.profiles;

import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ProfileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The passphrase that a profile's secret and session token may be kept under.
 *
 * {@snippet :
 * KeyLock lock = profile.keyLock();
 * if (!lock.isOpen()) {
 *   lock.unlock(passphrase);
 * }
 * }
 *
 * <p><b>Guarantees.</b> From {@link #turnOn} to {@link #turnOff} or log-out, secret and token are
 * written in the clear nowhere on a disk, those of later log-ins and renewals neither. What needs
 * them is refused with {@link ProfileException.Locked} while the lock is not open.
 *
 * <p><b>Restrictions.</b> A profile that has been opened stays so for its object until {@link
 * #relock}, whatever time has passed. Passphrase arrays are not changed; the caller overwrites
 * them.
 */
public final class KeyLock {
  /** The longest time for which all processes of a user can be let in. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private final Profile profile;
  private final SecretFile secret;

  KeyLock(Profile profile, SecretFile secret) {
    this.profile = profile;
    this.secret = secret;
  }

  /** Whether there is a passphrase, needed at the moment or not. */
  public boolean isOn() {
    return secret.isLocked();
  }

  /** Whether secret and token can be read now without a passphrase. */
  public boolean isOpen() {
    return secret.isOpen();
  }

  /**
   * Refuses what needs secret or token.
   *
   * @throws ProfileException.Locked if a passphrase is needed
   */
  public void refuseClosed() {
    if (!isOpen()) {
      throw new ProfileException.Locked(profile.name());
    }
  }

  /**
   * Locks under a passphrase, or changes it. Nothing is unlocked afterwards.
   *
   * @throws InputException.WeakPassword if it is not accepted, by the rules for passwords
   * @throws ProfileException.Locked if there is another passphrase, and it is needed
   */
  public void turnOn(char[] passphrase) {
    Identity me = profile.present();
    InputException.WeakPassword.refuse(passphrase, me.email(), me.name());
    profile.changed(() -> secret.lock(me.keyring(), passphrase));
  }

  /**
   * Unlocks for this object, until {@link #relock}. Nothing is written.
   *
   * @throws ProfileException.WrongPassphrase if it is another one
   * @throws ProfileException.NotLocked if there is none
   */
  public void unlock(char[] passphrase) {
    secret.unlock(profile.present().keyring(), passphrase);
  }

  /**
   * Unlocks for all processes of this user, for a while: the key of the lock is written to a
   * private folder in memory (below {@code $XDG_RUNTIME_DIR} on Linux), never to a disk.
   *
   * @param time at most {@link #LONGEST}
   * @return until when
   * @throws ProfileException.NowhereUnlocked if there is no such folder
   * @throws ProfileException.WrongPassphrase if it is another one
   * @throws ProfileException.NotLocked if there is none
   */
  public Instant unlock(char[] passphrase, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new InputException.BadValue("A profile is unlocked for 12 hours at most.");
    }
    Identity me = profile.present();
    return profile.locked(() -> secret.unlock(me.keyring(), passphrase, time));
  }

  /** Until when all processes of this user are let in; empty if they are not. */
  public Optional<Instant> unlockedUntil() {
    return secret.unlockedUntil();
  }

  /** Ends being unlocked, for this object and for every process that has not opened it yet. */
  public void relock() {
    secret.relock();
  }

  /**
   * Takes the lock away: secret and token lie in the profile's folder in the clear again.
   *
   * @throws ProfileException.WrongPassphrase if it is another one
   * @throws ProfileException.NotLocked if there is none
   */
  public void turnOff(char[] passphrase) {
    Identity me = profile.present();
    profile.changed(() -> secret.removeLock(me.keyring(), passphrase));
  }
}
