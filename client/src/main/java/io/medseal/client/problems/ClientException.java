package io.medseal.client.problems;

import org.jspecify.annotations.Nullable;

/**
 * Why the SDK could not do what it was asked to do.
 *
 * <p><b>Guarantees.</b> {@link #getMessage()} is one sentence, or two, for the person at the
 * keyboard: what happened and what to do. {@link #code()} is unique, lasting and never reused.
 * Neither contains a secret.
 */
public abstract sealed class ClientException extends RuntimeException
    permits AccessException,
        ConnectionException,
        ContendedException,
        DicomException,
        InputException,
        LocalFileException,
        ProfileException,
        ServiceException,
        SourceException,
        TrustException {
  private static final long serialVersionUID = 1L;

  private final String code;

  ClientException(String code, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  /** What went wrong, for programs; for instance {@code substitute-key}. */
  public final String code() {
    return code;
  }
}
