package io.medseal.client.problems;

import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service was reached and refuses. The code is that of the {@link ProblemType}. */
public final class ServiceException extends ClientException {
  private static final long serialVersionUID = 1L;

  /** The form of the codes in spec/README.md. */
  private static final Pattern REASON = Pattern.compile("[a-z-]{1,64}");

  private final ProblemType type;
  private final transient @Nullable Problem problem;

  /**
   * A refusal.
   *
   * @param problem the answer's members, where it had any
   * @param now this computer's clock, to say by how much it differs
   */
  public ServiceException(ProblemType type, @Nullable Problem problem, Instant now) {
    super(type.code(), sentence(type, problem, now), null);
    this.type = type;
    this.problem = problem;
  }

  /** Which refusal. */
  public ProblemType type() {
    return type;
  }

  /** The ledger's error class, with {@code statement-refused}. */
  public Optional<String> reason() {
    return reason(problem);
  }

  /** How long to wait, with {@code too-many-requests}. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(problem).map(Problem::retryAfterSeconds).map(Duration::ofSeconds);
  }

  private static String sentence(ProblemType type, @Nullable Problem problem, Instant now) {
    if (problem != null && type == ProblemType.CLOCK_SKEW && problem.serviceTime() != null) {
      Duration ahead = Duration.between(problem.serviceTime(), now);
      return "This computer's clock is "
          + spoken(ahead.abs())
          + (ahead.isNegative() ? " behind" : " ahead of")
          + " the service's. Set it right, then try again.";
    }
    if (problem != null
        && type == ProblemType.TOO_MANY_REQUESTS
        && problem.retryAfterSeconds() != null) {
      return "Too many attempts. Try again in "
          + spoken(Duration.ofSeconds(problem.retryAfterSeconds()))
          + ".";
    }
    if (type == ProblemType.STATEMENT_REFUSED && reason(problem).isPresent()) {
      return "The service refuses the change (" + reason(problem).get() + ").";
    }
    return type.title();
  }

  /** A service may write anything there; what has not the form of a code is none. */
  private static Optional<String> reason(@Nullable Problem problem) {
    return Optional.ofNullable(problem)
        .map(Problem::reason)
        .filter(reason -> REASON.matcher(reason).matches());
  }

  /** In the largest unit of which there are two or more, to the nearest. */
  private static String spoken(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " seconds";
    }
    if (seconds < 2 * 3_600) {
      return (seconds + 30) / 60 + " minutes";
    }
    if (seconds < 2 * 86_400) {
      return (seconds + 1_800) / 3_600 + " hours";
    }
    return (seconds + 43_200) / 86_400 + " days";
  }
}
