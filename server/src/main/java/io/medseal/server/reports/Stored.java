package io.medseal.server.reports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Correction;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports that are there, and uploads that are given up. */
@Component
class Stored {
  private static final Logger LOG = LoggerFactory.getLogger(Stored.class);

  private final Database database;
  private final Keyrings keyrings;
  private final ActivityLog activity;
  private final Refusals refusals;
  private final Tombstones tombstones;
  private final Seen seen;

  /** Openings written down lately: a video is fetched in thousands of ranges. */
  private final Cache<Opening, Boolean> openings;

  Stored(
      Database database,
      Keyrings keyrings,
      ActivityLog activity,
      Refusals refusals,
      Tombstones tombstones,
      Seen seen,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.activity = activity;
    this.refusals = refusals;
    this.tombstones = tombstones;
    this.seen = seen;
    this.openings =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  private record Opening(KeyringId account, ReportId report) {}

  Reports.Report one(Caller caller, ReportId id) {
    ReportRow report = body(caller, id);
    seen.write(Set.of(Seen.Sight.ofReport(caller, report)));
    return refusals.recorded(
        caller,
        () ->
            database.read(
                sql -> {
                  KeyringsNow now = keyrings.now(sql);
                  return answer(sql, now, caller, readable(sql, now, caller, id));
                }));
  }

  /** A report whose body is asked for. */
  ReportRow body(Caller caller, ReportId id) {
    return refusals.recorded(
        caller, () -> database.read(sql -> readable(sql, keyrings.now(sql), caller, id)));
  }

  /** The hash lists of parts, one after the other. */
  List<Bytes> hashLists(Caller caller, ReportId id, int first, int count) {
    if (first < 0 || count < 1 || count > Reports.MOST_HASH_LISTS) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    ReportRow report = body(caller, id);
    if (first >= new BodyParts(report.bodyBytes()).count()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    int last = Math.min(new BodyParts(report.bodyBytes()).count(), first + count);
    List<Bytes> lists = database.read(sql -> PartRows.hashLists(sql, id, first, count));
    if (lists.size() != last - first) {
      throw lost(caller, id);
    }
    return lists;
  }

  /**
   * Why something of a report that the caller may open is not there.
   *
   * @return {@code damaged}; a report that was deleted a moment ago is refused as such
   */
  ProblemException lost(Caller caller, ReportId id) {
    body(caller, id);
    LOG.error("something of a stored report is missing or damaged; medseal check tells what");
    return ProblemException.of(ProblemType.DAMAGED);
  }

  /** Writes down that a report's body is about to be sent. */
  void opened(Caller caller, ReportRow report) {
    Opening opening = new Opening(caller.account(), report.id());
    if (openings.getIfPresent(opening) == null) {
      database.writeEvenIfFull(
          sql -> {
            activity.opened(sql, caller.account(), report.record(), report.section(), report.id());
            return true;
          });
      openings.put(opening, true);
    }
  }

  /** Gives an upload up. What is complete is deleted by a statement only. */
  void abandon(Caller caller, ReportId id) {
    refusals.recorded(
        caller,
        () ->
            database.writeEvenIfFull(
                sql -> {
                  requireOwnUpload(sql, caller, id);
                  tombstones.put(sql, id);
                  return true;
                }));
    tombstones.remove(id);
  }

  private void requireOwnUpload(JdbcClient sql, Caller caller, ReportId id) {
    ReportRow report = find(sql, id);
    boolean own = report.uploader().equals(caller.account());
    if (report.isUpload() && own) {
      return;
    }
    if (report.isUpload()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    boolean mayKnow = own || opens(keyrings.now(sql), caller, report);
    if (report.state() == ReportRow.State.DELETED && mayKnow) {
      throw ProblemException.of(ProblemType.GONE);
    }
    throw new Refusals.Refused(report, "delete", mayKnow);
  }

  private static ReportRow readable(JdbcClient sql, KeyringsNow now, Caller caller, ReportId id) {
    ReportRow report = find(sql, id);
    if (report.isUpload()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    if (!opens(now, caller, report)) {
      boolean mayKnow = report.uploader().equals(caller.account());
      throw new Refusals.Refused(report, "read", mayKnow);
    }
    if (report.state() == ReportRow.State.DELETED) {
      throw ProblemException.of(ProblemType.GONE);
    }
    return report;
  }

  private static ReportRow find(JdbcClient sql, ReportId id) {
    return ReportRow.find(sql, id).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
  }

  /** Whether the caller may open a report: through its section, or because it is shared. */
  static boolean opens(KeyringsNow now, Caller caller, ReportRow report) {
    return now.capabilities(caller.account(), report.section()).contains(Capability.OPEN)
        || !now.openedShares(caller.account(), report.section(), report.id()).isEmpty();
  }

  /** A report with those of its envelopes that the caller may be able to open. */
  static Reports.Report answer(JdbcClient sql, KeyringsNow now, Caller caller, ReportRow report) {
    return listed(sql, now, caller, report, null, true).whole().orElseThrow();
  }

  /**
   * The same in a list.
   *
   * @param index what the caller keeps of it, in place of what only opening needs; null where that
   *     is nothing
   * @param whole with that, where nothing is kept; else it is only named
   */
  static Reports.ListedReport listed(
      JdbcClient sql,
      KeyringsNow now,
      Caller caller,
      ReportRow report,
      @Nullable Bytes index,
      boolean whole) {
    boolean sealed = whole && index == null;
    boolean throughSection =
        now.capabilities(caller.account(), report.section()).contains(Capability.OPEN);
    List<KeyringId> shares =
        throughSection
            ? List.of()
            : now.openedShares(caller.account(), report.section(), report.id());
    return new Reports.ListedReport(
        report.id(),
        report.record(),
        report.section(),
        report.uploader(),
        Instant.ofEpochMilli(report.created()),
        Instant.ofEpochMilli(report.signed()),
        report.bodyBytes(),
        corrections(now, report),
        shares,
        index,
        sealed ? ReportRow.manifest(sql, report.id()) : null,
        sealed ? keys(sql, now, caller, report) : null);
  }

  private static int corrections(KeyringsNow now, ReportRow report) {
    return now.state(report.section())
        .flatMap(section -> section.correction(report.id()))
        .map(Correction::number)
        .orElse(0);
  }

  private static List<Reports.SealedKey> keys(
      JdbcClient sql, KeyringsNow now, Caller caller, ReportRow report) {
    return SealedKeyRows.all(sql, report.id()).stream()
        .filter(key -> now.actsAs(caller.account(), key.keyring()))
        .toList();
  }
}
