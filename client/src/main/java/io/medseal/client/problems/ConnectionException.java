package io.medseal.client.problems;

import org.jspecify.annotations.Nullable;

/** The service could not be reached, or what answered does not speak like it. */
public abstract sealed class ConnectionException extends ClientException {
  private static final long serialVersionUID = 1L;

  private ConnectionException(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause);
  }

  /** No connection, a connection that broke, or no answer in time. */
  public static final class Unreachable extends ConnectionException {
    private static final long serialVersionUID = 1L;

    /**
     * For a request that failed.
     *
     * @param host of the service, with its port
     * @param why a few words
     */
    public Unreachable(String host, String why, @Nullable Throwable cause) {
      super(
          "unreachable",
          "The service at "
              + host
              + " cannot be reached ("
              + why
              + "). Check the address and the"
              + " network, then try again.",
          cause);
    }
  }

  /** Something answered, but not as the service's interface says. */
  public static final class BadAnswer extends ConnectionException {
    private static final long serialVersionUID = 1L;

    public BadAnswer(String host, String what) {
      super(
          "bad-answer",
          "What answers at " + host + " does not speak like a Medseal service (" + what + ").",
          null);
    }
  }

  /** An answer of more bytes than are taken. */
  public static final class TooLong extends ConnectionException {
    private static final long serialVersionUID = 1L;

    public TooLong(String host, long most) {
      super(
          "answer-too-long",
          "What answers at "
              + host
              + " sends more than the "
              + most
              + " bytes that are taken at once.",
          null);
    }
  }

  /** An address that secrets must not be sent to. */
  public static final class BadAddress extends ConnectionException {
    private static final long serialVersionUID = 1L;

    public BadAddress(String sentence) {
      super("bad-address", sentence, null);
    }
  }

  /** The calling thread was interrupted. */
  public static final class Interrupted extends ConnectionException {
    private static final long serialVersionUID = 1L;

    public Interrupted() {
      super("interrupted", "Interrupted. Start again to go on.", null);
    }
  }
}
