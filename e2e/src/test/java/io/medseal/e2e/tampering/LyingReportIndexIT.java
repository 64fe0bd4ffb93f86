package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.AccessException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.sharing.Target;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.reports.Reports;
import io.medseal.protocol.reports.Reports.ListedReport;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.Request;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person keeps of reports, in the hands of a service that lies. */
@DisplayName("M5: an index of reports that lies")
class LyingReportIndexIT {
  private static final String LIST = "/api/v1/reports?";
  private static final String QUERY = "/api/v1/reports/query";

  @TempDir Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private RecordView ada;
  private RecordView ravi;
  private ReportId lung;
  private ReportId heart;
  private LyingProxy proxy;
  private TestPerson asking;
  private int listedFrom;

  @BeforeEach
  void open() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    ada = Ward.record(clerk, "Invented Ada");
    ravi = Ward.record(clerk, "Invented Ravi");
    Path file = TestFiles.text(folder.resolve("in/small.txt"), "abc");
    lung = Ward.upload(clerk, ada, "Lung", file).report();
    heart = Ward.upload(clerk, ravi, "Heart", file).report();
    Ward.share(clerk, ada, doctor, Role.READER);
    Ward.share(clerk, ravi, doctor, Role.READER);
    doctor.medseal().offers().welcome(clerk.keyring());
    proxy = LyingProxy.before(ward.uri());
    asking = doctor.through(proxy.uri());
  }

  @AfterEach
  void close() {
    asking.close();
    proxy.close();
    ward.close();
  }

  /** What another process lists: titles, or why there is none. */
  private Map<ReportId, String> list() {
    asking.restart(proxy.uri());
    listedFrom = proxy.exchanges().size();
    Map<ReportId, String> titles = new LinkedHashMap<>();
    for (ReportEntry entry : asking.medseal().reports().newest(ReportQuery.ALL, 50).reports()) {
      titles.put(
          entry.id(),
          switch (entry) {
            case ReportEntry.Verified verified -> verified.report().title();
            case ReportEntry.Unverified unverified -> unverified.problem().code();
          });
    }
    return titles;
  }

  private List<Exchange> lately() {
    return proxy.exchanges().subList(listedFrom, proxy.exchanges().size());
  }

  private boolean writes() {
    return lately().stream().anyMatch(one -> one.request().is("PUT", "/api/v1/reports/index"));
  }

  /** Whether the last list had to read chains of records. */
  private boolean readsChains() {
    return lately().stream()
        .filter(exchange -> exchange.request().is("POST", ShownChains.QUERY))
        .map(exchange -> exchange.answer().text())
        .anyMatch(answer -> answer.contains(ada.id().hex()) || answer.contains(ravi.id().hex()));
  }

  /** The lie is told in lists only: what is asked for by its id is answered honestly. */
  private void lie(UnaryOperator<ListedReport> entries) {
    proxy.lie(
        (request, honest) -> {
          if (!request.path().startsWith(LIST)) {
            return honest;
          }
          Reports.ReportPage page =
              StrictJson.mapper().readValue(honest.body(), Reports.ReportPage.class);
          return honest.withBody(
              StrictJson.mapper()
                  .writeValueAsBytes(
                      new Reports.ReportPage(
                          page.reports().stream().map(entries).toList(), page.next())));
        });
  }

  private static ListedReport with(
      ListedReport listed, ReportId report, Instant time, @Nullable Bytes index) {
    return new ListedReport(
        report,
        listed.record(),
        listed.section(),
        listed.author(),
        listed.created(),
        time,
        listed.bodyBytes(),
        listed.corrections(),
        listed.shares(),
        index,
        null,
        null);
  }

  private static ListedReport with(ListedReport listed, @Nullable Bytes index) {
    return with(listed, listed.report(), listed.time(), index);
  }

  private Map<ReportId, Bytes> kept() {
    list();
    Map<ReportId, Bytes> kept = new ConcurrentHashMap<>();
    lie(
        listed -> {
          if (listed.index() != null) {
            kept.put(listed.report(), listed.index());
          }
          return listed;
        });
    list();
    assertThat(kept).hasSize(2);
    return kept;
  }

  private void expectTrue(Map<ReportId, String> listed) {
    assertThat(listed).isEqualTo(Map.of(lung, "Lung", heart, "Heart"));
  }

  @Test
  @DisplayName("that is honest spares manifests and chains, and says what they say")
  void honest() {
    expectTrue(list());
    assertThat(readsChains()).isTrue();
    assertThat(writes()).isTrue();
    expectTrue(list());
    assertThat(readsChains()).isFalse();
    assertThat(writes()).isFalse();
    assertThat(lately().stream().map(one -> one.answer().text()))
        .noneMatch(text -> text.contains("\"manifest\""));
  }

  @Test
  @DisplayName("gives one report's entry as another's, a changed one, garbage or none: manifests")
  void notTheirs() {
    Map<ReportId, Bytes> kept = kept();
    lie(listed -> with(listed, kept.get(listed.report().equals(lung) ? heart : lung)));
    expectTrue(list());
    assertThat(writes()).isTrue();
    lie(listed -> with(listed, flipped(kept.get(listed.report()))));
    expectTrue(list());
    lie(listed -> with(listed, Bytes.of(new byte[100])));
    expectTrue(list());
    lie(listed -> with(listed, null));
    expectTrue(list());
  }

  @Test
  @DisplayName(
      "names one report in the place of another: neither is listed; or another time: its manifest")
  void exchanged() {
    Map<ReportId, Bytes> kept = kept();
    lie(
        listed -> {
          ReportId other = listed.report().equals(lung) ? heart : lung;
          return with(listed, other, listed.time(), kept.get(listed.report()));
        });
    assertThat(list()).isEmpty();
    lie(listed -> with(listed, listed.report(), Instant.EPOCH, kept.get(listed.report())));
    expectTrue(list());
    lie(
        listed ->
            new ListedReport(
                listed.report(),
                listed.report().equals(lung) ? ravi.id() : ada.id(),
                listed.section(),
                listed.author(),
                listed.created(),
                listed.time(),
                listed.bodyBytes(),
                listed.corrections(),
                listed.shares(),
                kept.get(listed.report()),
                null,
                null));
    assertThat(list()).isEmpty();
  }

  @Test
  @DisplayName("withholds the manifest of what it names: that one is not listed, and nothing kept")
  void withheld() {
    kept();
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(LIST)
                ? honest.withBody(
                    StrictJson.mapper()
                        .writeValueAsBytes(
                            new Reports.ReportPage(
                                StrictJson.mapper()
                                    .readValue(honest.body(), Reports.ReportPage.class)
                                    .reports()
                                    .stream()
                                    .map(listed -> with(listed, null))
                                    .toList(),
                                null)))
                : request.path().equals(QUERY)
                    ? honest.withBody(
                        StrictJson.mapper()
                            .writeValueAsBytes(new Reports.FoundReports(List.of(), true)))
                    : honest);
    assertThat(list()).isEmpty();
    assertThat(writes()).isFalse();
  }

  @Test
  @DisplayName("goes on naming what a share that has ended gave: it is not opened")
  void ended() {
    kept();
    Ward.unshare(clerk, ada, doctor);
    assertThat(list()).isEqualTo(Map.of(heart, "Heart"));
  }

  @Test
  @DisplayName("names shares that are none: what somebody else offers is not listed by them")
  void otherShares() {
    TestPerson stranger = ward.signUp("stranger");
    RecordView offered = Ward.record(stranger, "Invented Offer");
    Path file = TestFiles.text(folder.resolve("in/offer.txt"), "abc");
    ReportId offer = Ward.upload(stranger, offered, "Offer", file).report();
    stranger
        .medseal()
        .sharing()
        .share(
            new Target.WholeRecord(offered.id()),
            stranger.medseal().people().find(doctor.email()),
            Role.READER,
            Optional.empty());
    expectTrue(list());
    proxy.lie(
        (request, honest) ->
            request.path().startsWith("/api/v1/reports")
                ? honest.withBody(
                    honest
                        .text()
                        .replace("\"shares\":[]", "\"shares\":[\"" + ada.id().hex() + "\"]")
                        .getBytes(StandardCharsets.UTF_8))
                : honest);
    expectTrue(list());
    assertThatThrownBy(() -> asking.medseal().reports().show(offer))
        .isInstanceOf(AccessException.NotAccepted.class);
  }

  @Test
  @DisplayName("answers the reports of another record than the one asked for: none is listed")
  void otherRecord() {
    list();
    proxy.ask(
        request ->
            new Request(
                request.method(),
                request.path().replace("&record=" + ada.id().hex(), ""),
                request.body()));
    asking.restart(proxy.uri());
    assertThat(asking.medseal().reports().newest(ReportQuery.ofRecord(ada.id()), 50).reports())
        .extracting(ReportEntry::id)
        .containsExactly(lung);
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(LIST)
                ? honest.withBody(
                    honest
                        .text()
                        .replace(ravi.id().hex(), ada.id().hex())
                        .getBytes(StandardCharsets.UTF_8))
                : honest);
    asking.restart(proxy.uri());
    assertThat(asking.medseal().reports().newest(ReportQuery.ofRecord(ada.id()), 50).reports())
        .extracting(ReportEntry::id)
        .containsExactly(lung);
  }

  @Test
  @DisplayName("finds a report by the beginning of its id with one question")
  void beginning() {
    asking.restart(proxy.uri());
    listedFrom = proxy.exchanges().size();
    assertThat(asking.medseal().reports().find(lung.hex().substring(0, 8), ReportQuery.ALL))
        .isEqualTo(lung);
    assertThat(lately()).noneMatch(one -> one.request().path().startsWith(LIST));
    assertThat(lately()).filteredOn(one -> one.request().is("POST", QUERY)).hasSize(1);
    assertThat(asking.medseal().reports().find(lung.hex().substring(0, 3), ReportQuery.ALL))
        .isEqualTo(lung);
  }

  private static Bytes flipped(Bytes index) {
    byte[] bytes = index.toArray();
    bytes[bytes.length / 2] ^= 1;
    return Bytes.of(bytes);
  }
}
