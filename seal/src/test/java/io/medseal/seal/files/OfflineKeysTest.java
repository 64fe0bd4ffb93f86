package io.medseal.seal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.seal.SealException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An offline key")
class OfflineKeysTest {
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final OfflineSecretKey key = OfflineSecretKey.random();

  @AfterEach
  void close() {
    key.close();
  }

  @Test
  @DisplayName("is read back from its text, with comments and empty lines around")
  void secretText() {
    String text = key.revealSecretText();
    assertThat(text.lines()).hasSize(2).first().isEqualTo("MEDSEAL-SECRET-KEY-1");
    try (OfflineSecretKey read =
        OfflineSecretKey.parse("# mine\r\n\n" + text.replace("\n", "\r\n  ") + "\n# end")) {
      assertThat(read.publicKey()).isEqualTo(key.publicKey());
      assertThat(read.revealSecretText()).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("has a public half of one line, read back among others")
  void publicText() {
    OfflinePublicKey publicKey = key.publicKey();
    assertThat(publicKey.text()).startsWith("medseal-key-1 ").hasLineCount(1);
    assertThat(OfflinePublicKey.parse(publicKey.text())).isEqualTo(publicKey);
    try (OfflineSecretKey other = OfflineSecretKey.random()) {
      assertThat(
              OfflinePublicKey.parseAll(
                  "# team\n" + publicKey.text() + "\n\n" + other.publicKey().text() + "\n"))
          .isEqualTo(List.of(publicKey, other.publicKey()));
      assertThat(publicKey.keyring()).isNotEqualTo(other.publicKey().keyring());
    }
  }

  @Test
  @DisplayName("with one character wrong is refused")
  void oneCharacterWrong() {
    Random random = new Random(33);
    String secret = key.revealSecretText().strip();
    for (int i = secret.indexOf('\n') + 1; i < secret.length(); i++) {
      String changed = changed(secret, i, random);
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> OfflineSecretKey.parse(changed));
    }
    String open = key.publicKey().text();
    for (int i = open.indexOf(' ') + 1; i < open.length(); i += 7) {
      String changed = changed(open, i, random);
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> OfflinePublicKey.parse(changed));
    }
  }

  private static String changed(String text, int at, Random random) {
    char other = BASE64.charAt(random.nextInt(64));
    while (other == text.charAt(at)) {
      other = BASE64.charAt(random.nextInt(64));
    }
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Test
  @DisplayName("of another suite is refused as such")
  void otherSuite() {
    byte[] content = new byte[1 + 1_216];
    content[0] = 2;
    String text = "medseal-key-1 " + KeyText.encode("medseal/v1/public-key", content);
    assertThatExceptionOfType(SealException.UnknownSuite.class)
        .isThrownBy(() -> OfflinePublicKey.parse(text));
  }

  @ParameterizedTest(name = "is not \"{0}\"")
  @ValueSource(
      strings = {
        "",
        "# nothing but a comment",
        "MEDSEAL-SECRET-KEY-1",
        "MEDSEAL-SECRET-KEY-1\n",
        "MEDSEAL-SECRET-KEY-1\nAAAA",
        "MEDSEAL-SECRET-KEY-1\n====",
        "MEDSEAL-SECRET-KEY-1\nAAAA\nAAAA",
        "MEDSEAL-SECRET-KEY-2\nAAAA",
        "medseal-key-1",
        "medseal-key-1 ",
        "medseal-key-1 AAAA",
        "medseal-key-2 AAAA"
      })
  void noKey(String text) {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> OfflineSecretKey.parse(text));
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> OfflinePublicKey.parse(text));
  }

  @Test
  @DisplayName("that is closed reveals nothing, and never prints itself")
  void closed() {
    assertThat(key).hasToString("OfflineSecretKey");
    key.close();
    assertThatIllegalStateException().isThrownBy(key::revealSecretText);
  }
}
