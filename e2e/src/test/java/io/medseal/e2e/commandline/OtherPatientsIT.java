package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static io.medseal.e2e.commandline.Clinic.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.demo.ct.CtStudy;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.hospital.Patient;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A folder with images of several patients, and a disc")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPatientsIT {
  @TempDir static Path folder;
  private Clinic clinic;
  private CommandLine clerk;
  private CommandLine laboratory;

  @BeforeAll
  void signUp() {
    clinic = Clinic.open(folder);
    clerk = clinic.signUp("clerk");
    laboratory = clinic.signUp("laboratory");
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  private static void study(Path into, String given, int day) throws Exception {
    Patient patient =
        new Patient(given, LocalDate.of(1960, 1, day), Patient.Sex.FEMALE, "DEMO-" + day);
    LocalDateTime at = LocalDateTime.of(2026, 9, day, 9, 30);
    new CtStudy(new Examination(patient, "E2E-CT-" + day, at)).writeSeries(into, 2);
  }

  private int reports(String record) {
    return done(clerk.run("reports", record, "--json")).get("reports").size();
  }

  @Test
  @DisplayName("goes into a record only after a yes for each patient that the record is not of")
  void severalPatients() throws Exception {
    Path three = folder.resolve("three");
    study(three.resolve("a"), "Ada", 1);
    study(three.resolve("b"), "Berta", 2);
    study(three.resolve("c"), "Clara", 3);
    String record = Clinic.record(clerk, "Ada Demo");
    for (String[] yes :
        new String[][] {{}, {"--also-of", "Berta Demo"}, {"--also-of", "Ada Demo"}}) {
      Finished refused = clerk.run(words("upload", record, three.toString(), yes));
      assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT.number());
      assertThat(refused.err())
          .containsPattern(
              "These files name \"(Berta|Clara) Demo\" \\(born 1960-01-0., id \"DEMO-.\"\\), and the"
                  + " record is of \"Ada Demo\", so nothing was added");
      assertThat(reports(record)).isZero();
    }
    Finished added =
        clerk.run(
            "upload", record, three.toString(), "--also-of", "demo berta", "--also-of", "DEMO-3");
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(reports(record)).isEqualTo(3);
  }

  @Test
  @DisplayName("needs a yes for each where the record's patient cannot be read")
  void unknownPatient() throws Exception {
    Path two = folder.resolve("two");
    study(two.resolve("a"), "Dora", 4);
    String record = Clinic.record(clerk, "Dora Demo");
    Clinic.share(clerk, record, laboratory, "contributor");
    done(laboratory.run("upload", record, two.toString(), "--json"));
    study(two.resolve("b"), "Emma", 5);
    Finished refused = laboratory.run("upload", record, two.toString());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT.number());
    assertThat(reports(record)).isEqualTo(1);
  }

  @Test
  @DisplayName("is shown as a plan; of a disc, its own files are left out but for a flag")
  void disc() throws Exception {
    Path disc = Files.createDirectories(folder.resolve("disc/VIEWER")).getParent();
    for (String own :
        List.of(
            "DICOMDIR",
            "AUTORUN.INF",
            "VIEWER/viewer.exe",
            "lib.dll",
            "index.html",
            "README.TXT")) {
      Files.writeString(disc.resolve(own), "x");
    }
    study(disc.resolve("IMAGES"), "Frida", 6);
    String record = Clinic.record(clerk, "Frida Demo");

    Finished planned = clerk.run("upload", record, disc.toString(), "--dry-run");
    assertThat(planned.exitCode()).as(planned.err()).isZero();
    assertThat(planned.out()).contains("This would make 1 report of 2 files");
    assertThat(planned.err())
        .contains("Left out: 6 files of the disc itself: \"AUTORUN.INF\"")
        .contains("--whole-disc");
    JsonNode plan = done(clerk.run("upload", record, disc.toString(), "--dry-run", "--json"));
    assertThat(texts(plan.get("planned"), "files")).containsExactly("2");
    assertThat(reports(record)).isZero();

    done(clerk.run("upload", record, disc.toString(), "--json"));
    assertThat(reports(record)).isEqualTo(1);
    assertThat(
            done(clerk.run(
                    "upload", record, disc.toString(), "--whole-disc", "--dry-run", "--json"))
                .get("planned"))
        .hasSize(7);
  }

  private static String[] words(String command, String record, String path, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of(command, record, path));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  @DisplayName("that came into the wrong record is moved, after a yes for who the images name")
  void moved() throws Exception {
    Path images = folder.resolve("astray");
    study(images, "Berta", 4);
    String ada = Clinic.record(clerk, "Ada Astray");
    String berta = Clinic.record(clerk, "Berta Demo");
    String clara = Clinic.record(clerk, "Clara Demo");
    Finished added =
        clerk.run("upload", ada, images.toString(), "--also-of", "Berta Demo", "--json");
    String report = texts(done(added).get("reports"), "id").getFirst();

    Finished refused = clerk.run("move", report, "--to", clara, "--yes");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT.number());
    assertThat(refused.err()).contains("\"Berta Demo\"").contains("is of \"Clara Demo\"");
    Finished unasked = clerk.run("move", report, "--to", berta);
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(reports(ada)).isEqualTo(1);

    JsonNode moved = done(clerk.run("move", report, "--to", berta, "--yes", "--json"));
    assertThat(moved.get("before").stringValue()).isEqualTo(report);
    assertThat(moved.get("record").stringValue()).isEqualTo(berta);
    assertThat(reports(ada)).isZero();
    assertThat(reports(berta)).isEqualTo(1);
    Path out = folder.resolve("moved");
    done(clerk.run("open", moved.get("report").stringValue(), "--out", out.toString(), "--json"));
    try (var there = Files.walk(images)) {
      for (Path image : there.filter(Files::isRegularFile).toList()) {
        assertThat(out.resolve(image.getFileName())).hasSameBinaryContentAs(image);
      }
    }
    assertThat(clerk.run("activity", ada).out()).contains("moved-away");
    assertThat(clerk.run("activity", berta).out()).contains("moved-here");
  }

  @Test
  @DisplayName("says which versions a move takes apart, before anything is moved and without a yes")
  void versions() throws Exception {
    String ada = Clinic.record(clerk, "Ada Versions");
    String berta = Clinic.record(clerk, "Berta Versions");
    Path letter = Files.writeString(folder.resolve("letter.txt"), "A letter.");
    String older = Clinic.upload(clerk, ada, letter);
    Path again = Files.writeString(folder.resolve("again.txt"), "A better letter.");
    String newer =
        texts(
                done(clerk.run("upload", ada, again.toString(), "--replaces", older, "--json"))
                    .get("reports"),
                "id")
            .getFirst();

    Finished unasked = clerk.run("move", older, "--to", berta);
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(unasked.err()).contains("It is replaced by report " + newer.substring(0, 8));
    assertThat(reports(ada)).isEqualTo(2);

    Finished moved = clerk.run("move", newer, "--to", berta, "--yes");
    assertThat(moved.exitCode()).as(moved.err()).isZero();
    assertThat(moved.err())
        .contains("It replaces report " + older.substring(0, 8))
        .contains("counts as current again");
    assertThat(reports(berta)).isEqualTo(1);
  }
}
