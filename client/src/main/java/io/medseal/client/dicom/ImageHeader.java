package io.medseal.client.dicom;

import io.medseal.client.problems.DicomException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The elements before the pixels of a DICOM image, for a study index (spec/bodies.md section 7).
 * Reads as strictly as that section asks: where any reader might find something else, there is no
 * header.
 *
 * @param transferSyntax a UID; little endian and not deflated
 * @param values the wanted ones, by tag; those of more than {@value #MOST_BYTES} bytes, and those
 *     of no length, are left out
 * @param present every element before the pixels, by tag
 * @param pixelOffset where the value of the pixel data begins in the file
 * @param pixelLength of that value in bytes; {@link #ENCAPSULATED} where it is in fragments
 */
public record ImageHeader(
    String transferSyntax,
    Map<Integer, byte[]> values,
    Set<Integer> present,
    long pixelOffset,
    long pixelLength) {
  /** The pixels lie in fragments. */
  public static final long ENCAPSULATED = -1;

  /** Longest value that is read. */
  public static final int MOST_BYTES = 1_024;

  private static final int PIXEL_DATA = 0x7FE0_0010;
  private static final long LAST_OFFSET = 16L * 1024 * 1024;
  private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");
  private static final Pattern FILM = Pattern.compile("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.10[0-9]");
  private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
  private static final int PREAMBLE = 128;

  public ImageHeader {
    values = Map.copyOf(values);
    present = Set.copyOf(present);
  }

  /**
   * Of a file; empty if it is no image that an index may describe.
   *
   * @throws IOException if it can't be read
   */
  public static Optional<ImageHeader> read(Path file, Set<Integer> wanted) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
      byte[] beginning = in.readNBytes(PREAMBLE + MAGIC.length);
      return beginning.length == PREAMBLE + MAGIC.length
              && Arrays.equals(beginning, PREAMBLE, beginning.length, MAGIC, 0, MAGIC.length)
          ? read(in, wanted)
          : Optional.empty();
    } catch (EOFException | DicomException _) {
      return Optional.empty();
    }
  }

  private static Optional<ImageHeader> read(InputStream in, Set<Integer> wanted)
      throws IOException {
    HeaderInput input = new HeaderInput(in);
    ElementReader meta = new ElementReader(input);
    while (isMeta(in)) {
      meta.readOne(Syntax.EXPLICIT_LITTLE);
    }
    String syntax = DicomValues.text(meta.kept().get(Tag.TRANSFER_SYNTAX)).orElse("");
    if (!UID.matcher(syntax).matches()
        || Syntax.deflated(syntax)
        || Syntax.of(syntax).bigEndian()
        || FILM.matcher(syntax).matches()) {
      return Optional.empty();
    }
    ElementReader reader = new ElementReader(input);
    Optional<ElementReader.Start> pixels =
        reader.readTo(PIXEL_DATA, wanted, MOST_BYTES, Syntax.of(syntax));
    long offset = PREAMBLE + MAGIC.length + input.position();
    return pixels
        .filter(_ -> offset <= LAST_OFFSET)
        .map(
            start ->
                new ImageHeader(
                    syntax,
                    reader.kept(),
                    reader.present(),
                    offset,
                    start.isUndefined() ? ENCAPSULATED : start.length()));
  }

  private static boolean isMeta(InputStream in) throws IOException {
    in.mark(2);
    byte[] group = in.readNBytes(2);
    in.reset();
    return group.length == 2 && group[0] == 2 && group[1] == 0;
  }
}
