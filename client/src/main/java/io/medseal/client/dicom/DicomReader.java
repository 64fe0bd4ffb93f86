package io.medseal.client.dicom;

import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.SourceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads DICOM headers: explicit and implicit value representations, little and big endian,
 * deflated, with and without the preamble of PS3.10.
 *
 * <p><b>Guarantees.</b> Reads at most 32 MiB and stops before pixel data. For any input there is a
 * header, an empty answer (not DICOM), or a {@link DicomException} (begins like DICOM and is
 * damaged).
 */
public final class DicomReader {
  private static final int PREAMBLE = 128;
  private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");

  private DicomReader() {}

  /**
   * The header of a file.
   *
   * @throws SourceException.Unreadable if the file can't be read
   * @throws DicomException if it is damaged
   */
  public static Optional<DicomHeader> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new SourceException.Unreadable(file, e);
    }
  }

  /**
   * The header at the beginning of a stream, which is left open, at no particular place.
   *
   * @throws IOException if the stream fails
   * @throws DicomException if it is damaged
   */
  public static Optional<DicomHeader> read(InputStream stream) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream, 64 * 1024);
    in.mark(PREAMBLE + MAGIC.length);
    byte[] beginning = in.readNBytes(PREAMBLE + MAGIC.length);
    boolean preamble = beginning.length == PREAMBLE + MAGIC.length && endsWithMagic(beginning);
    if (!preamble) {
      in.reset();
    }
    try {
      return preamble
          ? Optional.of(header(new Content(in).read()))
          : withoutPreamble(in).map(DicomReader::header);
    } catch (EOFException _) {
      if (preamble) {
        throw new DicomException("it ends in the middle of its header");
      }
      return Optional.empty();
    } catch (DicomException e) {
      if (preamble) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Optional<Map<Integer, byte[]>> withoutPreamble(BufferedInputStream in)
      throws IOException {
    in.mark(8);
    byte[] head = in.readNBytes(8);
    if (head.length < 8) {
      return Optional.empty();
    }
    in.reset();
    int little = HeaderInput.tag(head, 0, false) >>> 16;
    int big = HeaderInput.tag(head, 0, true) >>> 16;
    if (little != 0x0002 && little != 0x0008 && big != 0x0008) {
      return Optional.empty();
    }
    Map<Integer, byte[]> kept = new Content(in).read();
    // Few bytes make an accidental element; an accidental class of objects does not happen.
    return DicomValues.text(kept.get(Tag.SOP_CLASS))
            .filter(uid -> UID.matcher(uid).matches())
            .isPresent()
        ? Optional.of(kept)
        : Optional.empty();
  }

  private static boolean endsWithMagic(byte[] beginning) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (beginning[PREAMBLE + i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static DicomHeader header(Map<Integer, byte[]> kept) {
    DicomText texts = DicomText.of(kept.get(Tag.CHARACTER_SET));
    return new DicomHeader(
        DicomValues.text(kept.get(Tag.TRANSFER_SYNTAX)),
        DicomValues.text(kept.get(Tag.SOP_CLASS)),
        DicomValues.text(kept.get(Tag.SOP_INSTANCE)),
        DicomValues.text(kept.get(Tag.STUDY)),
        DicomValues.text(kept.get(Tag.SERIES)),
        DicomValues.date(kept.get(Tag.STUDY_DATE)),
        DicomValues.time(kept.get(Tag.STUDY_TIME)),
        DicomValues.text(kept.get(Tag.MODALITY)),
        texts.text(kept.get(Tag.STUDY_DESCRIPTION)),
        texts.text(kept.get(Tag.SERIES_DESCRIPTION)),
        DicomValues.integer(kept.get(Tag.SERIES_NUMBER)),
        DicomValues.integer(kept.get(Tag.INSTANCE_NUMBER)),
        texts.personNames(kept.get(Tag.PATIENT_NAME)),
        DicomValues.date(kept.get(Tag.PATIENT_BIRTH_DATE)),
        texts.text(kept.get(Tag.PATIENT_ID)));
  }

  /** Meta information, if any, and then the data set in the syntax that it names. */
  private static final class Content {
    private final BufferedInputStream in;

    Content(BufferedInputStream in) {
      this.in = in;
    }

    Map<Integer, byte[]> read() throws IOException {
      byte[] head = peek();
      if (head.length < 8) {
        throw new EOFException();
      }
      if (HeaderInput.tag(head, 0, false) >>> 16 != 0x0002) {
        return dataSet(in, guess(head));
      }
      Map<Integer, byte[]> meta = metaInformation();
      String syntax =
          DicomValues.text(meta.get(Tag.TRANSFER_SYNTAX)).orElse(Syntax.IMPLICIT_LITTLE_UID);
      byte[] first = peek();
      Map<Integer, byte[]> kept;
      if (Syntax.deflated(syntax) && !(first.length == 8 && Syntax.isPlain(first))) {
        Inflater inflater = new Inflater(true);
        try {
          kept = dataSet(new InflaterInputStream(in, inflater), Syntax.EXPLICIT_LITTLE);
        } catch (java.util.zip.ZipException _) {
          throw new DicomException("its deflated data set does not inflate");
        } finally {
          inflater.end();
        }
      } else {
        Syntax named = Syntax.of(syntax);
        kept = dataSet(in, first.length == 8 ? named.corrected(first) : named);
      }
      byte[] uid = meta.get(Tag.TRANSFER_SYNTAX);
      if (uid != null) {
        kept.put(Tag.TRANSFER_SYNTAX, uid);
      }
      return kept;
    }

    /** Group 0002, always explicit little endian: one element at a time, up to another group. */
    private Map<Integer, byte[]> metaInformation() throws IOException {
      HeaderInput input = new HeaderInput(in);
      ElementReader reader = new ElementReader(input);
      while (true) {
        byte[] head = peek();
        if (head.length < 8 || HeaderInput.tag(head, 0, false) >>> 16 != 0x0002) {
          return reader.kept();
        }
        reader.readOne(Syntax.EXPLICIT_LITTLE);
      }
    }

    /** The next 8 bytes, which stay; fewer at the end. */
    private byte[] peek() throws IOException {
      in.mark(8);
      byte[] head = in.readNBytes(8);
      in.reset();
      return head;
    }

    private static Syntax guess(byte[] head) {
      boolean explicit = ElementReader.isKnown(ElementReader.representation(head));
      boolean big = HeaderInput.tag(head, 0, true) >>> 16 == 0x0008;
      return explicit
          ? (big ? Syntax.EXPLICIT_BIG : Syntax.EXPLICIT_LITTLE)
          : Syntax.IMPLICIT_LITTLE;
    }

    private static Map<Integer, byte[]> dataSet(InputStream from, Syntax syntax)
        throws IOException {
      ElementReader reader = new ElementReader(new HeaderInput(from));
      reader.readUpTo(Tag.LAST, syntax);
      return reader.kept();
    }
  }
}
