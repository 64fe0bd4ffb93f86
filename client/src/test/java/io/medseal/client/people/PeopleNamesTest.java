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
import org.jspecify.annotations.Nullable;
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
  @DisplayName("to others by address, by card, by what the service tells, by their keyring's id")
  void display() {
    assertThat(person("asha@hospital.example", null, "Dr Asha Rao").display())
        .isEqualTo("asha@hospital.example");
    assertThat(person(null, "asha@hospital.example", "Dr Asha Rao").display())
        .isEqualTo("\"Dr Asha Rao\"");
    assertThat(person(null, "asha@hospital.example", "Dr Asha Rao").displayInFull())
        .isEqualTo("\"Dr Asha Rao\", asha@hospital.example (says the service)");
    assertThat(person(null, "asha@hospital.example", null).displayInFull())
        .isEqualTo("asha@hospital.example (says the service)");
    assertThat(person(null, null, null).display()).isEqualTo("111111111111");
  }

  @ParameterizedTest
  @DisplayName("by no name of their own that could be taken for an address")
  @ValueSource(strings = {"asha@hospital.example", "asha＠hospital.example", "Asha ﹫ work"})
  void imitating(String name) {
    assertThat(person(null, null, name).display()).isEqualTo("111111111111");
    assertThat(person(null, "eve@demo.example", name).displayInFull())
        .isEqualTo("eve@demo.example (says the service)");
  }

  @ParameterizedTest
  @DisplayName("by no name of their own that cannot be seen")
  @ValueSource(strings = {"\"", "'", "\u3164", "\u200D", " "})
  void blank(String name) {
    assertThat(person(null, null, name).display()).isEqualTo("111111111111");
    assertThat(person(null, "eve@demo.example", name).displayInFull())
        .isEqualTo("eve@demo.example (says the service)");
  }

  private static Person person(
      @Nullable String email, @Nullable String toldEmail, @Nullable String name) {
    return new Person(
        new KeyringId("11".repeat(32)),
        KeyringKind.PERSON,
        Optional.ofNullable(email),
        Optional.ofNullable(toldEmail),
        Optional.ofNullable(name).map(called -> new Card(called, Optional.empty())),
        List.of(),
        Standing.NONE,
        "00000 00000 00000 00000 00000 00000",
        false);
  }
}
