package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.blobs.BlobName;
import io.medseal.server.platform.faults.DamagedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A report's row.
 *
 * @param bodyBytes ciphertext length
 * @param besideBytes of what is stored beside the body: contents, manifest and envelopes
 * @param created when it became visible, milliseconds; 0 before
 * @param signed time of the manifest as the uploader says, milliseconds; 0 before
 */
record ReportRow(
    ReportId id,
    KeyringId section,
    KeyringId record,
    KeyringId uploader,
    long bodyBytes,
    long besideBytes,
    State state,
    long created,
    long signed) {

  static final String COLUMNS =
      "id, section, record, uploader, body_bytes, beside_bytes, state, created, signed";

  /** Where a report is in its life; each state can only be left for one below it. */
  enum State {
    /** Parts are put. */
    UPLOADING("uploading"),
    /** All parts are there and stay as they are; its blob may be complete or not yet. */
    COMPLETING("completing"),
    /** Visible. */
    COMPLETE("complete"),
    /** A tombstone. */
    DELETED("deleted");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    static State of(String text) {
      for (State state : values()) {
        if (state.text.equals(text)) {
          return state;
        }
      }
      throw new DamagedException("an unknown state of a report", null);
    }
  }

  /** Whether only its uploader knows it. */
  boolean isUpload() {
    return state == State.UPLOADING || state == State.COMPLETING;
  }

  /** All that is stored of it. */
  long bytes() {
    return bodyBytes + besideBytes;
  }

  BlobName blob() {
    return blob(id);
  }

  static BlobName blob(ReportId id) {
    return new BlobName(id.hex());
  }

  static Optional<ReportRow> find(JdbcClient sql, ReportId id) {
    return sql.sql("select " + COLUMNS + " from reports where id = :id")
        .param("id", id.hex())
        .query((row, _) -> of(row))
        .optional();
  }

  /** The sealed manifest of a visible report: up to 64 KiB, so not part of the row. */
  static Bytes manifest(JdbcClient sql, ReportId id) {
    return DamagedException.bytes(
        sql.sql("select manifest from reports where id = :id")
            .param("id", id.hex())
            .query((row, _) -> Optional.ofNullable(row.getString(1)))
            .single()
            .orElse(null));
  }

  static ReportRow of(ResultSet row) throws SQLException {
    return new ReportRow(
        new ReportId(row.getString(1)),
        new KeyringId(row.getString(2)),
        new KeyringId(row.getString(3)),
        new KeyringId(row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        State.of(row.getString(7)),
        row.getLong(8),
        row.getLong(9));
  }
}
