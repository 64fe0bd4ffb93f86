package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A single report")
class SingleReportsIT {
  /** A share and its first recipient; measured in docs/adr/0013, with the patient's name. */
  private static final long MOST_BYTES_OF_A_SHARE = 21_000;

  @TempDir static Path folder;
  private static Scene scene;
  private static TestPerson clerk;
  private static TestPerson one;
  private static TestPerson other;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    clerk = scene.person("clerk");
    one = scene.person("one");
    other = scene.person("other");
    one.medseal().offers().welcome(clerk.keyring());
    other.medseal().offers().welcome(clerk.keyring());
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  @DisplayName("shows its recipient neither the ids nor the recipients of the others")
  void nothingOfOthers() {
    TestPerson mine = scene.person("mine");
    TestPerson theirs = scene.person("theirs");
    mine.medseal().offers().welcome(clerk.keyring());
    RecordView record = scene.record(clerk);
    List<Uploaded> reports = uploads(record, 6);
    reports.subList(0, 3).forEach(report -> share(record, report, mine));
    reports.subList(3, 6).forEach(report -> share(record, report, theirs));

    try (LyingProxy watching = LyingProxy.before(scene.service().uri());
        TestPerson asking = mine.onNewMachine(folder.resolve("watched"), watching.uri());
        Stranger manager = new Stranger(clerk, scene.service().uri())) {
      reports.subList(0, 3).forEach(report -> asking.medseal().reports().show(report.report()));
      asking.medseal().records().list();
      asking.medseal().offers().all();
      assertThat(asking.medseal().reports().list(ReportQuery.ALL, Optional.empty(), 50).reports())
          .hasSize(3);

      List<Bytes> statements = ShownChains.all(watching.exchanges());
      String seen =
          statements.stream().map(SingleReportsIT::payload).reduce("", String::concat)
              + watching.exchanges().stream()
                  .map(exchange -> exchange.answer().text())
                  .reduce("", String::concat);
      assertThat(seen).contains(reports.getFirst().report().hex());
      assertThat(seen).doesNotContain(theirs.keyring().hex());
      reports
          .subList(3, 6)
          .forEach(report -> assertThat(seen).doesNotContain(report.report().hex()));
      KeyringId section = reports.getFirst().section();
      Set<KeyringId> foreign = new HashSet<>(manager.shares(section));
      foreign.removeIf(share -> manager.state(share).members().containsKey(mine.keyring()));
      assertThat(foreign).hasSize(3);
      assertThat(statements)
          .extracting(
              statement -> StatementCodec.parse(SignedObject.parse(statement)).header().keyring())
          .doesNotContainAnyElementsOf(foreign);
    }
  }

  @Test
  @DisplayName("costs the same bytes whether it is the first or the eighth, and its section none")
  void cost() {
    RecordView record = scene.record(clerk);
    List<Uploaded> reports = uploads(record, 8);
    KeyringId section = reports.getFirst().section();
    try (Stranger manager = new Stranger(clerk, scene.service().uri())) {
      long before = manager.bytes(section);
      List<Long> costs = new ArrayList<>();
      long known = 0;
      for (Uploaded report : reports) {
        share(record, report, one);
        long all = manager.shares(section).stream().mapToLong(manager::bytes).sum();
        costs.add(all - known);
        known = all;
      }
      assertThat(manager.shares(section)).hasSize(8);
      assertThat(costs).allMatch(cost -> cost < MOST_BYTES_OF_A_SHARE);
      assertThat(manager.bytes(section)).isEqualTo(before);
      for (Uploaded report : reports) {
        share(record, report, other);
      }
      assertThat(manager.shares(section)).as("shares are shared on").hasSize(8);
      assertThat(manager.shares(section).stream().mapToLong(manager::bytes).sum() - known)
          .isLessThan(8 * MOST_BYTES_OF_A_SHARE / 2);
    }
  }

