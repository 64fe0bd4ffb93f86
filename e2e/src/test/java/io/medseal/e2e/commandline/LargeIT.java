package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Needs 21 GiB of free disk: the file, sealed and plain, is there twice at most. */
@Tag("asked")
@DisplayName("A video of 10 GiB")
class LargeIT {
  private static final String MEMORY = "-Xmx256m";
  private static final long SIZE = 10L << 30;

  @TempDir Path folder;

  @Test
  @DisplayName("is sealed, uploaded and opened with 256 MiB of heap on both sides")
  void roundTrip(TestReporter reporter) throws Exception {
    try (Clinic clinic = Clinic.open(folder, MEMORY)) {
      CommandLine clerk = clinic.signUp("clerk");
      String record = Clinic.record(clerk, "Invented Patient");
      Path video = clerk.home().resolve("Left coronary artery.mp4");
      Examination examination =
          new Examination(DemoHospital.PATIENT, "E2E-XA-10", LocalDateTime.of(2026, 9, 23, 9, 30));
      Films.write(video, examination, SIZE);
      String sha256 = TestFiles.sha256(video);

      long begun = System.nanoTime();
      Finished upload = clerk.run("upload", record, video.toString(), "--json");
      long uploaded = System.nanoTime();
      String report = done(upload).get("reports").get(0).get("id").stringValue();
      Files.delete(video);
      long opening = System.nanoTime();
      Finished open = clerk.run("open", report, "--out", "opened", "--json");
      long opened = System.nanoTime();

      Path back = Path.of(done(open).get("written").get(0).stringValue());
      assertThat(Files.size(back)).isEqualTo(SIZE);
      assertThat(TestFiles.sha256(back)).isEqualTo(sha256);
      reporter.publishEntry("upload, seconds", seconds(uploaded - begun));
      reporter.publishEntry("upload, peak memory", mebibytes(upload.peakMemory()));
      reporter.publishEntry("open, seconds", seconds(opened - opening));
      reporter.publishEntry("open, peak memory", mebibytes(open.peakMemory()));
      reporter.publishEntry(
          "service, peak memory", mebibytes(clinic.service().peakMemory().orElse(0)));
    }
  }

  private static String seconds(long nanos) {
    return Long.toString(nanos / 1_000_000_000);
  }

  private static String mebibytes(long bytes) {
    return bytes / 1024 / 1024 + " MiB";
  }
}
