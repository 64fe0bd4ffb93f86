package io.medseal.server.denials;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;

/**
 * What callers aim at: things of the scene, or things of the same shape that do not exist.
 *
 * @param report a complete report of the clerk's
 * @param labReport a complete report that the contributor has uploaded
 * @param deleted a report that was deleted
 * @param upload an upload of the clerk's with one part of one
 * @param session one of the clerk's
 */
record Target(
    Ring record,
    Ring section,
    TestReport report,
    TestReport labReport,
    TestReport deleted,
    TestReport upload,
    String session) {

  KeyringId recordId() {
    return record.id();
  }

  KeyringId sectionId() {
    return section.id();
  }

  ReportId reportId() {
    return report.id();
  }
}
