package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.SlowRequest;
import io.medseal.server.testing.TestReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Uploads and bodies")
class UploadTest {
  private static final int BYTES = 2 * ReportSizes.PART + 1_000;

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

  /** Tests turn the clock further than sessions last. */
  @BeforeEach
  void logIn() {
    Caller anybody = service.anonymous();
    clerk.use(
        anybody.with(
            anybody
                .post("/api/v1/sessions", clerk.logIn())
                .as(Accounts.SessionOpened.class)
                .token()));
  }

  @Test
  @DisplayName(
      "PUT /reports/{id}/parts/{index} takes parts in any order, the same one again, and a part sealed anew")
  void parts() {
    TestReport report = TestReport.of(hospital.section(), BYTES);
    report.announce(clerk).good();
    report.announce(clerk).good();
    report.put(clerk, 2).good();
    report.put(clerk, 0).good();
    report.put(clerk, 0).good();
    assertThat(indexes(report)).containsExactly(0, 2);
    report.complete(clerk).problem(ProblemType.UPLOAD_INCOMPLETE);
    byte[] anew = Person.random(ReportSizes.PART);
    clerk.call().putPart(report.partPath(1), anew, TestReport.hash(anew)).good();
    report.put(clerk, 1).good();
    report.complete(clerk).problem(ProblemType.UPLOAD_INCOMPLETE);
    report.putContents(clerk).good();
    report.complete(clerk).good();
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
  }

  @Test
  @DisplayName(
      "PUT /reports/{id}/parts/{index} answers digest-mismatch for other bytes than announced, and then holds no such part")
  void wrongDigest() {
    TestReport report = TestReport.of(hospital.section(), BYTES);
    report.announce(clerk).good();
    report.put(clerk, 0).good();
    byte[] other = Person.random(ReportSizes.PART);
    clerk
        .call()
        .putPart(report.partPath(0), other, Sha256.of(Person.random(32)))
        .problem(ProblemType.DIGEST_MISMATCH);
    assertThat(indexes(report)).isEmpty();
  }

