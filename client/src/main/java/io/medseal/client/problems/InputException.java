package io.medseal.client.problems;

import io.medseal.ledger.names.Quoted;
import io.medseal.seal.slots.PasswordRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What was asked for does not exist, or can't be understood. */
public abstract sealed class InputException extends ClientException {
  private static final long serialVersionUID = 1L;

  private InputException(String code, String sentence) {
    super(code, sentence, null);
  }

  /** No such record, section, report, person. */
  public static final class NoSuch extends InputException {
    private static final long serialVersionUID = 1L;

    public NoSuch(String kind, String reference) {
      super(
          "no-such-" + kind,
          "There is no " + kind + " '" + reference + "' that this account may see.");
    }

    private NoSuch(Code code, String sentence) {
      super(code.text, sentence);
    }

    /** Nobody with that e-mail address. */
    public static NoSuch account(String email) {
      return new NoSuch(
          Code.ACCOUNT,
          "Nobody has an account with the e-mail address '" + email + "' at this service.");
    }

    /**
     * Nothing is shared with them.
     *
     * @param with as they are named in sentences
     */
    public static NoSuch share(String with) {
      return new NoSuch(
          Code.SHARE, "There is no share with " + with + " that this account may see.");
    }

    private enum Code {
      ACCOUNT("no-such-account"),
      SHARE("no-such-share");

      private final String text;

      Code(String text) {
        this.text = text;
      }
    }
  }

  /** Several things begin with this reference. */
  public static final class Ambiguous extends InputException {
    private static final long serialVersionUID = 1L;

    public Ambiguous(String kind, String reference, List<String> candidates) {
      super(
          "ambiguous-" + kind,
          "'"
              + reference
              + "' stands for more than one "
              + kind
              + ": "
              + String.join(", ", candidates)
              + ". Write more of it.");
    }
  }

  /** A password that is too weak to protect an account. */
  public static final class WeakPassword extends InputException {
    private static final long serialVersionUID = 1L;

    public WeakPassword(PasswordRules.Problem problem) {
      super(
          "weak-password",
          switch (problem) {
            case TOO_SHORT ->
                "A password has at least "
                    + PasswordRules.MIN_LENGTH
                    + " characters. Choose a longer one.";
            case TOO_LONG -> "A password has at most " + PasswordRules.MAX_LENGTH + " characters.";
            case TOO_EASY_TO_GUESS ->
                "This password is too easy to guess. Take three or four words that have nothing to"
                    + " do with each other or with you, or let a password manager choose.";
          });
    }

    /** Refuses a new password that is too easy to guess. */
    public static void refuse(char[] password, String email, Optional<String> name) {
      PasswordRules.check(password, email, name)
          .ifPresent(
              problem -> {
                throw new WeakPassword(problem);
              });
    }
  }

  /** A recovery code with a typing error. */
  public static final class MistypedRecoveryCode extends InputException {
    private static final long serialVersionUID = 1L;

    public MistypedRecoveryCode() {
      super(
          "mistyped-recovery-code",
          "This is not a recovery code: a character is wrong or missing. Compare it with the printed"
              + " sheet.");
    }
  }

  /** A value that does not have the form it needs. */
  public static final class BadValue extends InputException {
    private static final long serialVersionUID = 1L;

    public BadValue(String sentence) {
      super("bad-value", sentence);
    }
  }

  /** The paths given hold nothing that can be uploaded. */
  public static final class NothingToUpload extends InputException {
    private static final long serialVersionUID = 1L;

    public NothingToUpload() {
      super("nothing-to-upload", "There is no file to upload at the paths given.");
    }
  }

  /** A file without a byte: nobody means to upload that. */
  public static final class EmptyFile extends InputException {
    private static final long serialVersionUID = 1L;

    public EmptyFile(String name) {
      super(
          "empty-file",
          "The file "
              + Quoted.of(name)
              + " is empty, so nothing was uploaded. Leave it out, or get it again from where it"
              + " comes from.");
    }
  }

  /** A pipe, a device, a socket: it has no size before it is read, and perhaps no end. */
  public static final class NotAFile extends InputException {
    private static final long serialVersionUID = 1L;

    /**
     * What was named.
     *
     * @param kind what it is, in a word
     */
    public NotAFile(Path path, String kind) {
      super(
          "not-a-file",
          path
              + " is a "
              + kind
              + ", not a file, so nothing was read from it. Write what it gives into a file, then"
              + " name that.");
    }
  }

  /** A password that does not open this account. */
  public static final class WrongPassword extends InputException {
    private static final long serialVersionUID = 1L;

    public WrongPassword() {
      super("wrong-password", "The password is wrong. Nothing was changed.");
    }
  }
}
