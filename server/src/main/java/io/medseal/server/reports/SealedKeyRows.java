package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.faults.DamagedException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Report keys, each sealed to a keyring. */
final class SealedKeyRows {
  private SealedKeyRows() {}

  static List<Reports.SealedKey> all(JdbcClient sql, ReportId report) {
    return sql.sql(
            """
            select keyring, generation, envelope from report_keys
            where report = :id order by keyring\
            """)
        .param("id", report.hex())
        .query(
            (row, _) ->
                new Reports.SealedKey(
                    new KeyringId(row.getString(1)),
                    row.getInt(2),
                    DamagedException.bytes(row.getString(3))))
        .list();
  }

  static void write(JdbcClient sql, ReportId report, List<Reports.SealedKey> keys) {
    for (Reports.SealedKey key : keys) {
      sql.sql(
              """
              insert into report_keys (report, keyring, generation, envelope)
              values (:id, :keyring, :generation, :envelope)\
              """)
          .param("id", report.hex())
          .param("keyring", key.keyring().hex())
          .param("generation", key.generation())
          .param("envelope", key.envelope().base64Url())
          .update();
    }
  }

  static void forgetAll(JdbcClient sql, ReportId report) {
    sql.sql("delete from report_keys where report = :id").param("id", report.hex()).update();
  }
}
