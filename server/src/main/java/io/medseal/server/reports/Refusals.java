package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes refusals down, after the transaction that found them is over, and then answers them. */
@Component
class Refusals {
  private final Database database;
  private final ActivityLog activity;

  Refusals(Database database, ActivityLog activity) {
    this.database = database;
    this.activity = activity;
  }

  /** Thrown out of a transaction by whoever refuses. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient KeyringId record;
    private final transient KeyringId section;
    private final transient @Nullable ReportId report;
    private final String what;
    private final ProblemType answer;

    /**
     * A refusal in a section.
     *
     * @param report null where it is about none
     * @param what was asked for: {@code read}, {@code add}, {@code delete}
     * @param mayKnow whether the caller may know that it is there
     */
    Refused(
        KeyringId record,
        KeyringId section,
        @Nullable ReportId report,
        String what,
        boolean mayKnow) {
      super(null, null, false, false);
      this.record = record;
      this.section = section;
      this.report = report;
      this.what = what;
      this.answer = mayKnow ? ProblemType.DENIED : ProblemType.NOT_FOUND;
    }

    Refused(ReportRow report, String what, boolean mayKnow) {
      this(report.record(), report.section(), report.id(), what, mayKnow);
    }
  }

  <T> T recorded(Caller caller, Supplier<T> work) {
    try {
      return work.get();
    } catch (Refused refused) {
      database.writeEvenIfFull(
          sql -> {
            activity.refused(
                sql,
                caller.account(),
                refused.record,
                refused.section,
                refused.report,
                refused.what);
            return true;
          });
      throw ProblemException.of(refused.answer);
    }
  }
}
