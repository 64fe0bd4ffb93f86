package io.medseal.client.uploads;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientNames;
import io.medseal.ledger.names.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * What an upload will add.
 *
 * @param reports in the order in which they will be added
 * @param remarks for the person who uploads, one sentence each: what is left out and why, what
 *     looks odd
 * @param patients whom DICOM headers name, each name once, in the order of the files
 */
public record UploadPlan(List<PlannedReport> reports, List<String> remarks, List<String> patients) {
  public UploadPlan {
    patients = List.copyOf(patients);
    reports = List.copyOf(reports);
    remarks = List.copyOf(remarks);
  }

  /** The remark that the files name somebody else than that patient, if they do. */
  public Optional<String> anotherThan(Patient patient) {
    return patients.stream()
        .filter(named -> !PatientNames.same(named, patient.name()))
        .findFirst()
        .map(
            named ->
                "These files name "
                    + Quoted.of(named)
                    + ", the record is of "
                    + Quoted.of(patient.name())
                    + ": make sure that this is the same person.");
  }

  /** Of all reports, in bytes. */
  public long size() {
    return reports.stream().mapToLong(PlannedReport::size).sum();
  }
}
