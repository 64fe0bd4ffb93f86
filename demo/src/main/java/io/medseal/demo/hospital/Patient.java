package io.medseal.demo.hospital;

import java.time.LocalDate;
import java.time.Period;

/**
 * A person who does not exist.
 *
 * @param given the given name; the family name is always {@link #FAMILY}, so that no file can be
 *     taken for a real person's
 * @param identifier the medical record number at the demo hospital
 */
public record Patient(String given, LocalDate born, Sex sex, String identifier) {
  /** The family name of everyone invented. */
  public static final String FAMILY = "Demo";

  /** Administrative sex, with the code that DICOM uses. */
  public enum Sex {
    FEMALE("F"),
    MALE("M");

    private final String code;

    Sex(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** The name as people write it. */
  public String name() {
    return given + " " + FAMILY;
  }

  /** The name as DICOM writes it: family^given. */
  public String dicomName() {
    return FAMILY + "^" + given;
  }

  /** The age in whole years on a day. */
  public int ageOn(LocalDate day) {
    return Period.between(born, day).getYears();
  }
}