  @Test
  @DisplayName("that was deleted is told apart from one that the service withholds")
  void deletedOrWithheld() {
    RecordView record = scene.record(clerk);
    List<Uploaded> reports = uploads(record, 2);
    reports.forEach(report -> share(record, report, one));
    TestPerson reader = scene.person("reader");
    Scene.share(clerk, record, reader, Role.READER);
    ReportId gone = reports.getFirst().report();
    ReportId kept = reports.getLast().report();

    try (LyingProxy cloud = LyingProxy.before(scene.service().uri());
        TestPerson asking = one.through(cloud.uri());
        TestPerson reading = reader.through(cloud.uri())) {
      asking.medseal().reports().show(gone);
      Answer before = last(cloud, gone);
      clerk.medseal().reports().delete(gone);

      for (TestPerson person : List.of(asking, reading, clerk)) {
        assertThatThrownBy(() -> person.medseal().reports().show(gone))
            .isInstanceOfSatisfying(
                AccessException.Deleted.class, e -> assertThat(e.by()).isEqualTo(clerk.keyring()));
      }
      assertThatThrownBy(
              () ->
                  reading
                      .medseal()
                      .reports()
                      .show(
                          reading
                              .medseal()
                              .reports()
                              .find(gone.hex().substring(0, 12), ReportQuery.ALL)))
          .isInstanceOf(AccessException.Deleted.class);
      Answer notThere = last(cloud, gone);
      cloud.lie((request, honest) -> isFor(kept, request.path()) ? notThere : honest);
      assertThatThrownBy(() -> asking.medseal().reports().show(kept))
          .isInstanceOf(TrustException.Withheld.class);
      assertThatThrownBy(() -> reading.medseal().reports().show(kept))
          .isInstanceOf(TrustException.Withheld.class);
      cloud.lie((request, honest) -> isFor(gone, request.path()) ? before : honest);
      assertThatThrownBy(() -> asking.medseal().reports().show(gone))
          .isInstanceOf(AccessException.Deleted.class);
    }
    assertThat(scene.open(one, kept).files()).hasSize(1);
  }

  @Test
  @DisplayName("is left by its recipient, who is told nothing of it afterwards")
  void left() {
    RecordView record = scene.record(clerk);
    Uploaded report = uploads(record, 1).getFirst();
    share(record, report, one);
    Target.OneReport target = target(record, report);
    assertThat(scene.open(one, report.report()).files()).hasSize(1);

    assertThat(one.medseal().sharing().leave(target)).isTrue();

    assertThat(clerk.medseal().sharing().reached(target, one.keyring())).isEmpty();
    assertThatThrownBy(() -> scene.open(one, report.report()))
        .isInstanceOf(InputException.NoSuch.class);
    share(record, report, other);
    assertThat(scene.open(other, report.report()).files()).hasSize(1);
  }

  private static List<Uploaded> uploads(RecordView record, int count) {
    List<Uploaded> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reports.add(Scene.upload(clerk, record, scene.file("single" + i + ".bin", 100, i)));
    }
    return reports;
  }

  private static void share(RecordView record, Uploaded report, TestPerson with) {
    clerk
        .medseal()
        .sharing()
        .share(target(record, report), Scene.found(clerk, with), Role.READER, Optional.empty());
  }

  private static Target.OneReport target(RecordView record, Uploaded report) {
    return new Target.OneReport(record.id(), report.section(), report.report());
  }

  private static boolean isFor(ReportId report, String path) {
    return path.endsWith("/reports/" + report.hex());
  }

  private static Answer last(LyingProxy proxy, ReportId report) {
    return proxy.exchanges().stream()
        .filter(exchange -> isFor(report, exchange.request().path()))
        .reduce((_, later) -> later)
        .orElseThrow()
        .answer();
  }

  private static String payload(Bytes statement) {
    return new String(SignedObject.parse(statement).payload().toArray(), StandardCharsets.UTF_8);
  }
}
