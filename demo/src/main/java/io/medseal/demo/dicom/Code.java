package io.medseal.demo.dicom;

/**
 * A term of a coding scheme.
 *
 * @param scheme the designator of the scheme, such as DCM, LN (LOINC) or SCT (SNOMED CT)
 */
public record Code(String value, String scheme, String meaning) {
  /** The item that holds this term in a code sequence. */
  public DataSet item() {
    return new DataSet()
        .with(Tag.CODE_VALUE, value)
        .with(Tag.CODING_SCHEME_DESIGNATOR, scheme)
        .with(Tag.CODE_MEANING, meaning);
  }
}
