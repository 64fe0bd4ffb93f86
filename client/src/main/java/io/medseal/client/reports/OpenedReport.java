package io.medseal.client.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.index.ReportSummary;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.secrets.ReportKey;

/** A report whose manifest has passed every check, with the key that opens its contents. */
final class OpenedReport implements AutoCloseable {
  private final ReportKey key;
  private final Manifest manifest;
  private final ReportSummary summary;
  private final ReportView view;

  OpenedReport(ReportKey key, Manifest manifest, ReportSummary summary, ReportView view) {
    this.key = key;
    this.manifest = manifest;
    this.summary = summary;
    this.view = view;
  }

  ReportId id() {
    return manifest.report();
  }

  ReportKey key() {
    return key;
  }

  Manifest manifest() {
    return manifest;
  }

  /** What lists show of it. */
  ReportSummary summary() {
    return summary;
  }

  ReportView view() {
    return view;
  }

  @Override
  public void close() {
    key.close();
  }
}
