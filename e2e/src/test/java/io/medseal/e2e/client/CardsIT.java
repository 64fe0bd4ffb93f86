package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.demographics.Patient;
import io.medseal.client.groups.GroupView;
import io.medseal.client.people.Person;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Target;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What people and groups say of themselves, and how it is told")
class CardsIT {
  @TempDir static Path folder;
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  @DisplayName("a hostile name imitates neither a verified institute nor an address")
  void hostile() {
    TestPerson stranger = scene.person("stranger");
    TestPerson patient = scene.person("patient");
    for (String mark : List.of("\"", "'", "”", "＂", "ʺ", "")) {
      String name = "Charité" + mark + " (charite.example, checked by this service on 2026-11-29)";
      GroupView institute = stranger.medseal().groups().create(KeyringKind.INSTITUTE, card(name));
      assertThat(patient.medseal().people().find(institute.id().hex()).display())
          .isEqualTo(
              "unverified institute \"Charité (charite.example, checked by this service on"
                  + " 2026-11-29)\"");
      stranger.medseal().groups().publishCard(stranger.keyring(), card(name));
      Person person = patient.medseal().people().find(stranger.keyring().hex());
      assertThat(person.display())
          .isEqualTo("\"Charité (charite.example, checked by this service on 2026-11-29)\"");
    }
    stranger.medseal().groups().publishCard(stranger.keyring(), card("rao@hospital.test"));
    assertThat(patient.medseal().people().find(stranger.keyring().hex()).display())
        .isEqualTo(stranger.keyring().hex().substring(0, 12));
  }

  @Test
  @DisplayName("a member's name in a group's list imitates no institute that was verified")
  void hostileMember() {
    TestPerson head = scene.person("head");
    TestPerson stranger = scene.person("stranger");
    String name = "\"Charité\" (charite.example, checked by this service on 2026-11-29)";
    stranger.medseal().groups().publishCard(stranger.keyring(), card(name));
    GroupView ward = head.medseal().groups().create(KeyringKind.DEPARTMENT, card("Ward 3"));
    head.medseal().groups().setMember(ward.id(), stranger.keyring(), Role.READER, Optional.empty());
    CommandLine line = scene.commandLine(head);

    assertThat(line.run("department", "show", ward.id().hex()).out())
        .contains("\"Charité (charite.example, checked by this service on 2026-11-29)\"  reader")
        .doesNotContain("\"Charité\"");

    assertThat(
            line.run("department", "show", ward.id().hex(), "--json")
                .json()
                .get("members")
                .findValuesAsString("name"))
        .as("programs read it as it was written")
        .contains(name);
  }

  @Test
  @DisplayName("nobody meets themselves for the first time, or shares with themselves")
  void oneself() {
    TestPerson clerk = scene.person("clerk");
    RecordView record = scene.record(clerk);
    Person me = clerk.medseal().people().find(clerk.email());
    assertThat(me.firstContact()).isFalse();
    assertThatThrownBy(
            () ->
                clerk
                    .medseal()
                    .sharing()
                    .share(new Target.WholeRecord(record.id()), me, Role.READER, Optional.empty()))
        .isInstanceOf(InputException.BadValue.class)
        .hasMessage("This is your own account: nothing to share.");
  }

  @Test
  @DisplayName("the last owner is told what to do first")
  void lastOwner() {
    TestPerson clerk = scene.person("clerk");
    RecordView record = scene.record(clerk);
    GroupView ward = clerk.medseal().groups().create(KeyringKind.DEPARTMENT, card("Ward 3"));
    String sentence =
        "This would leave it without an owner who stays. Make somebody else its owner first,"
            + " without an end date.";
    assertThatThrownBy(() -> clerk.medseal().sharing().leave(new Target.WholeRecord(record.id())))
        .isInstanceOf(AccessException.LastOwner.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> clerk.medseal().groups().leave(ward.id())).hasMessage(sentence);
    assertThatThrownBy(() -> clerk.medseal().groups().removeMember(ward.id(), clerk.keyring()))
        .hasMessage(sentence);
    assertThatThrownBy(
            () ->
                clerk
                    .medseal()
                    .groups()
                    .setMember(ward.id(), clerk.keyring(), Role.READER, Optional.empty()))
        .hasMessage(sentence);
  }

  @Test
  @DisplayName("a card that is changed keeps what is not named")
  void kept() {
    TestPerson head = scene.person("head");
    Card before =
        new Card("Riverside Hospital", Optional.of("394579002"), Optional.of("riverside.example"));
    GroupView institute = head.medseal().groups().create(KeyringKind.INSTITUTE, before);
    assertThat(
            head.medseal()
                .groups()
                .changeCard(
                    institute.id(),
                    card ->
                        new Card(
                            "Riverside",
                            card.orElseThrow().specialty(),
                            card.orElseThrow().domain())))
        .isEqualTo(
            new Card("Riverside", Optional.of("394579002"), Optional.of("riverside.example")));
  }

  @Test
  @DisplayName("days that have not come, and ends that have passed, are refused")
  void days() {
    TestPerson clerk = scene.person("clerk");
    for (LocalDate born : List.of(LocalDate.of(2999, 1, 1), LocalDate.of(969, 7, 20))) {
      assertThatThrownBy(
              () ->
                  clerk
                      .medseal()
                      .records()
                      .create(new Patient("Ada Example", Optional.of(born), List.of())))
          .isInstanceOf(InputException.BadValue.class)
          .hasMessageEndingWith("; correct the date.");
    }
    GroupView ward = clerk.medseal().groups().create(KeyringKind.DEPARTMENT, card("Ward 3"));
    TestPerson doctor = scene.person("doctor");
    assertThatThrownBy(
            () ->
                clerk
                    .medseal()
                    .groups()
                    .setMember(
                        ward.id(),
                        doctor.keyring(),
                        Role.READER,
                        Optional.of(Instant.now().minusSeconds(1))))
        .isInstanceOf(InputException.BadValue.class)
        .hasMessage("What ends has to end in the future; correct the date.");
  }

  private static Card card(String name) {
    return new Card(name, Optional.empty());
  }
}
