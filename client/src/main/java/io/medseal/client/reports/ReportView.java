package io.medseal.client.reports;

import io.medseal.client.profiles.KnownReports.Known;
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
 * @param files how many it has, previews not counted
 * @param mediaTypes of these files; the first eight of them
 * @param size of all files in bytes
 * @param unawareSince the time of a statement, older than the report by more than 15 minutes, that
 *     its author did not know: somebody may have been removed whom it was still sealed to
 * @param corrected title, type, specialty, date and subject are those of a later correction
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
    int files,
    List<String> mediaTypes,
    long size,
    Optional<Instant> unawareSince,
    Optional<Corrected> corrected) {

  public ReportView {
    mediaTypes = List.copyOf(mediaTypes);
  }

  /** To be kept in mind. */
  Known known() {
    return new Known(id, record, section, added);
  }
}
