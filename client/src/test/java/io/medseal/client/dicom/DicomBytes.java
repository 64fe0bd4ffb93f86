package io.medseal.client.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;

/** Writes DICOM element by element (PS3.5, PS3.10), and wrongly where a test asks for it. */
public final class DicomBytes {
  public static final String IMPLICIT_LITTLE = "1.2.840.10008.1.2";
  public static final String EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
  public static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  public static final String EXPLICIT_BIG = "1.2.840.10008.1.2.2";
  public static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";

  private static final long UNDEFINED = 0xffff_ffffL;
  private static final Set<String> LONG_FORM =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV", "ZZ");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean explicit;
  private final boolean big;

  private DicomBytes(boolean explicit, boolean big) {
    this.explicit = explicit;
    this.big = big;
  }

  public static DicomBytes explicitLittle() {
    return new DicomBytes(true, false);
  }

  public static DicomBytes implicitLittle() {
    return new DicomBytes(false, false);
  }

  public static DicomBytes explicitBig() {
    return new DicomBytes(true, true);
  }

  /** Preamble, meta information that names the syntax, and the data set. */
  public static byte[] file(String syntax, byte[] dataSet) {
    DicomBytes meta = explicitLittle().element(0x0002_0010, "UI", syntax);
    return joined(new byte[128], ascii("DICM"), groupLength(meta), meta.bytes(), dataSet);
  }

  private static byte[] groupLength(DicomBytes meta) {
    return explicitLittle()
        .element(0x0002_0000, "UL", explicitLittle().u32(meta.bytes().length).bytes())
        .bytes();
  }

  /** As the deflated syntax has it: without zlib's header. */
  public static byte[] deflated(byte[] dataSet) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(dataSet);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] some = new byte[64 * 1024];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return out.toByteArray();
    }
  }

  /** All of it deflated, and behind that a block of no known kind. */
  public static byte[] deflatedThenDamaged(byte[] dataSet) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(dataSet);
      byte[] some = new byte[64 * 1024];
      int length = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
      return joined(Arrays.copyOf(some, length), new byte[] {7, 7, 7, 7});
    }
  }

  /** A CT image of that study, ready to be written to a file. */
  public static byte[] image(String study, int series, int instance, String description) {
    return file(
        EXPLICIT_LITTLE,
        explicitLittle()
            .element(0x0008_0016, "UI", CT_IMAGE)
            .element(0x0008_0018, "UI", study + "." + series + "." + instance)
            .element(0x0008_0020, "DA", "20240131")
            .element(0x0008_0060, "CS", "CT")
            .element(0x0008_1030, "LO", description)
            .element(0x0010_0020, "LO", "P-1")
            .element(0x0020_000D, "UI", study)
            .element(0x0020_000E, "UI", study + "." + series)
            .element(0x0020_0011, "IS", Integer.toString(series))
            .element(0x0020_0013, "IS", Integer.toString(instance))
            .element(0x7FE0_0010, "OW", new byte[64])
            .bytes());
  }

  /** A text, padded to an even length as its representation wants. */
  public DicomBytes element(int tag, String vr, String value) {
    byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
    byte pad = vr.equals("UI") ? (byte) 0 : (byte) ' ';
    return element(tag, vr, text.length % 2 == 0 ? text : joined(text, new byte[] {pad}));
  }

  public DicomBytes element(int tag, String vr, byte[] value) {
    return start(tag, vr, value.length).raw(value);
  }

  /** Everything before a value, with a length that need not be true. */
  public DicomBytes start(int tag, String vr, long length) {
    u16(tag >>> 16).u16(tag & 0xffff);
    if (!explicit) {
      return u32(length);
    }
    raw(ascii(vr));
    return LONG_FORM.contains(vr) ? u16(0).u32(length) : u16((int) length);
  }

  public DicomBytes openSequence(int tag, String vr) {
    return start(tag, vr, UNDEFINED);
  }

  public DicomBytes closeSequence() {
    return mark(0xE0DD, 0);
  }

  public DicomBytes openItem() {
    return mark(0xE000, UNDEFINED);
  }

  public DicomBytes item(byte[] content) {
    return mark(0xE000, content.length).raw(content);
  }

  public DicomBytes closeItem() {
    return mark(0xE00D, 0);
  }

  public DicomBytes raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  private DicomBytes mark(int element, long length) {
    return u16(0xFFFE).u16(element).u32(length);
  }

  private DicomBytes u16(int value) {
    return big ? raw((byte) (value >>> 8), (byte) value) : raw((byte) value, (byte) (value >>> 8));
  }

  private DicomBytes u32(long value) {
    int high = (int) (value >>> 16);
    int low = (int) value;
    return big ? u16(high).u16(low) : u16(low).u16(high);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
