package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.activity.ActivityEntry;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.Correction;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Moves;
import io.medseal.client.uploads.PlannedMove;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.activity.Activity;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report that was filed under the wrong patient")
class MovesIT {
  private static final int SIZE = 9_000_000;

  @TempDir Path folder;
  private Scene scene;
  private TestPerson clerk;
  private TestPerson wrongReader;
  private TestPerson wrongRecipient;
  private TestPerson rightReader;
  private RecordView wrong;
  private RecordView right;
  private Path file;
  private ReportId report;

  @BeforeEach
  void upload() {
    scene = new Scene(folder);
    clerk = scene.person("clerk");
    wrongReader = scene.person("wrong");
    wrongRecipient = scene.person("recipient");
    rightReader = scene.person("right");
    wrong = scene.record(clerk);
    right = scene.record(clerk);
    Scene.share(clerk, wrong, wrongReader, Role.COLLABORATOR);
    Scene.share(clerk, right, rightReader, Role.READER);
    ReportId first = Scene.upload(clerk, wrong, scene.file("first.bin", 100, 1)).report();
    file = scene.file("scan.bin", SIZE, 7);
    PlannedReport plan = Scene.plan(file);
    PlannedReport version =
        new PlannedReport(
            plan.title(),
            plan.type(),
            plan.specialty(),
            plan.date(),
            Optional.of(first),
            plan.files());
    KeyringId section = section(wrong);
    report = clerk.medseal().uploads().upload(section, version, Progress.NONE).report();
    clerk.medseal().reports().correct(report, title("Right words"));
    wrongRecipient.medseal().offers().welcome(clerk.keyring());
    clerk
        .medseal()
        .sharing()
        .share(
            new Target.OneReport(wrong.id(), section, report),
            Scene.found(clerk, wrongRecipient),
            Role.READER,
            Optional.empty());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Correction title(String title) {
    return new Correction(
        Optional.of(title),
        Optional.empty(),
        Optional.empty(),
        Optional.of(LocalDate.parse("2026-11-20")),
        Optional.empty());
  }

  private KeyringId section(RecordView record) {
    return clerk.medseal().uploads().defaultSection(record).id();
  }

  private Uploaded move(TestPerson by) {
    try (PlannedMove move = by.medseal().moves().plan(report, section(right))) {
      return by.medseal().moves().move(move, Progress.NONE);
    }
  }

  private void isWhereItWas() {
    assertThat(clerk.medseal().reports().show(report).title()).isEqualTo("Right words");
    assertThat(clerk.medseal().reports().verify(report, _ -> {}, Progress.NONE))
        .allMatch(Check::passed);
  }

  /** Once, and whole; and gone where it was. */
  private ReportView isMoved() throws Exception {
    List<ReportView> there = Scene.listed(rightReader, right);
    assertThat(there).hasSize(1);
    ReportView view = there.getFirst();
    Path opened = scene.open(rightReader, view.id()).files().getFirst();
    assertThat(Files.mismatch(opened, file)).isEqualTo(-1);
    for (TestPerson person : List.of(clerk, wrongReader, wrongRecipient)) {
      assertThatThrownBy(() -> person.medseal().reports().show(report))
          .isInstanceOf(AccessException.Deleted.class);
    }
    assertThat(clerk.medseal().uploads().pending()).isEmpty();
    return view;
  }

  @Test
  @DisplayName("comes to the right one byte for byte, as it was corrected; neither names the other")
  void moved() throws Exception {
    Uploaded moved = move(clerk);

    assertThat(moved.resumed()).isFalse();
    ReportView view = isMoved();
    assertThat(view.id()).isEqualTo(moved.report()).isNotEqualTo(report);
    assertThat(view.title()).isEqualTo("Right words");
    assertThat(view.date()).contains("2026-11-20");
    assertThat(view.corrected()).isEmpty();
    assertThat(view.subject()).contains(right.patient().orElseThrow().name());
    assertThat(view.replaces()).as("that is a report of the other patient").isEmpty();
    assertThat(view.author().keyring()).isEqualTo(clerk.keyring());
    assertThat(events(wrong, Activity.Kind.MOVED_AWAY)).containsExactly(report);
    assertThat(events(right, Activity.Kind.MOVED_HERE)).containsExactly(moved.report());
    assertThat(events(right, Activity.Kind.UPLOADED)).isEmpty();
  }

  private List<ReportId> events(RecordView record, Activity.Kind kind) {
    return clerk.medseal().activity().newest(record.id(), 100).entries().stream()
        .filter(entry -> entry.kind() == kind)
        .map(ActivityEntry::report)
        .map(Optional::orElseThrow)
        .toList();
  }

  @Test
  @DisplayName("keeps its patient and what it replaces, where only its section was wrong")
  void withinRecord() {
    KeyringId other = clerk.medseal().records().addSection(wrong.id(), "Heart").id();
    try (PlannedMove move = clerk.medseal().moves().plan(report, other)) {
      assertThat(move.isWithinRecord()).isTrue();
      assertThat(clerk.medseal().moves().disconnects(move).isEmpty()).isTrue();
      ReportView before = move.report();
      ReportId now = clerk.medseal().moves().move(move, Progress.NONE).report();
      ReportView view = wrongReader.medseal().reports().show(now);
      assertThat(view.section()).isEqualTo(other);
      assertThat(view.replaces()).isEqualTo(before.replaces()).isPresent();
      assertThat(view.subject()).isEqualTo(before.subject()).isPresent();
    }
    assertThatThrownBy(() -> clerk.medseal().reports().show(report))
        .isInstanceOf(AccessException.Deleted.class);
  }

  @Test
  @DisplayName("is said before to lose what it replaces and what replaces it, where it does")
  void versions() {
    ReportId older = clerk.medseal().reports().show(report).replaces().orElseThrow();
    try (PlannedMove move = clerk.medseal().moves().plan(report, section(right))) {
      PlannedMove.Disconnected lost = clerk.medseal().moves().disconnects(move);
      assertThat(lost.older()).contains(older);
      assertThat(lost.newer()).isEmpty();
    }
    KeyringId heart = clerk.medseal().records().addSection(wrong.id(), "Heart").id();
    for (KeyringId to : List.of(section(right), heart)) {
      try (PlannedMove move = clerk.medseal().moves().plan(older, to)) {
        PlannedMove.Disconnected lost = clerk.medseal().moves().disconnects(move);
        assertThat(lost.older()).isEmpty();
        assertThat(lost.newer()).extracting(ReportView::id).containsExactly(report);
      }
    }
    // What was said is what happens.
    try (PlannedMove move = clerk.medseal().moves().plan(older, heart)) {
      ReportId now = clerk.medseal().moves().move(move, Progress.NONE).report();
      assertThat(clerk.medseal().reports().show(report).replaces())
          .contains(older)
          .isNotEqualTo(Optional.of(now));
    }
  }

  @Test
  @DisplayName("is moved by nobody who may not manage it where it is, or not add where it goes")
  void refused() {
    Scene.share(clerk, right, wrongReader, Role.MANAGER);
    assertThatThrownBy(() -> move(wrongReader)).isInstanceOf(AccessException.NoAuthority.class);
    Scene.share(clerk, wrong, rightReader, Role.MANAGER);
    assertThatThrownBy(() -> move(rightReader)).isInstanceOf(AccessException.NoAuthority.class);
    assertThatThrownBy(() -> clerk.medseal().moves().plan(report, section(wrong)))
        .isInstanceOf(AccessException.InvalidChange.class);
    isWhereItWas();
    assertThat(Scene.listed(clerk, right)).isEmpty();
  }

  @Test
  @DisplayName("is there, once, whatever request is lost, when the same is asked for again")
  void interrupted() throws Exception {
    List<Predicate<Request>> lost =
        List.of(
            request -> request.method().equals("PUT") && request.path().endsWith("/parts/1"),
            request -> request.path().endsWith("/contents") && request.method().equals("PUT"),
            request -> request.path().endsWith("/complete"),
            request -> request.is("POST", "/api/v1/statements"));
    for (Predicate<Request> one : lost) {
      try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
          TestPerson cut = clerk.through(proxy.uri())) {
        proxy.ask(
            request ->
                one.test(request)
                    ? new Request("GET", "/api/v1/nothing-like-that", new byte[0])
                    : request);
        assertThatThrownBy(() -> move(cut)).isInstanceOf(ClientException.class);
      }
      clerk.restart(scene.service().uri());
      isWhereItWas();
      assertThat(clerk.medseal().uploads().pending())
          .singleElement()
          .satisfies(upload -> assertThat(upload.bytes()).isEqualTo(SIZE));
    }
    assertThat(Scene.listed(clerk, right)).as("the last one had arrived").hasSize(1);
    ReportId copy = clerk.medseal().uploads().pending().getFirst().report();
    assertThatThrownBy(() -> clerk.medseal().uploads().discard(copy))
        .isInstanceOf(AccessException.InvalidChange.class);
    assertThatThrownBy(
            () ->
                clerk
                    .medseal()
                    .moves()
                    .plan(report, scene.record(clerk).sections().getFirst().id()))
        .isInstanceOf(AccessException.InvalidChange.class);

    assertThat(move(clerk).resumed()).isTrue();
    assertThat(isMoved().id()).isEqualTo(copy);
  }

