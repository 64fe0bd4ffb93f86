package io.medseal.client.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.institutes.Standing;
import io.medseal.client.problems.InputException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("People are named")
class PeopleNamesTest {
  @Test
  @DisplayName("by an e-mail address, trimmed and in its one form")
  void email() {
    assertThat(Emails.normalized(" Asha.Rao@Hospital.example\n"))
        .isEqualTo("asha.rao@hospital.example");
    assertThat(Emails.normalized("JÖRG@hospital.example")).isEqualTo("jörg@hospital.example");
    assertThat(Emails.normalized("a".repeat(64) + "@b")).hasSize(66);
  }

  @ParameterizedTest
  @DisplayName("by nothing that is no address")
  @ValueSource(
      strings = {
        "", " ", "asha", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a\0@b", "a\nb@c", "İPEK@b"
      })
  void noEmail(String typed) {
    assertThatExceptionOfType(InputException.BadValue.class)
        .isThrownBy(() -> Emails.normalized(typed));
  }

  @Test
  @DisplayName("by no address longer than mail allows")
  void longEmail() {
    assertThatExceptionOfType(InputException.BadValue.class)
        .isThrownBy(() -> Emails.normalized("a".repeat(65) + "@b"));
  }

  @Test
  @DisplayName("to others by address, else by card, else by the beginning of their keyring's id")
  void display() {
    Optional<Card> card = Optional.of(new Card("Dr Asha Rao", Optional.empty()));
    assertThat(person(Optional.of("asha@hospital.example"), card).display())
        .isEqualTo("asha@hospital.example");
    assertThat(person(Optional.empty(), card).display()).isEqualTo("Dr Asha Rao");
    assertThat(person(Optional.empty(), Optional.empty()).display()).isEqualTo("111111111111");
  }

  private static Person person(Optional<String> email, Optional<Card> card) {
    return new Person(
        new KeyringId("11".repeat(32)),
        KeyringKind.PERSON,
        email,
        card,
        List.of(),
        Standing.NONE,
        "00000 00000 00000 00000 00000 00000",
        false);
  }
}
