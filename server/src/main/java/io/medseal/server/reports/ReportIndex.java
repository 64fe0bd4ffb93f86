package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.accounts.IndexEntries;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.faults.DamagedException;
import io.medseal.server.platform.http.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What accounts keep of reports: one sealed entry each. Nothing in it is known here. */
@Component
class ReportIndex {
  private final Database database;
  private final Keyrings keyrings;

  ReportIndex(Database database, Keyrings keyrings) {
    this.database = database;
    this.keyrings = keyrings;
  }

  /** Keeps what an account writes of reports that it may open. */
  void keep(Caller caller, Reports.ReportIndexChange change) {
    if (!isGood(change.entries())) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    change.entries().forEach(kept -> IndexEntries.check(kept.entry()));
    database.write(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          for (Reports.KeptReport kept : change.entries()) {
            boolean isOpen =
                ReportRow.find(sql, kept.report())
                    .filter(row -> row.state() == ReportRow.State.COMPLETE)
                    .filter(row -> Stored.opens(now, caller, row))
                    .isPresent();
            if (!isOpen) {
              throw ProblemException.of(ProblemType.NOT_FOUND);
            }
            write(sql, caller.account(), kept);
          }
          return true;
        });
  }

  private static boolean isGood(@Nullable List<Reports.KeptReport> entries) {
    return entries != null
        && !entries.isEmpty()
        && entries.size() <= IndexEntries.MOST_AT_ONCE
        && entries.stream()
            .allMatch(kept -> kept != null && kept.report() != null && kept.entry() != null);
  }

  private static void write(JdbcClient sql, KeyringId account, Reports.KeptReport kept) {
    sql.sql(
            """
            insert into report_index (account, report, generation, entry)
            values (:account, :report, :generation, :entry)
            on conflict (account, report)
            do update set generation = excluded.generation, entry = excluded.entry\
            """)
        .param("account", account.hex())
        .param("report", kept.report().hex())
        .param("generation", IndexEntries.generation(kept.entry()))
        .param("entry", kept.entry().base64Url())
        .update();
  }

  /** What an account keeps of these, under the generation that its keyring has now. */
  static Map<ReportId, Bytes> find(
      JdbcClient sql, KeyringsNow now, KeyringId account, Collection<ReportId> reports) {
    Map<ReportId, Bytes> found = new HashMap<>();
    if (reports.isEmpty()) {
      return found;
    }
    sql.sql(
            """
            select report, entry from report_index
            where account = :account and report in (:reports) and generation = :generation\
            """)
        .param("account", account.hex())
        .param("reports", reports.stream().map(ReportId::hex).toList())
        .param("generation", now.state(account).map(state -> state.current().number()).orElse(0))
        .query(
            row -> {
              found.put(new ReportId(row.getString(1)), DamagedException.bytes(row.getString(2)));
            });
    return found;
  }

  /** Keeps nothing of a report any more, for nobody. */
  static void forget(JdbcClient sql, ReportId report) {
    sql.sql("delete from report_index where report = :report")
        .param("report", report.hex())
        .update();
  }
}
