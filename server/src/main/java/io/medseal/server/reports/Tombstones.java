package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.HeldException;
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
 * in between leaves a note, not a forgotten file. After {@link #REPEAT_AFTER} the blob is removed
 * once more, and then the note: a part that was on its way when the report was deleted may have
 * come later.
 */
@Component
class Tombstones {
  /** Removed in one sweep, however many there are. */
  static final int MOST = 500;

  private static final Duration REPEAT_AFTER = Duration.ofHours(1);
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
    sql.sql("insert into removals (report, since, due) values (:id, :now, :now)")
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
    } catch (HeldException _) {
      // the sweeper does it later
    } catch (IOException e) {
      LOG.warn("a deleted report's blob was not removed and is tried again", e);
    }
  }

  /** Removes what is still to be removed, no more than {@link #MOST}; what is due first. */
  void sweep() {
    for (Note note : due()) {
      try {
        blobs.delete(ReportRow.blob(note.report()));
        database.writeEvenIfFull(
            sql -> isOver(note) ? forget(sql, note) : put(sql, note, later(note.since())));
      } catch (HeldException _) {
        return; // all of them wait
      } catch (IOException e) {
        LOG.warn("a deleted report's blob was not removed and is tried again", e);
        database.writeEvenIfFull(sql -> put(sql, note, later(clock.millis())));
      }
    }
  }

  /** A blob to be removed, of a report that was deleted then. */
  private record Note(ReportId report, long since) {}

  private List<Note> due() {
    return database.read(
        sql ->
            sql.sql("select report, since from removals where due <= :now order by due limit :most")
                .param("now", clock.millis())
                .param("most", MOST)
                .query((row, _) -> new Note(new ReportId(row.getString(1)), row.getLong(2)))
                .list());
  }

  private boolean isOver(Note note) {
    return clock.millis() >= later(note.since());
  }

  private static long later(long time) {
    return time + REPEAT_AFTER.toMillis();
  }

  private static int forget(JdbcClient sql, Note note) {
    return sql.sql("delete from removals where report = :id")
        .param("id", note.report().hex())
        .update();
  }

  private static int put(JdbcClient sql, Note note, long due) {
    return sql.sql("update removals set due = :due where report = :id")
        .param("id", note.report().hex())
        .param("due", due)
        .update();
  }
}
