package io.medseal.client.studies;

import io.medseal.client.dicom.DicomBytes;
import io.medseal.ledger.ids.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small DICOM files, plain and odd ones, for the vectors of {@code study/}. */
final class StudyFiles {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String JPEG = "1.2.840.10008.1.2.4.50";
  private static final int PIXELS = 0x7FE0_0010;

  private StudyFiles() {}

  /** The files of each case, by its name. */
  static Map<String, List<byte[]>> cases() {
    Map<String, List<byte[]>> cases = new LinkedHashMap<>();
    cases.put("stack", List.of(slice(2), utf8("a letter"), slice(3), slice(1)));
    cases.put("implicit", List.of(file(DicomBytes.IMPLICIT_LITTLE, tags(1))));
    cases.put("latin-1", List.of(plain(withText("ISO_IR 100", latin("M\u00fcller^J\u00f6rg")))));
    cases.put(
        "utf-8",
        List.of(
            plain(
                withText(
                    "ISO_IR 192",
                    utf8("Rao^Asha=\u0930\u093e\u0935^\u0906\u0936\u093e=^\ud83d\ude42 ")))));
    cases.put("several-values", List.of(plain(with(1, 0x0028_1050, "DS", "40\\-600\\\\480"))));
    cases.put("quotes", List.of(plain(with(1, 0x0008_103E, "LO", "\"A\"/B <c> & 'd'"))));
    cases.put("leading-spaces", List.of(plain(with(1, 0x0010_0020, "LO", "  P 1  "))));
    cases.put("fragments", List.of(fragments(1, 10, 6), fragments(1, 8), fragments(3, 4, 2, 6)));
    oddTexts(cases);
    notFlat(cases);
    leftOut(cases);
    mislabelled(cases);
    writtenOddly(cases);
    return cases;
  }

  /** Located, but not described: there is doubt about what a text says. */
  private static void oddTexts(Map<String, List<byte[]>> cases) {
    cases.put(
        "texts-in-doubt",
        List.of(
            plain(withText("ISO 2022 IR 6\\ISO 2022 IR 87", latin("Yamada^Tarou"))),
            plain(withText("ISO_IR 192", new byte[] {'A', (byte) 0xff})),
            plain(withText("ISO_IR 100", new byte[] {'A', (byte) 0x80, 'B', 'C'})),
            plain(withText("", latin("M\u00fcller"))),
            plain(withText("ISO_IR 192", utf8("\u202eoar"))),
            plain(withText("ISO_IR 192", utf8("\ufeffRao"))),
            plain(withText("", latin("Rao\0Asha"))),
            plain(withText("", latin("A=B=C=D"))),
            plain(with(1, 0x0008_103E, "LO", "x".repeat(1_026))),
            plain(with(1, 0x0028_1050, "DS", "1\\".repeat(64) + "1")),
            plain(with(1, 0x0028_0103, "US", new byte[] {0, 0, 0, 0})),
            plain(with(1, 0x0008_3002, "UI", "1.2.3"))));
  }

  private static void notFlat(Map<String, List<byte[]>> cases) {
    byte[] regions = new byte[0];
    cases.put(
        "located-only",
        List.of(
            plain(with(1, 0x0018_6011, "SQ", regions)),
            plain(with(1, 0x5200_9230, "SQ", regions)),
            plain(with(1, 0x0040_A043, "SQ", regions)),
            plain(with(1, 0x0028_0004, "CS", "PALETTE COLOR")),
            plain(with(1, 0x0028_0008, "IS", "2")),
            slice(1)));
  }

