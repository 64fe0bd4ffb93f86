package io.medseal.client.uploads;

import io.medseal.client.demographics.Patient;
import java.util.List;
import java.util.Optional;

/**
 * What an upload will add.
 *
 * @param reports in the order in which they will be added
 * @param remarks for the person who uploads, one sentence each: what is left out and why, what
 *     looks odd
 * @param patients whom DICOM headers name, each once, in the order of the files
 * @param discFiles how many files were left out because they belong to a disc and to no patient
 */
public record UploadPlan(
    List<PlannedReport> reports, List<String> remarks, List<NamedPatient> patients, int discFiles) {
  public UploadPlan {
    patients = List.copyOf(patients);
    reports = List.copyOf(reports);
    remarks = List.copyOf(remarks);
  }

  /**
   * Whom the files name though the record is another one's: their files belong into it only if
   * somebody says so of each. Where nobody knows whose record it is, the files may name one.
   *
   * @param patient of the record, as far as this person can read that
   */
  public List<NamedPatient> strangers(Optional<Patient> patient) {
    if (patient.isEmpty()) {
      return patients.size() > 1 ? patients : List.of();
    }
    return patients.stream().filter(named -> !named.mayBe(patient.get())).toList();
  }

  /** How many files there are in all reports. */
  public int files() {
    return reports.stream().mapToInt(report -> report.files().size()).sum();
  }

  /** Of all reports, in bytes. */
  public long size() {
    return reports.stream().mapToLong(PlannedReport::size).sum();
  }
}
