package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What stays of a deleted report, and the removal of its blob.
 *
 * <p>The tombstone is committed first, with a note that the blob is still to be removed; so a crash
 * in between leaves a note, not a forgotten file. Notes are kept for {@link #REPEAT_FOR} and the
 * blob is removed again: a part that was on its way when the report was deleted may come later.
 */
@Component
class Tombstones {
  private static final Duration REPEAT_FOR = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  private final Database database;
  private final Blobs blobs;
  private final Clock clock;

  Tombstones(Database database, Blobs blobs, Clock clock) {
    this.database = database;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Turns a report into a tombstone, in the caller's transaction. */
  void put(JdbcClient sql, ReportId report) {
    sql.sql("update reports set state = 'deleted', manifest = null where id = :id")
        .param("id", report.hex())
        .update();
    PartRows.forgetAll(sql, report);
    ContentsRows.forget(sql, report);
    SealedKeyRows.forgetAll(sql, report);
    ReportIndex.forget(sql, report);
    sql.sql("insert into removals (report, since) values (:id, :now)")
        .param("id", report.hex())
        .param("now", clock.millis())
        .update();
  }

  /**
   * Removes the blob of a tombstone that has been committed. If it fails, it is tried again later.
   */
  void remove(ReportId report) {
    try {
      blobs.delete(ReportRow.blob(report));
    } catch (IOException e) {
      LOG.warn("a deleted report's blob was not removed and is tried again", e);
    }
  }

  /** Removes what is still to be removed. */
  void sweep() {
    List<ReportId> noted =
        database.read(
            sql ->
                sql.sql("select report from removals").query(String.class).list().stream()
                    .map(ReportId::new)
                    .toList());
    for (ReportId report : noted) {
      try {
        blobs.delete(ReportRow.blob(report));
        database.write(
            sql ->
                sql.sql("delete from removals where report = :id and since < :old")
                    .param("id", report.hex())
                    .param("old", clock.millis() - REPEAT_FOR.toMillis())
                    .update());
      } catch (IOException e) {
        LOG.warn("a deleted report's blob was not removed and is tried again", e);
      }
    }
  }
}
