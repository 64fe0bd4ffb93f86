package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.sharing.Target;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a doctor with many patients pays for what they look at. */
@Tag("asked")
@DisplayName("With many patients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrowthIT {
  /** {@code -Dmedseal.patients} makes it another number. */
  private static final int PATIENTS = Integer.getInteger("medseal.patients", 1_000);

  private static final int PAGE = 50;

  @TempDir static Path folder;

  private ServiceProcess service;
  private TestPerson clerk;
  private TestPerson doctor;

  @BeforeAll
  void fill() {
    service =
        ServiceProcess.start(
            folder.resolve("cloud"),
            List.of(),
            List.of("--statements-per-hour", String.valueOf(20 * PATIENTS)));
    clerk = TestPerson.signUp("clerk", folder.resolve("machines"), service.uri());
    doctor = TestPerson.signUp("doctor", folder.resolve("machines"), service.uri());
    doctor.medseal().offers().welcome(clerk.keyring());
    for (int i = 0; i < PATIENTS; i++) {
      RecordView made = clerk.medseal().records().create(Patient.named("Invented Patient " + i));
      clerk
          .medseal()
          .sharing()
          .share(
              new Target.WholeRecord(made.id()),
              clerk.medseal().people().byKeyring(doctor.keyring()),
              Role.COLLABORATOR,
              Optional.empty());
    }
  }

  @AfterAll
  void close() {
    clerk.close();
    doctor.close();
    service.close();
  }

  private Costs cost(TestPerson person, String what, java.util.function.Consumer<TestPerson> does) {
    return Costs.of(service.uri(), person, what, does);
  }

  @Test
  @DisplayName("a page and an upload by name cost what they cost with sixty")
  void costs() {
    cost(doctor, "first page, read", GrowthIT::page);
    Costs page = cost(doctor, "first page, again", GrowthIT::page);
    assertThat(page.bytes()).isLessThanOrEqualTo(200_000);
    Path file = TestFiles.text(folder.resolve("in/small.txt"), "abc");
    Costs byClerk = cost(clerk, "upload by the clerk", asking -> upload(asking, 7, file));
    assertThat(byClerk.bytes()).isLessThanOrEqualTo(75_000);
    cost(doctor, "upload by the doctor, who reads all first", asking -> upload(asking, 8, file));
    Costs byDoctor = cost(doctor, "upload by the doctor", asking -> upload(asking, 9, file));
    assertThat(byDoctor.bytes()).isLessThanOrEqualTo(75_000);
    cost(
        doctor,
        "every record",
        asking -> assertThat(asking.medseal().records().list()).hasSize(PATIENTS));
  }

  @Test
  @DisplayName("a list of reports costs what it costs with sixty")
  void reports() {
    Path file = TestFiles.text(folder.resolve("in/listed.txt"), "abc");
    for (int i = PATIENTS - PAGE; i < PATIENTS; i++) {
      upload(clerk, i, file);
    }
    cost(doctor, "list of " + PAGE + " reports, read", GrowthIT::reports);
    Costs again = cost(doctor, "list of " + PAGE + " reports, again", GrowthIT::reports);
    assertThat(again.bytes()).isLessThanOrEqualTo(240_000);
  }

  private static void reports(TestPerson asking) {
    assertThat(asking.medseal().reports().newest(ReportQuery.ALL, PAGE).reports()).hasSize(PAGE);
  }

  private static void page(TestPerson asking) {
    assertThat(asking.medseal().records().newest(PAGE).records()).hasSize(PAGE);
  }

  private static void upload(TestPerson asking, int patient, Path file) {
    Ward.upload(asking, asking.medseal().records().find("Invented Patient " + patient), "S", file);
  }
}
