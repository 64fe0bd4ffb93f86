package io.medseal.demo.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Data elements in the order of their tags, written in explicit VR little endian.
 *
 * <p>Every {@code with} sets one element and answers this data set; a value that does not fit the
 * tag's value representation is an {@link IllegalArgumentException}. Text is UTF-8: the data set
 * must name {@code ISO_IR 192} as its character set, as {@link Modules} does.
 *
 * <pre>{@code
 * new DataSet().with(Tag.PATIENT_NAME, "Demo^Ravi").with(Tag.ROWS, 512)
 * }</pre>
 */
public final class DataSet {
  private static final int UNDEFINED_LENGTH = 0xFFFFFFFF;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

  private final Map<Tag, Element> elements = new EnumMap<>(Tag.class);

  /** Sets text; several values are separated as the standard says, none makes the value empty. */
  public DataSet with(Tag tag, String... values) {
    Vr vr = tag.vr();
    require(vr.isText(), tag, "text");
    require(vr.hasSeveralValues() || values.length <= 1, tag, "several values");
    for (String value : values) {
      require(value.length() <= vr.maximumLength(), tag, value);
      require(!vr.hasSeveralValues() || value.indexOf('\\') < 0, tag, value);
    }
    return put(tag, String.join("\\", values).getBytes(StandardCharsets.UTF_8));
  }

  public DataSet with(Tag tag, LocalDate date) {
    return with(tag, date.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  public DataSet with(Tag tag, LocalTime time) {
    return with(tag, time.format(TIME));
  }

  /** Sets whole numbers, in binary or as text as the tag wants them. */
  public DataSet with(Tag tag, int... values) {
    LittleEndian bytes = new LittleEndian();
    switch (tag.vr()) {
      case US, SS -> Arrays.stream(values).forEach(bytes::int16);
      case UL, SL -> Arrays.stream(values).forEach(bytes::int32);
      case IS, DS -> {
        return with(tag, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
      }
      case AE, AS, AT, CS, DA, DT, FD, LO, LT, OB, OW, PN, SH, SQ, ST, TM, UI, UT ->
          throw refused(tag, "whole numbers");
    }
    return put(tag, bytes.toBytes());
  }

  /** Sets decimal numbers, in binary or as text as the tag wants them. */
  public DataSet with(Tag tag, double... values) {
    if (tag.vr() == Vr.DS) {
      return with(tag, Arrays.stream(values).mapToObj(DataSet::decimal).toArray(String[]::new));
    }
    require(tag.vr() == Vr.FD, tag, "decimal numbers");
    LittleEndian bytes = new LittleEndian();
    Arrays.stream(values).forEach(bytes::float64);
    return put(tag, bytes.toBytes());
  }

  /** Sets the tag of another element. */
  public DataSet with(Tag tag, Tag other) {
    require(tag.vr() == Vr.AT, tag, "a tag");
    return put(tag, new LittleEndian().tag(other.number()).toBytes());
  }

  /** Sets bytes, which are not copied. */
  public DataSet with(Tag tag, byte[] value) {
    require(tag.vr() == Vr.OB || tag.vr() == Vr.OW, tag, "bytes");
    return put(tag, value);
  }

  /** Sets a sequence; without items it is empty. */
  public DataSet with(Tag tag, DataSet... items) {
    require(tag.vr() == Vr.SQ, tag, "items");
    elements.put(tag, new Element.Items(List.of(items)));
    return this;
  }

  /** Sets a sequence of terms. */
  public DataSet with(Tag tag, Code... codes) {
    return with(tag, Arrays.stream(codes).map(Code::item).toArray(DataSet[]::new));
  }

  /** Sets compressed pixels, one fragment a frame; the bytes are not copied. */
  public DataSet withFrames(List<byte[]> frames) {
    elements.put(Tag.PIXEL_DATA, new Element.Frames(List.copyOf(frames)));
    return this;
  }

  /** Sets elements without a value. */
  public DataSet withEmpty(Tag... tags) {
    for (Tag tag : tags) {
      if (tag.vr() == Vr.SQ) {
        with(tag, new DataSet[0]);
      } else {
        put(tag, new byte[0]);
      }
    }
    return this;
  }

  /** The text of an element, without what fills it up to an even length. */
  String text(Tag tag) {
    if (elements.get(tag) instanceof Element.Value value && value.bytes().length > 0) {
      return new String(value.bytes(), StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }
    throw new IllegalArgumentException("missing: " + tag);
  }

  void writeTo(OutputStream out) throws IOException {
    for (Map.Entry<Tag, Element> entry : elements.entrySet()) {
      Tag tag = entry.getKey();
      switch (entry.getValue()) {
        case Element.Value value -> {
          header(out, tag, tag.vr(), value.bytes().length);
          out.write(value.bytes());
        }
        case Element.Items items -> {
          header(out, tag, Vr.SQ, UNDEFINED_LENGTH);
          for (DataSet item : items.items()) {
            delimiter(out, ITEM, UNDEFINED_LENGTH);
            item.writeTo(out);
            delimiter(out, ITEM_END, 0);
          }
          delimiter(out, SEQUENCE_END, 0);
        }
        case Element.Frames frames -> {
          header(out, tag, Vr.OB, UNDEFINED_LENGTH);
          write(out, frames.frames());
          delimiter(out, SEQUENCE_END, 0);
        }
      }
    }
  }

  /** The basic offset table, then one fragment a frame (PS3.5 section A.4). */
  private static void write(OutputStream out, List<byte[]> frames) throws IOException {
    LittleEndian offsets = new LittleEndian();
    int offset = 0;
    for (byte[] frame : frames) {
      offsets.int32(offset);
      offset += 8 + frame.length + frame.length % 2;
    }
    delimiter(out, ITEM, frames.size() * 4);
    out.write(offsets.toBytes());
    for (byte[] frame : frames) {
      delimiter(out, ITEM, frame.length + frame.length % 2);
      out.write(frame);
      if (frame.length % 2 == 1) {
        out.write(0);
      }
    }
  }

  private static void header(OutputStream out, Tag tag, Vr vr, int length) throws IOException {
    LittleEndian header = new LittleEndian().tag(tag.number()).ascii(vr.name());
    if (vr.hasLongLength()) {
      header.int16(0).int32(length);
    } else {
      header.int16(length);
    }
    out.write(header.toBytes());
  }

  private static void delimiter(OutputStream out, int number, int length) throws IOException {
    out.write(new LittleEndian().tag(number).int32(length).toBytes());
  }

  private DataSet put(Tag tag, byte[] value) {
    byte[] even = value;
    if (value.length % 2 == 1) {
      even = Arrays.copyOf(value, value.length + 1);
      even[value.length] = tag.vr().padding();
    }
    require(tag.vr().hasLongLength() || even.length <= 0xFFFE, tag, "a value so long");
    elements.put(tag, new Element.Value(even));
    return this;
  }

  /** A number in at most 16 characters, as a DS value must be. */
  private static String decimal(double value) {
    String text = Double.toString(Math.rint(value * 1e7) / 1e7);
    if (text.endsWith(".0")) {
      text = text.substring(0, text.length() - 2);
    }
    return text;
  }

  private static void require(boolean fits, Tag tag, String what) {
    if (!fits) {
      throw refused(tag, what);
    }
  }

  private static IllegalArgumentException refused(Tag tag, String what) {
    return new IllegalArgumentException(tag + " (" + tag.vr() + ") does not take: " + what);
  }

  @Override
  public String toString() {
    return elements.keySet().stream().map(Tag::name).collect(Collectors.joining(", ", "[", "]"));
  }
}
