package io.medseal.cli.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.people.CardOptions.Part;
import io.medseal.ledger.keyrings.Card;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A card that is changed")
class CardOptionsTest {
  private static final Card BEFORE =
      new Card("Riverside Hospital", Optional.of("394579002"), Optional.of("riverside.example"));

  @Test
  @DisplayName("keeps what is not named, and loses what is removed")
  void change() {
    assertThat(new CardOptions(Optional.of("Riverside"), Part.NONE, Part.NONE).change(there()))
        .isEqualTo(new Card("Riverside", BEFORE.specialty(), BEFORE.domain()));
    assertThat(new CardOptions(Optional.empty(), Part.NONE, value("other.example")).change(there()))
        .isEqualTo(new Card(BEFORE.name(), BEFORE.specialty(), Optional.of("other.example")));
    assertThat(new CardOptions(Optional.empty(), removed(), removed()).change(there()))
        .isEqualTo(new Card(BEFORE.name(), Optional.empty(), Optional.empty()));
    assertThat(
            new CardOptions(Optional.of("New"), value("394579002"), Part.NONE)
                .change(Optional.empty()))
        .isEqualTo(new Card("New", Optional.of("394579002"), Optional.empty()));
  }

  @Test
  @DisplayName("is not changed by nothing, and begins with a name")
  void refused() {
    assertThatThrownBy(
            () -> new CardOptions(Optional.empty(), Part.NONE, Part.NONE).change(there()))
        .isInstanceOf(CommandException.class)
        .hasMessage("Nothing to change; say what, as --help lists it.");
    assertThatThrownBy(
            () ->
                new CardOptions(Optional.empty(), value("394579002"), Part.NONE)
                    .change(Optional.empty()))
        .isInstanceOf(CommandException.class)
        .hasMessage("There is no card yet; add --name.");
  }

  private static Optional<Card> there() {
    return Optional.of(BEFORE);
  }

  private static Part value(String value) {
    return new Part(Optional.of(value), false);
  }

  private static Part removed() {
    return new Part(Optional.empty(), true);
  }
}
