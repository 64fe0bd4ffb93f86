package io.medseal.client.problems;

/** Bytes that begin like DICOM and then are not. */
public final class DicomException extends ClientException {
  private static final long serialVersionUID = 1L;

  public DicomException(String what) {
    super("malformed-dicom", "This DICOM file is damaged: " + what + ".", null);
  }
}
