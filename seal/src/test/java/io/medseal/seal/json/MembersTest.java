package io.medseal.seal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.seal.SealException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The members of a JSON object")
class MembersTest {
  private static Members parse(String text) {
    return Members.parse(text.getBytes(StandardCharsets.UTF_8), "a thing");
  }

  private static void malformed(String text, Consumer<Members> read) {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> read.accept(parse(text)));
  }

  @Test
  @DisplayName("are taken once each, and none may be left")
  void taken() {
    Members members = parse("{\"a\":\"x\",\"n\":[{\"s\":5},{\"s\":6}]}");
    assertThat(members.string("a")).isEqualTo("x");
    assertThat(members.optionalString("b")).isEmpty();
    assertThat(members.array("n", item -> item.size("s"))).isEqualTo(List.of(5L, 6L));
    members.end();
    malformed("{\"a\":1}", Members::end);
  }

  @Test
  @DisplayName("are refused when missing, null or of another type")
  void types() {
    malformed("{}", members -> members.string("a"));
    malformed("{\"a\":null}", members -> members.string("a"));
    malformed("{\"a\":null}", members -> members.optionalString("a"));
    malformed("{\"a\":1}", members -> members.string("a"));
    malformed("{\"a\":\"1\"}", members -> members.size("a"));
    malformed("{\"a\":1.0}", members -> members.size("a"));
    malformed("{\"a\":true}", members -> members.size("a"));
    malformed("{\"a\":-1}", members -> members.size("a"));
    malformed("{\"a\":9007199254740992}", members -> members.size("a"));
    malformed("{\"a\":1e400}", members -> members.size("a"));
    malformed("{\"a\":[]}", members -> members.object("a"));
    malformed("{\"a\":{}}", members -> members.array("a", item -> 1));
    malformed("{\"a\":[1]}", members -> members.array("a", item -> 1));
    assertThat(parse("{\"a\":9007199254740991}").size("a")).isEqualTo((1L << 53) - 1);
  }

  @Test
  @DisplayName("do not tell their content in messages")
  void messages() {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> parse("{\"name\":\"Invented Person\" oops}"))
        .withMessageNotContaining("Invented");
  }
}
