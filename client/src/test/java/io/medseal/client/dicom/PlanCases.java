package io.medseal.client.dicom;

import static io.medseal.client.dicom.DicomBytes.ascii;

import io.medseal.ledger.ids.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Folders, and what becomes of them. */
final class PlanCases {
  private PlanCases() {}

  /** A folder, the patient of the record, and what is meant to come out. */
  static final class Plan {
    private final String name;
    private final String section;
    private final ObjectNode input = DicomVectors.object();
    private final ObjectNode meant = DicomVectors.object();
    private final ArrayNode files = input.putArray("files");
    private final ArrayNode reports = meant.putArray("reports");
    private final ArrayNode strangers = meant.putArray("strangers");
    private final ArrayNode twoNames = meant.putArray("twoNames");
    private final ArrayNode ofDiscs = meant.putArray("ofDiscs");

    Plan(String name, int section) {
      this.name = name;
      this.section = "section " + section;
    }

    String name() {
      return name;
    }

    String section() {
      return section;
    }

    ObjectNode input() {
      return input;
    }

    ObjectNode meant() {
      return meant;
    }

    Plan file(String path, byte[] content) {
      files.addObject().put("path", path).put("content", Bytes.of(content).base64Url());
      return this;
    }

    Plan file(String path, String content) {
      return file(path, ascii(content));
    }

    Plan image(String path, UnaryOperator<Image> made) {
      return file(path, made.apply(new Image()).file());
    }

    /** Whose record it is. */
    Plan of(String patient, String born, String... identifiers) {
      ObjectNode written = input.putObject("patient").put("name", patient);
      if (!born.isEmpty()) {
        written.put("birthDate", born);
      }
      ArrayNode numbers = written.putArray("identifiers");
      Arrays.stream(identifiers).forEach(numbers::add);
      return this;
    }

    Plan whole() {
      input.put("wholeDiscs", true);
      return this;
    }

    Plan report(String title, String date, String type, String... named) {
      ObjectNode report = reports.addObject().put("title", title);
      if (!date.isEmpty()) {
        report.put("date", date);
      }
      ArrayNode names = report.put("type", type).putArray("files");
      Arrays.stream(named).forEach(names::add);
      return this;
    }

    Plan stranger(String born, String id, String... names) {
      write(strangers.addObject(), born, id, names);
      return this;
    }

    Plan twoNames(String id, String one, String other) {
      ArrayNode pair = twoNames.addArray();
      write(pair.addObject(), "", id, one);
      write(pair.addObject(), "", id, other);
      return this;
    }

    private static void write(ObjectNode to, String born, String id, String... names) {
      ArrayNode all = to.putArray("names");
      Arrays.stream(names).forEach(all::add);
      if (!born.isEmpty()) {
        to.put("birthDate", born);
      }
      if (!id.isEmpty()) {
        to.put("id", id);
      }
    }

    Plan ofDiscs(String... paths) {
      Arrays.stream(paths).forEach(ofDiscs::add);
      return this;
    }

    Plan notYet(String day) {
      meant.put("notYet", day);
      return this;
    }
  }

  /** An image's header, element by element in ascending order. */
  static final class Image {
    private String study = "1.2.3";
    private String series = "1";
    private String instance = "";
    private String modality = "CT";
    private String date = "20240131";
    private String description = "";
    private String ofSeries = "";
    private String sets = "ISO_IR 192";
    private String patient = "Example^Ada";
    private String id = "";
    private String born = "";

    Image study(String uid) {
      study = uid;
      return this;
    }

    Image place(String inSeries, String inStack) {
      series = inSeries;
      instance = inStack;
      return this;
    }

    Image modality(String code) {
      modality = code;
      return this;
    }

    Image date(String day) {
      date = day;
      return this;
    }

    Image called(String study, String series) {
      description = study;
      ofSeries = series;
      return this;
    }

    Image of(String name, String birth, String number) {
      patient = name;
      born = birth;
      id = number;
      return this;
    }

    Image in(String characterSets) {
      sets = characterSets;
      return this;
    }

