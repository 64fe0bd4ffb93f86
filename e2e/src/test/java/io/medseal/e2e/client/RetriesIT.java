package io.medseal.e2e.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.Medseal;
import io.medseal.client.problems.SourceException;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.transport.Patience;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadListener;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.proxy.ToxicProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Over a bad network")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RetriesIT {
  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final int MEGABYTE = 1_000_000;
  private static final int THREE_PARTS = 3 * 8 * 1024 * 1024;

  /** As patient as everybody, but with a shorter silence: the test shall not take minutes. */
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(5), SILENCE, Patience.NORMAL.answers(), Patience.NORMAL.transfers());

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private RecordView record;
  private Path file;

  @BeforeAll
  void signUp() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    record = Ward.record(clerk, "Invented Patient");
    clerk.close();
    file = TestFiles.random(folder.resolve("in/film.bin"), THREE_PARTS, 5);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  private Medseal through(ToxicProxy network) {
    return Medseal.connect(
        ProfileStore.at(folder.resolve("machines")).profile("clerk"),
        network.uri(),
        PATIENCE,
        Clock.systemUTC());
  }

  private Uploaded upload(Medseal medseal) {
    return medseal
        .uploads()
        .upload(record.sections().getFirst().id(), Scene.plan(file), Progress.NONE);
  }

  private void opens(Medseal medseal, Uploaded uploaded) throws Exception {
    Path into = Files.createTempDirectory(folder, "opened");
    Path opened =
        medseal
            .reports()
            .open(uploaded.report(), OpenRequest.into(into), Progress.NONE)
            .files()
            .getFirst();
    assertThat(Files.mismatch(opened, file)).isEqualTo(-1);
  }

  @Test
  @DisplayName("an upload goes on when its connections fall silent, and does not wait for them")
  void halfOpen() throws Exception {
    try (ToxicProxy network = ToxicProxy.before(ward.uri());
        Medseal medseal = through(network)) {
      network.goSilentAfter(10 * MEGABYTE);
      Instant begun = Instant.now();
      Uploaded uploaded = upload(medseal);
      assertThat(Duration.between(begun, Instant.now()))
          .isBetween(SILENCE, SILENCE.plusSeconds(30));
      assertThat(uploaded.resumed()).isFalse();
      opens(medseal, uploaded);
    }
  }

  @Test
  @DisplayName("an upload goes on for as long as bytes move, however long it takes")
  void slow() throws Exception {
    try (ToxicProxy network = ToxicProxy.before(ward.uri());
        Medseal medseal = through(network)) {
      network.latency(Duration.ofMillis(25));
      Instant begun = Instant.now();
      Uploaded uploaded = upload(medseal);
      assertThat(Duration.between(begun, Instant.now())).isGreaterThan(SILENCE.multipliedBy(3));
      assertThat(network.sent()).as("no part was sent again").isLessThan(THREE_PARTS + MEGABYTE);
      network.latency(Duration.ZERO);
      opens(medseal, uploaded);
    }
  }

  @Test
  @DisplayName("connections that are reset or cut are made again, in both directions")
  void broken() throws Exception {
    try (ToxicProxy network = ToxicProxy.before(ward.uri());
        Medseal medseal = through(network)) {
      network.resetAfter(12 * MEGABYTE);
      Uploaded uploaded = upload(medseal);
      network.cutAnswerAfter(12 * MEGABYTE);
      opens(medseal, uploaded);
    }
  }

  @Test
  @DisplayName("what a gateway answers in the service's place is not the last word")
  void gateways() {
    for (String status : List.of("429 Slow", "502 Bad", "503 Away", "504 Late")) {
      try (ToxicProxy network = ToxicProxy.before(ward.uri());
          Medseal medseal = through(network)) {
        network.answer(status);
        network.answer(status + "\r\nRetry-After: 2");
        Instant begun = Instant.now();
        assertThat(medseal.records().list()).as(status).isNotEmpty();
        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  @DisplayName("small reports of one upload are sent several at a time, and each is added once")
  void manySmall() throws Exception {
    List<Path> letters = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      letters.add(TestFiles.text(folder.resolve("letters/" + i + ".txt"), "letter " + i));
    }
    List<PlannedReport> plans = UploadPlanner.plan(UploadRequest.of(letters)).reports();
    KeyringId section = record.sections().getFirst().id();
    try (ToxicProxy network = ToxicProxy.before(ward.uri());
        Medseal medseal = through(network)) {
      network.latency(Duration.ofMillis(20));
      Map<Integer, ReportId> added = new TreeMap<>();
      medseal.uploads().uploadAll(section, plans, into(added));
      assertThat(network.connections()).as("at the same time").isBetween(4, 12);
      network.latency(Duration.ZERO);
      assertThat(added).hasSize(40);
      assertThat(new HashSet<>(added.values())).hasSize(40);
      assertThat(medseal.uploads().pending()).isEmpty();
      for (int index : new int[] {0, 39}) {
        assertThat(medseal.reports().show(added.get(index)).title())
            .isEqualTo(plans.get(index).title());
      }
    }
  }

  @Test
  @DisplayName("of small reports, one that fails ends the upload, and those before it are told")
  void oneFails() throws Exception {
    List<Path> letters = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      letters.add(TestFiles.text(folder.resolve("changing/" + i + ".txt"), "letter " + i));
    }
    List<PlannedReport> plans = UploadPlanner.plan(UploadRequest.of(letters)).reports();
    Files.writeString(letters.get(9), "changed since");
    KeyringId section = record.sections().getFirst().id();
    try (ToxicProxy network = ToxicProxy.before(ward.uri());
        Medseal medseal = through(network)) {
      Map<Integer, ReportId> added = new TreeMap<>();
      assertThatThrownBy(() -> medseal.uploads().uploadAll(section, plans, into(added)))
          .isInstanceOf(SourceException.Changed.class);
      assertThat(added).doesNotContainKey(9).hasSizeBetween(4, 19);
      assertThat(medseal.uploads().pending()).isEmpty();
    }
  }

  private static UploadListener into(Map<Integer, ReportId> added) {
    return new UploadListener() {
      @Override
      public void at(int index, long done, long total) {
        assertThat(done).isLessThanOrEqualTo(total);
      }

      @Override
      public void added(int index, Uploaded uploaded) {
        added.put(index, uploaded.report());
      }
    };
  }

  @Test
  @DisplayName("the command line asks through the proxy that the environment names")
  void proxy() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Queue<String> asked = new ConcurrentLinkedQueue<>();
      Thread.startVirtualThread(() -> refuse(proxy, asked));
      CommandLine line = CommandLine.of("behind-proxy", folder.resolve("machines"), List.of());
      line.environment("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
      Finished finished =
          line.run(
              "login",
              "--server",
              "https://medseal.invalid",
              "--email",
              "a@b.example",
              "--password-file",
              line.secretFile("password", "anything long").toString());
      assertThat(asked).isNotEmpty().containsOnly("CONNECT medseal.invalid:443 HTTP/1.1");
      assertThat(finished.err()).contains("(the proxy does not let it through)");
      assertThat(finished.exitCode()).isEqualTo(7);
    }
  }

  /** Turns everybody away, and keeps what they ask first. */
  private static void refuse(ServerSocket proxy, Queue<String> asked) {
    while (!proxy.isClosed()) {
      try (Socket client = proxy.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
        asked.add(in.readLine());
        client
            .getOutputStream()
            .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
      } catch (IOException _) {
        // the test is over
      }
    }
  }
}
