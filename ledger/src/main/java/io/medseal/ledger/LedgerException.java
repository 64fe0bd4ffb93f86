package io.medseal.ledger;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a statement or chain is refused. The {@linkplain #code() codes} are the error classes of
 * {@code spec/README.md} section 4; they are never reused.
 */
public sealed class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private transient @Nullable String chain;
  private transient int statement = -1;

  private LedgerException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The error class, for instance {@code bad-signature}. */
  public String code() {
    return code;
  }

  /**
   * In whose chain the first refused statement stands, in hexadecimal digits, where it is known.
   */
  public Optional<String> chain() {
    return Optional.ofNullable(chain);
  }

  /** Which statement of {@link #chain()} is the first refused one, from 0, where it is known. */
  public OptionalInt statement() {
    return statement < 0 ? OptionalInt.empty() : OptionalInt.of(statement);
  }

  /**
   * Says where it happened, unless that is known already: the innermost chain is the one at fault.
   *
   * @return this exception
   */
  public LedgerException in(String keyring, int index) {
    if (chain == null) {
      chain = keyring;
      statement = index;
    }
    return this;
  }

  /** Not the layout of this format. */
  public static final class Malformed extends LedgerException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super("malformed", message);
    }
  }

  /** Another suite than 1. */
  public static final class UnknownSuite extends LedgerException {
    private static final long serialVersionUID = 1L;

    public UnknownSuite() {
      super("unknown-suite", "a suite that this version does not know");
    }
  }

  /** A statement does not follow the one before it, or the keyring id does not match. */
  public static final class BrokenChain extends LedgerException {
    private static final long serialVersionUID = 1L;

    public BrokenChain(String message) {
      super("broken-chain", message);
    }
  }

  /**
   * Statements are dated so long before a chain was seen without them that an honest service would
   * have shown them then; but for one that had lost them, and got them back.
   */
  public static final class AddedLate extends LedgerException {
    private static final long serialVersionUID = 1L;

    public AddedLate(String message) {
      super("added-late", message);
    }
  }

  /** A signature does not verify. */
  public static final class BadSignature extends LedgerException {
    private static final long serialVersionUID = 1L;

    public BadSignature(String message) {
      super("bad-signature", message);
    }
  }

  /** The signer may not say this. */
  public static final class NoAuthority extends LedgerException {
    private static final long serialVersionUID = 1L;

    public NoAuthority(String message) {
      super("no-authority", message);
    }
  }

  /** A generation that is no longer current was used. */
  public static final class StaleGeneration extends LedgerException {
    private static final long serialVersionUID = 1L;

    public StaleGeneration(String message) {
      super("stale-generation", message);
    }
  }

  /** Authority through a membership that had ended. */
  public static final class ExpiredMember extends LedgerException {
    private static final long serialVersionUID = 1L;

    public ExpiredMember(String message) {
      super("expired-member", message);
    }
  }

  /** A removal without its rotation. */
  public static final class RotationDue extends LedgerException {
    private static final long serialVersionUID = 1L;

    public RotationDue(String message) {
      super("rotation-due", message);
    }
  }

  /** The keyring takes no more statements. */
  public static final class Closed extends LedgerException {
    private static final long serialVersionUID = 1L;

    public Closed(String message) {
      super("closed", message);
    }
  }

  /** A change that makes no sense in this keyring. */
  public static final class InvalidChange extends LedgerException {
    private static final long serialVersionUID = 1L;

    public InvalidChange(String message) {
      super("invalid-change", message);
    }
  }

  /**
   * Something of a chain that was begun later, or of a state that is shown in part, which has not
   * been shown (spec/keyrings.md section 12). It says nothing of whether it is there.
   */
  public static final class NotShown extends LedgerException {
    private static final long serialVersionUID = 1L;

    public NotShown(String message) {
      super("not-shown", message);
    }
  }
}
