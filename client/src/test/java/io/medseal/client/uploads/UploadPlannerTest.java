package io.medseal.client.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.dicom.DicomBytes;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.reports.Coding;
import io.medseal.ledger.ids.ReportId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("UploadPlanner")
class UploadPlannerTest {
  private static final ReportId REPORT = new ReportId("7c".repeat(16));

  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private UploadPlan plan() {
    return UploadPlanner.plan(UploadRequest.of(List.of(folder)));
  }

  private static List<String> names(PlannedReport report) {
    return report.files().stream().map(PlannedFile::name).toList();
  }

  @Test
  @DisplayName("makes one report of each DICOM study, titled and dated from its headers")
  void studies() throws IOException {
    write("cd/A", DicomBytes.image("1.2.3", 1, 1, "CT Thorax"));
    write("cd/B", DicomBytes.image("1.2.3", 1, 2, "CT Thorax"));
    write("cd/C", DicomBytes.image("1.2.4", 1, 1, "CT Head"));
    UploadPlan plan = plan();
    assertThat(plan.reports())
        .extracting(PlannedReport::title)
        .containsExactly("CT Thorax", "CT Head");
    PlannedReport first = plan.reports().getFirst();
    assertThat(first.date()).contains("2024-01-31");
    assertThat(first.type().code()).isEqualTo("18748-4");
    assertThat(first.files()).extracting(PlannedFile::mediaType).containsOnly("application/dicom");
    assertThat(plan.remarks()).isEmpty();
    assertThat(plan.size()).isEqualTo(Files.size(folder.resolve("cd/A")) * 3 - 2);
  }

  @Test
  @DisplayName("refuses an empty file, whatever stands beside it")
  void empty() throws IOException {
    write("letter.txt", "text");
    write("scans/page 1.pdf", "");
    assertThatExceptionOfType(InputException.EmptyFile.class)
        .isThrownBy(this::plan)
        .withMessage(
            "The file \"scans/page 1.pdf\" is empty, so nothing was uploaded. Leave it out, or get"
                + " it again from where it comes from.");
    PlannedFile none =
        new PlannedFile(
            folder.resolve("x"), "x", "text/plain", 0, Instant.parse("2026-11-01T00:00:00Z"));
    assertThatExceptionOfType(InputException.EmptyFile.class)
        .isThrownBy(
            () ->
                PlannedContents.requireFits(
                    REPORT, report(Optional.empty(), none), Optional.empty()));
  }

  @Test
  @DisplayName("refuses days that are not in the calendar or have not come")
  void days() throws IOException {
    write("letter.txt", "text");
    for (LocalDate day :
        List.of(LocalDate.now(ZoneOffset.UTC).plusDays(3), LocalDate.of(206, 11, 20))) {
      UploadRequest request =
          new UploadRequest(
              List.of(folder),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(day),
              Optional.empty());
      assertThatExceptionOfType(InputException.BadValue.class)
          .isThrownBy(() -> UploadPlanner.plan(request))
          .withMessageEndingWith("; correct the date.");
    }
    PlannedFile file = plan().reports().getFirst().files().getFirst();
    for (String date : List.of("2026-02-31", "2025-02-29", "2026-13", "2026-1-1", "today", "")) {
      assertThatExceptionOfType(InputException.BadValue.class)
          .isThrownBy(
              () ->
                  PlannedContents.requireFits(
                      REPORT, report(Optional.of(date), file), Optional.empty()))
          .withMessage("'" + date + "' is no date of the calendar.");
    }
    for (String date : List.of("2026", "2026-02", "2024-02-29")) {
      PlannedContents.requireFits(REPORT, report(Optional.of(date), file), Optional.empty());
    }
  }

  @Test
  @DisplayName("remarks on pictures that say that they were made in the future, and takes them")
  void wrongClock() throws IOException {
    write("a", study("1.2.3", to -> to.element(0x0008_0020, "DA", "29990101")));
    assertThat(plan().reports()).hasSize(1);
    assertThat(plan().remarks())
        .containsExactly(
            "These files say that they were made on 2999-01-01, which has not come yet: give the"
                + " right day with the upload.");
  }

  private static PlannedReport report(Optional<String> date, PlannedFile file) {
    return new PlannedReport(
        "Letter",
        Codes.ofMediaType("text/plain"),
        Optional.empty(),
        date,
        Optional.empty(),
        List.of(file));
  }

