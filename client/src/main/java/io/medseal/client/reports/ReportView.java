package io.medseal.client.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report whose manifest has been opened and verified.
 *
 * @param added when its author signed it
 * @param title empty text if it has none
 * @param type LOINC
 * @param specialty SNOMED CT
 * @param date of what it shows, not of its upload; as FHIR writes dates: {@code 2026-11-23} or with
 *     time
 * @param subject the patient's name as the author knew it
 * @param replaces an earlier report that this is a new version of
 * @param size of all files in bytes
 */
public record ReportView(
    ReportId id,
    KeyringId record,
    KeyringId section,
    Author author,
    Instant added,
    String title,
    Optional<Coding> type,
    Optional<Coding> specialty,
    Optional<String> date,
    Optional<String> subject,
    Optional<ReportId> replaces,
    List<ReportFile> files,
    long size) {

  public ReportView {
    files = List.copyOf(files);
  }
}
