package io.medseal.demo.dicom;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A DICOM Part 10 file: preamble, meta information, data set (PS3.10 section 7.1). */
public final class DicomFile {
  private static final int PREAMBLE_BYTES = 128;

  private DicomFile() {}

  /**
   * Writes a data set to a file, which is replaced if it is there.
   *
   * @throws IllegalArgumentException if the data set has no SOP class or instance UID
   */
  public static void write(Path file, TransferSyntax syntax, DataSet dataSet) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      write(out, syntax, dataSet);
    }
  }

  /**
   * Writes a data set and leaves the stream open.
   *
   * @throws IllegalArgumentException if the data set has no SOP class or instance UID
   */
  public static void write(OutputStream out, TransferSyntax syntax, DataSet dataSet)
      throws IOException {
    DataSet meta =
        new DataSet()
            .with(Tag.FILE_META_INFORMATION_VERSION, new byte[] {0, 1})
            .with(Tag.MEDIA_STORAGE_SOP_CLASS_UID, dataSet.text(Tag.SOP_CLASS_UID))
            .with(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, dataSet.text(Tag.SOP_INSTANCE_UID))
            .with(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
            .with(Tag.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION)
            .with(Tag.IMPLEMENTATION_VERSION_NAME, "MEDSEAL_DEMO");
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    meta.writeTo(group);
    out.write(new byte[PREAMBLE_BYTES]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    new DataSet().with(Tag.FILE_META_INFORMATION_GROUP_LENGTH, group.size()).writeTo(out);
    group.writeTo(out);
    dataSet.writeTo(out);
  }
}
