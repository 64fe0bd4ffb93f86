package io.medseal.client.reports;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.transport.Batches;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.reports.Reports;
import io.medseal.protocol.reports.Reports.ListedReport;
import io.medseal.protocol.reports.Reports.Report;
import io.medseal.seal.SealException;
import io.medseal.seal.index.ReportSummary;
import io.medseal.seal.index.SealedIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the person keeps of reports at the service (spec/accounts.md section 9). */
final class ReportIndex {
  /** Bytes of the rest of what is sent of an entry, at most. */
  private static final int BESIDE = 100;

  private static final int ASKED_AT_ONCE = 30;

  private final Connection connection;
  private final SealedIndex sealed;

  ReportIndex(SignedIn me) {
    this.connection = me.connection();
    this.sealed = new SealedIndex(me.me(), me.chest().myGeneration(), me.chest().mySecret());
  }

  /** Those entries that open, and are of what the service names with them. */
  Map<ReportId, ReportSummary> open(List<ListedReport> answered) {
    Map<ReportId, ReportSummary> opened = new HashMap<>();
    for (ListedReport listed : answered) {
      if (listed.index() != null) {
        open(listed.report(), listed.index())
            .filter(kept -> isOf(kept, listed))
            .ifPresent(kept -> opened.put(listed.report(), kept));
      }
    }
    return opened;
  }

  private static boolean isOf(ReportSummary kept, ListedReport listed) {
    return kept.record().equals(listed.record())
        && kept.section().equals(listed.section())
        && kept.time().equals(listed.time())
        && kept.corrections() == listed.corrections();
  }

  private Optional<ReportSummary> open(ReportId report, Bytes entry) {
    try {
      return Optional.of(sealed.open(report, entry));
    } catch (SealException _) {
      return Optional.empty(); // as if nothing were kept
    }
  }

  /** The manifests of these; what is not answered is left out. */
  List<Report> ask(List<ReportId> reports) {
    List<Report> found = new ArrayList<>();
    for (int from = 0; from < reports.size(); from += ASKED_AT_ONCE) {
      List<ReportId> some = reports.subList(from, Math.min(reports.size(), from + ASKED_AT_ONCE));
      Set<ReportId> asked = new HashSet<>(some);
      query(new Reports.ReportQuery(some, List.of())).reports().stream()
          .filter(listed -> asked.remove(listed.report()))
          .flatMap(listed -> listed.whole().stream())
          .forEach(found::add);
    }
    return found;
  }

  /** Those whose ids begin so; empty where the service did not answer all of them. */
  Optional<List<ListedReport>> beginning(String prefix) {
    Reports.FoundReports found = query(new Reports.ReportQuery(List.of(), List.of(prefix)));
    return found.complete() ? Optional.of(found.reports()) : Optional.empty();
  }

  private Reports.FoundReports query(Reports.ReportQuery query) {
    return connection.post(
        "/reports/query", query, Reports.FoundReports.class, Connection.Repeat.ALLOWED);
  }

  /** Keeps what has just been verified, for lists to come. */
  void keep(Map<ReportId, ReportSummary> verified) {
    List<Reports.KeptReport> kept = new ArrayList<>();
    verified.forEach(
        (id, summary) -> {
          try {
            kept.add(new Reports.KeptReport(id, sealed.seal(id, summary)));
          } catch (SealException.Malformed _) {
            // too long: it is read each time
          }
        });
    Batches.keep(
        kept,
        one -> BESIDE + one.entry().base64Url().length(),
        batch ->
            connection.put(
                "/reports/index", new Reports.ReportIndexChange(batch), Connection.Repeat.ALLOWED));
  }
}