  @Test
  @DisplayName("has moved, where only the answer to the last step is lost; that is found out later")
  void lastAnswerLost() throws Exception {
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson cut = clerk.through(proxy.uri())) {
      AtomicBoolean gone = new AtomicBoolean();
      proxy.lie(
          (request, honest) -> {
            gone.compareAndSet(false, request.is("POST", "/api/v1/statements"));
            return gone.get()
                ? new io.medseal.testkit.proxy.Answer(
                    500, "text/plain", java.util.Map.of(), new byte[0])
                : honest;
          });
      assertThatThrownBy(() -> move(cut)).isInstanceOf(ClientException.class);
    }
    clerk.restart(scene.service().uri());
    ReportId copy = clerk.medseal().uploads().pending().getFirst().report();
    assertThat(clerk.medseal().moves().ended("0".repeat(32))).isEmpty();
    Moves.Ended ended = clerk.medseal().moves().ended(report.hex().substring(0, 8)).orElseThrow();
    assertThat(ended.before()).isEqualTo(report);
    assertThat(ended.now().report()).isEqualTo(copy);
    assertThat(clerk.medseal().moves().ended(report.hex())).isEmpty();
    assertThat(isMoved().id()).isEqualTo(copy);
  }

  @Test
  @DisplayName("stays where it is, where the service acknowledges what it has not stored")
  void notStored() {
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson misled = clerk.through(proxy.uri())) {
      proxy.lie(
          (request, honest) -> {
            boolean other = !request.path().contains(report.hex());
            if (other && request.method().equals("GET") && request.path().endsWith("/body")) {
              byte[] bytes = honest.body().clone();
              bytes[bytes.length / 2] ^= 1;
              return honest.withBody(bytes);
            }
            return honest;
          });
      assertThatThrownBy(() -> move(misled)).isInstanceOf(TrustException.ChangedParts.class);
    }
    isWhereItWas();
  }

  @Test
  @DisplayName("is moved once, by the first of two; the second is told, and adds nothing")
  void two() throws Exception {
    TestPerson other = scene.person("manager");
    Scene.share(clerk, wrong, other, Role.MANAGER);
    Scene.share(clerk, right, other, Role.COLLABORATOR);
    try (PlannedMove late = other.medseal().moves().plan(report, section(right))) {
      move(clerk);
      assertThatThrownBy(() -> other.medseal().moves().move(late, Progress.NONE))
          .isInstanceOf(AccessException.Deleted.class);
    }
    assertThat(other.medseal().uploads().pending()).isEmpty();
    isMoved();
  }

  @Test
  @DisplayName("does not lose what somebody corrects while it is moved")
  void correctedMeanwhile() throws Exception {
    try (PlannedMove early = clerk.medseal().moves().plan(report, section(right))) {
      TestPerson other = scene.person("manager");
      Scene.share(clerk, wrong, other, Role.MANAGER);
      other.medseal().reports().correct(report, title("Last words"));
      assertThatThrownBy(() -> clerk.medseal().moves().move(early, Progress.NONE))
          .isInstanceOf(SourceException.Corrected.class);
    }
    assertThat(Scene.listed(clerk, right)).isEmpty();
    assertThat(clerk.medseal().uploads().pending()).isEmpty();
    move(clerk);
    assertThat(isMoved().title()).isEqualTo("Last words");
  }
}
