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

  /** No first element is longer; read as a length, the letters of a representation are. */
  private static final long LONGEST_FIRST = 0x1_0000;

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

  /**
   * How a data set is written: some files name one syntax and are written in another; the first
   * element tells. Group 0008 comes first, which in the other byte order is 0800.
   *
   * @param head the first 8 bytes
   */
  Syntax corrected(byte[] head) {
    boolean looksExplicit = ElementReader.isKnown(ElementReader.representation(head));
    boolean little = HeaderInput.u16(head, 0, false) == 0x0008;
    boolean big =
        (looksExplicit && HeaderInput.u16(head, 0, true) == 0x0008) || (bigEndian && !little);
    if (big || looksExplicit) {
      return big ? EXPLICIT_BIG : EXPLICIT_LITTLE;
    }
    boolean shortLength = HeaderInput.u32(head, 4, false) < LONGEST_FIRST;
    return explicit && !shortLength ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
  }

  /** Whether that is no deflated data, though the file says so. */
  static boolean isPlain(byte[] head) {
    return HeaderInput.u16(head, 0, false) == 0x0008
        && ElementReader.isKnown(ElementReader.representation(head));
  }

  static boolean deflated(String uid) {
    return uid.equals(DEFLATED_UID) || uid.equals(DEFLATED_REFERENCED_UID);
  }
}