  private static void leftOut(Map<String, List<byte[]>> cases) {
    byte[] whole = slice(1);
    SortedMap<Integer, Element> noPixels = tags(1);
    noPixels.remove(PIXELS);
    DicomBytes descending = DicomBytes.explicitLittle();
    noPixels.forEach((tag, element) -> descending.element(tag, element.vr(), element.value()));
    byte[] elements = descending.bytes();
    cases.put(
        "left-out",
        List.of(
            file(DicomBytes.EXPLICIT_BIG, tags(1)),
            DicomBytes.file(DicomBytes.DEFLATED, DicomBytes.deflated(dataSet(tags(1), true))),
            file("1.2.840.10008.1.2.4.102", tags(1)),
            file("not a UID", tags(1)),
            plain(noPixels),
            java.util.Arrays.copyOf(whole, whole.length - 1),
            java.util.Arrays.copyOfRange(whole, 132, whole.length),
            plain(with(1, 0x0028_0008, "IS", "a few")),
            plain(with(1, 0x0040_A040, "CS", "CONTAINER")),
            plain(with(1, 0x0042_0011, "OB", new byte[2])),
            plain(with(1, 0x5400_0100, "SQ", new byte[0])),
            plain(with(1, 0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.66.4")),
            DicomBytes.file(
                DicomBytes.EXPLICIT_LITTLE,
                DicomBytes.explicitLittle()
                    .raw(elements)
                    .element(0x0008_0060, "CS", "CT")
                    .element(PIXELS, "OW", new byte[8])
                    .bytes()),
            fragments(2, 4, 4, 4),
            fragments(1),
            java.util.Arrays.copyOf(fragments(1, 8), fragments(1, 8).length - 9)));
  }

  /** An element twice, and one of no known representation; only the last file is good. */
  private static void writtenOddly(Map<String, List<byte[]>> cases) {
    SortedMap<Integer, Element> noPixels = tags(1);
    noPixels.remove(PIXELS);
    byte[] before = dataSet(noPixels, true);
    List<byte[]> files = new java.util.ArrayList<>();
    for (DicomBytes odd :
        List.of(
            DicomBytes.explicitLittle()
                .element(0x0029_1001, "LO", "x ")
                .element(0x0029_1001, "LO", "y "),
            DicomBytes.explicitLittle().element(0x0029_1001, "lo", "x "))) {
      files.add(
          DicomBytes.file(
              DicomBytes.EXPLICIT_LITTLE,
              DicomBytes.explicitLittle()
                  .raw(before)
                  .raw(odd.bytes())
                  .element(PIXELS, "OW", new byte[8])
                  .bytes()));
    }
    files.add(slice(1));
    cases.put("written-oddly", files);
  }

  /** They name one syntax and are written in another, which not every reader takes for that. */
  private static void mislabelled(Map<String, List<byte[]>> cases) {
    byte[] explicit = dataSet(tags(1), true);
    byte[] implicit = dataSet(tags(1), false);
    cases.put(
        "mislabelled",
        List.of(
            DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, implicit),
            DicomBytes.file(DicomBytes.IMPLICIT_LITTLE, explicit),
            DicomBytes.file(DicomBytes.DEFLATED, explicit),
            DicomBytes.file(JPEG, implicit)));
  }

  private record Element(String vr, Bytes bytes) {
    Element(String vr, byte[] value) {
      this(vr, Bytes.of(value));
    }

    byte[] value() {
      return bytes.toArray();
    }
  }

  /** Slice {@code number} of a stack of 2 × 2 pixels. */
  static byte[] slice(int number) {
    return plain(tags(number));
  }

  private static SortedMap<Integer, Element> tags(int number) {
    SortedMap<Integer, Element> tags = new TreeMap<>();
    put(tags, 0x0008_0016, "UI", CT);
    put(tags, 0x0008_0018, "UI", "1.2.3.4." + number);
    put(tags, 0x0008_0020, "DA", "20240131");
    put(tags, 0x0008_0060, "CS", "CT");
    put(tags, 0x0008_103E, "LO", "Thorax 1.0");
    put(tags, 0x0010_0010, "PN", "Rao^Asha");
    put(tags, 0x0010_0020, "LO", "P-1");
    put(tags, 0x0020_000D, "UI", "1.2.3");
    put(tags, 0x0020_000E, "UI", "1.2.3.4");
    put(tags, 0x0020_0011, "IS", "2");
    put(tags, 0x0020_0013, "IS", Integer.toString(number));
    put(tags, 0x0020_0032, "DS", "-12.5\\0\\" + 1.5 * number);
    put(tags, 0x0020_0037, "DS", "1\\0\\0\\0\\1\\0");
    tags.put(0x0028_0002, new Element("US", new byte[] {1, 0}));
    put(tags, 0x0028_0004, "CS", "MONOCHROME2");
    tags.put(0x0028_0010, new Element("US", new byte[] {2, 0}));
    tags.put(0x0028_0011, new Element("US", new byte[] {2, 0}));
    put(tags, 0x0028_0030, "DS", "0.70\\0.7e0");
    tags.put(0x0028_0100, new Element("US", new byte[] {16, 0}));
    tags.put(0x0028_0101, new Element("US", new byte[] {12, 0}));
    tags.put(0x0028_0103, new Element("US", new byte[] {0, 0}));
    put(tags, 0x0028_1052, "DS", "-1024");
    put(tags, 0x0028_1053, "DS", "");
    tags.put(PIXELS, new Element("OW", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    return tags;
  }

  private static SortedMap<Integer, Element> with(int number, int tag, String vr, String value) {
    return with(number, tag, vr, padded(latin(value), vr));
  }

  private static SortedMap<Integer, Element> with(int number, int tag, String vr, byte[] value) {
    SortedMap<Integer, Element> tags = tags(number);
    tags.put(tag, new Element(vr, value));
    return tags;
  }

  /** With a patient's name in a character set. */
  private static SortedMap<Integer, Element> withText(String set, byte[] name) {
    SortedMap<Integer, Element> tags = with(1, 0x0008_0005, "CS", set);
    tags.put(0x0010_0010, new Element("PN", padded(name, "PN")));
    return tags;
  }

  private static void put(SortedMap<Integer, Element> tags, int tag, String vr, String value) {
    tags.put(tag, new Element(vr, padded(latin(value), vr)));
  }

  private static byte[] plain(SortedMap<Integer, Element> tags) {
    return file(DicomBytes.EXPLICIT_LITTLE, tags);
  }

  private static byte[] file(String syntax, SortedMap<Integer, Element> tags) {
    return switch (syntax) {
      case DicomBytes.IMPLICIT_LITTLE -> DicomBytes.file(syntax, dataSet(tags, false));
      case DicomBytes.EXPLICIT_BIG -> {
        DicomBytes big = DicomBytes.explicitBig();
        tags.forEach((tag, element) -> big.element(tag, element.vr(), element.value()));
        yield DicomBytes.file(syntax, big.bytes());
      }
      default -> DicomBytes.file(syntax, dataSet(tags, true));
    };
  }

  private static byte[] dataSet(SortedMap<Integer, Element> tags, boolean explicit) {
    DicomBytes data = explicit ? DicomBytes.explicitLittle() : DicomBytes.implicitLittle();
    tags.forEach((tag, element) -> data.element(tag, element.vr(), element.value()));
    return data.bytes();
  }

  /** An image whose pixels are in fragments of these lengths. */
  private static byte[] fragments(int frames, int... lengths) {
    SortedMap<Integer, Element> tags = with(1, 0x0028_0008, "IS", Integer.toString(frames));
    tags.remove(PIXELS);
    DicomBytes data = DicomBytes.explicitLittle();
    tags.forEach((tag, element) -> data.element(tag, element.vr(), element.value()));
    data.openSequence(PIXELS, "OB").item(new byte[0]);
    for (int length : lengths) {
      data.item(new byte[length]);
    }
    return DicomBytes.file(JPEG, data.closeSequence().bytes());
  }

  private static byte[] padded(byte[] value, String vr) {
    byte[] even = java.util.Arrays.copyOf(value, value.length + value.length % 2);
    if (even.length > value.length && !vr.equals("UI")) {
      even[value.length] = ' ';
    }
    return even;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