  @Test
  @DisplayName(
      "PUT /reports/{id}/parts/{index} refuses another length, an index behind the end, and a request without digest")
  void badParts() {
    TestReport report = TestReport.of(hospital.section(), BYTES);
    report.announce(clerk).good();
    byte[] part = Person.random(1_001);
    clerk
        .call()
        .putPart(report.partPath(2), part, TestReport.hash(part))
        .problem(ProblemType.MALFORMED);
    clerk
        .call()
        .putPart(report.partPath(3), part, TestReport.hash(part))
        .problem(ProblemType.NOT_FOUND);
    clerk
        .call()
        .send(
            clerk
                .call()
                .request(report.partPath(2), "Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(part)))
        .problem(ProblemType.MALFORMED);
    clerk
        .call()
        .send(
            clerk
                .call()
                .request(report.partPath(2), "Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(part)))
        .problem(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    assertThat(indexes(report)).isEmpty();
  }

  @Test
  @DisplayName(
      "POST /reports refuses lengths that no body has, more than an account may store, and an id that is something else's")
  void announcing() {
    for (long bytes : new long[] {-1, 0, 55, ReportSizes.PART + 1L, Long.MAX_VALUE}) {
      clerk
          .call()
          .post(
              "/api/v1/reports",
              new Reports.NewReport(
                  TestReport.of(hospital.section(), 100).id(),
                  hospital.section().id(),
                  bytes,
                  hospital.section().now()))
          .problem(ProblemType.MALFORMED);
    }
    TestReport petabyte = TestReport.of(hospital.section(), 100);
    clerk
        .call()
        .post(
            "/api/v1/reports",
            new Reports.NewReport(
                petabyte.id(), hospital.section().id(), 1L << 50, petabyte.time()))
        .problem(ProblemType.QUOTA_EXCEEDED);
    clerk.call().get(petabyte.path() + "/parts").problem(ProblemType.NOT_FOUND);
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(clerk).good();
    clerk
        .call()
        .post(
            "/api/v1/reports",
            new Reports.NewReport(report.id(), hospital.section().id(), 2_000, report.time()))
        .problem(ProblemType.ALREADY_EXISTS);
  }

  @Test
  @DisplayName(
      "POST /reports/{id}/complete may be said again, but not with another manifest; then parts stay as they are")
  void completing() {
    TestReport report = TestReport.of(hospital.section(), 1_000).upload(clerk);
    report.complete(clerk).good();
    byte[] other = Person.random(200);
    other[0] = 1;
    clerk
        .call()
        .post(
            report.path() + "/complete",
            new Reports.Complete(
                report.time(), Bytes.of(other), List.of(report.sealedTo(hospital.section()))))
        .problem(ProblemType.ALREADY_COMPLETE);
    report.put(clerk, 0).good();
    byte[] part = Person.random(1_000);
    clerk
        .call()
        .putPart(report.partPath(0), part, TestReport.hash(part))
        .problem(ProblemType.ALREADY_COMPLETE);
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
  }

  @Test
  @DisplayName(
      "POST /reports/{id}/complete answers stale-seal for a key that is not sealed to exactly those who may open the section")
  void staleSeal() {
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(clerk).good();
    report.put(clerk, 0).good();
    report.putContents(clerk).good();
    Person other = service.person("other");
    report.complete(clerk, report.sealedTo(other.ring())).problem(ProblemType.STALE_SEAL);
    report
        .complete(clerk, report.sealedTo(clerk.ring()), report.sealedTo(other.ring()))
        .problem(ProblemType.STALE_SEAL);
    Reports.SealedKey right = report.sealedTo(hospital.section());
    report
        .complete(clerk, new Reports.SealedKey(right.keyring(), 2, right.envelope()))
        .problem(ProblemType.STALE_SEAL);
    report.complete(clerk, right, report.sealedTo(clerk.ring())).problem(ProblemType.STALE_SEAL);
    report.complete(clerk, right, right).problem(ProblemType.MALFORMED);
    // A client that cannot open the section seals to everybody who may open it instead.
    report.complete(clerk, report.sealedTo(clerk.ring())).good();
  }

  @Test
  @DisplayName("An upload goes on after the service has started again")
  void restart() {
    TestReport report = TestReport.of(hospital.section(), BYTES);
    report.announce(clerk).good();
    report.put(clerk, 1).good();
    service.stop();
    service.start();
    clerk.use(service.anonymous().with(clerk.call().token()));
    assertThat(indexes(report)).containsExactly(1);
    report.put(clerk, 0).good();
    report.put(clerk, 2).good();
    report.putContents(clerk).good();
    report.complete(clerk).good();
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
  }

  @Test
  @DisplayName(
      "An upload that sees no part for 7 days is removed with its bytes; one that does stays")
  void abandoned() throws IOException {
    TestReport forgotten = TestReport.of(hospital.section(), BYTES);
    forgotten.announce(clerk).good();
    forgotten.put(clerk, 0).good();
    TestReport slow = TestReport.of(hospital.section(), BYTES);
    slow.announce(clerk).good();
    service.clock().pass(Duration.ofDays(4));
    logIn();
    slow.put(clerk, 0).good();
    service.clock().pass(Duration.ofDays(4));
    logIn();
    service.part(Sweeper.class).round();

    clerk.call().get(forgotten.path() + "/parts").problem(ProblemType.GONE);
    forgotten.put(clerk, 1).problem(ProblemType.GONE);
    assertThat(indexes(slow)).containsExactly(0);
    assertThat(service.part(Blobs.class).list())
        .extracting(stored -> stored.name().text())
        .contains(slow.id().hex())
        .doesNotContain(forgotten.id().hex());
  }

  @Test
  @DisplayName(
      "A signed deletion leaves a tombstone: gone for who could open it, its bytes removed, its id never free again")
  void deleting() throws IOException {
    long before = stored();
    TestReport report = TestReport.of(hospital.section(), 1_000).upload(clerk);
    assertThat(stored() - before).isEqualTo(1_000 + 200 + 200 + 1_169);
    clerk.call().delete(report.path()).problem(ProblemType.DENIED);
    Ring section = hospital.section();
    section.change(clerk.ring(), new Change.DeleteReport(report.id()), hospital.record());
    long statement = section.copyUnsent().getFirst().size();
    clerk.append(section).good();
    clerk.call().get(report.path()).problem(ProblemType.GONE);
    clerk.call().get(report.path() + "/body").problem(ProblemType.GONE);
    clerk.call().delete(report.path()).problem(ProblemType.GONE);
    report.announce(clerk).problem(ProblemType.ALREADY_EXISTS);
    assertThat(stored() - before).isEqualTo(statement);
    assertThat(service.part(Blobs.class).list())
        .extracting(one -> one.name().text())
        .doesNotContain(report.id().hex());
  }

  @Test
  @DisplayName(
      "GET /reports/{id}/body answers one range of bytes with 206, and what is no single range with the whole")
  void ranges() {
    TestReport report = TestReport.of(hospital.section(), 10_000).upload(clerk);
    range(report, "bytes=0-99", 0, 100);
    range(report, "bytes=9000-", 9_000, 10_000);
    range(report, "bytes=-10", 9_990, 10_000);
    range(report, "bytes=9990-99999", 9_990, 10_000);
    range(report, "bytes=-99999", 0, 10_000);
    for (String whole :
        List.of("bytes=0-1,5-6", "bytes=5-2", "pages=1-2", "bytes=a-b", "bytes=-")) {
      Answer answer = clerk.call().get(report.path() + "/body", "Range", whole);
      assertThat(answer.status()).as(whole).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(report.body());
      assertThat(answer.header("Accept-Ranges")).contains("bytes");
    }
    String tag = clerk.call().get(report.path() + "/body").header("ETag").orElseThrow();
    assertThat(
            clerk
                .call()
                .get(report.path() + "/body", "Range", "bytes=0-9", "If-Range", tag)
                .status())
        .isEqualTo(206);
    assertThat(
            clerk
                .call()
                .get(report.path() + "/body", "Range", "bytes=0-9", "If-Range", "\"other\"")
                .status())
        .isEqualTo(200);
    Answer head = clerk.call().head(report.path() + "/body");
    assertThat(head.header("Content-Length")).contains("10000");
  }

  @Test
  @DisplayName(
      "GET /reports/{id}/body answers range-not-satisfiable and the length for a range behind the end")
  void notSatisfiable() {
    TestReport report = TestReport.of(hospital.section(), 10_000).upload(clerk);
    for (String range : List.of("bytes=10000-", "bytes=10000-20000", "bytes=-0")) {
      Answer answer = clerk.call().get(report.path() + "/body", "Range", range);
      answer.problem(ProblemType.RANGE_NOT_SATISFIABLE);
      assertThat(answer.header("Content-Range")).contains("bytes */10000");
    }
  }

  @Test
  @DisplayName(
      "GET /reports answers newest first, a page at a time, and refuses a limit out of bounds")
  void pages() {
    Hospital other = Hospital.open(service);
    for (int i = 0; i < 5; i++) {
      TestReport.of(other.section(), 100).upload(other.clerk());
    }
    Reports.ReportPage all = page(other, "");
    assertThat(all.next()).isNull();
    Reports.ReportPage first = page(other, "?limit=2");
    Reports.ReportPage second = page(other, "?limit=2&after=" + first.next());
    Reports.ReportPage third = page(other, "?limit=2&after=" + second.next());
    assertThat(third.next()).isNull();
    assertThat(first.reports()).isEqualTo(all.reports().subList(0, 2));
    assertThat(second.reports()).isEqualTo(all.reports().subList(2, 4));
    assertThat(third.reports()).isEqualTo(all.reports().subList(4, 5));
    for (String bad : List.of("?limit=0", "?limit=201", "?limit=x", "?after=x", "?record=x")) {
      other.clerk().call().get("/api/v1/reports" + bad).problem(ProblemType.MALFORMED);
    }
  }

  @Test
  @DisplayName(
      "GET /records/{id}/activity tells an opening once in ten minutes, and pages through what happened")
  void activity() {
    Hospital other = Hospital.open(service);
    TestReport report = TestReport.of(other.section(), 1_000).upload(other.clerk());
    for (int i = 0; i < 3; i++) {
      other.clerk().call().get(report.path() + "/body", "Range", "bytes=0-9").good();
    }
    String path = "/api/v1/records/" + other.record().id().hex() + "/activity";
    Activity.EventPage all = other.clerk().call().get(path).as(Activity.EventPage.class);
    assertThat(all.events())
        .extracting(Activity.Event::kind)
        .containsExactly(
            Activity.Kind.OPENED,
            Activity.Kind.UPLOADED,
            Activity.Kind.CREATED,
            Activity.Kind.CREATED);
    assertThat(all.events()).allMatch(event -> other.clerk().email().equals(event.actorEmail()));
    Activity.EventPage first =
        other.clerk().call().get(path + "?limit=3").as(Activity.EventPage.class);
    Activity.EventPage rest =
        other
            .clerk()
            .call()
            .get(path + "?limit=3&after=" + first.next())
            .as(Activity.EventPage.class);
    assertThat(rest.events()).isEqualTo(all.events().subList(3, 4));
    assertThat(rest.next()).isNull();
    service.clock().pass(Duration.ofMinutes(11));
    other.clerk().call().get(report.path() + "/body").good();
    assertThat(other.clerk().call().get(path).as(Activity.EventPage.class).events()).hasSize(5);
  }

  @Test
  @DisplayName(
      "GET /reports/{id}/contents answers what was put, the last of them; nothing replaces it after completion")
  void contents() {
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(clerk).good();
    report.put(clerk, 0).good();
    byte[] before = Person.random(100);
    before[0] = 1;
    clerk.call().putOctets(report.path() + "/contents", before).good();
    report.putContents(clerk).good();
    report.complete(clerk).good();
    assertThat(clerk.call().get(report.path() + "/contents").good().body())
        .isEqualTo(report.contents());
    clerk
        .call()
        .putOctets(report.path() + "/contents", before)
        .problem(ProblemType.ALREADY_COMPLETE);
  }

  @Test
  @DisplayName("PUT /reports/{id}/contents refuses what is no sealed object, and more than 16 MiB")
  void badContents() {
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(clerk).good();
    byte[] ofSuite2 = Person.random(100);
    ofSuite2[0] = 2;
    String path = report.path() + "/contents";
    clerk.call().putOctets(path, ofSuite2).problem(ProblemType.MALFORMED);
    clerk.call().putOctets(path, new byte[28]).problem(ProblemType.MALFORMED);
    byte[] most = new byte[ReportSizes.CONTENTS];
    most[0] = 1;
    clerk.call().putOctets(path, most).good();
    try (SlowRequest tooLong =
        SlowRequest.from("127.0.0.1", clerk.call().service())
            .send(
                "PUT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                        .formatted(path, clerk.call().token())
                    + "Content-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
                        .formatted(ReportSizes.CONTENTS + 1))) {
      assertThat(tooLong.answer()).startsWith("HTTP/1.1 413").contains("too-large");
    }
  }

  @Test
  @DisplayName("GET /reports/{id}/hashes answers the header and segment hashes of parts in order")
  void hashes() {
    TestReport report = TestReport.of(hospital.section(), BYTES).upload(clerk);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      all.writeBytes(TestReport.hashes(report.part(i)).toBytes().toArray());
    }
    assertThat(hashes(report, "first=0&count=64").good().body()).isEqualTo(all.toByteArray());
    assertThat(hashes(report, "first=2&count=1").good().body())
        .isEqualTo(TestReport.hashes(report.part(2)).toBytes().toArray())
        .hasSize(40 + 32);
    hashes(report, "first=3&count=1").problem(ProblemType.NOT_FOUND);
    for (String bad :
        List.of("first=-1&count=1", "first=0&count=0", "first=0&count=65", "first=0")) {
      hashes(report, bad).problem(ProblemType.MALFORMED);
    }
  }

  private static Answer hashes(TestReport report, String query) {
    return clerk.call().get(report.path() + "/hashes?" + query);
  }

  @Test
  @DisplayName(
      "POST /reports and /complete answer clock-skew, and the service's time, to a time more than 5 minutes off")
  void clockSkew() {
    for (Duration off : List.of(Duration.ofDays(1), Duration.ofMinutes(-6))) {
      TestReport report = TestReport.of(hospital.section(), 1_000);
      Instant wrong = report.time().plus(off);
      Answer refused =
          clerk
              .call()
              .post(
                  "/api/v1/reports",
                  new Reports.NewReport(report.id(), hospital.section().id(), 1_000, wrong))
              .problem(ProblemType.CLOCK_SKEW);
      assertThat(refused.json().get("serviceTime").isString()).isTrue();
      report.announce(clerk).good();
      report.put(clerk, 0).good();
      report.putContents(clerk).good();
      clerk
          .call()
          .post(
              report.path() + "/complete",
              new Reports.Complete(
                  wrong, report.manifest(), List.of(report.sealedTo(hospital.section()))))
          .problem(ProblemType.CLOCK_SKEW);
      report.complete(clerk).good();
    }
  }

  @Test
  @DisplayName("POST /reports/{id}/complete takes a manifest of 64 KiB, and none that is longer")
  void longManifest() {
    TestReport report = TestReport.of(hospital.section(), 1_000);
    report.announce(clerk).good();
    report.put(clerk, 0).good();
    report.putContents(clerk).good();
    byte[] most = new byte[ReportSizes.MANIFEST];
    most[0] = 1;
    completeWith(report, Arrays.copyOf(most, most.length + 1)).problem(ProblemType.MALFORMED);
    completeWith(report, most).good();
    assertThat(page(hospital, "?limit=1").reports().getFirst().manifest().toArray())
        .isEqualTo(most);
  }

  private static Answer completeWith(TestReport report, byte[] manifest) {
    return clerk
        .call()
        .post(
            report.path() + "/complete",
            new Reports.Complete(
                report.time(), Bytes.of(manifest), List.of(report.sealedTo(hospital.section()))));
  }

  private static void range(TestReport report, String range, int from, int to) {
    Answer answer = clerk.call().get(report.path() + "/body", "Range", range);
    assertThat(answer.status()).as(range).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(report.body(), from, to));
    assertThat(answer.header("Content-Range"))
        .contains("bytes " + from + "-" + (to - 1) + "/10000");
  }

  private static Reports.ReportPage page(Hospital of, String query) {
    return of.clerk().call().get("/api/v1/reports" + query).as(Reports.ReportPage.class);
  }

  private static List<Integer> indexes(TestReport report) {
    return clerk.call().get(report.path() + "/parts").as(Reports.Parts.class).parts().stream()
        .map(Reports.Part::index)
        .toList();
  }

  private long stored() {
    return clerk.call().get("/api/v1/usage").as(Activity.Usage.class).storedBytes();
  }
}
