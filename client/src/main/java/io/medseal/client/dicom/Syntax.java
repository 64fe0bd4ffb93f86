package io.medseal.client.dicom;

/**
 * How elements are written (PS3.5 sections 7.1 and 7.3).
 *
 * @param explicit each element names its value representation
 */
record Syntax(boolean explicit, boolean bigEndian) {
  static final Syntax IMPLICIT_LITTLE = new Syntax(false, false);
  static final Syntax EXPLICIT_LITTLE = new Syntax(true, false);
  static final Syntax EXPLICIT_BIG = new Syntax(true, true);

  static final String IMPLICIT_LITTLE_UID = "1.2.840.10008.1.2";
  static final String EXPLICIT_BIG_UID = "1.2.840.10008.1.2.2";
  static final String DEFLATED_UID = "1.2.840.10008.1.2.1.99";
  static final String DEFLATED_REFERENCED_UID = "1.2.840.10008.1.2.4.95";

  /** Every syntax but three, compressed ones and those to come, is explicit little endian. */
  static Syntax of(String uid) {
    return switch (uid) {
      case IMPLICIT_LITTLE_UID -> IMPLICIT_LITTLE;
      case EXPLICIT_BIG_UID -> EXPLICIT_BIG;
      default -> EXPLICIT_LITTLE;
    };
  }

  static boolean deflated(String uid) {
    return uid.equals(DEFLATED_UID) || uid.equals(DEFLATED_REFERENCED_UID);
  }
}
