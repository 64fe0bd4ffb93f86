package io.medseal.server.reports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes down whose titles were sent to whom, before they are: a person with the keys can read them
 * then. Once a day for each person and report, or, where all titles of a section were to be had,
 * for each person and section.
 */
@Component
class Seen {
  private final Database database;
  private final ActivityLog activity;
  private final Cache<Sight, Boolean> lately;

  Seen(Database database, ActivityLog activity, Clock clock) {
    this.database = database;
    this.activity = activity;
    this.lately =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * What is seen.
   *
   * @param report null for all that are in the section
   */
  record Sight(KeyringId account, KeyringId record, KeyringId section, @Nullable ReportId report) {
    static Sight ofReport(Caller caller, ReportRow row) {
      return new Sight(caller.account(), row.record(), row.section(), row.id());
    }

    static Sight ofSection(Caller caller, ReportRow row) {
      return new Sight(caller.account(), row.record(), row.section(), null);
    }
  }

  void write(Set<Sight> sights) {
    List<Sight> fresh =
        sights.stream().filter(sight -> lately.getIfPresent(sight) == null).toList();
    if (fresh.isEmpty()) {
      return;
    }
    database.writeEvenIfFull(
        sql -> {
          fresh.forEach(
              sight ->
                  activity.seen(
                      sql, sight.account(), sight.record(), sight.section(), sight.report()));
          return true;
        });
    fresh.forEach(sight -> lately.put(sight, true));
  }
}
