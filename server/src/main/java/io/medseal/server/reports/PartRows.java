package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.reports.Reports;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which parts of a report are on stable storage. */
final class PartRows {
  private PartRows() {}

  static List<Reports.Part> all(JdbcClient sql, ReportId report) {
    return sql.sql("select idx, sha256 from parts where report = :id order by idx")
        .param("id", report.hex())
        .query((row, _) -> new Reports.Part(row.getInt(1), new Sha256(row.getString(2))))
        .list();
  }

  static Optional<Sha256> digest(JdbcClient sql, ReportId report, int index) {
    return sql.sql("select sha256 from parts where report = :id and idx = :index")
        .param("id", report.hex())
        .param("index", index)
        .query(String.class)
        .optional()
        .map(Sha256::new);
  }

  static int count(JdbcClient sql, ReportId report) {
    return sql.sql("select count(*) from parts where report = :id")
        .param("id", report.hex())
        .query(Integer.class)
        .single();
  }

  static void forget(JdbcClient sql, ReportId report, int index) {
    sql.sql("delete from parts where report = :id and idx = :index")
        .param("id", report.hex())
        .param("index", index)
        .update();
  }

  static void forgetAll(JdbcClient sql, ReportId report) {
    sql.sql("delete from parts where report = :id").param("id", report.hex()).update();
  }

  static void remember(JdbcClient sql, ReportId report, int index, Sha256 digest) {
    sql.sql("insert into parts (report, idx, sha256) values (:id, :index, :digest)")
        .param("id", report.hex())
        .param("index", index)
        .param("digest", digest.hex())
        .update();
  }
}
