package io.medseal.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.Progress;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.store.StoredBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("M1: the cloud")
class SecrecyIT {
  private static final String PATIENT = "Invented Meera Iyer-Süß";
  private static final String BORN = "1969-07-20";
  private static final String NUMBER = "MRN-4711-0815";
  private static final String SECTION = "Psychiatry of the third floor";
  private static final String TITLE = "Suspected dissection of the aorta";
  private static final String FILE = "letter-to-the-family.txt";
  private static final String TYPE = "Cardiac catheterization study";
  private static final String SPECIALTY = "Interventional cardiology by hand";
  private static final String MARKER = "marker-of-the-content-2207";

  @TempDir Path folder;

  @Test
  @DisplayName("neither receives, nor stores, nor logs what was sealed, in any form")
  void knowsNothing() throws Exception {
    try (Ward ward = Ward.open(folder);
        LyingProxy wire = LyingProxy.before(ward.uri())) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson doctor = ward.signUp("doctor");
      try (TestPerson working = clerk.through(wire.uri());
          TestPerson reading = doctor.through(wire.uri())) {
        work(ward, working, reading);
      }
      clerk
          .medseal()
          .accounts()
          .changePassword(clerk.password(), "a new and long one".toCharArray());
      ward.service().kill(); // what it would tidy up on its way out is looked through too
      Path received = folder.resolve("cloud/received");
      record(wire, received);

      StoredBytes cloud = StoredBytes.under(folder.resolve("cloud"));
      assertThat(cloud.find(clerk.email())).as("a control: addresses are known").isNotEmpty();
      for (String secret :
          List.of(
              PATIENT,
              BORN,
              NUMBER,
              SECTION,
              TITLE,
              FILE,
              TYPE,
              SPECIALTY,
              MARKER,
              "Invented clerk",
              new String(clerk.password()),
              clerk.recoveryCode())) {
        assertThat(cloud.find(secret)).as(secret).isEmpty();
      }
      assertThat(StoredBytes.under(folder.resolve("cloud/data")).find(clerk.sessionToken()))
          .as("a session's token in the store")
          .isEmpty();
      assertThat(StoredBytes.under(ward.service().log()).find(clerk.sessionToken()))
          .as("a session's token in the log")
          .isEmpty();
    }
  }

  private void work(Ward ward, TestPerson clerk, TestPerson doctor) {
    RecordView record =
        clerk
            .medseal()
            .records()
            .create(
                new Patient(
                    PATIENT,
                    Optional.of(LocalDate.parse(BORN)),
                    List.of(new PatientIdentifier("https://hospital.test/mrn", NUMBER))));
    SectionView section = clerk.medseal().records().addSection(record.id(), SECTION);
    Path file = TestFiles.text(folder.resolve("in").resolve(FILE), MARKER);
    UploadRequest request =
        new UploadRequest(
            List.of(file),
            Optional.of(TITLE),
            Optional.of(new Coding("http://loinc.org", "18745-0", Optional.of(TYPE))),
            Optional.of(new Coding("http://snomed.info/sct", "394579002", Optional.of(SPECIALTY))),
            Optional.empty(),
            Optional.empty());
    Uploaded uploaded =
        clerk
            .medseal()
            .uploads()
            .upload(section.id(), UploadPlanner.plan(request).reports().getFirst(), Progress.NONE);
    clerk
        .medseal()
        .sharing()
        .share(
            new Target.OneReport(record.id(), section.id(), uploaded.report()),
            clerk.medseal().people().find(doctor.email()),
            Role.READER,
            Optional.empty());
    doctor.medseal().offers().welcome(clerk.keyring());
    assertThat(ward.open(doctor, uploaded.report())).hasSize(1);
    assertThat(doctor.medseal().reports().show(uploaded.report()).title()).isEqualTo(TITLE);
  }

  /** Every request's path and body, as a network or a proxy of the operator's could record them. */
  private static void record(LyingProxy wire, Path into) throws Exception {
    Files.createDirectories(into);
    int count = 0;
    for (Exchange exchange : wire.exchanges()) {
      Files.writeString(into.resolve(count + ".path"), exchange.request().path());
      Files.write(into.resolve(count + ".body"), exchange.request().body());
      count++;
    }
    assertThat(count).isGreaterThan(10);
  }
}
