package io.medseal.client.studies;

import io.medseal.client.dicom.ImageHeader;
import io.medseal.client.problems.SourceException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the study index of a report's files (spec/bodies.md section 7).
 *
 * <p><b>Guarantees.</b> Reads headers only, and of images in fragments where each fragment begins;
 * keeps one header at a time. A file that is no image, is damaged or is written in an odd way is
 * left out, whatever is in it: whoever opens the report reads that one itself.
 */
public final class StudyIndex {
  /** Of the index as a file of the report. */
  public static final String MEDIA_TYPE = "application/vnd.medseal.study";

  /** Longest text of an index, before it is deflated. */
  static final long MOST_TEXT = 16L * 1024 * 1024;

  /** Of all files. */
  private static final int MOST_FRAGMENTS = 200_000;

  private static final byte[] BEGIN = ascii("{\"v\":1,\"instances\":[");
  private static final byte[] NEXT = ascii(",");
  private static final byte[] END = ascii("]}");
  private static final Set<Integer> WANTED = Attribute.wanted();

  private StudyIndex() {}

  /**
   * A file of the report that may be an image.
   *
   * @param file its position in the report, counted from 0
   * @param size in bytes
   */
  public record Source(int file, Path path, long size) {}

  /**
   * The index, deflated as it stands in the pack.
   *
   * @param sources in the order of the report
   * @return empty if none of them is an image, or it would be longer than an index may be
   * @throws SourceException.Unreadable if a file can't be read
   */
  public static Optional<Bytes> of(List<Source> sources) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater, 64 * 1024)) {
      if (write(sources, out) == 0 || deflater.getBytesRead() > MOST_TEXT) {
        return Optional.empty();
      }
      out.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory only
    }
    return deflated.size() > ReportSizes.STUDY
        ? Optional.empty()
        : Optional.of(Bytes.of(deflated.toByteArray()));
  }

  /**
   * Writes the text, and no more than little beyond its bound; answers how many it names, none
   * where they have too many fragments.
   */
  static int write(List<Source> sources, OutputStream out) throws IOException {
    int named = 0;
    int fragments = 0;
    long length = 0L + BEGIN.length + END.length;
    out.write(BEGIN);
    for (Source source : sources) {
      Optional<ObjectNode> instance = instance(source);
      if (instance.isPresent() && length <= MOST_TEXT && fragments <= MOST_FRAGMENTS) {
        for (JsonNode frame : instance.get().path("frames")) {
          fragments += frame.size() / 2;
        }
        byte[] text = StrictJson.mapper().writeValueAsBytes(instance.get());
        if (named++ > 0) {
          out.write(NEXT);
        }
        out.write(text);
        length += (long) text.length + NEXT.length;
      }
    }
    out.write(END);
    return fragments <= MOST_FRAGMENTS ? named : 0;
  }

  private static Optional<ObjectNode> instance(Source source) {
    try {
      Optional<ImageHeader> header = ImageHeader.read(source.path(), WANTED);
      Optional<Description> description = header.map(Description::new);
      Optional<Integer> frames =
          description.filter(Description::isPicture).flatMap(Description::frames);
      if (header.isEmpty() || frames.isEmpty()) {
        return Optional.empty();
      }
      return PixelPlace.of(source.path(), source.size(), header.get(), frames.get())
          .map(place -> instance(source, place, description.flatMap(Description::write)));
    } catch (IOException e) {
      throw new SourceException.Unreadable(source.path(), e);
    }
  }

  private static ObjectNode instance(
      Source source, PixelPlace place, Optional<ObjectNode> description) {
    ObjectNode instance = StrictJson.mapper().createObjectNode();
    instance.put("file", source.file()).put("size", source.size());
    instance.putArray("pixels").add(place.offset()).add(place.length());
    place
        .frames()
        .ifPresent(
            frames -> {
              ArrayNode all = instance.putArray("frames");
              for (List<Long> frame : frames) {
                ArrayNode each = all.addArray();
                frame.forEach(each::add);
              }
            });
    description.ifPresent(written -> instance.set("dicom", written));
    return instance;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
