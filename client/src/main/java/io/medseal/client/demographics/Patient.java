package io.medseal.client.demographics;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whose record it is, as the record's managers wrote it down.
 *
 * @param identifiers in the numbering of hospitals and insurers
 */
public record Patient(
    String name, Optional<LocalDate> birthDate, List<PatientIdentifier> identifiers) {

  public Patient {
    identifiers = List.copyOf(identifiers);
  }

  /** A patient of whom only the name is known. */
  public static Patient named(String name) {
    return new Patient(name, Optional.empty(), List.of());
  }
}
