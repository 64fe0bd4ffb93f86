package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.faults.DamagedException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sealed contents: up to 16 MiB, so not part of a report's row. */
final class ContentsRows {
  private ContentsRows() {}

  static boolean isThere(JdbcClient sql, ReportId report) {
    return sql.sql("select count(*) from contents where report = :id")
            .param("id", report.hex())
            .query(Integer.class)
            .single()
        > 0;
  }

  static Optional<Bytes> find(JdbcClient sql, ReportId report) {
    return sql.sql("select sealed from contents where report = :id")
        .param("id", report.hex())
        .query(String.class)
        .optional()
        .map(DamagedException::bytes);
  }

  /** How long they are as they are stored; empty if there are none. */
  static Optional<Long> length(JdbcClient sql, ReportId report) {
    return sql.sql("select length(sealed) from contents where report = :id")
        .param("id", report.hex())
        .query(Long.class)
        .optional();
  }

  static void put(JdbcClient sql, ReportId report, Bytes sealed) {
    forget(sql, report);
    sql.sql("insert into contents (report, sealed) values (:id, :sealed)")
        .param("id", report.hex())
        .param("sealed", sealed.base64Url())
        .update();
  }

  static void forget(JdbcClient sql, ReportId report) {
    sql.sql("delete from contents where report = :id").param("id", report.hex()).update();
  }
}
