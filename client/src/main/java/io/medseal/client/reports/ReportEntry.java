package io.medseal.client.reports;

import io.medseal.client.problems.ClientException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;

/** One line of a listing. */
public sealed interface ReportEntry {
  /** Which report. */
  ReportId id();

  /** A report that verifies. */
  record Verified(ReportView report) implements ReportEntry {
    @Override
    public ReportId id() {
      return report.id();
    }
  }

  /**
   * A report that does not open or verify: nothing of its content is known.
   *
   * @param section as the service says
   * @param problem why
   */
  record Unverified(ReportId id, KeyringId section, ClientException problem)
      implements ReportEntry {}
}
