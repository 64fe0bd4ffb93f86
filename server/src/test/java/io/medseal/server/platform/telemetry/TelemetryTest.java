package io.medseal.server.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.SlowRequest;
import io.medseal.server.testing.TestReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("What the service tells its operator")
class TelemetryTest {

  @Test
  @DisplayName("metrics are for this machine's own names, not for a page whose name was made one")
  void hosts() {
    try (TestService service = TestService.fresh()) {
      URI metrics = service.metrics();
      int port = metrics.getPort();
      for (String ours : List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port)) {
        assertThat(status(metrics, "GET /metrics HTTP/1.1\r\nHost: " + ours)).isEqualTo("200");
      }
      for (String other :
          List.of(
              "evil.example:" + port,
              "evil.example",
              "localhost",
              "localhost:1",
              "localhost.evil.example:" + port,
              "127.0.0.1:" + port + "@evil.example",
              "")) {
        assertThat(status(metrics, "GET /metrics HTTP/1.1\r\nHost: " + other))
            .as(other)
            .isEqualTo("421");
      }
      assertThat(status(metrics, "GET /metrics HTTP/1.0")).isEqualTo("421");
      assertThat(
              status(
                  metrics,
                  "GET /metrics HTTP/1.1\r\nHost: localhost:%1$d\r\nHost: evil.example:%1$d"
                      .formatted(port)))
          .isEqualTo("421");
      assertThat(status(metrics, "GET / HTTP/1.1\r\nHost: localhost:" + port)).isEqualTo("404");
      assertThat(status(metrics, "DELETE /metrics HTTP/1.1\r\nHost: localhost:" + port))
          .isEqualTo("405");
    }
  }

  @Test
  @DisplayName(
      "a refusal's line names the refusal, and neither whose it was nor what was asked for")
  void refusals() {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      Person stranger = service.person("stranger");
      TestReport report = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      try (Lines lines = new Lines()) {
        stranger.call().get(report.path()).problem(ProblemType.NOT_FOUND);
        stranger.call().get(report.path() + "/body").problem(ProblemType.NOT_FOUND);
        service.anonymous().post("/api/v1/sessions", stranger.logIn()).good();
        service.anonymous().get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
        lines.awaitSaid("not-found", 2);
        lines.awaitSaid("unauthenticated", 1);
        for (String personal :
            List.of(
                report.id().hex(),
                stranger.email(),
                stranger.ring().id().hex(),
                stranger.call().token(),
                "127.0.0.1")) {
          assertThat(lines.said()).noneMatch(line -> line.contains(personal));
        }
      }
    }
  }

  @Test
  @DisplayName("whoever goes away in the middle of a body is no error")
  void gone() {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      Person clerk = hospital.clerk();
      TestReport there = TestReport.of(hospital.section(), 2 * ReportSizes.PART).upload(clerk);
      TestReport sent = TestReport.of(hospital.section(), ReportSizes.PART);
      sent.announce(clerk).good();
      byte[] part = sent.part(0);
      try (Lines lines = new Lines()) {
        for (int i = 0; i < 3; i++) {
          try (SlowRequest upload =
              SlowRequest.part(
                  clerk.call(), sent.partPath(0), part.length, TestReport.hash(part))) {
            upload.send(new byte[100_000]);
          }
          try (SlowRequest download = SlowRequest.from("127.0.0.1", service.uri())) {
            download.send(
                "GET %s/body HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(there.path(), clerk.call().token()));
            assertThat(download.answer()).startsWith("HTTP/1.1 200");
          }
          try (SlowRequest json = SlowRequest.from("127.0.0.1", service.uri())) {
            json.send(
                "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"kind\":");
          }
        }
        lines.await(9);
        sent.put(clerk, 0).good();
        assertThat(lines.worst()).isEqualTo(Level.INFO);
      }
    }
  }

  /** The first line's status of what answers that head. */
  private static String status(URI to, String head) {
    try (SlowRequest request = SlowRequest.from("127.0.0.1", to)) {
      String answer = request.send(head + "\r\nConnection: close\r\n\r\n").answer();
      return answer.split(" ", 3)[1];
    }
  }

  /** Everything that this process logs meanwhile. */
  private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    Lines() {
      setContext(root.getLoggerContext());
      start();
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      events.add(event);
    }

    /** A request's line is written after its answer. */
    void await(int requests) {
      long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
      while (answered() < requests) {
        assertThat(System.nanoTime()).as("lines of requests").isLessThan(end);
        Thread.onSpinWait();
      }
    }

    /** As {@link #await}, where lines of requests before these may still come. */
    void awaitSaid(String word, int count) {
      long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
      while (said().stream().filter(line -> line.contains(word)).count() < count) {
        assertThat(System.nanoTime()).as("lines that say " + word).isLessThan(end);
        Thread.onSpinWait();
      }
      assertThat(said()).filteredOn(line -> line.contains(word)).hasSize(count);
    }

    private long answered() {
      return events.stream().filter(event -> event.getMessage().equals("answered")).count();
    }

    List<String> said() {
      return events.stream()
          .map(
              event ->
                  event.getFormattedMessage()
                      + event.getKeyValuePairs()
                      + event.getMDCPropertyMap()
                      + event.getThrowableProxy())
          .toList();
    }

    Level worst() {
      return events.stream()
          .map(ILoggingEvent::getLevel)
          .max((a, b) -> Integer.compare(a.toInt(), b.toInt()))
          .orElseThrow();
    }

    @Override
    public void close() {
      root.detachAppender(this);
      stop();
    }
  }
}
