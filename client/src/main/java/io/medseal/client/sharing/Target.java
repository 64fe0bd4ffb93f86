package io.medseal.client.sharing;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;

/** What is shared. */
public sealed interface Target {
  /** The record that it belongs to. */
  KeyringId record();

  /** A record with all its sections, those that are added later included. */
  record WholeRecord(KeyringId record) implements Target {}

  /** One section with all its reports, those that are added later included. */
  record OneSection(KeyringId record, KeyringId section) implements Target {}

  /** One report. */
  record OneReport(KeyringId record, KeyringId section, ReportId report) implements Target {}
}
