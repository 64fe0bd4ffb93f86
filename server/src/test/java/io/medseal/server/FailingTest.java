package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestClock;
import io.medseal.server.testing.TestReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A service in trouble")
class FailingTest {
  /** Above the first part's end, below the third's, whether the shell counts in 512 or 1024. */
  private static final int LIMIT_BLOCKS = 20_480;

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "answers storage-full when its database can't grow, keeps what it acknowledged, and goes on when there is room")
  void fullDatabase() {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      Person clerk = hospital.clerk();
      Database database = service.part(Database.class);
      long pages = database.write(sql -> number(sql, "pragma page_count"));
      database.write(sql -> number(sql, "pragma max_page_count = " + (pages + 30)));
      int written = 0;
      Answer last;
      do {
        last = clerk.append(Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring()));
        written += last.status() == 200 ? 1 : 0;
      } while (last.status() == 200 && written < 1_000);
      last.problem(ProblemType.STORAGE_FULL);
      assertThat(records(clerk)).isEqualTo(1 + written);

      database.write(sql -> number(sql, "pragma max_page_count = 1000000"));
      clerk.append(Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring())).good();
      assertThat(records(clerk)).isEqualTo(2 + written);
      service.stop();
      assertThat(Ran.of("check", "--data", service.data().toString()).code())
          .isEqualTo(ExitCode.OK);
      service.start();
    }
  }

  @Test
  @DisplayName(
      "answers storage-full when a file can't grow, and keeps every part that it acknowledged")
  void fullFiles() throws Exception {
    Path data = folder.resolve("data");
    TestReport report;
    Person clerk;
    try (AppProcess service =
        AppProcess.serve(data, "sh", "-c", "ulimit -f " + LIMIT_BLOCKS + " && exec \"$@\"", "sh")) {
      TestClock clock = new TestClock();
      clerk = Person.signedUp(service.uri(), clock, "clerk");
      Ring record = Ring.owned(clock, KeyringKind.RECORD, clerk.ring());
      Ring section = record.section(clerk.ring());
      clerk.append(record, section).good();
      report = TestReport.of(section, 3 * ReportSizes.PART);
      report.announce(clerk).good();
      report.put(clerk, 0).good();
      report.put(clerk, 2).problem(ProblemType.STORAGE_FULL);
      assertThat(clerk.call().get(report.path() + "/parts").as(Reports.Parts.class).parts())
          .extracting(Reports.Part::index)
          .containsExactly(0);
      TestReport.of(section, 1_000).upload(clerk);
    }
    Ran check = Ran.of("check", "--data", data.toString());
    assertThat(check.out()).endsWith("Nothing is wrong.\n");
    assertThat(check.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("answers what is under way before it stops, and takes nothing new")
  void gracefulStop() throws Exception {
    TestService service = TestService.fresh();
    try {
      Hospital hospital = Hospital.open(service);
      TestReport report = TestReport.of(hospital.section(), ReportSizes.PART);
      report.announce(hospital.clerk()).good();
      URI uri = service.uri();
      byte[] part = report.part(0);
      Thread stopping;
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(head(hospital.clerk().call(), report, part).getBytes(StandardCharsets.UTF_8));
        out.write(part, 0, part.length / 2);
        out.flush();
        until(() -> Files.exists(partial(service, report)));
        stopping = Thread.ofPlatform().start(service::stop);
        until(() -> !listens(uri));
        out.write(part, part.length / 2, part.length - part.length / 2);
        out.flush();
        String answer =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        assertThat(answer).startsWith("HTTP/1.1 204");
      }
      stopping.join();
      service.start();
      assertThat(
              hospital
                  .clerk()
                  .call()
                  .at(service.uri())
                  .get(report.path() + "/parts")
                  .as(Reports.Parts.class)
                  .parts())
          .hasSize(1);
    } finally {
      service.close();
    }
  }

  @Test
  @DisplayName("answers problems also to what no endpoint ever sees")
  void problemsEverywhere() {
    TestService service = TestService.shared();
    Person person = service.person("curious");
    person.call().get("/api/v1/reports;a=b").problem(ProblemType.MALFORMED);
    person.call().get("/api/v1//reports").problem(ProblemType.MALFORMED);
    person.call().get("/api/v1/nothing").problem(ProblemType.NOT_FOUND);
    person.call().delete("/api/v1/account").problem(ProblemType.METHOD_NOT_ALLOWED);
    person.call().post("/api/v1/directory/query", new byte[300_000]).problem(ProblemType.TOO_LARGE);
    person.call().get("/api/v1/reports/0/body").problem(ProblemType.MALFORMED);
  }

  private static String head(Caller caller, TestReport report, byte[] part) {
    return """
        PUT %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/octet-stream
        Part-Hash: %s
        Content-Length: %d

        """
        .formatted(report.partPath(0), caller.token(), TestReport.hash(part).hex(), part.length)
        .replace("\n", "\r\n");
  }

  private static Path partial(TestService service, TestReport report) {
    String name = report.id().hex();
    return service
        .data()
        .resolve("blobs")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2, 4))
        .resolve(name + ".partial");
  }

  private static boolean listens(URI uri) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  private static long records(Person person) {
    return person
        .call()
        .get("/api/v1/keyrings?kind=record&limit=200")
        .json()
        .get("keyrings")
        .size();
  }

  private static long number(JdbcClient sql, String query) {
    return sql.sql(query).query(Long.class).single();
  }
}
