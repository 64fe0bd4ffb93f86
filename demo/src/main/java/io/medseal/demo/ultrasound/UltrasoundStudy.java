package io.medseal.demo.ultrasound;

import io.medseal.demo.dicom.DataSet;
import io.medseal.demo.dicom.DicomFile;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.SopClass;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.dicom.TransferSyntax;
import io.medseal.demo.drawing.Jpeg;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes a loop of the beating heart: one multi-frame DICOM file with JPEG frames in colour. */
public final class UltrasoundStudy {
  private static final Modules.Series SERIES =
      new Modules.Series(
          SopClass.ULTRASOUND_MULTI_FRAME_IMAGE,
          1,
          "Apical four chamber with colour",
          "Medseal Demo",
          "Drawn Echo");

  private static final int FRAMES_PER_SECOND = 30;
  private static final int HEART_RATE = 60;
  private static final float QUALITY = 0.88f;

  private final Examination examination;
  private final Sector sector;

  public UltrasoundStudy(Examination examination) {
    this.examination = examination;
    this.sector = new Sector(examination.seed());
  }

  /**
   * Writes the loop. A loop of whole seconds ends where it begins.
   *
   * @param frames 1 and up; 30 are a second, in which the heart beats once
   */
  public void write(Path file, int frames) throws IOException {
    if (frames < 1) {
      throw new IllegalArgumentException("a loop needs a frame: " + frames);
    }
    List<byte[]> encoded = encode(frames);
    long stored = encoded.stream().mapToLong(frame -> frame.length).sum();
    double ratio = (double) Sector.WIDTH * Sector.HEIGHT * 3 * frames / stored;
    DataSet dataSet =
        Modules.common(examination, "Echocardiography", SERIES, 1)
            .with(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
            .with(Tag.RECOMMENDED_DISPLAY_FRAME_RATE, FRAMES_PER_SECOND)
            .with(Tag.FRAME_TIME, 1000.0 / FRAMES_PER_SECOND)
            .with(Tag.FRAME_DELAY, 0)
            .with(Tag.HEART_RATE, HEART_RATE)
            .with(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region())
            .with(Tag.BODY_PART_EXAMINED, "HEART")
            .withEmpty(Tag.PATIENT_ORIENTATION)
            .with(Tag.SAMPLES_PER_PIXEL, 3)
            .with(Tag.PHOTOMETRIC_INTERPRETATION, "YBR_FULL_422")
            .with(Tag.PLANAR_CONFIGURATION, 0)
            .with(Tag.NUMBER_OF_FRAMES, frames)
            .with(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME)
            .with(Tag.ROWS, Sector.HEIGHT)
            .with(Tag.COLUMNS, Sector.WIDTH)
            .with(Tag.ULTRASOUND_COLOR_DATA_PRESENT, 1)
            .with(Tag.BITS_ALLOCATED, 8)
            .with(Tag.BITS_STORED, 8)
            .with(Tag.HIGH_BIT, 7)
            .with(Tag.PIXEL_REPRESENTATION, 0)
            .with(Tag.BURNED_IN_ANNOTATION, "YES")
            .with(Tag.LOSSY_IMAGE_COMPRESSION, "01")
            .with(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, String.format(Locale.ROOT, "%.2f", ratio))
            .with(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_10918_1")
            .withFrames(encoded);
    DicomFile.write(file, TransferSyntax.JPEG_BASELINE, dataSet);
  }

  private List<byte[]> encode(int frames) throws IOException {
    int beats = Math.max(1, Math.round((float) frames / FRAMES_PER_SECOND));
    try {
      return IntStream.range(0, frames)
          .parallel()
          .mapToObj(
              i -> {
                double beat = (double) i * HEART_RATE / 60 / FRAMES_PER_SECOND;
                BufferedImage picture =
                    sector.frame(
                        beat - Math.floor(beat),
                        (double) i / frames,
                        beats,
                        DemoHospital.NAME,
                        HEART_RATE);
                try {
                  return Jpeg.encode(picture, QUALITY);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The fan, with its scale in centimetres, so that lengths can be measured (PS3.3 C.8.5.5). */
  private static DataSet region() {
    double centimetres = 0.1 / Sector.PIXELS_PER_MILLIMETRE;
    double bottom = Sector.APEX_Y + Sector.DEPTH_MILLIMETRES * Sector.PIXELS_PER_MILLIMETRE;
    return new DataSet()
        .with(Tag.REGION_SPATIAL_FORMAT, 1)
        .with(Tag.REGION_DATA_TYPE, 2)
        .with(Tag.REGION_FLAGS, 2)
        .with(Tag.REGION_LOCATION_MIN_X0, 60)
        .with(Tag.REGION_LOCATION_MIN_Y0, Sector.APEX_Y)
        .with(Tag.REGION_LOCATION_MAX_X1, 580)
        .with(Tag.REGION_LOCATION_MAX_Y1, (int) bottom)
        .with(Tag.REFERENCE_PIXEL_X0, Sector.APEX_X - 60)
        .with(Tag.REFERENCE_PIXEL_Y0, 0)
        .with(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
        .with(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
        .with(Tag.REFERENCE_PIXEL_PHYSICAL_VALUE_X, 0.0)
        .with(Tag.REFERENCE_PIXEL_PHYSICAL_VALUE_Y, 0.0)
        .with(Tag.PHYSICAL_DELTA_X, centimetres)
        .with(Tag.PHYSICAL_DELTA_Y, centimetres);
  }
}
