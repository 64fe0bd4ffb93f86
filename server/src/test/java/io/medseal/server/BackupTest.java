package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("medseal backup and medseal restore")
class BackupTest {
  @TempDir private Path folder;

  @Test
  @DisplayName(
      "of a service that is working hard restore all that was acknowledged before, and check is clean")
  void underLoad() throws Exception {
    Path backup = folder.resolve("backup");
    Path restored = folder.resolve("restored");
    TestReport before;
    TestReport deleted;
    TestReport begun;
    Hospital hospital;
    try (TestService service = TestService.fresh()) {
      hospital = Hospital.open(service);
      Person clerk = hospital.clerk();
      before = TestReport.of(hospital.section(), ReportSizes.PART + 1_000).upload(clerk);
      deleted = TestReport.of(hospital.section(), 1_000).upload(clerk);
      begun = TestReport.of(hospital.section(), 2_000);
      begun.announce(clerk).good();
      begun.put(clerk, 0).good();
      try (Load load = Load.on(service)) {
        for (int i = 0; i < 3; i++) {
          clean(backup(service.data(), backup));
          clean(check(backup));
          clean(check(service.data()));
        }
        assertThat(load.end()).as("reports while backups were made").isGreaterThan(3);
      }
      deleted.delete(clerk, hospital.section(), hospital.record()).good();
      TestReport.of(hospital.section(), 1_000).upload(clerk);
      clean(backup(service.data(), backup));
      assertThat(blob(backup, deleted)).doesNotExist();
      assertThat(blob(service.data(), deleted)).doesNotExist();

      Ran ran = Ran.of("restore", "--data", "" + restored, "--from", "" + backup);
      clean(ran);
    }
    clean(check(restored));
    String at = Instant.now().minusSeconds(60).toString();
    assertThat(
            Ran.of(
                    "restored",
                    "--data",
                    "" + restored,
                    "--taken",
                    "2026-01-01T00:00:00Z",
                    "--restored",
                    at)
                .out())
        .isEqualTo("Noted. Clients give back what they have seen since.\n");
    assertThat(Files.readAllLines(restored.resolve("restored")))
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo("2026-01-01T00:00:00Z " + at);
    try (AppProcess service = AppProcess.serve(restored)) {
      Person clerk = hospital.clerk();
      assertThat(
              Caller.anonymous(service.uri())
                  .get("/api/v1/service")
                  .as(Activity.Service.class)
                  .restoration()
                  .taken())
          .isEqualTo("2026-01-01T00:00:00Z");
      clerk.call().at(service.uri()).get("/api/v1/sessions").problem(ProblemType.UNAUTHENTICATED);
      clerk.use(logIn(service.uri(), clerk));
      assertThat(clerk.call().get(before.path() + "/body").good().body()).isEqualTo(before.body());
      clerk.call().get(deleted.path()).problem(ProblemType.GONE);
      assertThat(clerk.call().get(begun.path() + "/parts").as(Reports.Parts.class).parts())
          .as("an upload on its way begins anew")
          .isEmpty();
      begun.put(clerk, 0).good();
      begun.putContents(clerk).good();
      begun.complete(clerk).good();
      service.stop();
    }
    clean(check(restored));
  }