  @Test
  @DisplayName("puts a study's files into the order of series and image, not of names")
  void order() throws IOException {
    write("a", DicomBytes.image("1.2.3", 2, 1, "CT"));
    write("b", DicomBytes.image("1.2.3", 1, 10, "CT"));
    write("c", DicomBytes.image("1.2.3", 1, 9, "CT"));
    assertThat(names(plan().reports().getFirst())).containsExactly("c", "b", "a");
  }

  @Test
  @DisplayName("titles a study by its series or modality where it has no description")
  void otherTitles() throws IOException {
    write("a", study("1.2.3", to -> to.element(0x0008_103E, "LO", "Lung")));
    write("b", study("1.2.4", to -> to));
    write("c", study("1.2.5", to -> to.element(0x0008_0060, "CS", "ECG")));
    List<PlannedReport> reports = plan().reports();
    assertThat(reports)
        .extracting(PlannedReport::title)
        .containsExactly("Lung", "DICOM study", "ECG study");
    assertThat(reports.getLast().type().code()).isEqualTo("11524-6");
  }

  private static byte[] study(String study, java.util.function.UnaryOperator<DicomBytes> with) {
    DicomBytes to = DicomBytes.explicitLittle().element(0x0008_0016, "UI", DicomBytes.CT_IMAGE);
    return DicomBytes.file(
        DicomBytes.EXPLICIT_LITTLE, with.apply(to).element(0x0020_000D, "UI", study).bytes());
  }

