package io.medseal.client.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.secrets.ReportKey;

/** A report whose manifest has passed every check, with the key that opens its contents. */
final class OpenedReport implements AutoCloseable {
  private final ReportKey key;
  private final Manifest manifest;
  private final ReportView view;

  OpenedReport(ReportKey key, Manifest manifest, ReportView view) {
    this.key = key;
    this.manifest = manifest;
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

  ReportView view() {
    return view;
  }

  @Override
  public void close() {
    key.close();
  }
}
