package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.usage.UsageMeter;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Uploads (spec/http-api.md). The order of writes is what makes them survive a crash at any
 * instant: a part's bytes are on stable storage before its row says so; its row is gone before
 * other bytes replace them; the blob is complete before the report is.
 */
@Component
class Uploads {
  private static final int ENVELOPE_BYTES = 1_169;
  private static final int MOST_MANIFEST = 16 * 1024 * 1024 + 64;
  private static final int MOST_ENVELOPES = 1_000;

  private final Database database;
  private final Keyrings keyrings;
  private final Blobs blobs;
  private final ActivityLog activity;
  private final UsageMeter usage;
  private final Clock clock;
  private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(256).toArray(Lock[]::new);

  Uploads(
      Database database,
      Keyrings keyrings,
      Blobs blobs,
      ActivityLog activity,
      UsageMeter usage,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.blobs = blobs;
    this.activity = activity;
    this.usage = usage;
    this.clock = clock;
  }

  Reports.Parts announce(Caller caller, Reports.NewReport request) {
    if (request.report() == null || request.section() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    BodyParts.check(request.bodyBytes());
    Access.Decision<Reports.Parts> decision =
        database.write(
            sql -> {
              Keyrings.Now now = keyrings.now(sql);
              Optional<KeyringState> section =
                  now.state(request.section()).filter(state -> state.kind() == KeyringKind.SECTION);
              if (section.isEmpty()) {
                return Access.Decision.notFound();
              }
              KeyringId record = section.get().parent().orElseThrow();
              Set<Capability> capabilities = now.capabilities(caller.account(), request.section());
              if (!capabilities.contains(Capability.ADD) || section.get().closed()) {
                activity.refused(sql, caller.account(), record, request.section(), null, "add");
                return Access.Decision.refuse(!capabilities.isEmpty());
              }
              insert(sql, caller, request, record);
              return Access.Decision.allow(parts(sql, own(sql, caller, request.report())));
            });
    return decision.orThrow();
  }

  Reports.Parts parts(Caller caller, ReportId id) {
    return database.read(sql -> parts(sql, own(sql, caller, id)));
  }

  void putPart(Caller caller, ReportId id, int index, Sha256 digest, long length, InputStream body)
      throws IOException {
    Lock lock = locks[Math.floorMod(31 * id.hashCode() + index, locks.length)];
    lock.lock();
    try {
      ReportRow report = database.read(sql -> own(sql, caller, id));
      if (length != new BodyParts(report.bodyBytes()).length(index)) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      if (digest.equals(database.read(sql -> storedPart(sql, id, index)).orElse(null))) {
        return; // there already; the rest of the request is read and dropped by the server
      }
      if (report.state() == ReportRow.State.COMPLETE) {
        throw ProblemException.of(ProblemType.ALREADY_COMPLETE);
      }
      database.write(sql -> forgetPart(sql, id, index));
      MessageDigest hash = Digests.sha256();
      blobs.putPart(
          report.blob(), index, new DigestInputStream(body, hash), Math.toIntExact(length));
      if (!Sha256.of(hash.digest()).equals(digest)) {
        throw ProblemException.of(ProblemType.DIGEST_MISMATCH);
      }
      database.write(
          sql -> {
            ReportRow now = own(sql, caller, id);
            if (now.state() != ReportRow.State.UPLOADING) {
              throw ProblemException.of(ProblemType.ALREADY_COMPLETE);
            }
            rememberPart(sql, id, index, digest);
            return touch(sql, id);
          });
    } finally {
      lock.unlock();
    }
  }

  void complete(Caller caller, ReportId id, Reports.Complete request) throws IOException {
    ReportRow report = database.read(sql -> own(sql, caller, id));
    checkShape(request);
    if (report.state() == ReportRow.State.COMPLETE) {
      if (!request.manifest().equals(report.manifest())) {
        throw ProblemException.of(ProblemType.ALREADY_COMPLETE);
      }
      return;
    }
    database.read(sql -> checkAllowed(sql, caller, report, request));
    blobs.complete(report.blob(), report.bodyBytes());
    database.write(
        sql -> {
          if (own(sql, caller, id).state() == ReportRow.State.COMPLETE) {
            return false; // the same request, twice at once
          }
          checkAllowed(sql, caller, report, request);
          makeVisible(sql, report, request);
          usage.stored(sql, caller.account(), report.bodyBytes());
          activity.report(
              sql, Activity.Kind.UPLOADED, caller.account(), report.record(), report.section(), id);
          return true;
        });
  }

  private boolean checkAllowed(
      JdbcClient sql, Caller caller, ReportRow report, Reports.Complete request) {
    Keyrings.Now now = keyrings.now(sql);
    KeyringState section = now.state(report.section()).orElseThrow();
    if (section.closed()
        || !now.capabilities(caller.account(), report.section()).contains(Capability.ADD)) {
      throw ProblemException.of(ProblemType.DENIED);
    }
    if (partCount(sql, report.id()) != new BodyParts(report.bodyBytes()).count()) {
      throw ProblemException.of(ProblemType.UPLOAD_INCOMPLETE);
    }
    Set<KeyringId> targets = now.targets(report.section());
    Set<KeyringId> sealedTo = new HashSet<>();
    for (Reports.SealedKey key : request.envelopes()) {
      boolean current =
          now.state(key.keyring())
              .map(state -> state.current().number() == key.generation())
              .orElse(false);
      if (!current || !targets.contains(key.keyring())) {
        throw ProblemException.of(ProblemType.STALE_SEAL);
      }
      if (!sealedTo.add(key.keyring())) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
    }
    if (!sealedTo.equals(targets)) {
      throw ProblemException.of(ProblemType.STALE_SEAL);
    }
    return true;
  }

  private static void checkShape(Reports.Complete request) {
    boolean good =
        request.manifest() != null
            && request.manifest().size() > 29
            && request.manifest().size() <= MOST_MANIFEST
            && request.manifest().toArray()[0] == 1
            && request.envelopes() != null
            && !request.envelopes().isEmpty()
            && request.envelopes().size() <= MOST_ENVELOPES
            && request.envelopes().stream()
                .allMatch(
                    key ->
                        key.keyring() != null
                            && key.envelope() != null
                            && key.envelope().size() == ENVELOPE_BYTES);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  private void insert(JdbcClient sql, Caller caller, Reports.NewReport request, KeyringId record) {
    Optional<ReportRow> there = ReportRow.find(sql, request.report());
    if (there.isPresent()) {
      ReportRow row = there.get();
      if (!row.uploader().equals(caller.account())
          || !row.section().equals(request.section())
          || row.bodyBytes() != request.bodyBytes()
          || row.state() == ReportRow.State.DELETED) {
        throw ProblemException.of(ProblemType.ALREADY_EXISTS);
      }
      return;
    }
    sql.sql(
            """
            insert into reports (id, section, record, uploader, body_bytes, state, announced,
              touched)
            values (:id, :section, :record, :uploader, :bytes, 'uploading', :now, :now)""")
        .param("id", request.report().hex())
        .param("section", request.section().hex())
        .param("record", record.hex())
        .param("uploader", caller.account().hex())
        .param("bytes", request.bodyBytes())
        .param("now", clock.millis())
        .update();
  }

  private void makeVisible(JdbcClient sql, ReportRow report, Reports.Complete request) {
    sql.sql(
            """
            update reports set state = 'complete', created = :now, touched = :now,
              manifest = :manifest
            where id = :id""")
        .param("id", report.id().hex())
        .param("now", clock.millis())
        .param("manifest", request.manifest().base64Url())
        .update();
    for (Reports.SealedKey key : request.envelopes()) {
      sql.sql(
              """
              insert into report_keys (report, keyring, generation, envelope)
              values (:id, :keyring, :generation, :envelope)""")
          .param("id", report.id().hex())
          .param("keyring", key.keyring().hex())
          .param("generation", key.generation())
          .param("envelope", key.envelope().base64Url())
          .update();
    }
  }

  /** The caller's own upload; to anyone else it does not exist. */
  private static ReportRow own(JdbcClient sql, Caller caller, ReportId id) {
    ReportRow row =
        ReportRow.find(sql, id)
            .filter(report -> report.uploader().equals(caller.account()))
            .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    if (row.state() == ReportRow.State.DELETED) {
      throw ProblemException.of(ProblemType.GONE);
    }
    return row;
  }

  private static Reports.Parts parts(JdbcClient sql, ReportRow report) {
    List<Reports.Part> parts =
        sql.sql("select idx, sha256 from parts where report = :id order by idx")
            .param("id", report.id().hex())
            .query((row, _) -> new Reports.Part(row.getInt(1), new Sha256(row.getString(2))))
            .list();
    return new Reports.Parts(
        report.id(), report.bodyBytes(), report.state() == ReportRow.State.COMPLETE, parts);
  }

  private static Optional<Sha256> storedPart(JdbcClient sql, ReportId id, int index) {
    return sql.sql("select sha256 from parts where report = :id and idx = :index")
        .param("id", id.hex())
        .param("index", index)
        .query(String.class)
        .optional()
        .map(Sha256::new);
  }

  private static int partCount(JdbcClient sql, ReportId id) {
    return sql.sql("select count(*) from parts where report = :id")
        .param("id", id.hex())
        .query(Integer.class)
        .single();
  }

  private static int forgetPart(JdbcClient sql, ReportId id, int index) {
    return sql.sql("delete from parts where report = :id and idx = :index")
        .param("id", id.hex())
        .param("index", index)
        .update();
  }

  private static void rememberPart(JdbcClient sql, ReportId id, int index, Sha256 digest) {
    sql.sql("insert into parts (report, idx, sha256) values (:id, :index, :digest)")
        .param("id", id.hex())
        .param("index", index)
        .param("digest", digest.hex())
        .update();
  }

  private int touch(JdbcClient sql, ReportId id) {
    return sql.sql("update reports set touched = :now where id = :id")
        .param("now", clock.millis())
        .param("id", id.hex())
        .update();
  }
}
