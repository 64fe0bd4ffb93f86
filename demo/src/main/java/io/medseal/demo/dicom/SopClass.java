package io.medseal.demo.dicom;

/** The kinds of objects that the demo hospital makes. */
public enum SopClass {
  CT_IMAGE("1.2.840.10008.5.1.4.1.1.2", "CT"),
  ULTRASOUND_MULTI_FRAME_IMAGE("1.2.840.10008.5.1.4.1.1.3.1", "US"),
  TWELVE_LEAD_ECG_WAVEFORM("1.2.840.10008.5.1.4.1.1.9.1.1", "ECG"),
  BASIC_TEXT_REPORT("1.2.840.10008.5.1.4.1.1.88.11", "SR"),
  ENCAPSULATED_PDF("1.2.840.10008.5.1.4.1.1.104.1", "DOC");

  private final String uid;
  private final String modality;

  SopClass(String uid, String modality) {
    this.uid = uid;
    this.modality = modality;
  }

  public String uid() {
    return uid;
  }

  /** The modality that a series of these objects names. */
  public String modality() {
    return modality;
  }
}
