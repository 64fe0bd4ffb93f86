package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportQuery;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests and bytes of what people do, each with a budget. */
@DisplayName("What a person does costs, in requests and bytes,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostsIT {
  private static final int RECORDS = 60;
  private static final int PAGE = 50;
  private static final int LISTED = 20;

  @TempDir static Path folder;

  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private final List<RecordView> records = new ArrayList<>();

  @BeforeAll
  void fill() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    for (int i = 0; i < RECORDS; i++) {
      records.add(clerk.medseal().records().create(Patient.named("Invented Patient " + i)));
      Ward.share(clerk, records.getLast(), doctor, Role.READER);
    }
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("for a first page of records no more than 120 kB, once they have been read")
  void records() {
    Costs first =
        Costs.of(ward.uri(), doctor, "first page of " + RECORDS + " records, read", CostsIT::page);
    Costs again =
        Costs.of(ward.uri(), doctor, "first page of " + RECORDS + " records, again", CostsIT::page);
    assertThat(first.bytes() / PAGE).isLessThanOrEqualTo(26_000);
    assertThat(again.requests()).isLessThanOrEqualTo(10);
    assertThat(again.bytes()).isLessThanOrEqualTo(120_000);
  }

  private static void page(TestPerson asking) {
    assertThat(asking.medseal().records().newest(PAGE).records()).hasSize(PAGE);
  }

  @Test
  @DisplayName(
      "for a list of reports, each of another record, no more than 4.5 kB each, once they were read")
  void reports() {
    Path file = TestFiles.text(folder.resolve("in/listed.txt"), "abc");
    records.subList(0, LISTED).forEach(record -> Ward.upload(clerk, record, "Listed", file));
    Costs first = Costs.of(ward.uri(), doctor, "a list of 20 reports, read", CostsIT::list);
    Costs again = Costs.of(ward.uri(), doctor, "a list of 20 reports, again", CostsIT::list);
    assertThat(first.requests()).isLessThanOrEqualTo(16);
    assertThat(first.bytes() / LISTED).isLessThanOrEqualTo(36_000);
    assertThat(again.requests()).isLessThanOrEqualTo(10);
    assertThat(again.bytes() / LISTED).isLessThanOrEqualTo(4_500);
  }

  private static void list(TestPerson asking) {
    assertThat(asking.medseal().reports().newest(ReportQuery.ALL, LISTED).reports())
        .hasSize(LISTED)
        .allMatch(ReportEntry.Verified.class::isInstance);
  }

  @Test
  @DisplayName("for a new record and its first share no more than 45 kB")
  void creating() {
    Costs cost =
        Costs.of(
            ward.uri(),
            clerk,
            "a new record, shared",
            asking ->
                Ward.share(
                    asking,
                    asking.medseal().records().create(Patient.named("Invented Newcomer")),
                    doctor,
                    Role.READER));
    assertThat(cost.bytes()).isLessThanOrEqualTo(45_000);
  }

  @Test
  @DisplayName("for a report of a few bytes, to a patient by name, no more than 30 kB")
  void uploading() {
    Path file = TestFiles.text(folder.resolve("in/small.txt"), "abc");
    Costs cost =
        Costs.of(
            ward.uri(),
            clerk,
            "an upload of 3 bytes by name",
            asking ->
                Ward.upload(
                    asking, asking.medseal().records().find("Invented Patient 3"), "S", file));
    assertThat(cost.bytes()).isLessThanOrEqualTo(30_000);
  }
}
