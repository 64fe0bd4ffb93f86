package io.medseal.client.media;

import io.medseal.client.problems.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.Tika;

/** Detects media types. The first use takes a moment to load the rules. */
public final class MediaTypes {
  /** Of DICOM files. */
  public static final String DICOM = "application/dicom";

  /** Of what nobody knows. */
  public static final String UNKNOWN = "application/octet-stream";

  private MediaTypes() {}

  /**
   * Type and subtype, without parameters.
   *
   * @throws SourceException.Unreadable if the file can't be read
   */
  public static String detect(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      String name = file.getFileName().toString();
      String type = Rules.TIKA.detect(in, name);
      int parameters = type.indexOf(';');
      return parameters < 0 ? type : type.substring(0, parameters).strip();
    } catch (IOException e) {
      throw new SourceException.Unreadable(file, e);
    }
  }

  /** Loaded when first needed. */
  private static final class Rules {
    static final Tika TIKA = new Tika();
  }
}
