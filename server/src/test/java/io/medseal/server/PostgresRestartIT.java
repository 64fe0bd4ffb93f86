package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.TestReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("While PostgreSQL is started again")
class PostgresRestartIT {
  /** For what is answered within two seconds, on a slow computer. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "whatever is asked answers unavailable with Retry-After, and all goes on by itself afterwards")
  void restarted() throws Exception {
    EmbeddedPostgres postgres = started(0);
    int port = postgres.getPort();
    Path password = Files.writeString(folder.resolve("password"), "postgres\n");
    PostgresAddress address =
        new PostgresAddress(
            "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", password);
    try (TestService service = TestService.on(address)) {
      Hospital hospital = Hospital.open(service);
      TestReport report = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      postgres.close();
      for (int i = 0; i < 3; i++) {
        away(() -> hospital.clerk().call().get(report.path() + "/body"));
        away(() -> hospital.clerk().call().get("/api/v1/sessions"));
        away(() -> service.anonymous().post("/api/v1/sessions", hospital.clerk().logIn()));
        away(() -> TestReport.of(hospital.section(), 1_000).announce(hospital.clerk()));
      }
      assertThat(service.anonymous().get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(service.anonymous().get("/actuator/health/liveness").status()).isEqualTo(200);

      postgres = started(port);
      Instant limit = Instant.now().plus(Duration.ofSeconds(10));
      while (service.anonymous().get("/actuator/health/readiness").status() != 200) {
        assertThat(Instant.now()).isBefore(limit);
        Thread.sleep(Duration.ofMillis(100));
      }
      assertThat(hospital.clerk().call().get(report.path() + "/body").good().body())
          .isEqualTo(report.body());
      TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
    } finally {
      postgres.close();
    }
  }

  private static void away(Supplier<Answer> request) {
    Instant begun = Instant.now();
    Answer answer = request.get();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
    answer.problem(ProblemType.UNAVAILABLE);
    assertThat(answer.header("Retry-After")).contains("2");
  }

  private EmbeddedPostgres started(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
