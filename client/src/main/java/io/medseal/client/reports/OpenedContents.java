package io.medseal.client.reports;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.index.ReportSummary;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.ManifestFile;
import io.medseal.seal.secrets.ReportKey;
import java.util.List;

/** A report whose contents are verified too, so that its body can be. */
final class OpenedContents implements AutoCloseable {
  private final OpenedReport report;
  private final Contents contents;

  OpenedContents(OpenedReport report, Contents contents) {
    this.report = report;
    this.contents = contents;
  }

  ReportId id() {
    return report.id();
  }

  ReportKey key() {
    return report.key();
  }

  ReportView view() {
    return report.view();
  }

  /** What it says of itself by now. */
  Document document() {
    return report.summary().shown();
  }

  /** How often it was corrected by now. */
  int corrections() {
    return report.summary().corrected().map(ReportSummary.Corrected::number).orElse(0);
  }

  BodyLayout layout() {
    return report.manifest().body().layout();
  }

  /** What the author uploaded: without the study index, which only viewers look at. */
  List<ManifestFile> files() {
    List<ManifestFile> all = contents.files();
    return contents.study().isEmpty() ? all : all.subList(0, all.size() - 1);
  }

  /** Everything that lies in the pack. */
  List<ManifestFile> packed() {
    return contents.files();
  }

  /** The hash of each part. */
  List<Sha256> parts() {
    return contents.parts();
  }

  List<ReportFile> shown() {
    return files().stream()
        .map(
            file ->
                new ReportFile(
                    file.name(),
                    file.mediaType(),
                    file.size(),
                    file.role() == ManifestFile.Role.PREVIEW))
        .toList();
  }

  @Override
  public void close() {
    report.close();
  }
}
