package io.medseal.demo.dicom;

/** How a file's elements and pixels are written. */
public enum TransferSyntax {
  EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1"),
  /** JPEG, 8 bits, lossy: one fragment a frame. */
  JPEG_BASELINE("1.2.840.10008.1.2.4.50");

  private final String uid;

  TransferSyntax(String uid) {
    this.uid = uid;
  }

  public String uid() {
    return uid;
  }
}
