package io.medseal.client.dicom;

import static io.medseal.client.dicom.DicomBytes.ascii;
import static io.medseal.client.dicom.DicomBytes.joined;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Beginnings of DICOM files in all the ways in which they are written. */
final class HeaderCases {
  private static final String RLE = "1.2.840.10008.1.2.5";

  /** They are no DICOM. */
  private static final Set<String> OTHER =
      Set.of("other-text", "other-short", "other-empty", "other-element", "other-bare-cut");

  private HeaderCases() {}

  private static byte[] all(DicomBytes to) {
    return with(to, it -> it);
  }

  private static byte[] with(DicomBytes to, UnaryOperator<DicomBytes> between) {
    DicomBytes before =
        to.element(0x0008_0005, "CS", "ISO_IR 100")
            .element(0x0008_0016, "UI", DicomBytes.CT_IMAGE)
            .element(0x0008_0018, "UI", "1.2.3.1.1")
            .element(0x0008_0020, "DA", "20240131")
            .element(0x0008_0060, "CS", "CT")
            .element(0x0008_1030, "LO", "Sch\u00e4del")
            .element(0x0008_103E, "LO", "Serie 1");
    return between
        .apply(before)
        .element(0x0010_0010, "PN", "M\u00fcller^Zo\u00eb")
        .element(0x0010_0020, "LO", "P-1")
        .element(0x0010_0030, "DA", "19690720")
        .element(0x0020_000D, "UI", "1.2.3")
        .element(0x0020_000E, "UI", "1.2.3.1")
        .element(0x0020_0011, "IS", "1")
        .element(0x0020_0013, "IS", "7")
        .element(0x7FE0_0010, "OW", new byte[8])
        .bytes();
  }

  private static DicomBytes explicit() {
    return DicomBytes.explicitLittle();
  }

