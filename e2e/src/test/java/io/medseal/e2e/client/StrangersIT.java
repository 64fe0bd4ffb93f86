package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.demographics.Patient;
import io.medseal.client.keyrings.Trouble;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.sharing.AccessEntry;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A stranger with an account")
class StrangersIT {
  @TempDir Path folder;
  private Scene scene;
  private Stranger stranger;
  private TestPerson victim;
  private RecordView own;

  @BeforeEach
  void start() {
    scene = new Scene(folder);
    stranger = new Stranger(scene.person("stranger"), scene.service().uri());
    victim = scene.person("victim");
    own = scene.record(victim);
  }

  @AfterEach
  void stop() {
    stranger.close();
    scene.close();
  }

  @Test
  @DisplayName("reaches nothing of whoever has accepted nothing, and costs them nothing")
  void notAccepted() {
    List<KeyringId> junk = junk();

    everythingWorks();

    assertThat(victim.medseal().troubles()).isEmpty();
    assertThat(victim.medseal().waitingOffers()).isPositive();
    assertThat(victim.medseal().offers().waiting().offers())
        .extracting(offer -> offer.from().keyring())
        .containsOnly(stranger.person().keyring());
    assertThat(junk).isNotEmpty();
  }

  @Test
  @DisplayName("fetches no chain of what was not accepted")
  void notFetched() {
    KeyringId endless = stranger.endless(victim.keyring(), 40, 60_000);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = victim.through(proxy.uri())) {
      assertThat(asking.medseal().records().list())
          .extracting(RecordView::id)
          .containsExactly(own.id());
      assertThat(proxy.exchanges())
          .filteredOn(exchange -> exchange.request().is("POST", "/api/v1/statements/query"))
          .noneMatch(exchange -> exchange.answer().text().contains(endless.hex()));
    }
  }

  @Test
  @DisplayName("who was welcome, and turns bad, disables one entry each time, by name")
  void accepted() {
    victim.medseal().offers().welcome(stranger.person().keyring());
    List<KeyringId> junk = junk();

    everythingWorks();

    assertThat(victim.medseal().troubles())
        .extracting(Trouble::keyring)
        .isNotEmpty()
        .isSubsetOf(junk);
    assertThat(victim.medseal().troubles())
        .extracting(Trouble::by)
        .containsOnly(Optional.of(stranger.person().keyring()));
  }

  @Test
  @DisplayName(
      "as a manager, makes a generation that opens to nobody: the owner heals it, and is told who")
  void junkGeneration() {
    RecordView other = scene.record(victim);
    Scene.share(victim, other, stranger.person(), Role.MANAGER);
    int junk = stranger.rotateWithJunk(other.id()).current().number();

    everythingWorks();

    assertThat(victim.medseal().troubles())
        .filteredOn(trouble -> trouble.keyring().equals(other.id()))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.by()).contains(stranger.person().keyring()));
    assertThat(stranger.state(other.id()).current().number()).isGreaterThan(junk);
    Uploaded report = Scene.upload(victim, other, scene.file("healed.bin", 1_000, 3));
    assertThat(scene.open(victim, report.report()).files()).hasSize(1);
  }

  @Test
  @DisplayName("in the record of a service that forges its history: the others stay")
  void forgedHistory() {
    RecordView bad = stranger.medseal().records().create(Patient.named("Invented Bad"));
    Scene.share(stranger.person(), bad, victim, Role.READER);
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = victim.onNewMachine(folder.resolve("anew"), proxy.uri())) {
      proxy.lie(
          (request, honest) ->
              request.is("POST", "/api/v1/statements/query") ? cut(honest, bad.id()) : honest);
      assertThat(asking.medseal().records().list())
          .extracting(RecordView::id)
          .containsExactly(own.id());
      assertThatThrownBy(() -> asking.medseal().records().show(bad.id()))
          .isInstanceOf(TrustException.class);
      assertThat(asking.medseal().troubles())
          .anySatisfy(
              trouble -> {
                assertThat(trouble.keyring()).isEqualTo(bad.id());
                assertThat(trouble.by()).contains(stranger.person().keyring());
              });
      assertThat(asking.medseal().sharing().access(own.id()))
          .extracting(AccessEntry::role)
          .contains(Role.OWNER);
    }
  }

  @Test
  @DisplayName("stops no command of the command line, which names them on one line")
  void commandLine() {
    CommandLine line = CommandLine.of("of-victim", folder.resolve("machines"), List.of());
    Path password = line.secretFile("password", new String(victim.password()));
    ok(
        line.run(
            "login",
            "--server",
            scene.service().uri().toString(),
            "--email",
            victim.email(),
            "--password-file",
            password.toString()));
    victim.medseal().offers().welcome(stranger.person().keyring());
    KeyringId junk = stranger.withWrongEnvelope(KeyringKind.RECORD, victim.keyring());

    for (String command :
        List.of(
            "whoami",
            "record list",
            "record show " + own.id().hex(),
            "section add " + own.id().hex() + " More",
            "reports",
            "access " + own.id().hex(),
            "department list",
            "offers",
            "refresh")) {
      ok(line.run(command.split(" ")));
    }
    assertThat(line.run("record", "list").err())
        .contains("left out keyring " + junk.hex().substring(0, 12))
        .contains(stranger.person().keyring().hex().substring(0, 12) + " is behind it");
    ok(line.run("offers", "block", junk.hex().substring(0, 16)));
    assertThat(line.run("record", "list").err()).isEmpty();
  }

  private List<KeyringId> junk() {
    List<KeyringId> junk = new ArrayList<>();
    KeyringId of = victim.keyring();
    junk.add(stranger.withWrongEnvelope(KeyringKind.RECORD, of));
    junk.add(stranger.withWrongEnvelope(KeyringKind.DEPARTMENT, of));
    junk.add(stranger.withWrongEnvelope(KeyringKind.INSTITUTE, of));
    junk.add(stranger.throughDepartment(junk.get(1)));
    junk.add(stranger.withJunkNote(of));
    junk.add(stranger.endless(of, 40, 60_000));
    return junk;
  }

  /** Everything that an account does with its own things. */
  private void everythingWorks() {
    victim.restart(scene.service().uri());
    var medseal = victim.medseal();
    RecordView found = medseal.records().find(own.display());
    assertThat(found.id()).isEqualTo(own.id());
    medseal.records().addSection(own.id(), "More");
    Uploaded report = Scene.upload(victim, own, scene.file("own.bin", 1_000, 1));
    assertThat(medseal.reports().list(ReportQuery.ALL, Optional.empty(), 50).reports())
        .anyMatch(entry -> entry.id().equals(report.report()));
    assertThat(scene.open(victim, report.report()).files()).hasSize(1);
    assertThat(medseal.targets().find(own.display() + "/More"))
        .isInstanceOf(Target.OneSection.class);
    assertThat(medseal.sharing().access(own.id())).isNotEmpty();
    TestPerson doctor = scene.person("doctor");
    Scene.share(victim, own, doctor, Role.READER);
    assertThat(scene.open(doctor, report.report()).files()).hasSize(1);
    Scene.unshare(victim, own, doctor);
    Scene.upload(victim, own, scene.file("after.bin", 1_000, 2));
    assertThat(
            medseal
                .groups()
                .create(KeyringKind.DEPARTMENT, new Card("Own", Optional.empty()))
                .members())
        .hasSize(1);
    assertThat(medseal.groups().list()).isNotEmpty();
    medseal.sharing().refresh();
    assertThat(medseal.records().list()).extracting(RecordView::id).contains(own.id());
  }

  private static Answer cut(Answer honest, KeyringId keyring) {
    return ShownChains.changed(
        honest,
        keyring,
        statements ->
            Stream.concat(
                    statements.subList(0, 1).stream(),
                    statements.subList(Math.min(2, statements.size()), statements.size()).stream())
                .toList());
  }

  private static void ok(Finished finished) {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
  }
}
