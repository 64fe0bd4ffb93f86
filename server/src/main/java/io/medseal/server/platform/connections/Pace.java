package io.medseal.server.platform.connections;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;

/**
 * How slowly a caller may send or take bytes: the time spent waiting for it counts, the service's
 * own does not. Each read or write that waits for nothing at all has Tomcat's time limit besides.
 */
final class Pace {
  /** A connection over which a part of 8 MiB takes more than two hours helps nobody. */
  static final long LEAST_BYTES_PER_SECOND = 1_024;

  private static final long FREE_NANOS = Duration.ofSeconds(20).toNanos();

  private long waited;
  private long bytes;

  /** Counts what has just come or gone. */
  void moved(long count, long nanos) {
    bytes += count;
    waited += nanos;
    if (waited > FREE_NANOS
        && bytes < (waited - FREE_NANOS) / 1_000_000_000.0 * LEAST_BYTES_PER_SECOND) {
      throw ProblemException.of(ProblemType.TOO_SLOW);
    }
  }
}
