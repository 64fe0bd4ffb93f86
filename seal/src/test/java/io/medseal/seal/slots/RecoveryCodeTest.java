package io.medseal.seal.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.seal.SealException;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A recovery code")
class RecoveryCodeTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @RepeatedTest(20)
  @DisplayName("is read back as it was printed")
  void roundTrip() {
    try (RecoveryCode code = RecoveryCode.random();
        RecoveryCode read = RecoveryCode.parse(code.format())) {
      assertThat(code.format()).matches("([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}");
      assertThat(read.format()).isEqualTo(code.format());
      assertThat(read.unlockKey()).isEqualTo(code.unlockKey());
    }
  }

  @RepeatedTest(20)
  @DisplayName("is read whatever the case, the grouping and the look-alikes")
  void tolerant() {
    try (RecoveryCode code = RecoveryCode.random()) {
      String typed =
          code.format()
              .replace("-", "  ")
              .toLowerCase(Locale.ROOT)
              .replace('0', 'o')
              .replace('1', 'l');
      assertThat(RecoveryCode.parse(typed).unlockKey()).isEqualTo(code.unlockKey());
      String shouted = code.format().replace("-", "").replace('0', 'O').replace('1', 'I');
      assertThat(RecoveryCode.parse(shouted).unlockKey()).isEqualTo(code.unlockKey());
    }
  }

  @Test
  @DisplayName("with one character wrong is found before the service is asked")
  void oneTypingError() {
    try (RecoveryCode code = RecoveryCode.random()) {
      String printed = code.format();
      Random random = new Random(4);
      for (int i = 0; i < printed.length(); i++) {
        char wrong = ALPHABET.charAt(random.nextInt(32));
        if (printed.charAt(i) != '-' && printed.charAt(i) != wrong) {
          refused(printed.substring(0, i) + wrong + printed.substring(i + 1));
        }
      }
    }
  }

  @Test
  @DisplayName("with two neighbours exchanged is found as well")
  void exchanged() {
    try (RecoveryCode code = RecoveryCode.random()) {
      String printed = code.format().replace("-", "");
      for (int i = 0; i + 1 < printed.length(); i++) {
        if (printed.charAt(i) != printed.charAt(i + 1)) {
          refused(
              printed.substring(0, i)
                  + printed.charAt(i + 1)
                  + printed.charAt(i)
                  + printed.substring(i + 2));
        }
      }
    }
  }

  @ParameterizedTest(name = "is not \"{0}\"")
  @ValueSource(
      strings = {
        "",
        "-",
        "0000",
        "UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU",
        "0000-0000-0000-0000-0000-0000-0000-000",
        "0000-0000-0000-0000-0000-0000-0000-0000",
        "0000-0000-0000-0000-0000-0000-0000-0000-0",
        "\u0660000-0000-0000-0000-0000-0000-0000-0000"
      })
  void refused(String typed) {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> RecoveryCode.parse(typed));
  }

  @Test
  @DisplayName("that is closed refuses every use, and never prints itself")
  void closed() {
    RecoveryCode code = RecoveryCode.random();
    assertThat(code).hasToString("RecoveryCode");
    code.close();
    assertThatIllegalStateException().isThrownBy(code::format);
    assertThatIllegalStateException().isThrownBy(code::unlockKey);
  }
}
