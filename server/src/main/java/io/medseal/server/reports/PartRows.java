package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.faults.DamagedException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which parts of a report are on stable storage, and the hashes of their segments. */
final class PartRows {
  private PartRows() {}

  static List<Reports.Part> all(JdbcClient sql, ReportId report) {
    return sql.sql("select idx, hash from parts where report = :id order by idx")
        .param("id", report.hex())
        .query((row, _) -> new Reports.Part(row.getInt(1), new Sha256(row.getString(2))))
        .list();
  }

  static Optional<Sha256> hash(JdbcClient sql, ReportId report, int index) {
    return sql.sql("select hash from parts where report = :id and idx = :index")
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

  static void remember(JdbcClient sql, ReportId report, int index, HashList hashes) {
    sql.sql("insert into parts (report, idx, hash, hashes) values (:id, :index, :hash, :hashes)")
        .param("id", report.hex())
        .param("index", index)
        .param("hash", hashes.partHash().hex())
        .param("hashes", hashes.toBytes().base64Url())
        .update();
  }

  /** The lists of parts that are there, from {@code first} on, in order. */
  static List<Bytes> hashLists(JdbcClient sql, ReportId report, int first, int count) {
    return sql
        .sql(
            """
            select hashes from parts
            where report = :id and idx >= :first and idx < :end order by idx\
            """)
        .param("id", report.hex())
        .param("first", first)
        .param("end", first + count)
        .query(String.class)
        .list()
        .stream()
        .map(DamagedException::bytes)
        .toList();
  }
}
