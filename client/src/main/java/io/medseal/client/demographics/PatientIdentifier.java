package io.medseal.client.demographics;

import java.util.Objects;

/**
 * A number that somebody gave a patient.
 *
 * @param system who gave it, a URI as in FHIR's {@code Identifier.system}
 */
public record PatientIdentifier(String system, String value) {
  public PatientIdentifier {
    Objects.requireNonNull(system);
    Objects.requireNonNull(value);
  }
}
