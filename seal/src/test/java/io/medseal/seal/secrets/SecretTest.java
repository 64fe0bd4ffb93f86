package io.medseal.seal.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.seal.SealException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A secret")
class SecretTest {
  private static byte[] bytes(int value) {
    byte[] bytes = new byte[Secret.BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  @DisplayName("keeps a copy of its own")
  void copies() {
    byte[] given = bytes(7);
    try (ReportKey key = ReportKey.of(given)) {
      given[0] = 0;
      key.revealSecretBytes()[1] = 0;
      assertThat(key.revealSecretBytes()).isEqualTo(bytes(7));
    }
  }

  @Test
  @DisplayName("has exactly 32 bytes")
  void length() {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> ReportKey.of(new byte[31]));
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> WrapKey.of(new byte[33]));
  }

  @Test
  @DisplayName("equals another of its type with the same bytes, and nothing else")
  void equality() {
    try (ReportKey key = ReportKey.of(bytes(1));
        ReportKey same = ReportKey.of(bytes(1));
        ReportKey different = ReportKey.of(bytes(2));
        NoteKey otherType = NoteKey.of(bytes(1))) {
      assertThat(key).isEqualTo(same).hasSameHashCodeAs(same);
      assertThat(key).isNotEqualTo(different).hasSameHashCodeAs(different);
      assertThat((Object) key).isNotEqualTo(otherType);
    }
  }

  @Test
  @DisplayName("is never the same twice when random")
  void random() {
    try (GenerationSecret one = GenerationSecret.random();
        GenerationSecret two = GenerationSecret.random()) {
      assertThat(one).isNotEqualTo(two);
    }
  }

  @Test
  @DisplayName("says only its type when printed")
  void printed() {
    try (UnlockKey key = UnlockKey.of(bytes(0x5a))) {
      assertThat(key).hasToString("UnlockKey");
      assertThat(String.valueOf(key)).doesNotContain(HexFormat.of().formatHex(bytes(0x5a)));
    }
  }

  @Nested
  @DisplayName("that is closed")
  class Closed {
    private final FileKey key = FileKey.of(bytes(3));

    Closed() {
      key.close();
      key.close();
    }

    @Test
    @DisplayName("refuses every use")
    void refusesUse() {
      assertThatIllegalStateException().isThrownBy(key::revealSecretBytes);
    }

    @Test
    @DisplayName("equals no open secret, not even one of zeros")
    void equalsNothing() {
      try (FileKey zeros = FileKey.of(bytes(0))) {
        assertThat(key).isNotEqualTo(zeros);
        assertThat(zeros).isNotEqualTo(key);
      }
    }

    @Test
    @DisplayName("has overwritten its bytes")
    void overwritten() throws Exception {
      var field = Secret.class.getDeclaredField("value");
      field.setAccessible(true);
      assertThat((byte[]) field.get(key)).isEqualTo(bytes(0));
    }
  }
}
