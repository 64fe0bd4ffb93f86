package io.medseal.demo.ct;

import io.medseal.demo.dicom.DataSet;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.hospital.Examination;

/** What every image of the scanner says about how it was made and how its pixels are stored. */
final class CtImage {
  private static final int INTERCEPT = -1024;

  private CtImage() {}

  /** CT Image and Image Pixel modules, without what depends on the plane. */
  static DataSet of(
      Examination examination, String studyDescription, Modules.Series series, int number) {
    return Modules.common(examination, studyDescription, series, number)
        .with(Tag.ACQUISITION_DATE, examination.start().toLocalDate())
        .with(Tag.ACQUISITION_TIME, examination.start().toLocalTime())
        .with(Tag.ACQUISITION_NUMBER, 1)
        .with(Tag.CONTRAST_BOLUS_AGENT, "Invented contrast medium")
        .with(Tag.BODY_PART_EXAMINED, "CHESTABDOMEN")
        .with(Tag.KVP, 120)
        .with(Tag.DATA_COLLECTION_DIAMETER, 500)
        .with(Tag.PROTOCOL_NAME, "Demo chest abdomen")
        .with(Tag.GANTRY_DETECTOR_TILT, 0)
        .with(Tag.TABLE_HEIGHT, 150)
        .with(Tag.EXPOSURE_TIME, 500)
        .with(Tag.X_RAY_TUBE_CURRENT, 210)
        .with(Tag.PATIENT_POSITION, "HFS")
        .withEmpty(Tag.POSITION_REFERENCE_INDICATOR)
        .with(Tag.SAMPLES_PER_PIXEL, 1)
        .with(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .with(Tag.BITS_ALLOCATED, 16)
        .with(Tag.BITS_STORED, 12)
        .with(Tag.HIGH_BIT, 11)
        .with(Tag.PIXEL_REPRESENTATION, 0)
        .with(Tag.BURNED_IN_ANNOTATION, "NO")
        .with(Tag.RESCALE_INTERCEPT, INTERCEPT)
        .with(Tag.RESCALE_SLOPE, 1)
        .with(Tag.RESCALE_TYPE, "HU");
  }

  /** Hounsfield units as stored values. */
  static byte[] pixels(short[] hounsfield) {
    byte[] bytes = new byte[hounsfield.length * 2];
    for (int i = 0; i < hounsfield.length; i++) {
      int stored = hounsfield[i] - INTERCEPT;
      bytes[2 * i] = (byte) stored;
      bytes[2 * i + 1] = (byte) (stored >>> 8);
    }
    return bytes;
  }
}
