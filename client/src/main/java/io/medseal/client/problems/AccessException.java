package io.medseal.client.problems;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;

/** This account may not do what it asks to do; found out before anything was sent. */
public abstract sealed class AccessException extends ClientException {
  private static final long serialVersionUID = 1L;

  private AccessException(String code, String sentence) {
    super(code, sentence, null);
  }

  /** The account holds no key that opens it. */
  public static final class NoKey extends AccessException {
    private static final long serialVersionUID = 1L;

    public NoKey(String what) {
      super("no-key", "This account holds no key that opens " + what + ".");
    }
  }

  /** Somebody who might has deleted the report. */
  public static final class Deleted extends AccessException {
    private static final long serialVersionUID = 1L;

    private final transient KeyringId by;
    private final transient Instant at;
    private final String report;
    private final String name;

    /**
     * For a report.
     *
     * @param by who signed the deletion
     * @param name how this person knows them
     */
    public Deleted(String report, KeyringId by, String name, Instant at) {
      super("deleted", "Report " + report + " was deleted by " + name + " at " + at + ".");
      this.report = report;
      this.name = name;
      this.by = by;
      this.at = at;
    }

    /** The report's id, as it was asked for. */
    public String report() {
      return report;
    }

    /** How this person knows who signed the deletion. */
    public String name() {
      return name;
    }

    /** Who signed the deletion. */
    public KeyringId by() {
      return by;
    }

    /** When. */
    public Instant at() {
      return at;
    }
  }

  /** The account's role does not allow it. */
  public static final class NoAuthority extends AccessException {
    private static final long serialVersionUID = 1L;

    /**
     * For a missing capability.
     *
     * @param what in the infinitive: {@code "share this record"}
     */
    public NoAuthority(String what) {
      super("no-authority", "This account's role does not allow it to " + what + ".");
    }
  }

  /**
   * A group lost a member and has not been given its new key yet; only who manages it can do that.
   */
  public static final class StaleGroup extends AccessException {
    private static final long serialVersionUID = 1L;

    public StaleGroup(String group) {
      super(
          "stale-group",
          "The keyring of "
              + group
              + " has to be renewed first by somebody who manages it, since somebody lost access or a"
              + " key in it does not open. Their next upload, or 'refresh', does that.");
    }
  }

  /** Somebody else made this account a member of it, and its owner has not accepted that. */
  public static final class NotAccepted extends AccessException {
    private static final long serialVersionUID = 1L;

    private final String keyring;

    public NotAccepted(String keyring) {
      super(
          "not-accepted",
          "Keyring "
              + keyring
              + " was shared with this account, but is not accepted: see who shared it under"
              + " 'offers', then accept it there.");
      this.keyring = keyring;
    }

    /** The beginning of its id. */
    public String keyring() {
      return keyring;
    }
  }

  /** The change would leave nobody who owns the keyring for good. */
  public static final class LastOwner extends AccessException {
    private static final long serialVersionUID = 1L;

    public LastOwner() {
      super(
          "last-owner",
          "This would leave it without an owner who stays. Make somebody else its owner first,"
              + " without an end date.");
    }
  }

  /** The change makes no sense in the keyring as it is. */
  public static final class InvalidChange extends AccessException {
    private static final long serialVersionUID = 1L;

    public InvalidChange(String sentence) {
      super("invalid-change", sentence);
    }
  }
}
