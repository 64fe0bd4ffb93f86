package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for lists of reports, on whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ListingContract {
  private static final int RECORDS = 14;
  private static final long SEED = 20_261_129;

  private final Random random = new Random(SEED);
  private final Map<TestReport, Place> reports = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private TestService service;
  private Person clerk;
  private Person doctor;
  private Ring department;
  private Ring institute;

  private record Place(Ring record, Ring section) {}

  /** A service on the database to test. */
  protected abstract TestService begin();

  @BeforeAll
  void start() {
    service = begin();
    clerk = service.person("clerk");
    doctor = service.person("doctor");
    department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    department.add(clerk.ring(), doctor.ring(), Role.READER, null);
    institute = Ring.owned(service.clock(), KeyringKind.INSTITUTE, clerk.ring());
    institute.add(clerk.ring(), department, Role.READER, null);
    clerk.append(department, institute).good();
    for (int number = 0; number < RECORDS; number++) {
      fill(number);
    }
    withoutItsRecord();
    service.clock().pass(Duration.ofMinutes(2));
    inSteps();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /** A record that the doctor is given, or parts of it, in one of many ways. */
  private void fill(int number) {
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Place first = new Place(record, record.section(clerk.ring()));
    Place second = new Place(record, record.section(clerk.ring()));
    clerk.append(record, first.section(), second.section()).good();
    places.add(first);
    places.add(second);
    upload(first, 1 + random.nextInt(3));
    switch (number % 7) {
      case 0 -> given(record, doctor.ring(), Role.READER, null);
      case 1 -> given(record, department, Role.READER, null);
      case 2 -> given(record, institute, Role.COLLABORATOR, null);
      case 3 -> given(first.section(), doctor.ring(), Role.READER, null, record);
      case 4 -> given(record, doctor.ring(), Role.CONTRIBUTOR, null);
      case 5 -> given(record, doctor.ring(), Role.READER, record.now().plusSeconds(60));
      default -> share(first, number == 6 ? doctor.ring() : department);
    }
    upload(second, random.nextInt(3));
    upload(first, random.nextInt(2));
    if (number == 7) {
      clerk.append(record.remove(clerk.ring(), doctor.ring())).good();
    }
    if (number % 3 == 0) {
      TestReport gone = upload(first, 1);
      gone.delete(clerk, first.section(), record).good();
    }
  }

  /** A record whose newest reports lie in a section that who opens the record does not open. */
  private void withoutItsRecord() {
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Place open = new Place(record, record.section(clerk.ring()));
    Place apart = new Place(record, record.section(clerk.ring()));
    clerk.append(record, open.section(), apart.section()).good();
    places.add(open);
    places.add(apart);
    given(record, doctor.ring(), Role.READER, null);
    upload(open, 3);
    given(apart.section(), clerk.ring(), Role.OWNER, null, record);
    clerk.append(apart.section().remove(clerk.ring(), record)).good();
    upload(apart, 5);
  }

  private void given(Ring ring, Ring member, Role role, @Nullable Instant until, Ring... through) {
    clerk.append(ring.add(clerk.ring(), member, role, until, through)).good();
  }

  private TestReport upload(Place place, int count) {
    TestReport report = null;
    for (int i = 0; i < count; i++) {
      report = TestReport.of(place.section(), 1_000).upload(clerk);
      reports.put(report, place);
    }
    return report;
  }

  private void share(Place place, Ring with) {
    TestReport report = upload(place, 1);
    Ring share = place.section().share(clerk.ring(), report.id(), report.key(), place.record());
    given(share, with, Role.READER, null, place.record(), place.section());
  }

  /** So that several reports became visible at one time. */
  private void inSteps() {
    service
        .part(Database.class)
        .write(
            sql -> {
              sql.sql("update reports set created = created / 400 * 400").update();
              return sql.sql("update report_places set newest = newest / 400 * 400").update();
            });
  }

  @Test
  @DisplayName("shows all that one may open and nothing else, newest first, in pages of any size")
  void all() {
    List<ReportId> expected = opened(null, null);
    assertThat(expected).hasSizeGreaterThan(15);
    for (int limit : new int[] {1, 2, 3, 7, 50}) {
      assertThat(listed("", limit)).as("in pages of " + limit).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("shows those of one record or section alone")
  void within() {
    for (Place place : places) {
      KeyringId record = place.record().id();
      KeyringId section = place.section().id();
      assertThat(listed("record=" + record.hex() + "&", 2)).isEqualTo(opened(record, null));
      assertThat(listed("section=" + section.hex() + "&", 2)).isEqualTo(opened(null, section));
      assertThat(listed("section=" + section.hex() + "&record=" + record.hex() + "&", 2))
          .isEqualTo(opened(record, section));
    }
    String elsewhere =
        "section="
            + places.getFirst().section().id().hex()
            + "&record="
            + places.getLast().record().id().hex()
            + "&";
    assertThat(listed(elsewhere, 50)).isEmpty();
    assertThat(listed("section=" + "ab".repeat(32) + "&", 50)).isEmpty();
    assertThat(listed("record=" + "ab".repeat(32) + "&", 50)).isEmpty();
  }

  @Test
  @DisplayName("finds by an id, or how it begins, all that one may open and nothing else")
  void found() {
    List<ReportId> expected = opened(null, null);
    for (TestReport report : reports.keySet()) {
      String hex = report.id().hex();
      List<ReportId> whole = ids(find(List.of(report.id()), List.of()));
      List<ReportId> beginning = ids(find(List.of(), List.of(hex.substring(0, 8))));
      assertThat(whole).isEqualTo(beginning);
      assertThat(whole)
          .isEqualTo(expected.contains(report.id()) ? List.of(report.id()) : List.of());
    }
    Reports.FoundReports several =
        find(expected.subList(0, 3), List.of(expected.getLast().hex(), "ab".repeat(16)));
    assertThat(several.complete()).isTrue();
    assertThat(ids(several))
        .containsExactly(expected.get(0), expected.get(1), expected.get(2), expected.getLast());
    assertThat(several.reports().subList(0, 3)).allMatch(report -> report.whole().isPresent());
    assertThat(several.reports().getLast().whole()).as("by its beginning").isEmpty();
    String last = expected.getLast().hex();
    assertThat(find(List.of(), List.of(last, last, last.substring(0, 8))).reports()).hasSize(2);
  }

  @Test
  @DisplayName("answers what the account keeps of a report in the place of its manifest")
  void kept() {
    List<ReportId> expected = opened(null, null);
    ReportId report = expected.getFirst();
    int generation = doctor.ring().generation();
    Bytes entry = Person.entry(700, generation);
    keep(report, entry).good();
    Reports.ListedReport listed = one(doctor, report);
    assertThat(listed.index()).isEqualTo(entry);
    assertThat(listed.manifest()).isNull();
    assertThat(listed.envelopes()).isNull();
    assertThat(find(List.of(report), List.of()).reports().getFirst().manifest()).isNotNull();
    assertThat(find(List.of(), List.of(report.hex())).reports().getFirst().index())
        .isEqualTo(listed.index());
    assertThat(one(clerk, report).index()).as("of another account").isNull();

    keep(report, Person.entry(700, generation + 1)).good();
    assertThat(one(doctor, report).index()).as("of another generation").isNull();
    assertThat(one(doctor, report).manifest()).isNotNull();
  }

  @Test
  @DisplayName("lets go what was kept of a report that was deleted")
  void gone() {
    Place place = places.getFirst();
    TestReport report = upload(place, 1);
    keep(report.id(), Person.entry(100, 1)).good();
    assertThat(keptOf(report.id())).isEqualTo(1);
    report.delete(clerk, place.section(), place.record()).good();
    assertThat(keptOf(report.id())).isZero();
    keep(report.id(), Person.entry(100, 1)).problem(ProblemType.NOT_FOUND);
  }

  private int keptOf(ReportId report) {
    return service
        .part(Database.class)
        .read(
            sql ->
                sql.sql("select count(*) from report_index where report = :report")
                    .param("report", report.hex())
                    .query(Integer.class)
                    .single());
  }

  @Test
  @DisplayName("keeps nothing that is no entry, of no report, or together with such a one")
  void refused() {
    ReportId report = opened(null, null).getLast();
    ReportId hidden =
        reports.keySet().stream()
            .map(TestReport::id)
            .filter(id -> !opened(null, null).contains(id))
            .findFirst()
            .orElseThrow();
    keep(hidden, Person.entry(100, 1)).problem(ProblemType.NOT_FOUND);
    keep(new ReportId("ab".repeat(16)), Person.entry(100, 1)).problem(ProblemType.NOT_FOUND);
    keep(report, Person.entry(4_097, 1)).problem(ProblemType.TOO_LARGE);
    keep(report, Person.entry(32, 1)).problem(ProblemType.MALFORMED);
    keep(report, Person.entry(100, 0)).problem(ProblemType.MALFORMED);
    write(List.of()).problem(ProblemType.MALFORMED);
    write(Collections.nCopies(201, new Reports.KeptReport(report, Person.entry(100, 1))))
        .problem(ProblemType.MALFORMED);
    write(
            List.of(
                new Reports.KeptReport(report, Person.entry(100, doctor.ring().generation())),
                new Reports.KeptReport(hidden, Person.entry(100, 1))))
        .problem(ProblemType.NOT_FOUND);
    assertThat(one(doctor, report).index()).isNull();
    for (List<String> prefixes :
        List.of(List.of("abc"), List.of("ABCD"), List.of("x".repeat(8)), List.of("a".repeat(33)))) {
      doctor
          .call()
          .post("/api/v1/reports/query", new Reports.ReportQuery(List.of(), prefixes))
          .problem(ProblemType.MALFORMED);
    }
    doctor
        .call()
        .post(
            "/api/v1/reports/query",
            new Reports.ReportQuery(Collections.nCopies(31, report), List.of()))
        .problem(ProblemType.MALFORMED);
  }

  private Answer keep(ReportId report, Bytes entry) {
    return write(List.of(new Reports.KeptReport(report, entry)));
  }

  private Answer write(List<Reports.KeptReport> entries) {
    return doctor.call().put("/api/v1/reports/index", new Reports.ReportIndexChange(entries));
  }

  private static Reports.ListedReport one(Person person, ReportId report) {
    return person
        .call()
        .get("/api/v1/reports?limit=200")
        .as(Reports.ReportPage.class)
        .reports()
        .stream()
        .filter(listed -> listed.report().equals(report))
        .findFirst()
        .orElseThrow();
  }

  private Reports.FoundReports find(List<ReportId> ids, List<String> prefixes) {
    return doctor
        .call()
        .post("/api/v1/reports/query", new Reports.ReportQuery(ids, prefixes))
        .as(Reports.FoundReports.class);
  }

  private static List<ReportId> ids(Reports.FoundReports found) {
    return found.reports().stream().map(Reports.ListedReport::report).toList();
  }

  /** What each by itself is answered, in the order of a list. */
  private List<ReportId> opened(@Nullable KeyringId record, @Nullable KeyringId section) {
    List<Reports.Report> opened = new ArrayList<>();
    reports.forEach(
        (report, place) -> {
          boolean asked =
              (record == null || place.record().id().equals(record))
                  && (section == null || place.section().id().equals(section));
          if (asked && doctor.call().get(report.path()).status() == 200) {
            opened.add(doctor.call().get(report.path()).as(Reports.Report.class));
          }
        });
    return opened.stream()
        .sorted(
            Comparator.comparing(Reports.Report::created)
                .thenComparing(report -> report.report().hex())
                .reversed())
        .map(Reports.Report::report)
        .toList();
  }

  private List<ReportId> listed(String within, int limit) {
    List<ReportId> listed = new ArrayList<>();
    String after = "";
    while (after != null) {
      Reports.ReportPage page =
          doctor
              .call()
              .get("/api/v1/reports?" + within + "limit=" + limit + after)
              .as(Reports.ReportPage.class);
      page.reports().forEach(report -> listed.add(report.report()));
      after = page.next() == null ? null : "&after=" + page.next();
    }
    return listed;
  }
}
