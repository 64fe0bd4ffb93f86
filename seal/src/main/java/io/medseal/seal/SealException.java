package io.medseal.seal;

/**
 * Why something sealed does not open. The {@linkplain #code() codes} are the error classes of
 * {@code spec/README.md} section 4; they are never reused. Messages never hold a secret or a byte
 * of content.
 */
public abstract sealed class SealException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private SealException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The error class, for instance {@code wrong-key}. */
  public String code() {
    return code;
  }

  /** Not the layout of this format. */
  public static final class Malformed extends SealException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super("malformed", message);
    }
  }

  /** Another suite than 1. */
  public static final class UnknownSuite extends SealException {
    private static final long serialVersionUID = 1L;

    public UnknownSuite(int suite) {
      super("unknown-suite", "suite " + suite + " is not known to this version");
    }
  }

  /** Well formed, but this key does not open it. */
  public static final class WrongKey extends SealException {
    private static final long serialVersionUID = 1L;

    public WrongKey(String message) {
      super("wrong-key", message);
    }
  }

  /** An authentication tag, hash or announced key does not match. */
  public static final class Tampered extends SealException {
    private static final long serialVersionUID = 1L;

    public Tampered(String message) {
      super("tampered", message);
    }
  }

  /** Shorter than the signed or sealed length says. */
  public static final class Truncated extends SealException {
    private static final long serialVersionUID = 1L;

    public Truncated(String message) {
      super("truncated", message);
    }
  }
}
