package io.medseal.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.institutes.Standing;
import io.medseal.client.people.Endorsed;
import io.medseal.client.people.Person;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Somebody is known as")
class InstitutesShownTest {
  private static final KeyringId ID = new KeyringId("11".repeat(32));
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final Standing BY_YOU =
      new Standing(Optional.empty(), Optional.empty(), Optional.of(NOW));

  @Test
  @DisplayName("what a verified institute calls them, and by no other institute's word")
  void byInstitutes() {
    assertThat(InstitutesShown.knownAs(person("Asha", endorsed(BY_YOU, "Dr Rao"))))
        .isEqualTo("\"Dr Rao\" (\"Hospital\" (confirmed by you))");
    assertThat(InstitutesShown.knownAs(person("Asha", endorsed(Standing.NONE, "Dr Rao"))))
        .isEqualTo("\"Asha\"");
  }

  @ParameterizedTest
  @DisplayName("nothing that is an address or cannot be seen: the next word counts")
  @ValueSource(strings = {"eve@demo.example", "eve＠demo.example", "\"", "\u3164"})
  void unusable(String name) {
    assertThat(
            InstitutesShown.knownAs(
                person("Asha", endorsed(BY_YOU, name), endorsed(BY_YOU, "Dr Rao"))))
        .startsWith("\"Dr Rao\" (");
    assertThat(InstitutesShown.knownAs(person("Asha", endorsed(BY_YOU, name))))
        .isEqualTo("\"Asha\"");
    assertThat(InstitutesShown.knownAs(person(name, endorsed(BY_YOU, name)))).isEmpty();
  }

  @Test
  @DisplayName("what they wrote, where a program asks")
  void raw() {
    String name = "\"Charité\" (charite.example, checked by this service on 2026-11-29)";
    assertThat(Named.of(person(name)))
        .isEqualTo(
            new Named(
                ID.hex(),
                Optional.of("rao@hospital.example"),
                Optional.empty(),
                Optional.of(name),
                Optional.empty()));
  }

  private static Endorsed endorsed(Standing standing, String name) {
    return new Endorsed(
        new KeyringId("22".repeat(32)),
        Optional.of("Hospital"),
        standing,
        new Endorsement(ID, name, Optional.empty(), Optional.empty(), Optional.empty(), NOW));
  }

  private static Person person(String card, Endorsed... endorsements) {
    return new Person(
        ID,
        KeyringKind.PERSON,
        Optional.of("rao@hospital.example"),
        Optional.empty(),
        Optional.of(new Card(card, Optional.empty())),
        List.of(endorsements),
        Standing.NONE,
        "00000 00000 00000 00000 00000 00000",
        false);
  }
}
