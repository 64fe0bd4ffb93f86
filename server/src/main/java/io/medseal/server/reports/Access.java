package io.medseal.server.reports;

import io.medseal.ledger.keyrings.Capability;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** Decides about one report, and writes refusals down. */
final class Access {
  private Access() {}

  /**
   * A decision that leaves its transaction before it is thrown, so that what was written about a
   * refusal is kept.
   */
  record Decision<T>(@Nullable T value, @Nullable ProblemType problem) {
    static <T> Decision<T> allow(T value) {
      return new Decision<>(value, null);
    }

    static <T> Decision<T> notFound() {
      return new Decision<>(null, ProblemType.NOT_FOUND);
    }

    /** Refused; whether it exists is told only to who may see it. */
    static <T> Decision<T> refuse(boolean mayKnow) {
      return new Decision<>(null, mayKnow ? ProblemType.DENIED : ProblemType.NOT_FOUND);
    }

    static <T> Decision<T> gone() {
      return new Decision<>(null, ProblemType.GONE);
    }

    T orThrow() {
      if (problem != null) {
        throw ProblemException.of(problem);
      }
      return value;
    }
  }

  /** Whether the caller may open this report: through its section, or because it is shared. */
  static boolean opens(Keyrings.Now now, Caller caller, ReportRow report) {
    return now.capabilities(caller.account(), report.section()).contains(Capability.OPEN)
        || now.isShared(caller.account(), report.section(), report.id());
  }
}
