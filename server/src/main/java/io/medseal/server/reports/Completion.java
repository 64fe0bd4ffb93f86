package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.usage.UsageMeter;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Turns an upload into a report, in three steps: its parts are frozen, its blob is completed, and
 * then, in one transaction, the report is visible. After a crash between any two of them the same
 * request goes on from there.
 */
@Component
class Completion {
  private static final int ENVELOPE_BYTES = 1_169;
  private static final int LEAST_MANIFEST = 1 + 32 + 12 + 16;
  private static final int MOST_ENVELOPES = 1_000;

  private final Database database;
  private final Keyrings keyrings;
  private final Blobs blobs;
  private final ActivityLog activity;
  private final UsageMeter usage;
  private final Refusals refusals;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Completion(
      Database database,
      Keyrings keyrings,
      Blobs blobs,
      ActivityLog activity,
      UsageMeter usage,
      Refusals refusals,
      ApplicationEventPublisher events,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.blobs = blobs;
    this.activity = activity;
    this.usage = usage;
    this.refusals = refusals;
    this.events = events;
    this.clock = clock;
  }

  void complete(Caller caller, ReportId id, Reports.Complete request) throws IOException {
    checkShape(request);
    ManifestTime.check(request.time(), clock);
    ReportRow report =
        refusals.recorded(caller, () -> database.write(sql -> freeze(sql, caller, id, request)));
    if (report.state() == ReportRow.State.COMPLETE) {
      return; // the same request again
    }
    blobs.complete(report.blob(), report.bodyBytes());
    refusals.recorded(caller, () -> database.write(sql -> publish(sql, caller, id, request)));
  }

  private ReportRow freeze(JdbcClient sql, Caller caller, ReportId id, Reports.Complete request) {
    ReportRow report = Uploads.own(sql, caller, id);
    if (isDone(sql, report, request)) {
      return report;
    }
    requireAllowed(sql, caller, report, request);
    if (PartRows.count(sql, id) != new BodyParts(report.bodyBytes()).count()
        || !ContentsRows.isThere(sql, id)) {
      throw ProblemException.of(ProblemType.UPLOAD_INCOMPLETE);
    }
    sql.sql("update reports set state = 'completing', touched = :now where id = :id")
        .param("id", id.hex())
        .param("now", clock.millis())
        .update();
    return report;
  }

  private boolean publish(JdbcClient sql, Caller caller, ReportId id, Reports.Complete request) {
    ReportRow report = Uploads.own(sql, caller, id);
    if (isDone(sql, report, request)) {
      return false; // the same request, twice at once
    }
    // Again: somebody may have been removed, and a key rotated, while the blob was completed.
    requireAllowed(sql, caller, report, request);
    long beside = report.besideBytes() + sizeOf(request);
    long now = clock.millis();
    sql.sql(
            """
            update reports set state = 'complete', created = :now, touched = :now,
              signed = :signed, manifest = :manifest, beside_bytes = :beside
            where id = :id\
            """)
        .param("beside", beside)
        .param("id", id.hex())
        .param("now", now)
        .param("signed", request.time().toEpochMilli())
        .param("manifest", request.manifest().base64Url())
        .update();
    ReportPlaces.published(sql, report, now);
    events.publishEvent(ReportsChanged.of(sql, report));
    SealedKeyRows.write(sql, id, request.envelopes());
    usage.stored(sql, caller.account(), report.bodyBytes() + beside);
    Activity.Kind kind =
        Boolean.TRUE.equals(request.moved()) ? Activity.Kind.MOVED_HERE : Activity.Kind.UPLOADED;
    activity.report(sql, kind, caller.account(), report.record(), report.section(), id);
    return true;
  }

  /** What is stored with the completion: the manifest and envelopes. */
  private static long sizeOf(Reports.Complete request) {
    return request.manifest().size() + (long) ENVELOPE_BYTES * request.envelopes().size();
  }

  private static boolean isDone(JdbcClient sql, ReportRow report, Reports.Complete request) {
    if (report.state() != ReportRow.State.COMPLETE) {
      return false;
    }
    if (!request.manifest().equals(ReportRow.manifest(sql, report.id()))) {
      throw ProblemException.of(ProblemType.ALREADY_COMPLETE);
    }
    return true;
  }

  /** The uploader may still add, and the report key goes to exactly those who may open it now. */
  private void requireAllowed(
      JdbcClient sql, Caller caller, ReportRow report, Reports.Complete request) {
    KeyringsNow now = keyrings.now(sql);
    if (!now.capabilities(caller.account(), report.section()).contains(Capability.ADD)) {
      throw new Refusals.Refused(report, "add", true);
    }
    Set<KeyringId> sealedTo = new HashSet<>();
    for (Reports.SealedKey key : request.envelopes()) {
      boolean current =
          now.state(key.keyring())
              .filter(state -> state.current().number() == key.generation())
              .isPresent();
      if (!current) {
        throw ProblemException.of(ProblemType.STALE_SEAL);
      }
      if (!sealedTo.add(key.keyring())) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
    }
    if (!now.covers(report.section(), sealedTo)) {
      throw ProblemException.of(ProblemType.STALE_SEAL);
    }
  }

  private static void checkShape(Reports.Complete request) {
    boolean good =
        request.manifest() != null
            && request.manifest().size() > LEAST_MANIFEST
            && request.manifest().size() <= ReportSizes.MANIFEST
            && request.manifest().toArray()[0] == 1
            && request.envelopes() != null
            && !request.envelopes().isEmpty()
            && request.envelopes().size() <= MOST_ENVELOPES
            && request.envelopes().stream().allMatch(Completion::isWellFormed);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  private static boolean isWellFormed(Reports.SealedKey key) {
    return key != null
        && key.keyring() != null
        && key.envelope() != null
        && key.envelope().size() == ENVELOPE_BYTES
        && key.envelope().toArray()[0] == 1;
  }
}
