package io.medseal.demo.hospital;

import java.time.LocalDateTime;

/**
 * One visit to one department, which one study or document is made from.
 *
 * @param number the accession number: unique at the hospital, at most 16 characters. All
 *     identifiers inside the files follow from it, so that the same examination always gives the
 *     same files.
 * @param start local time
 */
public record Examination(Patient patient, String number, LocalDateTime start) {
  public Examination {
    if (number.isBlank() || number.length() > 16) {
      throw new IllegalArgumentException("accession number of 1 to 16 characters: " + number);
    }
  }

  /** What the randomness of this examination starts from. */
  public long seed() {
    long seed = 1125899906842597L;
    for (int i = 0; i < number.length(); i++) {
      seed = 31 * seed + number.charAt(i);
    }
    return seed;
  }
}
