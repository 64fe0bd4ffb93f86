package io.medseal.client.reports;

import java.util.Optional;

/**
 * A code in a system of codes, as in FHIR.
 *
 * @param system a URI
 */
public record Coding(String system, String code, Optional<String> display) {
  /** LOINC, for report types. */
  public static final String LOINC = "http://loinc.org";

  /** SNOMED CT, for practice settings. */
  public static final String SNOMED_CT = "http://snomed.info/sct";

  /** What people read: the display text, or the code. */
  public String shown() {
    return display.orElse(code);
  }
}