    byte[] file() {
      DicomBytes to = DicomBytes.explicitLittle();
      to = put(to, 0x0008_0005, "CS", sets);
      to = put(to, 0x0008_0016, "UI", DicomBytes.CT_IMAGE);
      to = put(to, 0x0008_0020, "DA", date);
      to = put(to, 0x0008_0060, "CS", modality);
      to = put(to, 0x0008_1030, "LO", description);
      to = put(to, 0x0008_103E, "LO", ofSeries);
      to = put(to, 0x0010_0010, "PN", patient);
      to = put(to, 0x0010_0020, "LO", id);
      to = put(to, 0x0010_0030, "DA", born);
      to = put(to, 0x0020_000D, "UI", study);
      to = put(to, 0x0020_000E, "UI", study.isEmpty() ? "" : study + "." + series);
      to = put(to, 0x0020_0011, "IS", series);
      to = put(to, 0x0020_0013, "IS", instance);
      return DicomBytes.file(
          DicomBytes.EXPLICIT_LITTLE, to.element(0x7FE0_0010, "OW", new byte[8]).bytes());
    }

    private DicomBytes put(DicomBytes to, int tag, String vr, String value) {
      boolean unicode = sets.equals("ISO_IR 192");
      return value.isEmpty()
          ? to
          : to.element(
              tag,
              vr,
              new String(
                  value.getBytes(unicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
                  StandardCharsets.ISO_8859_1));
    }
  }

  private static final String IMAGING = "18748-4";
  private static final String ECG = "11524-6";
  private static final String PHOTO = "72170-4";
  private static final String STUDY = "47045-0";
  private static final String DAY = "2024-01-31";

  static List<Plan> all() {
    List<Plan> all = new ArrayList<>();
    studies(all);
    patients(all);
    discs(all);
    return all;
  }

  private static void studies(List<Plan> all) {
    all.add(
        new Plan("order", 3)
            .image("a", it -> it.place("2", "1"))
            .image("b", it -> it.place("1", "10"))
            .image("c", it -> it.place("1", "9"))
            .report("CT study", DAY, IMAGING, "c", "b", "a"));
    all.add(
        new Plan("order-of-names", 3)
            .image("slice 10", it -> it)
            .image("slice 9", it -> it)
            .image("Slice 1", it -> it)
            .image("slice 010", it -> it)
            .report("CT study", DAY, IMAGING, "Slice 1", "slice 9", "slice 010", "slice 10"));
    byte[] photo = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16};
    all.add(
        new Plan("apart", 3)
            .image("cd/1", it -> it.study("1.2.4").called("CT Head", ""))
            .image("cd/2", it -> it.called("CT Thorax", "").date("20240201"))
            .file("letter.pdf", "%PDF-1.7\n")
            .file("photo", photo)
            .report("CT Head", DAY, IMAGING, "cd/1")
            .report("CT Thorax", "2024-02-01", IMAGING, "cd/2")
            .report("letter", "", STUDY, "letter.pdf")
            .report("photo", "", PHOTO, "photo"));
    all.add(
        new Plan("titles", 3)
            .image("a", it -> it.study("1.2.3").called("", "Lung"))
            .image("b", it -> it.study("1.2.4").modality(""))
            .image("c", it -> it.study("1.2.5").modality("ECG").date(""))
            .image("d", it -> it.study("1.2.6").called("Thorax", "Lung"))
            .report("Lung", DAY, IMAGING, "a")
            .report("DICOM study", DAY, IMAGING, "b")
            .report("ECG study", "", ECG, "c")
            .report("Thorax", DAY, IMAGING, "d"));
    all.add(
        new Plan("title-of-another-slice", 3)
            .image("a", it -> it.place("1", "1").date("").modality(""))
            .image("b", it -> it.place("1", "2").called("CT Thorax", "").date("20240131"))
            .report("CT Thorax", DAY, IMAGING, "a", "b"));
    all.add(
        new Plan("no-study", 3)
            .image("ct/s2", it -> it.study("").place("1", "3"))
            .image("ct/s0", it -> it.study("").place("1", "1"))
            .image("ct/s1", it -> it.study("").place("1", "2"))
            .image("ct/other", it -> it.study("").modality("MR").called("MR Head", ""))
            .image("ct/third", it -> it.study("").date("20240201"))
            .image("us/1", it -> it.study("").called("", "Abdomen"))
            .report("CT study", DAY, IMAGING, "ct/s0", "ct/s1", "ct/s2")
            .report("MR Head", DAY, IMAGING, "ct/other")
            .report("third", "2024-02-01", IMAGING, "ct/third")
            .report("Abdomen", DAY, IMAGING, "us/1"));
    all.add(
        new Plan("no-study-two-patients", 3)
            .image("1", it -> it.study("").of("Example^Ada", "19690720", ""))
            .image("2", it -> it.study("").of("Example^Ada", "19690720", ""))
            .image("3", it -> it.study("").of("Example^Ada", "19700720", ""))
            .of("Ada Example", "1969-07-20")
            .report("CT study", DAY, IMAGING, "1", "2")
            .report("3", DAY, IMAGING, "3")
            .stranger("1970-07-20", "", "Ada Example"));
    byte[] cut = Arrays.copyOf(new Image().file(), 200);
    all.add(
        new Plan("damaged", 3)
            .file("a.dcm", cut)
            .image("b", it -> it)
            .report("CT study", DAY, IMAGING, "b")
            .report("a", "", STUDY, "a.dcm"));
    all.add(
        new Plan("not-yet", 3)
            .image("a", it -> it.date("29990101"))
            .report("CT study", "2999-01-01", IMAGING, "a")
            .notYet("2999-01-01"));
    all.add(
        new Plan("character-sets", 3)
            .image(
                "a",
                it ->
                    it.in("\\ISO 2022 IR 87")
                        .called("\u001b$B6;It\u001b(B CT", "")
                        .of("Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B", "", ""))
            .of("山田 太郎", "")
            .report("胸部 CT", DAY, IMAGING, "a"));
  }

