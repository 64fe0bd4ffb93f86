package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.demographics.Patient;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.records.Records;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name never means another patient, nor one of two. */
@DisplayName("A patient's name")
class NamesIT {
  private static final String NAME = "Invented Ada";

  @TempDir Path folder;
  private Scene scene;
  private URI service;

  @BeforeEach
  void start() {
    scene = new Scene(folder);
    service = scene.service().uri();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static RecordView named(TestPerson who, String name) {
    return who.medseal().records().create(Patient.named(name));
  }

  /** As another process looks it up. */
  private RecordView find(TestPerson who) {
    who.restart(service);
    return who.medseal().records().find(NAME);
  }

  @Test
  @DisplayName("is not that of a record which the service says another one lies in")
  void swapped() {
    TestPerson clerk = scene.person("clerk");
    RecordView ada = named(clerk, NAME);
    RecordView ravi = named(clerk, "Invented Ravi");
    for (KeyringKind kind : List.of(KeyringKind.SHARE, KeyringKind.SECTION, KeyringKind.RECORD)) {
      try (LyingProxy proxy = LyingProxy.before(service);
          TestPerson asking = clerk.onNewMachine(folder.resolve("anew " + kind), proxy.uri())) {
        proxy.lie(
            (request, honest) -> {
              if (!request.path().equals("/api/v1/records/query")
                  || new String(request.body(), java.nio.charset.StandardCharsets.UTF_8)
                      .contains("\"records\":[\"")) {
                return honest;
              }
              Statements.KeyringSummary told =
                  new Statements.KeyringSummary(
                      ada.id(),
                      kind,
                      kind == KeyringKind.SECTION ? ravi.id() : null,
                      0,
                      new StatementHash("ab".repeat(32)),
                      clerk.keyring(),
                      null,
                      List.of());
              return honest.withBody(
                  StrictJson.mapper()
                      .writeValueAsBytes(
                          new Records.FoundRecords(
                              List.of(
                                  new Records.RecordEntry(
                                      ravi.id(),
                                      1,
                                      1,
                                      List.of(clerk.keyring()),
                                      null,
                                      List.of(told),
                                      null)),
                              true)));
            });
        assertThatThrownBy(() -> asking.medseal().records().find(NAME))
            .isInstanceOf(InputException.NoSuch.class);
        proxy.beHonest();
        asking.restart(proxy.uri());
        assertThat(asking.medseal().records().find(NAME).id()).isEqualTo(ada.id());
      }
    }
  }

  @Test
  @DisplayName("means two once an offer of that name is accepted, also by whom")
  void accepted() {
    TestPerson clerk = scene.person("clerk");
    TestPerson doctor = scene.person("doctor");
    RecordView own = named(doctor, NAME);
    RecordView first = named(clerk, NAME);
    Scene.offer(clerk, first, doctor, Role.COLLABORATOR);
    assertThat(find(doctor).id()).isEqualTo(own.id());
    doctor.medseal().offers().accept(first.id());
    assertThatThrownBy(() -> find(doctor)).isInstanceOf(InputException.Ambiguous.class);
    doctor.medseal().offers().block(clerk.keyring());
    doctor.medseal().offers().decline(first.id());
    assertThat(find(doctor).id()).isEqualTo(own.id());
  }

  @Test
  @DisplayName("is found where a section of its record does not open, and means two then, too")
  void troubled() {
    TestPerson owner = scene.person("owner");
    TestPerson victim = scene.person("victim");
    RecordView record = named(owner, NAME);
    try (Stranger stranger = new Stranger(scene.person("stranger"), service)) {
      owner.medseal().records().addSection(record.id(), "Psych");
      Scene.share(owner, record, victim, Role.COLLABORATOR);
      Scene.share(owner, record, stranger.person(), Role.MANAGER);
      RecordView seen = stranger.medseal().records().show(record.id());
      stranger.rotateWithJunk(
          seen.sections().stream()
              .filter(one -> one.display().equals("Psych"))
              .findFirst()
              .orElseThrow()
              .id());
      assertThat(find(victim).id()).isEqualTo(record.id());
      named(victim, NAME);
      assertThatThrownBy(() -> find(victim)).isInstanceOf(InputException.Ambiguous.class);
    }
  }

  @Test
  @DisplayName("is found beside a record that somebody comes to through sixty departments")
  void manyGroups() {
    TestPerson victim = scene.person("victim");
    TestPerson stranger = scene.person("stranger");
    RecordView own = named(victim, NAME);
    RecordView junk = named(stranger, "Invented Junk");
    stranger.medseal().people().find(victim.email());
    for (int i = 0; i < 61; i++) {
      var group =
          stranger
              .medseal()
              .groups()
              .create(KeyringKind.DEPARTMENT, new Card("Invented " + i, Optional.empty()));
      stranger
          .medseal()
          .groups()
          .setMember(group.id(), victim.keyring(), Role.READER, Optional.empty());
      stranger.medseal().groups().setMember(junk.id(), group.id(), Role.READER, Optional.empty());
    }
    assertThat(find(victim).id()).isEqualTo(own.id());
    assertThat(victim.medseal().records().list())
        .extracting(RecordView::id)
        .containsExactly(own.id());
  }
}
