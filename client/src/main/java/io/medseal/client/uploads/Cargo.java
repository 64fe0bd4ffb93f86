package io.medseal.client.uploads;

import io.medseal.client.reports.Documents;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one upload adds: bytes, and what is said of them. */
interface Cargo {
  /** From the beginning; each time the same bytes. */
  Pack open();

  /** The list of its files, with the hashes of the parts that were sealed. */
  Contents contents(ReportId report, List<Sha256> parts);

  /**
   * What the report says of itself.
   *
   * @param author how the person who adds it is called
   * @param subject whose record it comes to
   * @param time of the manifest
   */
  Document document(Optional<String> author, Optional<String> subject, Instant time);

  /** Whether it was in another place before. */
  boolean moved();

  /** Planned files, and the index of their images. */
  record Planned(PlannedReport plan, Optional<StudyFile> study) implements Cargo {
    @Override
    public Pack open() {
      return new PackSource(plan.files(), study);
    }

    @Override
    public Contents contents(ReportId report, List<Sha256> parts) {
      return PlannedContents.of(report, plan, study, parts);
    }

    @Override
    public Document document(Optional<String> author, Optional<String> subject, Instant time) {
      return Documents.write(
          new Documents.Description(
              plan.title(),
              plan.type(),
              plan.specialty(),
              plan.date(),
              author,
              subject,
              plan.replaces(),
              time));
    }

    @Override
    public boolean moved() {
      return false;
    }
  }
}