  private static void patients(List<Plan> all) {
    all.add(
        new Plan("patients", 4)
            .image("a", it -> it.study("1.2.3").of("Example^Ada", "19690720", "P-1"))
            .image("b", it -> it.study("1.2.4").of("Muster^Max", "", "P-2"))
            .image("c", it -> it.study("1.2.5").of("Muster^Max", "", "P-2"))
            .image("d", it -> it.study("1.2.6").of("", "", "P-3"))
            .image("e", it -> it.study("1.2.7").of("", "", ""))
            .of("Ada Example", "")
            .report("CT study", DAY, IMAGING, "a")
            .report("CT study", DAY, IMAGING, "b")
            .report("CT study", DAY, IMAGING, "c")
            .report("CT study", DAY, IMAGING, "d")
            .report("CT study", DAY, IMAGING, "e")
            .stranger("", "P-2", "Max Muster"));
    all.add(
        new Plan("patients-of-numbers", 4)
            .image("a", it -> it.study("1.2.3").of("", "", "p-1"))
            .image("b", it -> it.study("1.2.4").of("", "", "P-3"))
            .of("Ada Example", "", "P-1")
            .report("CT study", DAY, IMAGING, "a")
            .report("CT study", DAY, IMAGING, "b")
            .stranger("", "P-3"));
    all.add(
        new Plan("patients-of-unknown-record", 4)
            .image("a", it -> it.study("1.2.3").of("Example^Ada", "", "P-1"))
            .image("b", it -> it.study("1.2.4").of("Muster^Max", "", "P-2"))
            .report("CT study", DAY, IMAGING, "a")
            .report("CT study", DAY, IMAGING, "b")
            .stranger("", "P-1", "Ada Example")
            .stranger("", "P-2", "Max Muster"));
    all.add(
        new Plan("patient-of-unknown-record", 4)
            .image("a", it -> it.of("Example^Ada", "", "P-1"))
            .report("CT study", DAY, IMAGING, "a"));
    all.add(
        new Plan("patient-spelled-otherwise", 4)
            .image("a", it -> it.of("MUELLER^ZOE^^DR", "19690720", "P-1"))
            .of("Dr. Zoë Müller", "1969-07-20")
            .report("CT study", DAY, IMAGING, "a"));
    all.add(
        new Plan("patient-born-otherwise", 4)
            .image("a", it -> it.of("Example^Ada", "19690721", ""))
            .of("Ada Example", "1969-07-20")
            .report("CT study", DAY, IMAGING, "a")
            .stranger("1969-07-21", "", "Ada Example"));
    all.add(
        new Plan("patient-of-number-and-birth", 4)
            .image("a", it -> it.of("Maier^Zoë", "19690720", "P-1"))
            .of("Zoë Müller", "1969-07-20", "P-1")
            .report("CT study", DAY, IMAGING, "a"));
    all.add(
        new Plan("patient-of-number-alone", 4)
            .image("a", it -> it.of("Maier^Zoë", "", "P-1"))
            .of("Zoë Müller", "1969-07-20", "P-1")
            .report("CT study", DAY, IMAGING, "a")
            .stranger("", "P-1", "Zoë Maier"));
    all.add(
        new Plan("two-names", 4)
            .image("a", it -> it.place("1", "1").of("Example^Ada", "", "P-1"))
            .image("b", it -> it.place("1", "2").of("EXAMPLE^ADA", "", "P-1"))
            .image("c", it -> it.place("1", "3").of("Muster^Max", "", "P-1"))
            .of("Ada Example", "")
            .report("CT study", DAY, IMAGING, "a", "b", "c")
            .stranger("", "P-1", "Max Muster")
            .twoNames("P-1", "Ada Example", "Max Muster"));
    all.add(
        new Plan("wrong-character-set", 4)
            .image("a", it -> it.in("").of("M\u00fcller^Zo\u00eb", "", ""))
            .file("b", wrongSet())
            .of("Zoë Müller", "")
            .report("CT study", DAY, IMAGING, "a", "b")
            .stranger("", "", "Zo\uFFFD M\uFFFDller"));
  }

