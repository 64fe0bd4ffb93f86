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
        "র\u200D\u09CD\u09AFাচেল",
        "ರ\u200D\u0CCD\u0CAFಾಂಕ್",
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
          "\u200D\"",
          "\u0384",
          "\u0374",
          "\u05F2",
          "\u1CD3",
          "\u144A",
          "\u16CC"
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

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\"", "''", "\u200D", "\u200C \u200D", "\u3164", "\u0301", "\u144A"})
  @DisplayName("of which nothing can be seen is none")
  void nothing(String name) {
    assertThat(Quoted.inside(name)).isEmpty();
    assertThat(Quoted.any(name)).isEmpty();
    assertThat(Quoted.any(name + "x")).contains("\"x\"");
  }

  @Test
  @DisplayName("of whatever characters stays inside")
  void anything() {
    String telling = "a\"'`´’”»״׳ײ〞＂ʺʹ΄ʹ᳓ᑊᛌ ,(\u0301\u09CD\u200C\u200D\u200B\u202E\u3000\u3164bর1+";
    int[] points = telling.codePoints().toArray();
    Random random = new Random(8);
    for (int i = 0; i < 60_000; i++) {
      boolean any = i % 3 == 0;
      String name =
          random
              .ints(random.nextInt(12), 0, any ? 0x10FFFF : points.length)
              .map(point -> any ? point : points[point])
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String inside = Quoted.inside(name);
      assertThat(inside)
          .as("of %s", name)
          .doesNotContain("  ", "\n", "\u001b")
          .doesNotContainPattern("[\\p{Pi}\\p{Pf}\"`´״׳ײ〞＂ʺʹ΄\u0374᳓ᑊᛌ]")
          .doesNotContainPattern("(?<![\\p{L}\\p{M}\\p{N}])'|'(?![\\p{L}\\p{N}])");
      assertThat(Quoted.inside(inside)).as("of %s", name).isEqualTo(inside);
    }
  }
}
