package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.blobs.BlobName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A report's row.
 *
 * @param created when it became visible, milliseconds; 0 before
 */
record ReportRow(
    ReportId id,
    KeyringId section,
    KeyringId record,
    KeyringId uploader,
    long bodyBytes,
    State state,
    long created,
    @Nullable Bytes manifest) {

  static final String COLUMNS =
      "id, section, record, uploader, body_bytes, state, created, manifest";

  /** Where a report is in its life. */
  enum State {
    UPLOADING("uploading"),
    COMPLETE("complete"),
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
      throw new IllegalStateException("an unknown state of a report");
    }
  }

  BlobName blob() {
    return new BlobName(id.hex());
  }

  static Optional<ReportRow> find(JdbcClient sql, ReportId id) {
    return sql.sql("select " + COLUMNS + " from reports where id = :id")
        .param("id", id.hex())
        .query((row, _) -> of(row))
        .optional();
  }

  static ReportRow of(ResultSet row) throws SQLException {
    String manifest = row.getString(8);
    return new ReportRow(
        new ReportId(row.getString(1)),
        new KeyringId(row.getString(2)),
        new KeyringId(row.getString(3)),
        new KeyringId(row.getString(4)),
        row.getLong(5),
        State.of(row.getString(6)),
        row.getLong(7),
        manifest == null ? null : Bytes.fromBase64Url(manifest));
  }
}
