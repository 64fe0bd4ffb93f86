package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Uploads until they are completed (spec/http-api.md, "Upload"). What makes them survive a crash at
 * any instant is the order of writes, told in docs/adr/0006: a part's bytes are on stable storage
 * before its row says so, and its row is gone before other bytes take its place.
 */
@Component
class Uploads {
  private static final int CHUNK = 64 * 1024;
  private static final int LEAST_CONTENTS = 1 + 12 + 16;

  private final Database database;
  private final Keyrings keyrings;
  private final Blobs blobs;
  private final Refusals refusals;
  private final Room room;
  private final Clock clock;
  private final PartTurns turns = new PartTurns();

  Uploads(
      Database database,
      Keyrings keyrings,
      Blobs blobs,
      Refusals refusals,
      Room room,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.blobs = blobs;
    this.refusals = refusals;
    this.room = room;
    this.clock = clock;
  }

  Reports.Parts announce(Caller caller, Reports.NewReport request) {
    if (request.report() == null || request.section() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    BodyParts.check(request.bodyBytes());
    ManifestTime.check(request.time(), clock);
    return refusals.recorded(caller, () -> database.write(sql -> announce(sql, caller, request)));
  }

  private Reports.Parts announce(JdbcClient sql, Caller caller, Reports.NewReport request) {
    KeyringsNow now = keyrings.now(sql);
    KeyringState section =
        now.state(request.section())
            .filter(state -> state.kind() == KeyringKind.SECTION)
            .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    KeyringId record = section.parent().orElseThrow();
    Set<Capability> capabilities = now.capabilities(caller.account(), section.id());
    if (!capabilities.contains(Capability.ADD)) {
      boolean mayKnow = now.mayRead(caller.account(), section.id());
      throw new Refusals.Refused(record, section.id(), null, "add", mayKnow);
    }
    insert(sql, caller, request, record);
    return parts(sql, own(sql, caller, request.report()));
  }

  Reports.Parts parts(Caller caller, ReportId id) {
    return database.read(sql -> parts(sql, own(sql, caller, id)));
  }

  /**
   * Stores a part. Whoever sends it slowly keeps nobody waiting: a newer request for the same part
   * takes over at once.
   *
   * @param hash that the bytes must have (spec/bodies.md section 2)
   * @param length that the caller announces; negative if it does not
   */
  void putPart(Caller caller, ReportId id, int index, Sha256 hash, long length, InputStream body)
      throws IOException {
    ReportRow report = database.read(sql -> own(sql, caller, id));
    if (length != new BodyParts(report.bodyBytes()).length(index)) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    room.requireSpace(length);
    try (PartTurns.Turn turn = turns.take(id, index)) {
      if (turn.during(() -> begin(caller, id, index, hash))) {
        try (Blobs.Part part = blobs.part(report.blob(), index)) {
          HashList hashes = receive(turn, part, body, Math.toIntExact(length));
          if (!hashes.partHash().equals(hash)) {
            throw ProblemException.of(ProblemType.DIGEST_MISMATCH);
          }
          turn.during(
              () -> {
                part.force();
                return finish(caller, id, index, hashes);
              });
        }
      }
    }
  }

  /** Writes a part's bytes as they come, each piece in its turn; never while waiting for them. */
  private static HashList receive(
      PartTurns.Turn turn, Blobs.Part part, InputStream body, int length) throws IOException {
    PartHasher hasher = new PartHasher();
    byte[] chunk = new byte[CHUNK];
    int left = length;
    while (left > 0) {
      int read = body.readNBytes(chunk, 0, Math.min(chunk.length, left));
      if (read == 0) {
        throw new EOFException("the part ended " + left + " bytes early");
      }
      hasher.update(chunk, 0, read);
      turn.during(
          () -> {
            part.write(ByteBuffer.wrap(chunk, 0, read));
            return read;
          });
      left -= read;
    }
    return hasher.finish();
  }

  /** Makes way for a part; false if it is there already. */
  private boolean begin(Caller caller, ReportId id, int index, Sha256 hash) {
    return database.write(
        sql -> {
          ReportRow report = own(sql, caller, id);
          Optional<Sha256> there = PartRows.hash(sql, id, index);
          if (there.isPresent() && there.get().equals(hash)) {
            touch(sql, id);
            return false;
          }
          requireUploading(report);
          PartRows.forget(sql, id, index);
          return true;
        });
  }

  private int finish(Caller caller, ReportId id, int index, HashList hashes) {
    return database.write(
        sql -> {
          requireUploading(own(sql, caller, id));
          PartRows.remember(sql, id, index, hashes);
          return touch(sql, id);
        });
  }

  /**
   * Stores the sealed contents, which an uploader may replace until the report is completed.
   *
   * @param length that the caller announces; negative if it does not
   */
  void putContents(Caller caller, ReportId id, long length, InputStream body) throws IOException {
    database.read(sql -> own(sql, caller, id));
    room.requireSpace(length);
    if (length < LEAST_CONTENTS) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    if (length > ReportSizes.CONTENTS) {
      throw ProblemException.of(ProblemType.TOO_LARGE);
    }
    byte[] sealed = body.readNBytes((int) length);
    if (sealed.length != length || sealed[0] != 1) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    database.write(
        sql -> {
          ReportRow report = own(sql, caller, id);
          requireUploading(report);
          room.requireShare(sql, caller.account(), length - report.besideBytes());
          ContentsRows.put(sql, id, Bytes.of(sealed));
          return sql.sql("update reports set beside_bytes = :bytes, touched = :now where id = :id")
              .param("bytes", length)
              .param("now", clock.millis())
              .param("id", id.hex())
              .update();
        });
  }

  private static void requireUploading(ReportRow report) {
    if (report.state() != ReportRow.State.UPLOADING) {
      throw ProblemException.of(ProblemType.ALREADY_COMPLETE);
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
    room.requireUpload(sql, caller.account(), request.bodyBytes());
    sql.sql(
            """
            insert into reports (id, section, record, uploader, body_bytes, beside_bytes, state,
              announced, touched)
            values (:id, :section, :record, :uploader, :bytes, 0, 'uploading', :now, :now)\
            """)
        .param("id", request.report().hex())
        .param("section", request.section().hex())
        .param("record", record.hex())
        .param("uploader", caller.account().hex())
        .param("bytes", request.bodyBytes())
        .param("now", clock.millis())
        .update();
  }

  private static Reports.Parts parts(JdbcClient sql, ReportRow report) {
    return new Reports.Parts(
        report.id(),
        report.bodyBytes(),
        report.state() == ReportRow.State.COMPLETE,
        PartRows.all(sql, report.id()));
  }

  /** The caller's own upload; to anyone else it does not exist. */
  static ReportRow own(JdbcClient sql, Caller caller, ReportId id) {
    ReportRow row =
        ReportRow.find(sql, id)
            .filter(report -> report.uploader().equals(caller.account()))
            .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    if (row.state() == ReportRow.State.DELETED) {
      throw ProblemException.of(ProblemType.GONE);
    }
    return row;
  }

  private int touch(JdbcClient sql, ReportId id) {
    return sql.sql("update reports set touched = :now where id = :id")
        .param("now", clock.millis())
        .param("id", id.hex())
        .update();
  }
}