  static Map<String, byte[]> good() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] explicit = all(explicit());
    byte[] implicit = all(DicomBytes.implicitLittle());
    byte[] big = all(DicomBytes.explicitBig());
    files.put("explicit", DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, explicit));
    files.put("implicit", DicomBytes.file(DicomBytes.IMPLICIT_LITTLE, implicit));
    files.put("big", DicomBytes.file(DicomBytes.EXPLICIT_BIG, big));
    byte[] deflated = DicomBytes.deflated(explicit);
    files.put("deflated", DicomBytes.file(DicomBytes.DEFLATED, deflated));
    files.put(
        "deflated-padded", DicomBytes.file(DicomBytes.DEFLATED, joined(deflated, new byte[1])));
    files.put(
        "deflated-damaged-behind",
        DicomBytes.file(DicomBytes.DEFLATED, DicomBytes.deflatedThenDamaged(explicit)));
    files.put("compressed", DicomBytes.file(RLE, explicit));
    files.put("says-explicit-is-implicit", DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, implicit));
    files.put("says-implicit-is-explicit", DicomBytes.file(DicomBytes.IMPLICIT_LITTLE, explicit));
    files.put("says-big-is-explicit", DicomBytes.file(DicomBytes.EXPLICIT_BIG, explicit));
    files.put("says-big-is-implicit", DicomBytes.file(DicomBytes.EXPLICIT_BIG, implicit));
    files.put("says-explicit-is-big", DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, big));
    files.put("says-implicit-is-big", DicomBytes.file(DicomBytes.IMPLICIT_LITTLE, big));
    files.put("says-deflated-is-not", DicomBytes.file(DicomBytes.DEFLATED, explicit));
    files.put("says-compressed-is-implicit", DicomBytes.file(RLE, implicit));
    files.put("says-nothing-is-explicit", joined(new byte[128], ascii("DICM"), explicit));
    files.put("says-nothing-is-implicit", joined(new byte[128], ascii("DICM"), implicit));
    byte[] version = explicit().element(0x0002_0001, "OB", new byte[] {0, 1}).bytes();
    files.put(
        "says-no-syntax-is-explicit", joined(new byte[128], ascii("DICM"), version, explicit));
    files.put(
        "says-no-syntax-is-implicit", joined(new byte[128], ascii("DICM"), version, implicit));
    files.put("bare-explicit", explicit);
    files.put("bare-implicit", implicit);
    files.put("bare-big", big);
    byte[] file = DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, explicit);
    files.put("bare-with-meta", Arrays.copyOfRange(file, 132, file.length));
    structures(files);
    values(files);
    files.put("other-text", ascii("%PDF-1.7 and so on, which is no element at all"));
    files.put("other-short", new byte[] {8, 0, 5, 0});
    files.put("other-empty", new byte[0]);
    files.put("other-element", explicit().element(0x0008_0005, "CS", "ISO_IR 100").bytes());
    files.put("other-bare-cut", Arrays.copyOf(explicit, 60));
    return files;
  }

  private static byte[] file(UnaryOperator<DicomBytes> between) {
    return DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, with(explicit(), between));
  }

  private static void structures(Map<String, byte[]> files) {
    files.put(
        "sequence-of-unknown-length",
        file(
            to ->
                to.openSequence(0x0008_1140, "SQ")
                    .openItem()
                    .element(0x0010_0010, "PN", "Muster^Max")
                    .openSequence(0x0008_1199, "SQ")
                    .closeSequence()
                    .closeItem()
                    .item(explicit().element(0x0010_0010, "PN", "Muster^Max").bytes())
                    .closeSequence()));
    files.put(
        "sequence-of-known-length",
        file(
            to ->
                to.element(
                    0x0008_1140,
                    "SQ",
                    explicit()
                        .item(explicit().element(0x0010_0010, "PN", "Muster^Max").bytes())
                        .bytes())));
    DicomBytes unknown = explicit().openSequence(0x0009_1001, "UN");
    byte[] inside =
        DicomBytes.implicitLittle()
            .openItem()
            .element(0x0010_0010, "PN", "Muster^Max")
            .closeItem()
            .closeSequence()
            .bytes();
    files.put("unknown-of-unknown-length", file(to -> to.raw(unknown.bytes()).raw(inside)));
    files.put("later-representation", file(to -> to.element(0x0009_1001, "ZZ", new byte[4])));
    files.put(
        "no-representation",
        file(
            to ->
                to.raw(ascii("\u0009\0\u0001\u0010"))
                    .raw((byte) 0, (byte) 0, (byte) 2, (byte) 0)
                    .raw(ascii("ab"))));
    files.put("long-value", file(to -> to.element(0x0009_1001, "LO", "x".repeat(20_000))));
    files.put(
        "many-elements",
        file(
            to -> {
              for (int i = 0x1001; i < 0x10B1; i++) {
                to = to.element(0x0009_0000 | i, "LO", "x".repeat(400));
              }
              return to;
            }));
    files.put(
        "no-numbers",
        DicomBytes.file(
            DicomBytes.EXPLICIT_LITTLE,
            explicit()
                .element(0x0008_0016, "UI", DicomBytes.CT_IMAGE)
                .element(0x0010_0010, "PN", "Example^Ada")
                .element(0x7FE0_0010, "OW", new byte[70_000])
                .bytes()));
  }

  private static void values(Map<String, byte[]> files) {
    for (Map.Entry<String, String> date :
        Map.ofEntries(
                Map.entry("dotted", "2024.01.31"),
                Map.entry("hyphens", "2024-01-31"),
                Map.entry("separated-once", "2024.0131"),
                Map.entry("separated-differently", "2024.01-31"),
                Map.entry("range", "20240131-20240201"),
                Map.entry("with-offset", "20240131+0530"),
                Map.entry("of-year-only", "2024"),
                Map.entry("of-month-only", "202401"),
                Map.entry("of-year-zero", "00000101"),
                Map.entry("not-in-calendar", "20240231"),
                Map.entry("dotted-not-in-calendar", "1994.02.31"),
                Map.entry("leap-day", "20240229"),
                Map.entry("padded", "20240131\0"),
                Map.entry("words", "today"),
                Map.entry("first-of-two", "20240131\\20240201"))
            .entrySet()) {
      files.put("date-" + date.getKey(), one(0x0008_0020, "DA", date.getValue()));
    }
    for (Map.Entry<String, String> number :
        Map.of(
                "signed", "+7 ",
                "negative", "-7",
                "fraction", "1.5",
                "beyond", "2147483648",
                "longest", "2147483647",
                "half-read", "12abc",
                "exponent", "1e9",
                "of-others", "7\u00b2",
                "words", "seven")
            .entrySet()) {
      files.put("number-" + number.getKey(), one(0x0020_0013, "IS", number.getValue()));
    }
    files.put("description-of-controls", one(0x0008_1030, "LO", "\tCT\r\nThorax \0"));
    files.put("description-of-two", one(0x0008_1030, "LO", "Thorax\\Abdomen"));
    files.put("description-too-long", one(0x0008_1030, "LO", "x".repeat(16 * 1024 + 2)));
    files.put("description-longest", one(0x0008_1030, "LO", "x".repeat(16 * 1024)));
    files.put(
        "twice",
        DicomBytes.file(
            DicomBytes.EXPLICIT_LITTLE,
            explicit()
                .element(0x0008_0016, "UI", DicomBytes.CT_IMAGE)
                .element(0x0010_0010, "PN", "Example^Ada")
                .element(0x0010_0010, "PN", "Muster^Max")
                .bytes()));
  }

  private static byte[] one(int tag, String vr, String value) {
    return DicomBytes.file(
        DicomBytes.EXPLICIT_LITTLE,
        explicit().element(0x0008_0016, "UI", DicomBytes.CT_IMAGE).element(tag, vr, value).bytes());
  }

  /** What each says. */
  static ObjectNode meant(String name) {
    if (OTHER.contains(name)) {
      return DicomVectors.object().put("dicom", false);
    }
    ObjectNode meant = DicomVectors.object().put("dicom", true);
    switch (name) {
      case "date-dotted", "date-hyphens", "date-padded", "date-first-of-two" ->
          meant.put("studyDate", "2024-01-31");
      case "date-leap-day" -> meant.put("studyDate", "2024-02-29");
      case "number-signed" -> meant.put("instanceNumber", 7);
      case "number-negative" -> meant.put("instanceNumber", -7);
      case "number-longest" -> meant.put("instanceNumber", 2_147_483_647);
      case "description-of-controls" -> meant.put("studyDescription", "CT Thorax");
      case "description-of-two" -> meant.put("studyDescription", "Thorax");
      case "description-longest" -> meant.put("studyDescription", "x".repeat(16 * 1024));
      case "no-numbers" -> {
        meant.putArray("patientNames").add("Ada Example");
        return meant;
      }
      case "twice" -> {
        meant.putArray("patientNames").add("Max Muster");
        return meant;
      }
      case "date-range",
          "date-separated-once",
          "date-separated-differently",
          "date-with-offset",
          "date-of-year-only",
          "date-of-month-only",
          "date-of-year-zero",
          "date-dotted-not-in-calendar",
          "number-half-read",
          "number-exponent",
          "number-of-others",
          "date-not-in-calendar",
          "date-words",
          "number-fraction",
          "number-beyond",
          "number-words",
          "description-too-long" -> {}
      default -> {
        meant
            .put("study", "1.2.3")
            .put("series", "1.2.3.1")
            .put("studyDate", "2024-01-31")
            .put("modality", "CT")
            .put("studyDescription", "Schädel")
            .put("seriesDescription", "Serie 1")
            .put("seriesNumber", 1)
            .put("instanceNumber", 7);
        meant.putArray("patientNames").add("Zoë Müller");
        return meant.put("patientBirthDate", "1969-07-20").put("patientId", "P-1");
      }
    }
    meant.putArray("patientNames");
    return meant;
  }

  /** Files that say of themselves that they are DICOM. */
  static Map<String, byte[]> damaged() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] whole = DicomBytes.file(DicomBytes.EXPLICIT_LITTLE, all(explicit()));
    files.put("nothing behind the preamble", Arrays.copyOf(whole, 132));
    files.put("it ends in the meta information", Arrays.copyOf(whole, 150));
    files.put("it ends in a value", Arrays.copyOf(whole, 260));
    files.put("it ends in the beginning of an element", Arrays.copyOf(whole, 194));
    files.put(
        "an element without representation", file(to -> to.raw(ascii("\u0009\0\u0001\u0010abcd"))));
    files.put(
        "an element longer than the file", file(to -> to.start(0x0009_1001, "UN", 1_000_000)));
    files.put(
        "an element longer than any header", file(to -> to.start(0x0009_1001, "UN", 0x7fff_ffff)));
    files.put(
        "a sequence of something else than items",
        file(to -> to.openSequence(0x0008_1140, "SQ").element(0x0010_0020, "LO", "P-1")));
    files.put(
        "sequences nested too deep",
        file(
            to -> {
              for (int i = 0; i < 40; i++) {
                to = to.openSequence(0x0008_1140, "SQ").openItem();
              }
              return to;
            }));
    files.put(
        "deflated data that is none",
        DicomBytes.file(DicomBytes.DEFLATED, ascii("this is no deflated data at all")));
    return files;
  }
}
