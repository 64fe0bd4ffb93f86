package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes abandoned uploads and what is left of deleted reports: at the start and every hour. */
@Component
class Sweeper implements SmartLifecycle {
  /** An upload that has seen no part for so long is abandoned (spec/http-api.md, "Upload"). */
  static final Duration ABANDONED = Duration.ofDays(7);

  private static final Duration EVERY = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Database database;
  private final Tombstones tombstones;
  private final Clock clock;
  private volatile ScheduledExecutorService schedule;

  Sweeper(Database database, Tombstones tombstones, Clock clock) {
    this.database = database;
    this.tombstones = tombstones;
    this.clock = clock;
  }

  /** One round. */
  void sweep() {
    for (ReportId report : database.read(this::abandoned)) {
      database.write(
          sql -> {
            // Again: a part may have come since.
            if (abandoned(sql).contains(report)) {
              tombstones.put(sql, report);
            }
            return true;
          });
    }
    tombstones.sweep();
  }

  private List<ReportId> abandoned(JdbcClient sql) {
    return sql
        .sql(
            """
            select id from reports
            where state in ('uploading', 'completing') and touched < :old
            order by touched limit 1000\
            """)
        .param("old", clock.millis() - ABANDONED.toMillis())
        .query(String.class)
        .list()
        .stream()
        .map(ReportId::new)
        .toList();
  }

  @Override
  public void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweeper").daemon().factory());
    var _ =
        schedule.scheduleWithFixedDelay(
            this::sweepSafely, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    schedule.close();
    schedule = null;
  }

  @Override
  public boolean isRunning() {
    return schedule != null;
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.error("sweeping failed and is tried again in an hour", e);
    }
  }
}