  @Test
  @DisplayName("copy what is new only, mend what is damaged in a backup, and tell what is lost")
  void incremental() throws Exception {
    Path backup = folder.resolve("backup");
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      TestReport first = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      assertThat(backup(service.data(), backup).out()).contains("1 bodies copied, 0 there already");
      TestReport second = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      assertThat(backup(service.data(), backup).out()).contains("1 bodies copied, 1 there already");
      Files.write(blob(backup, first), new byte[1_000]);
      Files.write(blob(service.data(), second), new byte[1_000]);
      Ran mended = backup(service.data(), backup);
      assertThat(mended.out()).contains("1 bodies copied, 1 there already");
      assertThat(Files.readAllBytes(blob(backup, first))).isEqualTo(first.body());
      assertThat(Files.readAllBytes(blob(backup, second))).isEqualTo(second.body());

      TestReport lost = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      Files.delete(blob(service.data(), lost));
      Ran told = backup(service.data(), backup);
      assertThat(told.out())
          .contains(
              "wrong: reports: report " + lost.id().hex() + ": its body is missing or damaged");
      assertThat(told.code()).isEqualTo(ExitCode.FINDINGS);
      Ran restored =
          Ran.of("restore", "--data", "" + folder.resolve("restored"), "--from", "" + backup);
      assertThat(restored.out()).contains("Restored.", lost.id().hex());
      assertThat(restored.code()).isEqualTo(ExitCode.FINDINGS);
    }
  }

  @Test
  @DisplayName(
      "refuse each other's folders, other files, a backup that is not whole, and a full one")
  void refused() throws Exception {
    Path backup = folder.resolve("backup");
    Path other = folder.resolve("other");
    try (TestService service = TestService.fresh();
        TestService stranger = TestService.fresh()) {
      Hospital.open(service);
      clean(backup(service.data(), backup));
      refused(backup(stranger.data(), backup), "is the backup of another service");
      refused(backup(service.data(), stranger.data()), "is not empty");
      refused(backup(service.data(), service.data().resolve("in")), "two folders");
      Files.createDirectory(other);
      Files.writeString(other.resolve("letter.txt"), "not ours");
      refused(backup(service.data(), other), "is not empty");
      refused(Ran.of("restore", "--data", "" + other, "--from", "" + backup), "is not empty");
      refused(
          Ran.of("restore", "--data", "" + folder.resolve("new"), "--from", "" + other),
          "is no backup");
      refused(Ran.of("serve", "--data", "" + backup), "is a backup");
      refused(Ran.of("backup", "--data", "" + service.data()), "backup wants --to DIR");
      refused(
          Ran.of(
              "backup",
              "--data",
              "" + service.data(),
              "--to",
              "" + folder.resolve("new"),
              "--database",
              "jdbc:postgresql://localhost/medseal",
              "--database-password-file",
              "" + other.resolve("letter.txt")),
          "With PostgreSQL stop the service, dump the database (pg_dump)");
      refused(Ran.of("check", "--data", "" + backup, "--after", "x"), "--after wants");
      for (String taken : List.of("yesterday", "2026-01-02T00:00:00Z", "2999-01-01T00:00:00Z")) {
        refused(restored(service.data(), taken, "2026-01-01T00:00:00Z"), "restored wants --taken");
      }
      for (String at : List.of("today", "2999-01-01T00:00:00Z")) {
        refused(restored(service.data(), "2026-01-01T00:00:00Z", at), "restored wants --taken");
      }
      refused(
          Ran.of("restored", "--data", "" + service.data(), "--taken", "2026-01-01T00:00:00Z"),
          "restored wants --taken");
      refused(
          restored(other, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
          "no Medseal data directory");
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  private static Ran restored(Path data, String taken, String restored) {
    return Ran.of("restored", "--data", "" + data, "--taken", taken, "--restored", restored);
  }

  @Test
  @DisplayName("leave a whole backup behind wherever they are stopped")
  void stopped() throws Exception {
    Path backup = folder.resolve("backup");
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      for (int i = 0; i < 4; i++) {
        TestReport.of(hospital.section(), 3_000_000).upload(hospital.clerk());
      }
      for (int millis = 400; millis < 4_000; millis += 700) {
        Process process =
            AppProcess.begun("backup", "--data", "" + service.data(), "--to", "" + backup);
        Thread.sleep(millis);
        process.destroyForcibly().waitFor();
        if (Files.exists(backup.resolve("backup"))) {
          assertThat(check(backup).out()).doesNotContain("wrong: reports", "wrong: database");
          Path restored = folder.resolve("restored" + millis);
          clean(Ran.of("restore", "--data", "" + restored, "--from", "" + backup));
        }
        TestReport.of(hospital.section(), 3_000_000).upload(hospital.clerk());
      }
      clean(backup(service.data(), backup));
      clean(check(backup));
    }
  }

  private static void refused(Ran ran, String words) {
    assertThat(ran.err()).contains(words);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.code()).isIn(ExitCode.DATA_UNUSABLE, ExitCode.USAGE);
  }

  private static void clean(Ran ran) {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).endsWith("Nothing is wrong.\n");
    assertThat(ran.code()).isEqualTo(ExitCode.OK);
  }

  private static Ran backup(Path data, Path to) {
    return Ran.of("backup", "--data", data.toString(), "--to", to.toString());
  }

  private static Ran check(Path data) {
    return Ran.of("check", "--data", data.toString());
  }

  private static Caller logIn(URI service, Person person) {
    return new Caller(
        service,
        Caller.anonymous(service)
            .post("/api/v1/sessions", person.logIn())
            .as(Accounts.SessionOpened.class)
            .token());
  }

  private static Path blob(Path data, TestReport report) {
    String name = report.id().hex();
    return data.resolve("blobs")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2, 4))
        .resolve(name + ".blob");
  }

  /** Somebody who uploads, shares and deletes all the time. */
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Integer> work;

    private Load(TestService service) {
      work = thread.submit(() -> work(service));
    }

    static Load on(TestService service) {
      return new Load(service);
    }

    private int work(TestService service) {
      Person clerk = service.person("busy");
      List<TestReport> reports = new ArrayList<>();
      Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
      Ring section = record.section(clerk.ring());
      clerk.append(record, section).good();
      while (!stop.get()) {
        reports.add(TestReport.of(section, 50_000).upload(clerk));
        if (reports.size() % 3 == 0) {
          reports.get(reports.size() - 2).delete(clerk, section, record).good();
        }
        TestReport.of(section, 1_000).announce(clerk).good();
      }
      return reports.size();
    }

    int end() throws Exception {
      stop.set(true);
      return work.get();
    }

    @Override
    public void close() {
      stop.set(true);
      thread.close();
    }
  }
}
