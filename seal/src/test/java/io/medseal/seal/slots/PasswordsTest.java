package io.medseal.seal.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.UnlockKey;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A password")
class PasswordsTest {
  private static final Bytes SALT = Bytes.of(new byte[16]);

  private static UnlockKey derive(String password) {
    return PasswordKeys.derive(password.toCharArray(), SALT, 65_536, 3, 1);
  }

  @Nested
  @DisplayName("yields a key")
  class YieldsAKey {
    @Test
    @DisplayName("that another implementation of Argon2id gives as well")
    void knownAnswer() {
      // made by hash-wasm 4.13.0, which compiles the reference implementation
      Bytes salt = Bytes.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
      try (UnlockKey key = PasswordKeys.derive("correct horse".toCharArray(), salt, 65_536, 3, 1)) {
        assertThat(HexFormat.of().formatHex(key.revealSecretBytes()))
            .isEqualTo("e3c889ca40ed01e6b6771fc8a5bf16e35ad60b41c9bd5d7e6d63adf51e50b0fd");
      }
    }

    @Test
    @DisplayName("that is the same however the keyboard composes letters")
    void normalized() {
      try (UnlockKey composed = derive("Caf\u00e9 M\u00fcnchen");
          UnlockKey decomposed = derive("Cafe\u0301 Mu\u0308nchen")) {
        assertThat(composed).isEqualTo(decomposed);
      }
    }

    @Test
    @DisplayName("and stays as it was in the caller's hands")
    void notChanged() {
      char[] password = "0123456789".toCharArray();
      PasswordKeys.derive(password, SALT, 65_536, 3, 1).close();
      assertThat(password).isEqualTo("0123456789".toCharArray());
    }

    @Test
    @DisplayName("unless it is no Unicode text")
    void noText() {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> derive("lonely \ud800 half"));
    }
  }

  @ParameterizedTest(name = "is refused with m = {0} KiB, t = {1}, p = {2}, salt of {3} bytes")
  @CsvSource({
    "65535, 3, 1, 16",
    "65536, 2, 1, 16",
    "65536, 3, 0, 16",
    "65536, 3, 2, 16",
    "1048577, 3, 1, 16",
    "65536, 17, 1, 16",
    "65536, 3, 1, 15",
    "0, 0, 0, 0",
    "-1, -1, -1, 16"
  })
  void parameters(int memoryKib, int passes, int lanes, int saltBytes) {
    Bytes salt = Bytes.of(new byte[saltBytes]);
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(
            () -> PasswordKeys.derive("0123456789".toCharArray(), salt, memoryKib, passes, lanes));
  }

  @Nested
  @DisplayName("for a new slot")
  class Rules {
    private static Optional<PasswordRules.Problem> check(String password) {
      return PasswordRules.check(
          password.toCharArray(), "Asha.Rao@Hospital.Example ", Optional.of("Dr Asha Rao"));
    }

    @Test
    @DisplayName("has ten characters, however many units each takes")
    void length() {
      assertThat(check("rx7Kq2mVt")).contains(PasswordRules.Problem.TOO_SHORT);
      assertThat(check("rx7Kq2mVtz")).isEmpty();
      assertThat(check("\ud83d\ude00".repeat(9))).contains(PasswordRules.Problem.TOO_SHORT);
      assertThat(check("e\u0301".repeat(5) + "rx7K")).contains(PasswordRules.Problem.TOO_SHORT);
    }

    @Test
    @DisplayName("has at most 256 characters")
    void longest() {
      String sentence = "tea kettle moon river ";
      assertThat(check(sentence.repeat(12).substring(0, 256))).isEmpty();
      assertThat(check(sentence.repeat(12).substring(0, 257)))
          .contains(PasswordRules.Problem.TOO_LONG);
    }

    @ParameterizedTest(name = "is not {0}")
    @ValueSource(
        strings = {
          "aaaaaaaaaaaaaaaaaaaa",
          "abababababababababab",
          "1234567890",
          "qwertyuiop[]",
          "P@ssw0rd2024",
          "letmein12345",
          " asha.rao@hospital.EXAMPLE",
          "asha.rao.1971",
          "Dr Asha Rao",
          "medseal2026!"
        })
    void easy(String password) {
      assertThat(check(password)).contains(PasswordRules.Problem.TOO_EASY_TO_GUESS);
    }

    @Test
    @Timeout(60)
    @DisplayName("takes only so long to judge, where each character stands for several letters")
    void bounded() {
      assertThat(check("4@8({[<369!1|7$5+2%0".repeat(12))).isEmpty();
    }
  }
}
