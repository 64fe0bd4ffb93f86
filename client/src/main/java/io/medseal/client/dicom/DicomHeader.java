package io.medseal.client.dicom;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the SDK reads from a DICOM file. Texts are trimmed; empty ones are absent.
 *
 * @param transferSyntax how the data set is encoded, a UID
 * @param sopClass what kind of object, a UID
 * @param sopInstance which object, a UID
 * @param study which study, a UID
 * @param series which series, a UID
 * @param modality for instance {@code CT}
 * @param patientNames the one name, as people write it ({@code Dr Asha Rao}), once for each script
 *     that it is written in
 * @param patientId in the hospital's numbering
 */
public record DicomHeader(
    Optional<String> transferSyntax,
    Optional<String> sopClass,
    Optional<String> sopInstance,
    Optional<String> study,
    Optional<String> series,
    Optional<LocalDate> studyDate,
    Optional<LocalTime> studyTime,
    Optional<String> modality,
    Optional<String> studyDescription,
    Optional<String> seriesDescription,
    OptionalInt seriesNumber,
    OptionalInt instanceNumber,
    List<String> patientNames,
    Optional<LocalDate> patientBirthDate,
    Optional<String> patientId) {

  public DicomHeader {
    patientNames = List.copyOf(patientNames);
  }
}
