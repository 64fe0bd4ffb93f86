package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.SmallDisk;
import io.medseal.server.testing.TestClock;
import io.medseal.server.testing.TestReport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On a full disk")
class FullDiskIT {
  private static final int MEBIBYTES = 256;

  @TempDir private Path folder;

  private final TestClock clock = new TestClock();
  private Person clerk;
  private Ring record;
  private Ring section;

  @Test
  @DisplayName(
      "log-in, reading and deleting go on, the service starts, check says what is so, and all goes on when there is room")
  void full() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Optional<SmallDisk> disk = SmallDisk.on(data, MEBIBYTES);
    Assumptions.assumeTrue(
        disk.isPresent(), "not tested: only root can mount a small disk, and on Linux");
    try (SmallDisk small = disk.get()) {
      full(data, small);
    }
  }

  @Test
  @DisplayName("a backup is not made, the one before stays, and the next one is whole")
  void backup() throws Exception {
    Path to = Files.createDirectory(folder.resolve("backup"));
    Optional<SmallDisk> disk = SmallDisk.on(to, MEBIBYTES);
    Assumptions.assumeTrue(
        disk.isPresent(), "not tested: only root can mount a small disk, and on Linux");
    Path data = folder.resolve("data");
    Path backup = to.resolve("medseal");
    String[] command = {"backup", "--data", data.toString(), "--to", backup.toString()};
    try (SmallDisk small = disk.get();
        AppProcess service = AppProcess.serve(data)) {
      begin(service.uri());
      TestReport.of(section, 2_000_000).upload(clerk);
      assertThat(AppProcess.run(command)).endsWith("Nothing is wrong.\nexit 0");
      TestReport.of(section, 2_000_000).upload(clerk);
      small.fill();
      assertThat(AppProcess.run(command)).endsWith("exit 6");
      assertThat(AppProcess.run("check", "--data", backup.toString())).doesNotContain("is missing");
      small.empty();
      assertThat(AppProcess.run(command)).endsWith("Nothing is wrong.\nexit 0");
      assertThat(AppProcess.run("check", "--data", backup.toString()))
          .endsWith("Nothing is wrong.\nexit 0");
    }
  }

  private void full(Path data, SmallDisk disk) throws Exception {
    TestReport kept;
    try (AppProcess service = AppProcess.serve(data)) {
      begin(service.uri());
      kept = TestReport.of(section, 100_000).upload(clerk);
      TestReport removed = TestReport.of(section, 100_000).upload(clerk);
      disk.fill();
      goesOn(service.uri(), kept);
      removed.delete(clerk, section, record).good();
      clerk.call().get(removed.path()).problem(ProblemType.GONE);
      takesNothing(service.uri());
      goesOn(service.uri(), kept);
      clerk.call().delete("/api/v1/sessions/current").good();
      service.stop();
    }
    assertThat(AppProcess.run("check", "--data", data.toString()))
        .endsWith("Nothing is wrong.\nexit 0");
    try (AppProcess service = AppProcess.serve(data)) {
      goesOn(service.uri(), kept);
      takesNothing(service.uri());
    } // killed
    disk.fill();
    assertThat(AppProcess.run("check", "--data", data.toString()))
        .endsWith("Nothing is wrong.\nexit 0");
    try (AppProcess service = AppProcess.serve(data)) {
      goesOn(service.uri(), kept);
      takesNothing(service.uri());
      disk.empty();
      writesAgain(service.uri());
      TestReport.of(section, 1_000).upload(clerk);
      goesOn(service.uri(), kept);
      service.stop();
    }
    assertThat(AppProcess.run("check", "--data", data.toString()))
        .endsWith("Nothing is wrong.\nexit 0");
  }

  private void begin(URI service) {
    clerk = Person.signedUp(service, clock, "clerk");
    record = Ring.owned(clock, KeyringKind.RECORD, clerk.ring());
    section = record.section(clerk.ring());
    clerk.append(record, section).good();
  }

  private void goesOn(URI service, TestReport report) {
    Caller nobody = Caller.anonymous(service);
    nobody
        .post("/api/v1/sessions/parameters", new Accounts.ParametersQuery(clerk.email(), null))
        .good();
    Accounts.SessionOpened opened =
        nobody.post("/api/v1/sessions", clerk.logIn()).as(Accounts.SessionOpened.class);
    clerk.use(new Caller(service, opened.token()));
    clerk.call().get("/api/v1/reports?section=" + section.id().hex()).good();
    clerk.call().get(report.path()).good();
    assertThat(clerk.call().get(report.path() + "/contents").good().body())
        .isEqualTo(report.contents());
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
    nobody.get("/actuator/health/readiness").good();
  }

  private void takesNothing(URI service) {
    TestReport.of(section, 1_000).announce(clerk).problem(ProblemType.STORAGE_FULL);
    clerk
        .append(Ring.owned(clock, KeyringKind.RECORD, clerk.ring()))
        .problem(ProblemType.STORAGE_FULL);
    assertThat(Caller.anonymous(service).get("/actuator/health/writing").status()).isEqualTo(503);
  }

  private static void writesAgain(URI service) throws InterruptedException {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (Caller.anonymous(service).get("/actuator/health/writing").status() != 200) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.sleep(Duration.ofMillis(200));
    }
  }
}
