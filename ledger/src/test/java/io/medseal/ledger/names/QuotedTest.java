package io.medseal.ledger.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A name that somebody chose")
class QuotedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Charité – Universitätsmedizin Berlin",
        "St. Mary's Hospital",
        "O'Brien & Partners (Cardiology), 2nd floor",
        "राव अस्पताल",
        "نمی\u200Cدانم",
        "山田病院",
        "Zoe\u0308"
      })
  @DisplayName("is quoted as it is written")
  void honest(String name) {
    assertThat(Quoted.of(name)).isEqualTo('"' + name + '"');
  }

  @Test
  @DisplayName("cannot end its quotation, whatever its quotation marks look like")
  void cannotEnd() {
    String rest = "Demo Hospital, verified by its domain x";
    for (String mark :
        new String[] {
          "\"",
          "'",
          "''",
          "’",
          "”",
          "“",
          "»",
          "›",
          "「",
          "`",
          "´",
          "″",
          "״",
          "ʺ",
          "〃",
          "\uFF02",
          "❞",
          " \u030B",
          "\u02DD",
          "\"\u200B",
          "\u2028\"",
          "\u200D\""
        }) {
      String quoted = Quoted.of("Demo Hospital" + mark + ", verified by its domain " + mark + "x");
      assertThat(quoted.replace("\u200D", "").replace(" ,", ","))
          .as("U+%04X", mark.codePointAt(0))
          .isEqualTo('"' + rest + '"');
    }
  }

  @Test
  @DisplayName("imitates no other column and no other line")
  void columns() {
    assertThat(Quoted.inside("Rao      owner\n\u202Ereganam\u3000\u3000\u2800\u3164x\u001b[2J"))
        .isEqualTo("Rao owner reganam x [2J");
  }

  @Test
  @DisplayName("of whatever characters stays inside")
  void anything() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      String any =
          random
              .ints(random.nextInt(12), 0, random.nextBoolean() ? 0x250 : 0x10FFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String inside = Quoted.inside(any);
      assertThat(inside).doesNotContain("\"", "  ", "\n", "\u001b");
      assertThat(Quoted.inside(inside)).isEqualTo(inside);
    }
  }
}
