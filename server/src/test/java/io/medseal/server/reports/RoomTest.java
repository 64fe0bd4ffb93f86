package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An account's share of the storage")
class RoomTest {
  private static final int SHARE = 3_000_000;

  @Test
  @DisplayName("counts contents, manifests and envelopes, of uploads under way too")
  void everything() {
    try (TestService service = TestService.with(new Bounds(60, 20, SHARE, 3_000))) {
      Hospital hospital = Hospital.open(service);
      Person clerk = hospital.clerk();
      TestReport report = TestReport.of(hospital.section(), 1_000);
      report.announce(clerk).good();
      contents(clerk, report, SHARE / 2).good();
      contents(clerk, report, SHARE / 2).good();
      TestReport other = TestReport.of(hospital.section(), 1_000);
      other.announce(clerk).good();
      contents(clerk, other, SHARE / 2).problem(ProblemType.QUOTA_EXCEEDED);
      TestReport third = TestReport.of(hospital.section(), SHARE / 2);
      third.announce(clerk).problem(ProblemType.QUOTA_EXCEEDED);
      report.put(clerk, 0).good();
      report.complete(clerk).good();
      assertThat(stored(clerk)).isGreaterThan(SHARE / 2);
      contents(clerk, other, SHARE / 2).problem(ProblemType.QUOTA_EXCEEDED);
      other.put(clerk, 0).good();
      other.putContents(clerk).good();
      other.complete(clerk).good();
      report.delete(clerk, hospital.section(), hospital.record()).good();
      third.announce(clerk).good();
    }
  }

  @Test
  @DisplayName("counts statements, however many hours they took; what takes away goes on")
  void statements() {
    try (TestService service = TestService.with(new Bounds(60, 20, 150_000, 3_000))) {
      Hospital hospital = Hospital.open(service);
      Person clerk = hospital.clerk();
      Person doctor = service.person("doctor");
      clerk
          .append(
              hospital
                  .section()
                  .add(clerk.ring(), doctor.ring(), Role.READER, null, hospital.record()))
          .good();
      long before = stored(clerk);
      Answer answer = clerk.append(hospital.record().section(clerk.ring()));
      for (int most = 100; answer.status() < 300 && most > 0; most--) {
        answer = clerk.append(hospital.record().section(clerk.ring()));
      }
      answer.problem(ProblemType.QUOTA_EXCEEDED);
      assertThat(stored(clerk)).isBetween(before + 20_000, 150_000L);
      service.clock().pass(Duration.ofHours(2));
      clerk.append(hospital.record().section(clerk.ring())).problem(ProblemType.QUOTA_EXCEEDED);
      clerk
          .append(hospital.section().remove(clerk.ring(), doctor.ring(), hospital.record()))
          .good();
      clerk
          .append(hospital.section().copy().rotate(clerk.ring(), hospital.record()))
          .problem(ProblemType.QUOTA_EXCEEDED);
      doctor.append(Ring.owned(service.clock(), KeyringKind.RECORD, doctor.ring())).good();
    }
  }

  private static long stored(Person who) {
    return who.call().get("/api/v1/usage").as(Activity.Usage.class).storedBytes();
  }

  private static Answer contents(Person clerk, TestReport report, int bytes) {
    assertThat(bytes).isLessThan(ReportSizes.CONTENTS);
    byte[] sealed = Person.random(bytes);
    sealed[0] = 1;
    return clerk.call().putOctets(report.path() + "/contents", sealed);
  }
}