  @Test
  @DisplayName("makes a report of every other file, titled by its name")
  void others() throws IOException {
    write("letter.pdf", "%PDF-1.7\n");
    write("photo.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16});
    UploadPlan plan = plan();
    assertThat(plan.reports()).extracting(PlannedReport::title).containsExactly("letter", "photo");
    assertThat(plan.reports()).allMatch(report -> report.files().size() == 1);
    assertThat(plan.reports().getFirst().type().code()).isEqualTo("47045-0");
    assertThat(plan.reports().getLast().type().code()).isEqualTo("72170-4");
    assertThat(plan.reports().getFirst().date()).isEmpty();
  }

  @Test
  @DisplayName("joins other files under a title that is given, and leaves studies apart")
  void joined() throws IOException {
    write("1.txt", "one");
    write("2.txt", "two");
    write("x/1.txt", "one");
    write("dicom", DicomBytes.image("1.2.3", 1, 1, "CT Thorax"));
    UploadPlan plan =
        UploadPlanner.plan(
            new UploadRequest(
                List.of(folder),
                Optional.of("Papers"),
                Optional.of(Codes.type("11488-4")),
                Optional.of(Codes.specialty("cardiology")),
                Optional.of(LocalDate.of(2026, 1, 2)),
                Optional.empty()));
    assertThat(plan.reports())
        .extracting(PlannedReport::title)
        .containsExactly("CT Thorax", "Papers");
    PlannedReport papers = plan.reports().getLast();
    assertThat(names(papers)).containsExactly("1.txt", "2.txt", "x/1.txt");
    assertThat(plan.reports())
        .allSatisfy(
            report -> {
              assertThat(report.type().code()).isEqualTo("11488-4");
              assertThat(report.specialty()).map(Coding::code).contains("394579002");
              assertThat(report.date()).contains("2026-01-02");
            });
  }

  @Test
  @DisplayName("gives a title to a study where that is all there is")
  void onlyStudy() throws IOException {
    write("dicom", DicomBytes.image("1.2.3", 1, 1, "CT Thorax"));
    UploadRequest plain = UploadRequest.of(List.of(folder));
    UploadPlan plan =
        UploadPlanner.plan(
            new UploadRequest(
                plain.paths(),
                Optional.of("Thorax"),
                plain.type(),
                plain.specialty(),
                plain.date(),
                plain.replaces()));
    assertThat(plan.reports()).extracting(PlannedReport::title).containsExactly("Thorax");
  }

  @Test
  @DisplayName("takes a file that is named twice once, and gives equal names a number")
  void twice() throws IOException {
    Path one = write("a/x.txt", "one");
    Path two = write("b/x.txt", "two");
    UploadPlan plan =
        UploadPlanner.plan(
            new UploadRequest(
                List.of(one, two, one, folder.resolve("a/../a/x.txt")),
                Optional.of("Both"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(names(plan.reports().getFirst())).containsExactly("x.txt", "x (2).txt");
  }

  private static byte[] of(String study, String name, String born, String id) {
    return study(
        study,
        to -> {
          DicomBytes with = to.element(0x0008_0005, "CS", "ISO_IR 192");
          with = name.isEmpty() ? with : with.element(0x0010_0010, "PN", even(name));
          with = id.isEmpty() ? with : with.element(0x0010_0020, "LO", id);
          return born.isEmpty() ? with : with.element(0x0010_0030, "DA", born);
        });
  }

  private static byte[] even(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length % 2 == 0 ? bytes : even(text + " ");
  }

  private List<String> strangers(Optional<Patient> patient) {
    return plan().strangers(patient).stream().map(NamedPatient::spoken).toList();
  }

  @Test
  @DisplayName("names everybody of whom files are and the record is not")
  void differentPatients() throws IOException {
    write("a", of("1.2.3", "Example^Ada", "19690720", "P-1"));
    write("b", of("1.2.4", "Muster^Max", "", "P-2"));
    write("c", of("1.2.5", "Muster^Max", "", "P-2"));
    write("d", of("1.2.6", "", "", "P-3"));
    Patient ada = Patient.named("Ada Example");
    assertThat(strangers(Optional.of(ada))).containsExactly("\"Max Muster\" (id \"P-2\")");
    assertThat(
            strangers(
                Optional.of(
                    new Patient(
                        ada.name(),
                        Optional.empty(),
                        List.of(new PatientIdentifier("urn:x", "P-1"))))))
        .containsExactly("\"Max Muster\" (id \"P-2\")", "somebody without a name (id \"P-3\")");
    assertThat(strangers(Optional.empty())).as("where nobody knows whose record it is").hasSize(3);
  }

  @Test
  @DisplayName("compares names in any order, case, script and spelling, and days of birth")
  void samePatient() throws IOException {
    write("a", of("1.2.3", "Müller^Zoë Anna^^Dr", "19690720", "P-1"));
    for (String same :
        List.of(
            "Zoë Anna Müller Dr",
            "dr. MULLER, Zoe  Anna",
            "Mu\u0308ller Anna Zoë Dr",
            "Mueller Zoe Anna Dr")) {
      assertThat(strangers(Optional.of(Patient.named(same)))).as(same).isEmpty();
    }
    String zoe = "Zoë Anna Müller Dr";
    LocalDate born = LocalDate.of(1969, 7, 20);
    assertThat(strangers(Optional.of(new Patient(zoe, Optional.of(born), List.of())))).isEmpty();
    assertThat(strangers(Optional.of(new Patient(zoe, Optional.of(born.plusDays(1)), List.of()))))
        .as("of one name, born on another day")
        .hasSize(1);
    List<PatientIdentifier> number = List.of(new PatientIdentifier("urn:x", "p-1"));
    assertThat(strangers(Optional.of(new Patient("Zoë Maier", Optional.of(born), number))))
        .as("of the same number and day of birth, under another name")
        .isEmpty();
    assertThat(strangers(Optional.of(new Patient("Zoë Maier", Optional.empty(), number))))
        .as("a number alone proves nothing")
        .hasSize(1);
    assertThat(strangers(Optional.empty())).isEmpty();

    write("a", of("1.2.3", "Yamada^Tarou=山田^太郎", "", ""));
    assertThat(strangers(Optional.of(Patient.named("山田 太郎")))).isEmpty();
    assertThat(strangers(Optional.of(Patient.named("Tarou Yamada")))).isEmpty();
  }

  @Test
  @DisplayName("remarks that one patient id stands with two names")
  void oneNumber() throws IOException {
    write("a", of("1.2.3", "Example^Ada", "", "P-1"));
    write("b", of("1.2.4", "EXAMPLE^ADA", "", "P-1"));
    assertThat(plan().remarks()).isEmpty();
    write("c", of("1.2.5", "Muster^Max", "", "P-1"));
    assertThat(plan().remarks())
        .containsExactly(
            "These files give one patient id to two names: \"Ada Example\" (id \"P-1\") and \"Max"
                + " Muster\" (id \"P-1\").");
  }

  @Test
  @DisplayName("leaves out what belongs to a disc and to no patient, but for a flag")
  void discs() throws IOException {
    write("cd/DICOMDIR", "x");
    write("cd/AUTORUN.INF", "x");
    write("cd/VIEWER/viewer.exe", "MZ");
    write("cd/VIEWER/help/manual.pdf", "%PDF-1.7");
    write("cd/lib.dll", "MZ");
    write("cd/index.html", "<html>");
    write("cd/README.TXT", "text");
    write("cd/thumbs/1.jpg", "x");
    write("cd/report.pdf", "%PDF-1.7");
    write("cd/IMAGES/I1", DicomBytes.image("1.2.3", 1, 1, "CT Thorax"));
    write("papers/README.TXT", "text");
    write("papers/page.html", "<html>");
    UploadPlan plan = plan();
    assertThat(plan.reports())
        .extracting(PlannedReport::title)
        .containsExactlyInAnyOrder("CT Thorax", "report", "README", "page");
    assertThat(plan.discFiles()).isEqualTo(8);
    assertThat(plan.remarks())
        .containsExactly(
            "Left out: 8 files of the disc itself: \"cd/AUTORUN.INF\", \"cd/DICOMDIR\","
                + " \"cd/README.TXT\", \"cd/VIEWER/help/manual.pdf\", \"cd/VIEWER/viewer.exe\","
                + " \"cd/index.html\", \"cd/lib.dll\", \"cd/thumbs/1.jpg\".");

    UploadRequest plain = UploadRequest.of(List.of(folder));
    UploadPlan whole =
        UploadPlanner.plan(
            new UploadRequest(
                plain.paths(),
                plain.title(),
                plain.type(),
                plain.specialty(),
                plain.date(),
                plain.replaces(),
                true));
    assertThat(whole.files()).isEqualTo(12);
    assertThat(whole.discFiles()).isZero();
  }

  @Test
  @DisplayName("makes one report of slices that belong together and name no study")
  void noStudy() throws IOException {
    for (int i = 1; i <= 3; i++) {
      write("ct/" + i, withoutStudy("CT", "P-1"));
    }
    write("ct/other", withoutStudy("MR", "P-1"));
    write("us/1", withoutStudy("CT", "P-1"));
    assertThat(plan().reports())
        .extracting(report -> report.files().size())
        .containsExactly(3, 1, 1);
    assertThat(plan().reports().getFirst().title()).isEqualTo("CT study");
  }

  private static byte[] withoutStudy(String modality, String id) {
    return DicomBytes.file(
        DicomBytes.EXPLICIT_LITTLE,
        DicomBytes.explicitLittle()
            .element(0x0008_0016, "UI", DicomBytes.CT_IMAGE)
            .element(0x0008_0060, "CS", modality)
            .element(0x0010_0020, "LO", id)
            .bytes());
  }

  @Test
  @DisplayName("uploads a damaged DICOM file as it is, and says so")
  void damaged() throws IOException {
    byte[] good = DicomBytes.image("1.2.3", 1, 1, "CT");
    write("a.dcm", Arrays.copyOf(good, 200));
    UploadPlan plan = plan();
    assertThat(plan.reports()).singleElement().extracting(PlannedReport::title).isEqualTo("a");
    assertThat(plan.remarks())
        .singleElement()
        .asString()
        .startsWith("a.dcm: ")
        .endsWith("It is uploaded as it is.");
  }

  @Test
  @DisplayName("leaves out what systems leave behind, and says so")
  void clutter() throws IOException {
    write("letter.txt", "text");
    write(".DS_Store", "x");
    write("Thumbs.db", "x");
    write("__MACOSX/letter.txt", "x");
    write("DICOMDIR", "x");
    UploadPlan plan = plan();
    assertThat(plan.reports()).extracting(PlannedReport::title).containsExactly("letter");
    assertThat(plan.remarks())
        .containsExactly(
            "Left out: 2 hidden files: \".DS_Store\", \"Thumbs.db\".",
            "Left out: 1 hidden folder: \"__MACOSX\".",
            "Left out: 1 file of the disc itself: \"DICOMDIR\".");
  }

  @Test
  @DisplayName("takes a hidden file that is named itself")
  void hiddenButNamed() throws IOException {
    Path hidden = write(".note", "text");
    assertThat(UploadPlanner.plan(UploadRequest.of(List.of(hidden))).reports()).hasSize(1);
  }

  @Test
  @DisplayName("follows no link in a folder, names each, and takes the rest")
  void links() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside.txt"), "text");
    write("in/real/letter.txt", "text");
    Path in = folder.resolve("in");
    Files.createSymbolicLink(in.resolve("loop"), in);
    Files.createSymbolicLink(in.resolve("real/dangling"), folder.resolve("absent"));
    Files.createSymbolicLink(in.resolve("file"), outside);
    UploadPlan plan = UploadPlanner.plan(UploadRequest.of(List.of(in)));
    assertThat(plan.reports()).extracting(PlannedReport::title).containsExactly("letter");
    assertThat(plan.remarks())
        .containsExactly(
            "Left out: 3 links, which are not followed: \"file\", \"loop\", \"real/dangling\".");
  }

  @Test
  @DisplayName("follows a link that is named itself, to a file or a folder")
  void namedLinks() throws IOException {
    write("real/letter.txt", "text");
    Path toFolder = Files.createSymbolicLink(folder.resolve("f"), folder.resolve("real"));
    Path toFile = Files.createSymbolicLink(folder.resolve("l"), folder.resolve("real/letter.txt"));
    for (Path link : List.of(toFolder, toFile)) {
      UploadPlan plan = UploadPlanner.plan(UploadRequest.of(List.of(link)));
      assertThat(plan.reports()).as(link.toString()).hasSize(1);
      assertThat(plan.size()).isEqualTo(4);
      assertThat(plan.remarks()).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("refuses a pipe or a device that is named, before it is opened")
  void notFiles() throws Exception {
    Path pipe = pipe("p");
    for (Path named : List.of(pipe, Files.createSymbolicLink(folder.resolve("to-p"), pipe))) {
      assertThatExceptionOfType(InputException.NotAFile.class)
          .isThrownBy(() -> UploadPlanner.plan(UploadRequest.of(List.of(named))))
          .withMessage(
              named
                  + " is a pipe, not a file, so nothing was read from it. Write what it gives into a"
                  + " file, then name that.");
    }
    assertThatExceptionOfType(InputException.NotAFile.class)
        .isThrownBy(() -> UploadPlanner.plan(UploadRequest.of(List.of(Path.of("/dev/null")))))
        .withMessageStartingWith("/dev/null is a device, not a file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("leaves pipes and sockets in a folder out, by name")
  void specialFiles() throws Exception {
    write("in/letter.txt", "text");
    pipe("in/p");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("in/s")));
      assertThat(plan().reports()).extracting(PlannedReport::title).containsExactly("letter");
      assertThat(plan().remarks())
          .containsExactly("Left out: 1 pipe: \"in/p\".", "Left out: 1 socket: \"in/s\".");
    }
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("leaves out what has a name that is not UTF-8, and takes the rest")
  void otherNames() throws Exception {
    write("letter.txt", "text");
    String script =
        "printf x >\"$(printf 'a\\377.txt')\"; mkdir \"$(printf 'd\\377')\";"
            + " printf y >\"$(printf 'd\\377/b')\"";
    assertThat(new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start().waitFor())
        .isZero();
    assertThat(plan().reports()).extracting(PlannedReport::title).containsExactly("letter");
    assertThat(plan().remarks())
        .containsExactly(
            "Left out: 2 files or folders whose names are not UTF-8: \"a\uFFFD.txt\","
                + " \"d\uFFFD\".");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("says of a file in a folder that cannot be read which it is, and why")
  void unreadable() throws IOException {
    Path inner = write("in/letter.txt", "text").getParent();
    Path locked = Files.createDirectory(inner.resolve("locked"));
    assumeThat(System.getProperty("user.name")).as("the permissions count").isNotEqualTo("root");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    try {
      assertThatExceptionOfType(LocalFileException.CannotRead.class)
          .isThrownBy(this::plan)
          .withMessage("Cannot read " + locked + ": no permission.");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  @DisplayName("refuses a path with nothing at it, and one with no file below it")
  void nothing() throws IOException {
    assertThatExceptionOfType(LocalFileException.CannotRead.class)
        .isThrownBy(() -> UploadPlanner.plan(UploadRequest.of(List.of(folder.resolve("absent")))))
        .withMessageContaining("there is no such file");
    Files.createDirectories(folder.resolve("empty"));
    assertThatExceptionOfType(InputException.NothingToUpload.class)
        .isThrownBy(() -> UploadPlanner.plan(UploadRequest.of(List.of(folder.resolve("empty")))));
  }
}
