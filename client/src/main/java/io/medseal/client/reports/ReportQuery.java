package io.medseal.client.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.reports.Reports.ListedReport;
import java.util.Optional;

/** Which reports to list. */
public record ReportQuery(Optional<KeyringId> record, Optional<KeyringId> section) {
  /** All that this person may open. */
  public static final ReportQuery ALL = new ReportQuery(Optional.empty(), Optional.empty());

  /** Those of a record. */
  public static ReportQuery ofRecord(KeyringId record) {
    return new ReportQuery(Optional.of(record), Optional.empty());
  }

  /** Those of a section. */
  public static ReportQuery ofSection(KeyringId section) {
    return new ReportQuery(Optional.empty(), Optional.of(section));
  }

  /** Whether it is among these, as the service says. */
  boolean takes(ListedReport listed) {
    return record.filter(one -> !one.equals(listed.record())).isEmpty()
        && section.filter(one -> !one.equals(listed.section())).isEmpty();
  }
}
