package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.SlowRequest;
import io.medseal.server.testing.TestReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Uploads that come slowly")
class SlowUploadTest {
  private static final int MOST_ATTEMPTS = 5;

  private static TestService service;
  private static Hospital hospital;
  private static Person clerk;

  @BeforeAll
  static void start() {
    service = TestService.fresh();
    hospital = Hospital.open(service);
    clerk = hospital.clerk();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  @Timeout(120) // without end where a slow upload holds anything
  @DisplayName("keep nobody else's waiting, however many parts one account has begun")
  void nobodyWaits() {
    Hospital other = Hospital.open(service);
    List<SlowRequest> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        TestReport report = TestReport.of(hospital.section(), 64 * 1024);
        report.announce(clerk).good();
        byte[] part = report.part(0);
        slow.add(
            SlowRequest.part(clerk.call(), report.partPath(0), part.length, TestReport.hash(part))
                .send(Arrays.copyOf(part, 100)));
      }
      for (int i = 0; i < 100; i++) {
        TestReport.of(other.section(), 2_000).upload(other.clerk());
      }
    } finally {
      slow.forEach(SlowRequest::close);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("give way to a newer request for the same part, and change nothing after it")
  void newestWrites() {
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      if (slowCameFirst()) {
        return;
      }
    }
    throw new AssertionError("the slow request has always arrived after the other one");
  }

  /**
   * Nothing tells when the service has begun a request: it may be the newer one, and then writes.
   */
  private static boolean slowCameFirst() {
    int bytes = 1_000_000;
    TestReport report = TestReport.of(hospital.section(), bytes);
    report.announce(clerk).good();
    byte[] forged = Person.random(bytes);
    try (SlowRequest slow =
        SlowRequest.part(clerk.call(), report.partPath(0), forged.length, TestReport.hash(forged))
            .send(Arrays.copyOf(forged, 300_000))) {
      Answer put = report.put(clerk, 0);
      if (put.status() == 409) {
        report.put(clerk, 0).good(); // the slow one had arrived after it, and was the newer one
      }
      slow.send(Arrays.copyOfRange(forged, 300_000, bytes));
      String answer = slow.answer();
      if (answer.startsWith("HTTP/1.1 2")) {
        return false;
      }
      assertThat(answer).startsWith("HTTP/1.1 409").contains("superseded");
    }
    assertThat(clerk.call().get(report.path() + "/parts").as(Reports.Parts.class).parts())
        .hasSize(1);
    report.putContents(clerk).good();
    report.complete(clerk).good();
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
    return true;
  }
}
