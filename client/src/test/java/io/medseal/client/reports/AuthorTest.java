package io.medseal.client.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The author of a report is named")
class AuthorTest {
  @Test
  @DisplayName("by their own word in this report, by their card, by address, by the keyring's id")
  void display() {
    assertThat(author("Dr Rao", "Asha", "rao@hospital.example").display()).isEqualTo("\"Dr Rao\"");
    assertThat(author(null, "Asha", "rao@hospital.example").display()).isEqualTo("\"Asha\"");
    assertThat(author(null, null, "rao@hospital.example").display())
        .isEqualTo("rao@hospital.example");
    assertThat(author(null, null, null).display()).isEqualTo("111111111111");
  }

  @ParameterizedTest
  @DisplayName("by no word that is an address or shows nothing: the next one counts")
  @ValueSource(strings = {"eve@demo.example", "eve＠demo.example", "\"", "\u3164", "\u200D"})
  void unusable(String name) {
    assertThat(author(name, "Asha", null).display()).isEqualTo("\"Asha\"");
    assertThat(author(name, name, "rao@hospital.example").display())
        .as("an address that was looked up stands without quotation marks")
        .isEqualTo("rao@hospital.example");
    assertThat(author(name, null, null).display()).isEqualTo("111111111111");
  }

  private static Author author(
      @Nullable String name, @Nullable String card, @Nullable String email) {
    return new Author(
        new KeyringId("11".repeat(32)),
        Optional.ofNullable(name),
        Optional.ofNullable(email),
        Optional.ofNullable(card).map(called -> new Card(called, Optional.empty())),
        List.of());
  }
}
