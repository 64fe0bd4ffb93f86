package io.medseal.client.uploads;

import io.medseal.client.reports.Coding;
import io.medseal.ledger.ids.ReportId;
import java.util.List;
import java.util.Optional;

/**
 * What will become one report.
 *
 * @param title what people read in lists
 * @param type LOINC
 * @param specialty SNOMED CT
 * @param date of what it shows, as FHIR writes dates
 * @param replaces an earlier report that this is a new version of
 * @param files at least one, in the order in which they will stand in the report
 */
public record PlannedReport(
    String title,
    Coding type,
    Optional<Coding> specialty,
    Optional<String> date,
    Optional<ReportId> replaces,
    List<PlannedFile> files) {

  public PlannedReport {
    files = List.copyOf(files);
  }

  /** Of all files, in bytes. */
  public long size() {
    return files.stream().mapToLong(PlannedFile::size).sum();
  }
}
