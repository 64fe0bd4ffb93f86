package io.medseal.cli.people;

/** Reads a safety number as people type it. */
public final class SafetyNumbers {
  /** For the help of an option. */
  public static final String LABEL = "DIGITS";

  private SafetyNumbers() {}

  /**
   * Its thirty digits.
   *
   * @throws IllegalArgumentException if it has not thirty
   */
  public static String read(String typed) {
    String digits = typed.replaceAll("[\\s-]", "");
    if (!digits.matches("[0-9]{30}")) {
      throw new IllegalArgumentException("a safety number has thirty digits");
    }
    return digits;
  }
}
