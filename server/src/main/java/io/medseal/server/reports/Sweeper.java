package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes abandoned uploads and what is left of deleted reports: at the start and every minute, so
 * many at once, by an index. However much was abandoned, nobody waits for it.
 */
@Component
class Sweeper extends Rounds {
  /** An upload that has seen no part for so long is abandoned (spec/http-api.md, "Upload"). */
  static final Duration ABANDONED = Duration.ofDays(7);

  /** Abandoned uploads of one round. */
  static final int MOST = 500;

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final Tombstones tombstones;
  private final Clock clock;

  Sweeper(Database database, Tombstones tombstones, Clock clock) {
    super("sweeper", Duration.ZERO, EVERY);
    this.database = database;
    this.tombstones = tombstones;
    this.clock = clock;
  }

  @Override
  protected void round() {
    for (ReportId report : database.read(this::abandoned)) {
      database.writeEvenIfFull(
          sql -> {
            // Again: a part may have come since.
            if (isAbandoned(sql, report)) {
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
            order by touched limit :most\
            """)
        .param("old", old())
        .param("most", MOST)
        .query(String.class)
        .list()
        .stream()
        .map(ReportId::new)
        .toList();
  }

  private boolean isAbandoned(JdbcClient sql, ReportId report) {
    return sql.sql(
                """
            select count(*) from reports
            where id = :id and state in ('uploading', 'completing') and touched < :old\
            """)
            .param("id", report.hex())
            .param("old", old())
            .query(Integer.class)
            .single()
        > 0;
  }

  private long old() {
    return clock.millis() - ABANDONED.toMillis();
  }
}
