package io.medseal.demo.ct;

import io.medseal.demo.dicom.DataSet;
import io.medseal.demo.dicom.DicomFile;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.SopClass;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.dicom.TransferSyntax;
import io.medseal.demo.dicom.Uids;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes studies of the chest and upper abdomen, one DICOM file an image. */
public final class CtStudy {
  private static final String DESCRIPTION = "CT chest and upper abdomen with contrast";
  private static final int SIZE = 512;
  private static final double FIELD_MILLIMETRES = 400;
  private static final int CORONAL_STEP = 4;

  private final Examination examination;
  private final Scanner scanner;

  public CtStudy(Examination examination) {
    this.examination = examination;
    this.scanner = new Scanner(new Body(examination.seed()), examination.seed());
  }

  /**
   * Writes one axial series, head first: {@code IM0001.dcm} and on.
   *
   * @param folder is made if it is not there
   * @param slices how many images the body is cut into, 1 and up; each takes half a mebibyte
   */
  public void writeSeries(Path folder, int slices) throws IOException {
    write(folder, axial(1, Kernel.SOFT, "Chest/abdomen 3 mm soft"), Kernel.SOFT, slices);
  }

  /**
   * Writes a study as departments send them: an overview, soft and sharp axial series, and cuts
   * seen from the front, each in a folder of its own ({@code SE01} and on).
   *
   * @param slices how many axial images each of the two series gets
   */
  public void writeStudy(Path folder, int slices) throws IOException {
    Views views = new Views(scanner, FIELD_MILLIMETRES);
    writeOverview(folder.resolve("SE01"), views);
    write(folder.resolve("SE02"), axial(2, Kernel.SOFT, "Axial, soft"), Kernel.SOFT, slices);
    write(folder.resolve("SE03"), axial(3, Kernel.SHARP, "Axial, lung"), Kernel.SHARP, slices);
    writeCoronal(folder.resolve("SE04"), views);
  }

  private void writeOverview(Path folder, Views views) throws IOException {
    Files.createDirectories(folder);
    double spacing = FIELD_MILLIMETRES / views.columns();
    double left = -(views.columns() - 1) / 2.0 * spacing;
    Modules.Series series = axial(1, Kernel.SOFT, "Overview");
    DataSet image =
        CtImage.of(examination, DESCRIPTION, series, 1)
            .with(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "LOCALIZER")
            .with(Tag.RESCALE_TYPE, "US")
            .with(Tag.WINDOW_CENTER, 350)
            .with(Tag.WINDOW_WIDTH, 1100);
    writeUpright(folder, 1, views, image, left, 0, 500, views.overview());
  }

  private void writeCoronal(Path folder, Views views) throws IOException {
    Files.createDirectories(folder);
    double spacing = FIELD_MILLIMETRES / views.columns();
    double first = -(views.columns() - 1) / 2.0 * spacing;
    Modules.Series series = axial(4, Kernel.SOFT, "Coronal");
    int number = 0;
    for (int y = 90; y < 330; y += CORONAL_STEP) {
      number++;
      DataSet image =
          CtImage.of(examination, DESCRIPTION, series, number)
              .with(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "REFORMATTED")
              .with(Tag.WINDOW_CENTER, Kernel.SOFT.windowCenter())
              .with(Tag.WINDOW_WIDTH, Kernel.SOFT.windowWidth());
      double position = first + y * spacing;
      writeUpright(
          folder, number, views, image, first, position, CORONAL_STEP * spacing, views.coronal(y));
    }
  }

  /** Completes and writes an image whose rows go from head to feet. */
  private void writeUpright(
      Path folder,
      int number,
      Views views,
      DataSet image,
      double left,
      double y,
      double thickness,
      short[] hounsfield)
      throws IOException {
    image
        .with(Tag.SLICE_THICKNESS, thickness)
        .with(Tag.CONVOLUTION_KERNEL, Kernel.SOFT.label())
        .with(Tag.RECONSTRUCTION_DIAMETER, FIELD_MILLIMETRES)
        .with(Tag.IMAGE_POSITION_PATIENT, left, y, -Views.STEP / 2)
        .with(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1)
        .with(Tag.SLICE_LOCATION, y)
        .with(Tag.ROWS, views.rows())
        .with(Tag.COLUMNS, views.columns())
        .with(Tag.PIXEL_SPACING, Views.STEP, FIELD_MILLIMETRES / views.columns())
        .with(Tag.FRAME_OF_REFERENCE_UID, Uids.of(examination.number(), "frame"))
        .with(Tag.PIXEL_DATA, CtImage.pixels(hounsfield));
    DicomFile.write(
        folder.resolve(name(number, views.rows())),
        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
        image);
  }

  /** Names that sort in the order of the images. */
  private static String name(int number, int count) {
    int digits = Math.max(4, Integer.toString(count).length());
    return String.format(Locale.ROOT, "IM%0" + digits + "d.dcm", number);
  }

  private static Modules.Series axial(int number, Kernel kernel, String description) {
    return new Modules.Series(
        SopClass.CT_IMAGE, number, description, "Medseal Demo", "Drawn Scanner " + kernel.label());
  }

  private void write(Path folder, Modules.Series series, Kernel kernel, int slices)
      throws IOException {
    if (slices < 1) {
      throw new IllegalArgumentException("a series needs a slice: " + slices);
    }
    Files.createDirectories(folder);
    double between = Body.LENGTH / slices;
    try {
      IntStream.range(0, slices)
          .parallel()
          .forEach(
              i -> {
                double depth = (i + 0.5) * between;
                short[] image = scanner.image(SIZE, FIELD_MILLIMETRES / SIZE, depth, kernel);
                DataSet dataSet = axialImage(series, kernel, i + 1, depth, between, image);
                try {
                  DicomFile.write(
                      folder.resolve(name(i + 1, slices)),
                      TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                      dataSet);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private DataSet axialImage(
      Modules.Series series,
      Kernel kernel,
      int number,
      double depth,
      double between,
      short[] image) {
    double spacing = FIELD_MILLIMETRES / SIZE;
    double first = -(SIZE - 1) / 2.0 * spacing;
    return CtImage.of(examination, DESCRIPTION, series, number)
        .with(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
        .with(Tag.SLICE_THICKNESS, between)
        .with(Tag.CONVOLUTION_KERNEL, kernel.label())
        .with(Tag.RECONSTRUCTION_DIAMETER, FIELD_MILLIMETRES)
        .with(Tag.IMAGE_POSITION_PATIENT, first, first, -depth)
        .with(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
        .with(Tag.SLICE_LOCATION, -depth)
        .with(Tag.ROWS, SIZE)
        .with(Tag.COLUMNS, SIZE)
        .with(Tag.PIXEL_SPACING, spacing, spacing)
        .with(Tag.WINDOW_CENTER, kernel.windowCenter())
        .with(Tag.WINDOW_WIDTH, kernel.windowWidth())
        .with(Tag.FRAME_OF_REFERENCE_UID, Uids.of(examination.number(), "frame"))
        .with(Tag.PIXEL_DATA, CtImage.pixels(image));
  }
}
