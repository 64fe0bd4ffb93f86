package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.TestReport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The main job")
class MainJobTest {
  @Test
  @DisplayName("from sign-up through upload and sharing to revoking")
  void mainJob() {
    run(TestService.shared());
  }

  static void run(TestService service) {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Person doctor = service.person("doctor");
    TestReport report = TestReport.of(hospital.section(), 9_000_000).upload(clerk);

    doctor.call().get(report.path()).problem(ProblemType.NOT_FOUND);

    hospital.record().add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(hospital.record()).good();

    Reports.Report read = doctor.call().get(report.path()).as(Reports.Report.class);
    assertThat(read.manifest()).isEqualTo(report.manifest());
    assertThat(read.envelopes()).hasSize(1);
    assertThat(doctor.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
    Reports.ReportPage page = doctor.call().get("/api/v1/reports").as(Reports.ReportPage.class);
    assertThat(page.reports()).hasSize(1);
    Statements.KeyringPage keyrings =
        doctor.call().get("/api/v1/keyrings").as(Statements.KeyringPage.class);
    assertThat(keyrings.keyrings()).hasSize(2);
    Statements.Chains chains =
        doctor
            .call()
            .post(
                "/api/v1/statements/query",
                new Statements.Query(
                    List.of(new Statements.ChainQuery(hospital.section().id(), -1)),
                    true,
                    List.of()))
            .as(Statements.Chains.class);
    assertThat(chains.chains())
        .extracting(Statements.Chain::keyring)
        .containsExactlyInAnyOrder(
            hospital.section().id(), hospital.record().id(), clerk.ring().id(), doctor.ring().id());

    hospital.record().remove(clerk.ring(), doctor.ring());
    hospital.section().rotate(clerk.ring(), hospital.record());
    clerk.append(hospital.record(), hospital.section()).good();
    doctor.call().get(report.path()).problem(ProblemType.NOT_FOUND);
    doctor.call().get(report.path() + "/body").problem(ProblemType.NOT_FOUND);

    Activity.EventPage activity =
        clerk
            .call()
            .get("/api/v1/records/" + hospital.record().id() + "/activity")
            .as(Activity.EventPage.class);
    assertThat(activity.events())
        .extracting(Activity.Event::kind)
        .containsExactly(
            Activity.Kind.REFUSED,
            Activity.Kind.ROTATED,
            Activity.Kind.ROTATED,
            Activity.Kind.UNSHARED,
            Activity.Kind.SEEN,
            Activity.Kind.OPENED,
            Activity.Kind.SEEN,
            Activity.Kind.SHARED,
            Activity.Kind.REFUSED,
            Activity.Kind.UPLOADED,
            Activity.Kind.CREATED,
            Activity.Kind.CREATED);
    Activity.Usage usage = clerk.call().get("/api/v1/usage").as(Activity.Usage.class);
    assertThat(usage.storedBytes()).isBetween(9_000_000L, 9_200_000L);
    assertThat(usage.inBytes()).isGreaterThan(9_000_000);
  }
}
