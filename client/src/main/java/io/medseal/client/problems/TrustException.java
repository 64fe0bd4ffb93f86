package io.medseal.client.problems;

import io.medseal.ledger.ids.KeyringId;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered is not true, or what it stores has been changed. Nothing of it has been
 * shown, saved or sealed to.
 */
public abstract sealed class TrustException extends ClientException {
  private static final long serialVersionUID = 1L;

  private static final String STOP = " Stop, and tell the people you share with by another way.";

  private TrustException(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause);
  }

  /** The service names another keyring for an e-mail than it did before. */
  public static final class SubstituteKey extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String email;
    private final transient KeyringId known;
    private final transient KeyringId offered;

    /**
     * For an e-mail address.
     *
     * @param known the keyring that was pinned
     * @param offered the one that the service names now
     */
    public SubstituteKey(String email, KeyringId known, KeyringId offered) {
      super(
          "substitute-key",
          "The service now names another keyring for "
              + email
              + " than before. Ask them for their safety number in person; accept the new keyring only"
              + " if it matches.",
          null);
      this.email = email;
      this.known = known;
      this.offered = offered;
    }

    /** The keyring seen before. */
    public KeyringId known() {
      return known;
    }

    /** The keyring that the service names now. */
    public KeyringId offered() {
      return offered;
    }

    /** Whose keyring changed. */
    public String email() {
      return email;
    }
  }

  /** The service answers an older history than it did before. */
  public static final class Rollback extends TrustException {
    private static final long serialVersionUID = 1L;

    public Rollback(String keyring) {
      super(
          "rollback",
          "The service shows an older or another history of keyring "
              + keyring
              + " than it did before."
              + STOP,
          null);
    }
  }

  /** The service shows changes that it should have shown before. */
  public static final class AddedLate extends TrustException {
    private static final long serialVersionUID = 1L;

    public AddedLate(String keyring) {
      super(
          "added-late",
          "To keyring "
              + keyring
              + " changes were added that are dated before this computer had been told that there are"
              + " none. Either the service had lost them and got them back, or somebody has dated them"
              + " back. It is left alone until you say that they are right.",
          null);
    }
  }

  /** A history so long that it can't be read, and so not checked either. */
  public static final class HistoryTooLong extends TrustException {
    private static final long serialVersionUID = 1L;

    public HistoryTooLong(String keyring) {
      super(
          "history-too-long",
          "The history of keyring "
              + keyring
              + " is too long to be read, so nothing of it can be checked or shown. Whoever manages it"
              + " can begin a new one.",
          null);
    }
  }

  /** A statement that its supposed signer did not make, or had no authority to make. */
  public static final class ForgedStatement extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * For a chain that does not verify.
     *
     * @param reason the ledger's error class
     */
    public ForgedStatement(String keyring, String reason, @Nullable Throwable cause) {
      super(
          "forged-statement",
          "The history of keyring " + keyring + " does not verify (" + reason + ")." + STOP,
          cause);
      this.reason = reason;
    }

    /** The ledger's error class, for instance {@code bad-signature}. */
    public String reason() {
      return reason;
    }
  }

  /** A chain that is needed to verify something is not answered. */
  public static final class MissingHistory extends TrustException {
    private static final long serialVersionUID = 1L;

    public MissingHistory(String keyring) {
      super(
          "missing-history",
          "The service does not show the history of keyring "
              + keyring
              + ", which is needed to verify what it answered.",
          null);
    }
  }

  /** An envelope that a history announces and the service does not hand out. */
  public static final class MissingKey extends TrustException {
    private static final long serialVersionUID = 1L;

    public MissingKey(String keyring) {
      super(
          "missing-key",
          "The service does not hand out a key of keyring "
              + keyring
              + " that its history says was sealed for you. Try again; if it stays so, the service"
              + " has lost it, or withholds it.",
          null);
    }
  }

  /** An envelope that is not the one that a history announces. */
  public static final class SubstituteEnvelope extends TrustException {
    private static final long serialVersionUID = 1L;

    public SubstituteEnvelope(String keyring) {
      super(
          "substitute-envelope",
          "The service answers another sealed key of keyring "
              + keyring
              + " than its history says."
              + STOP,
          null);
    }
  }

  /** An envelope that does not hold the key that was announced. */
  public static final class WrongKeys extends TrustException {
    private static final long serialVersionUID = 1L;

    public WrongKeys(String what, @Nullable Throwable cause) {
      super(
          "wrong-keys", "The key sealed for " + what + " is not the one announced." + STOP, cause);
    }
  }

  /** Another report, or one of another place, than the one asked for. */
  public static final class OtherReport extends TrustException {
    private static final long serialVersionUID = 1L;

    public OtherReport(String report) {
      super(
          "other-report",
          "The service answered something else in place of report " + report + "." + STOP,
          null);
    }
  }

  /** A section that is named as part of a record, and by its own history belongs to another. */
  public static final class OtherSection extends TrustException {
    private static final long serialVersionUID = 1L;

    public OtherSection(String section, String record) {
      super(
          "other-section",
          "The service names section "
              + section
              + " as part of record "
              + record
              + ", where it does not belong."
              + STOP,
          null);
    }
  }

  /** A manifest that its author did not sign, or had no authority to. */
  public static final class ForgedManifest extends TrustException {
    private static final long serialVersionUID = 1L;

    public ForgedManifest(String report, String why, @Nullable Throwable cause) {
      super(
          "forged-manifest",
          "Report " + report + " does not come from the author it names (" + why + ")." + STOP,
          cause);
    }
  }

  /** A correction of a report that is none, though somebody signed it. */
  public static final class BadCorrection extends TrustException {
    private static final long serialVersionUID = 1L;

    /**
     * For the newest one.
     *
     * @param by who signed it
     * @param why the error class of spec/README.md section 4
     */
    public BadCorrection(String report, String by, String why, @Nullable Throwable cause) {
      super(
          "bad-correction",
          "The correction of report "
              + report
              + " by "
              + by
              + " cannot be read ("
              + why
              + "), so the report is not shown. Somebody who manages its section can correct it"
              + " again.",
          cause);
    }
  }

  /** Stored bytes that are not those the author sealed. */
  public static final class ChangedParts extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * For a part or manifest.
     *
     * @param where for instance {@code "part 3"}
     * @param reason the error class of spec/README.md section 4
     */
    public ChangedParts(String report, String where, String reason, @Nullable Throwable cause) {
      super(
          "changed-parts",
          "The stored bytes of report "
              + report
              + " have been changed ("
              + where
              + ": "
              + reason
              + "). Nothing of it was written.",
          cause);
      this.reason = reason;
    }

    /** {@code tampered}, {@code truncated}, … */
    public String reason() {
      return reason;
    }
  }

  /** A report that is shared with this account and that nobody deleted is not answered. */
  public static final class Withheld extends TrustException {
    private static final long serialVersionUID = 1L;

    public Withheld(String report) {
      super(
          "withheld",
          "The service withholds report "
              + report
              + ": nobody who might has deleted it. Ask those who share it with you.",
          null);
    }
  }

  /** Password parameters that would make guessing cheap. */
  public static final class WeakParameters extends TrustException {
    private static final long serialVersionUID = 1L;

    public WeakParameters(@Nullable Throwable cause) {
      super(
          "weak-parameters",
          "The service asks to protect the password less than this version accepts. Nothing was sent.",
          cause);
    }
  }
}
