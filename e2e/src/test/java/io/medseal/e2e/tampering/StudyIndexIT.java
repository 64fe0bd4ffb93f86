package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.Progress;
import io.medseal.client.uploads.PendingUpload;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.demo.ct.CtStudy;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.store.StoredBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The index of a report's images lies in the pack: nothing of it can be changed or left out. */
@DisplayName("A study index")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyIndexIT {
  private static final int SLICES = 4;

  @TempDir static Path folder;

  private Ward ward;
  private TestPerson doctor;
  private RecordView record;
  private Uploaded study;
  private Uploaded older;

  @BeforeAll
  void upload() throws Exception {
    ward = Ward.open(folder);
    doctor = ward.signUp("doctor");
    record = Ward.record(doctor, "Invented Patient");
    draw("ct");
    study = Ward.upload(doctor, record, "A CT", folder.resolve("ct"));
    older = Ward.upload(doctor, record, "The same CT", folder.resolve("ct"));
  }

  @AfterAll
  void close() {
    ward.close();
  }

  private void draw(String name) throws Exception {
    new CtStudy(
            new Examination(
                DemoHospital.PATIENT, "CT-" + name, LocalDateTime.parse("2026-01-31T09:30:00")))
        .writeSeries(folder.resolve(name), SLICES);
  }

  @Test
  @DisplayName("is no file of the report: opening writes the images, and a reader lists them")
  void hidden() throws Exception {
    List<Path> opened = ward.open(doctor, study.report());
    assertThat(opened).hasSize(SLICES);
    assertThat(opened.stream().map(TestFiles::sha256))
        .containsExactlyElementsOf(images().stream().map(TestFiles::sha256).toList());
    try (var reader = doctor.medseal().reports().reader(study.report())) {
      assertThat(reader.files()).hasSize(SLICES);
      assertThat(reader.report().files()).isEqualTo(SLICES);
    }
    assertThat(Ward.filesUnder(folder.resolve("ct"))).isEqualTo(SLICES);
  }

  @Test
  @DisplayName("is verified as every file is")
  void verified() {
    List<Check> checks = doctor.medseal().reports().verify(study.report(), _ -> {}, Progress.NONE);
    assertThat(checks).allMatch(Check::passed);
    assertThat(checks.getLast().detail()).startsWith("study.index, ");
  }

  @Test
  @DisplayName("that is changed, left out, or another report's is refused")
  void tampered() throws Exception {
    Path blob = blob(study);
    byte[] stored = Files.readAllBytes(blob);
    byte[] others = Files.readAllBytes(blob(older));
    byte[] changed = stored.clone();
    changed[changed.length - 17] ^= 1;
    byte[] exchanged = stored.clone();
    int part = stored.length - stored.length % (256 * 1024); // the segment that the index ends in
    System.arraycopy(others, part, exchanged, part, stored.length - part);
    for (byte[] tampered :
        List.of(changed, java.util.Arrays.copyOf(stored, stored.length - 300), exchanged, others)) {
      Files.write(blob, tampered);
      if (tampered.length == stored.length) {
        List<Check> checks =
            doctor.medseal().reports().verify(study.report(), _ -> {}, Progress.NONE);
        assertThat(checks.getLast().passed()).isFalse();
      } else { // of which the service knows by itself that it has lost it
        assertThatExceptionOfType(ServiceException.class)
            .isThrownBy(
                () -> doctor.medseal().reports().verify(study.report(), _ -> {}, Progress.NONE))
            .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.DAMAGED));
      }
      assertThatThrownBy(() -> ward.open(doctor, study.report()))
          .isInstanceOf(io.medseal.client.problems.ClientException.class);
    }
    Files.write(blob, stored);
    assertThat(ward.open(doctor, study.report())).hasSize(SLICES);
  }

  @Test
  @DisplayName("is made anew where an upload goes on, and an image that changed ends it")
  void resumed() throws Exception {
    draw("interrupted");
    PlannedReport plan = plan("interrupted");
    KeyringId section = doctor.medseal().uploads().defaultSection(record).id();
    interrupt(section, plan);
    PendingUpload pending = doctor.medseal().uploads().pending().getFirst();
    Uploaded done = doctor.medseal().uploads().resume(pending.report(), Progress.NONE);
    assertThat(done.resumed()).isTrue();
    assertThat(doctor.medseal().reports().verify(done.report(), _ -> {}, Progress.NONE))
        .allMatch(Check::passed)
        .anyMatch(check -> check.detail().startsWith("study.index, "));

    interrupt(section, plan);
    Path one = plan.files().getFirst().path();
    Files.copy(plan.files().getLast().path(), one, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(
        one, java.nio.file.attribute.FileTime.from(plan.files().getFirst().modified()));
    PendingUpload other = doctor.medseal().uploads().pending().getFirst();
    assertThatExceptionOfType(SourceException.Changed.class)
        .isThrownBy(() -> doctor.medseal().uploads().resume(other.report(), Progress.NONE));
    assertThat(doctor.medseal().uploads().pending()).isEmpty();
  }

  private void interrupt(KeyringId section, PlannedReport plan) {
    assertThatThrownBy(
            () ->
                doctor
                    .medseal()
                    .uploads()
                    .upload(
                        section,
                        plan,
                        (_, _) -> {
                          throw new IllegalStateException("interrupted");
                        }))
        .hasMessageContaining("interrupted");
  }

  private static PlannedReport plan(String name) {
    return UploadPlanner.plan(
            new UploadRequest(
                List.of(folder.resolve(name)),
                Optional.of("CT " + name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .reports()
        .getFirst();
  }

  private static List<Path> images() throws Exception {
    try (var files = Files.list(folder.resolve("ct"))) {
      return files.sorted().toList();
    }
  }

  private Path blob(Uploaded which) {
    return StoredBytes.under(ward.service().data()).files().stream()
        .filter(file -> file.getFileName().toString().startsWith(which.report().hex()))
        .findFirst()
        .orElseThrow();
  }
}
