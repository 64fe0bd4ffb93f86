package io.medseal.server.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.server.accounts.AccountDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What goes with an account: its uploads that have not become reports, and what it keeps of
 * reports. Their blobs are removed afterwards, like those of every tombstone.
 */
@Component
class DeletedAccounts {
  private final Tombstones tombstones;

  DeletedAccounts(Tombstones tombstones) {
    this.tombstones = tombstones;
  }

  @EventListener
  void onDeletion(AccountDeleted deleted) {
    JdbcClient sql = deleted.sql();
    sql.sql(
            """
            select id from reports
            where uploader = :account and state in ('uploading', 'completing')\
            """)
        .param("account", deleted.account().hex())
        .query(String.class)
        .list()
        .forEach(report -> tombstones.put(sql, new ReportId(report)));
    sql.sql("delete from report_index where account = :account")
        .param("account", deleted.account().hex())
        .update();
  }
}
