package io.medseal.client.problems;

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

  /** A group lost a member and has not been given its new key yet; only its members can do that. */
  public static final class StaleGroup extends AccessException {
    private static final long serialVersionUID = 1L;

    public StaleGroup(String group) {
      super(
          "stale-group",
          "The keyring of "
              + group
              + " has to be renewed by one of its members first, since somebody left it. Their next"
              + " upload, or 'refresh', does that.");
    }
  }

  /** Somebody else made this account a member of it, and its owner has not accepted that. */
  public static final class NotAccepted extends AccessException {
    private static final long serialVersionUID = 1L;

    public NotAccepted(String keyring) {
      super(
          "not-accepted",
          "Keyring "
              + keyring
              + " was shared with this account, but is not accepted: see who shared it under"
              + " 'offers', then accept it there.");
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
