package io.medseal.client.problems;

import org.jspecify.annotations.Nullable;

/** The profile is not in the state that is needed. */
public abstract sealed class ProfileException extends ClientException {
  private static final long serialVersionUID = 1L;

  private ProfileException(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause);
  }

  /** Nobody is logged in. */
  public static final class NotLoggedIn extends ProfileException {
    private static final long serialVersionUID = 1L;

    public NotLoggedIn(String profile) {
      super(
          "not-logged-in",
          "Nobody is logged in with the profile '" + profile + "'. Log in or sign up first.",
          null);
    }
  }

  /** The keys are locked under a passphrase. */
  public static final class Locked extends ProfileException {
    private static final long serialVersionUID = 1L;

    public Locked(String profile) {
      super("profile-locked", "The profile '" + profile + "' is locked. Unlock it first.", null);
    }
  }

  /** Nothing is locked. */
  public static final class NotLocked extends ProfileException {
    private static final long serialVersionUID = 1L;

    public NotLocked(String profile) {
      super(
          "profile-not-locked",
          "The profile '" + profile + "' has no lock. It is open already.",
          null);
    }
  }

  /** Another passphrase. */
  public static final class WrongPassphrase extends ProfileException {
    private static final long serialVersionUID = 1L;

    public WrongPassphrase() {
      super(
          "wrong-passphrase",
          "This is not the passphrase of the profile. Nothing was changed.",
          null);
    }
  }

  /** No private folder in memory, in which an unlocked profile could be kept for a while. */
  public static final class NowhereUnlocked extends ProfileException {
    private static final long serialVersionUID = 1L;

    public NowhereUnlocked() {
      super(
          "nowhere-unlocked",
          "This computer has no private folder in memory ($XDG_RUNTIME_DIR) to keep an unlocked"
              + " profile in. Give the passphrase each time.",
          null);
    }
  }

  /** Somebody else is logged in. */
  public static final class InUse extends ProfileException {
    private static final long serialVersionUID = 1L;

    private final String profile;
    private final String email;

    public InUse(String profile, String email) {
      super(
          "profile-in-use",
          "The profile '"
              + profile
              + "' is logged in as "
              + email
              + ". Log out first, or use"
              + " another profile.",
          null);
      this.profile = profile;
      this.email = email;
    }

    /** Its name. */
    public String profile() {
      return profile;
    }

    /** Who is logged in. */
    public String email() {
      return email;
    }
  }

  /** The profile knows no service, and none was named. */
  public static final class NoServer extends ProfileException {
    private static final long serialVersionUID = 1L;

    public NoServer(String profile) {
      super(
          "no-server",
          "The profile '"
              + profile
              + "' does not know its service yet. Name the service's address.",
          null);
    }
  }

  /** The person's secret has been replaced on another device. */
  public static final class SecretReplaced extends ProfileException {
    private static final long serialVersionUID = 1L;

    public SecretReplaced() {
      super(
          "secret-replaced",
          "The account's secret has been replaced on another device. Log in again.",
          null);
    }
  }

  /** Written by a later version. */
  public static final class Newer extends ProfileException {
    private static final long serialVersionUID = 1L;

    public Newer(String file) {
      super(
          "profile-newer",
          file + " was written by a newer version of Medseal. Use that version.",
          null);
    }
  }

  /** Not what this SDK writes. */
  public static final class Damaged extends ProfileException {
    private static final long serialVersionUID = 1L;

    public Damaged(String file, @Nullable Throwable cause) {
      super(
          "profile-damaged",
          file + " is damaged. Restore it from a backup, or log in with a new profile.",
          cause);
    }
  }
}