  /** Says that it is UTF-8, and is Latin 1. */
  private static byte[] wrongSet() {
    byte[] file = new Image().in("ISO_IR 100").of("M\u00fcller^Zo\u00eb", "", "").file();
    String bytes = new String(file, StandardCharsets.ISO_8859_1);
    return bytes.replace("ISO_IR 100", "ISO_IR 192").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Plan disc(String name) {
    return new Plan(name, 5)
        .file("cd/DICOMDIR", "x")
        .file("cd/AUTORUN.INF", "x")
        .file("cd/VIEWER/viewer.exe", "MZ")
        .file("cd/VIEWER/help/manual.pdf", "%PDF-1.7")
        .file("cd/lib.dll", "MZ")
        .file("cd/index.html", "<html>")
        .file("cd/README.TXT", "text")
        .file("cd/thumbs/1.txt", "x")
        .file("cd/report.pdf", "%PDF-1.7")
        .image("cd/IMAGES/I1", it -> it.called("CT Thorax", ""))
        .image("cd/thumbs/I2", it -> it.study("1.2.4").called("CT Head", ""))
        .file("papers/README.TXT", "text")
        .file("papers/page.html", "<html>")
        .of("Ada Example", "");
  }

  private static void discs(List<Plan> all) {
    all.add(
        disc("disc")
            .report("CT Thorax", DAY, IMAGING, "cd/IMAGES/I1")
            .report("CT Head", DAY, IMAGING, "cd/thumbs/I2")
            .report("report", "", STUDY, "cd/report.pdf")
            .report("page", "", STUDY, "papers/page.html")
            .report("README", "", STUDY, "papers/README.TXT")
            .ofDiscs(
                "cd/AUTORUN.INF",
                "cd/DICOMDIR",
                "cd/README.TXT",
                "cd/VIEWER/help/manual.pdf",
                "cd/VIEWER/viewer.exe",
                "cd/index.html",
                "cd/lib.dll",
                "cd/thumbs/1.txt"));
    all.add(
        disc("disc-whole")
            .whole()
            .report("CT Thorax", DAY, IMAGING, "cd/IMAGES/I1")
            .report("CT Head", DAY, IMAGING, "cd/thumbs/I2")
            .report("AUTORUN", "", STUDY, "cd/AUTORUN.INF")
            .report("DICOMDIR", "", STUDY, "cd/DICOMDIR")
            .report("index", "", STUDY, "cd/index.html")
            .report("lib", "", STUDY, "cd/lib.dll")
            .report("README", "", STUDY, "cd/README.TXT")
            .report("report", "", STUDY, "cd/report.pdf")
            .report("1", "", STUDY, "cd/thumbs/1.txt")
            .report("manual", "", STUDY, "cd/VIEWER/help/manual.pdf")
            .report("viewer", "", STUDY, "cd/VIEWER/viewer.exe")
            .report("page", "", STUDY, "papers/page.html")
            .report("README", "", STUDY, "papers/README.TXT"));
    all.add(
        new Plan("no-disc", 5)
            .file("papers/index.html", "<html>")
            .file("papers/setup.exe", "MZ")
            .report("index", "", STUDY, "papers/index.html")
            .report("setup", "", STUDY, "papers/setup.exe"));
  }
}
