package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static io.medseal.e2e.commandline.Clinic.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.Medseal;
import io.medseal.client.problems.AccessException;
import io.medseal.client.profiles.Profile;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.transport.Patience;
import io.medseal.demo.ct.CtStudy;
import io.medseal.demo.documents.LaboratoryReport;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.ultrasound.UltrasoundStudy;
import io.medseal.ledger.ids.ReportId;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The steps build on each other, as they do for people; every process has 256 MiB of heap. */
@DisplayName("A new user of the command line, with a service in another process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
  private static final String MEMORY = "-Xmx256m";
  private static final long GIBIBYTE = 1L << 30;
  private static final String PATIENT = DemoHospital.PATIENT.name();
  private static final String CT = "CT chest and upper abdomen with contrast";

  @TempDir static Path folder;
  private Clinic clinic;
  private CommandLine clerk;
  private CommandLine patient;
  private CommandLine doctor;
  private CommandLine laboratory;
  private String record;
  private JsonNode uploaded;
  private String added;
  private final Map<String, String> sources = new TreeMap<>();

  @BeforeAll
  void signUp() {
    clinic = Clinic.open(folder, MEMORY);
    clerk = clinic.signUp("clerk");
    patient = clinic.signUp("patient");
    doctor = clinic.signUp("doctor");
    laboratory = clinic.signUp("laboratory");
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  @Test
  @Order(1)
  @DisplayName("uploads a folder of DICOM files, a video of 1 GiB and a PDF")
  void upload() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Path dicom = in.resolve("dicom");
    new CtStudy(examination("E2E-CT-1", 20)).writeSeries(dicom.resolve("a"), 3);
    new CtStudy(examination("E2E-CT-2", 21)).writeSeries(dicom.resolve("b"), 2);
    Files.createDirectories(dicom.resolve("c"));
    new UltrasoundStudy(examination("E2E-US-1", 22)).write(dicom.resolve("c/Loop.dcm"), 3);
    Path video = in.resolve("Left coronary artery.mp4");
    Films.write(video, examination("E2E-XA-1", 23), GIBIBYTE);
    Path pdf = in.resolve("Laboratory report.pdf");
    LaboratoryReport.write(pdf, examination("E2E-LAB-1", 24));
    remember(in);

    record = Clinic.record(clerk, PATIENT);
    uploaded =
        done(clerk.run(
                "upload", record, dicom.toString(), video.toString(), pdf.toString(), "--json"))
            .get("reports");
    Files.delete(video);

    assertThat(texts(uploaded, "title"))
        .as("one report for each study, and one for each other file")
        .containsExactlyInAnyOrder(
            CT, CT, "Echocardiography", "Left coronary artery", "Laboratory report");
    assertThat(texts(uploaded, "files")).containsExactlyInAnyOrder("3", "2", "1", "1", "1");
    JsonNode reports = done(clerk.run("reports", record, "--json")).get("reports");
    assertThat(texts(reports, "date"))
        .as("days from the headers")
        .contains("2026-09-20", "2026-09-21", "2026-09-22");
    assertThat(texts(reports, "size")).contains(Long.toString(GIBIBYTE));
    assertThat(texts(reports, "verified")).containsOnly("true");
    for (JsonNode report : reports) {
      assertThat(report.get("author").get("email").stringValue()).isEqualTo(clerk.email());
    }
  }

  @Test
  @Order(2)
  @DisplayName("shares with the patient as owner; the doctor opens the same files, bit for bit")
  void open() throws Exception {
    Clinic.share(clerk, record, patient, "owner");
    done(patient.run("share", PATIENT, "--with", doctor.email(), "--json"));
    Clinic.acceptAll(doctor);
    Clinic.share(patient, record, laboratory, "contributor");

    JsonNode seen = done(doctor.run("reports", "--json")).get("reports");
    assertThat(texts(seen, "id")).containsExactlyInAnyOrderElementsOf(texts(uploaded, "id"));
    Map<String, String> opened = new TreeMap<>();
    for (JsonNode report : seen) {
      Path out = doctor.home().resolve("opened").resolve(report.get("id").stringValue());
      JsonNode answer =
          done(
              doctor.run(
                  "open",
                  report.get("id").stringValue().substring(0, 10),
                  "--out",
                  out.toString(),
                  "--json"));
      for (JsonNode file : answer.get("written")) {
        Path written = Path.of(file.stringValue());
        opened.put(TestFiles.sha256(written), written.getFileName().toString());
        Files.delete(written);
      }
    }
    assertThat(opened).isEqualTo(sources);
  }

  @Test
  @Order(3)
  @DisplayName("verifies a report, one line for each check")
  void verify() {
    String report = idOf("Laboratory report");
    JsonNode verified = done(doctor.run("verify", report, "--json"));
    assertThat(verified.get("verified").booleanValue()).isTrue();
    assertThat(texts(verified.get("checks"), "passed")).containsOnly("true");
    Finished spoken = doctor.run("verify", report);
    assertThat(spoken.exitCode()).isZero();
    assertThat(spoken.out().lines()).hasSize(verified.get("checks").size());
  }

  @Test
  @Order(4)
  @DisplayName("M3: lets a laboratory add a report that it cannot open afterwards")
  void contribute() {
    Path result = TestFiles.text(laboratory.home().resolve("Potassium.txt"), "potassium 4.1");
    added = Clinic.upload(laboratory, record, result);

    Finished refused = laboratory.run("open", added, "--out", "opened");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err())
        .isEqualTo(
            "medseal: This account's role does not allow that here; ask an owner or manager of the record.\n");
    assertThat(Files.exists(laboratory.home().resolve("opened"))).isFalse();
    JsonNode opened = done(patient.run("open", added, "--out", "opened", "--json"));
    assertThat(TestFiles.sha256(Path.of(opened.get("written").get(0).stringValue())))
        .isEqualTo(TestFiles.sha256(result));
    assertThat(opened.get("report").get("author").get("email").stringValue())
        .isEqualTo(laboratory.email());
  }

  @Test
  @Order(5)
  @DisplayName("shows who has access, what happened, and what was used")
  void overview() {
    JsonNode access = done(patient.run("access", record, "--json")).get("access");
    Map<String, String> roles = new TreeMap<>();
    for (JsonNode entry : access) {
      roles.put(entry.get("keyring").stringValue(), entry.get("role").stringValue());
    }
    assertThat(roles)
        .isEqualTo(
            Map.of(
                keyring(clerk), "owner",
                keyring(patient), "owner",
                keyring(doctor), "reader",
                keyring(laboratory), "contributor"));

    JsonNode events = done(patient.run("activity", record, "--all", "--json")).get("events");
    List<String> told = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode actor = event.get("actor");
      JsonNode address = actor.has("email") ? actor.get("email") : actor.path("toldEmail");
      told.add(address.stringValue("") + " " + event.get("event").stringValue());
    }
    assertThat(told)
        .contains(
            clerk.email() + " uploaded",
            clerk.email() + " shared",
            patient.email() + " shared",
            doctor.email() + " opened",
            laboratory.email() + " uploaded",
            laboratory.email() + " refused",
            patient.email() + " opened");

    JsonNode usage = done(clerk.run("usage", "--json"));
    assertThat(usage.get("storedBytes").longValue()).isBetween(GIBIBYTE, GIBIBYTE + GIBIBYTE / 50);
    assertThat(usage.get("inBytes").longValue()).isGreaterThan(GIBIBYTE);
    assertThat(done(doctor.run("usage", "--json")).get("outBytes").longValue())
        .isGreaterThan(GIBIBYTE);
  }

  @Test
  @Order(6)
  @DisplayName("M4: ends the doctor's access: a clear refusal, and later reports stay closed")
  void unshare() {
    done(patient.run("unshare", PATIENT, "--with", doctor.email(), "--json"));
    String later =
        Clinic.upload(
            clerk, record, TestFiles.text(clerk.home().resolve("Later.txt"), "added later"));

    for (String report : List.of(idOf("Laboratory report"), later)) {
      Finished refused = doctor.run("open", report, "--out", "refused");
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err())
          .isEqualTo(
              "medseal: There is no report '"
                  + report.substring(0, 12)
                  + "' that this account may see.\n");
    }
    assertThat(doctor.run("reports", PATIENT).err())
        .isEqualTo("medseal: There is no record '" + PATIENT + "' that this account may see.\n");

    Profile old = profile(doctor);
    try (LyingProxy cloud = LyingProxy.before(clinic.uri());
        Medseal helped = Medseal.connect(old, cloud.uri(), Patience.NORMAL, Clock.systemUTC())) {
      cloud.askWith(profile(clerk).session().orElseThrow().token());
      assertThatThrownBy(
              () ->
                  helped
                      .reports()
                      .open(
                          new ReportId(later),
                          OpenRequest.into(folder.resolve("helped")),
                          Progress.NONE))
          .as("with the cloud's help, the stored bytes and all it knows")
          .isInstanceOf(AccessException.NoKey.class);
    }
  }

  private static Examination examination(String number, int day) {
    return new Examination(DemoHospital.PATIENT, number, LocalDateTime.of(2026, 9, day, 9, 30));
  }

  private static String keyring(CommandLine of) {
    return done(of.run("whoami", "--json")).get("keyring").stringValue();
  }

  private static Profile profile(CommandLine of) {
    return ProfileStore.at(of.home()).profile(of.home().getFileName().toString());
  }

  private String idOf(String title) {
    for (JsonNode report : uploaded) {
      if (report.get("title").stringValue().equals(title)) {
        return report.get("id").stringValue();
      }
    }
    throw new AssertionError("no report " + title);
  }

  private void remember(Path in) throws Exception {
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.put(TestFiles.sha256(file), file.getFileName().toString());
      }
    }
  }
}
