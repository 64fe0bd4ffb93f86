package io.medseal.server.reports;

import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that an uploader says its manifest has. One from a clock that is wrong would make the
 * report unreadable as soon as its author's access has ended.
 */
final class ManifestTime {
  private ManifestTime() {}

  /** Refuses a time that is further from the service's clock than a statement's may be. */
  static void check(@Nullable Instant time, Clock clock) {
    if (time == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Instant now = clock.instant();
    if (Duration.between(now, time).abs().compareTo(AuthorityCheck.CLOCK_TOLERANCE) > 0) {
      throw ProblemException.clockSkew(now);
    }
  }
}
