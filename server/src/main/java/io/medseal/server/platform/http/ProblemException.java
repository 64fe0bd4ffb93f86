package io.medseal.server.platform.http;

import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refusal on its way to the caller. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** When to come back where nobody knows: most of what is away for a moment is there again. */
  private static final long MOMENT_SECONDS = 2;

  private final transient Problem problem;
  private final ProblemType type;

  private ProblemException(ProblemType type, Problem problem) {
    super(type.code(), null, false, false);
    this.type = type;
    this.problem = problem;
  }

  /** A refusal of that type. */
  public static ProblemException of(ProblemType type) {
    Long retry = type == ProblemType.UNAVAILABLE ? MOMENT_SECONDS : null;
    return new ProblemException(type, body(type, null, null, retry));
  }

  /** A statement does not verify, for the ledger's reason. */
  public static ProblemException statementRefused(String reason) {
    return new ProblemException(
        ProblemType.STATEMENT_REFUSED, body(ProblemType.STATEMENT_REFUSED, reason, null, null));
  }

  /** The caller's clock is wrong; the service's is {@code now}. */
  public static ProblemException clockSkew(Instant now) {
    return new ProblemException(
        ProblemType.CLOCK_SKEW, body(ProblemType.CLOCK_SKEW, null, now, null));
  }

  /** Too many attempts; the next one may come after so many seconds. */
  public static ProblemException tooMany(long retryAfterSeconds) {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS,
        body(ProblemType.TOO_MANY_REQUESTS, null, null, retryAfterSeconds));
  }

  /** What the caller is answered. */
  public Problem problem() {
    return problem;
  }

  public ProblemType type() {
    return type;
  }

  static Problem body(
      ProblemType type, @Nullable String reason, @Nullable Instant time, @Nullable Long retry) {
    return new Problem(type.type(), type.title(), type.status(), reason, time, retry);
  }
}
