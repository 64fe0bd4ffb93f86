package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A report became visible, or went. Published inside the transaction that does it: what a listener
 * writes through {@code sql} is committed with it.
 *
 * @param section where the report lies or lay
 */
public record ReportsChanged(JdbcClient sql, KeyringId record, KeyringId section) {
  static ReportsChanged of(JdbcClient sql, ReportRow report) {
    return new ReportsChanged(sql, report.record(), report.section());
  }
}
