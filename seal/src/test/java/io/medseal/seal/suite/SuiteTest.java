package io.medseal.seal.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Suite 1")
class SuiteTest {
  private final Random random = new Random(1);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  @DisplayName("is named by the first byte; any other is refused as its own error")
  void number() {
    Suite.check(new byte[] {1, 99});
    for (int suite = 0; suite < 256; suite++) {
      byte[] object = {(byte) suite};
      if (suite != 1) {
        assertThatExceptionOfType(SealException.UnknownSuite.class)
            .isThrownBy(() -> Suite.check(object))
            .withMessageContaining("suite " + suite + " ");
      }
    }
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> Suite.check(new byte[0]));
  }

  @Test
  @DisplayName("derives as Bouncy Castle's HKDF does, with and without salt")
  void hkdf() {
    for (int i = 0; i < 50; i++) {
      byte[] input = bytes(32);
      byte[] salt = bytes(i % 2 == 0 ? 0 : 32);
      byte[] info = bytes(i);
      HKDFBytesGenerator other = new HKDFBytesGenerator(new SHA256Digest());
      other.init(new HKDFParameters(input, salt, info));
      byte[] expected = new byte[32];
      other.generateBytes(expected, 0, 32);
      try (ReportKey key = ReportKey.of(input)) {
        assertThat(Hkdf.derive(key, salt, info)).isEqualTo(expected);
      }
    }
  }

  @Nested
  @DisplayName("seals small objects")
  class SmallObjects {
    private final byte[] key = bytes(32);
    private final byte[] associated = "where".getBytes(StandardCharsets.UTF_8);
    private final byte[] content = bytes(100);

    private byte[] open(byte[] sealed, byte[] with, byte[] where) {
      return AesGcm.open(sealed, 1, with, where, () -> new SealException.Tampered("changed"));
    }

    @Test
    @DisplayName("so that Tink opens them, and opens what Tink seals")
    void tink() throws Exception {
      AesGcmJce tink = new AesGcmJce(key);
      byte[] ours = AesGcm.seal(new byte[] {1}, key, associated, content);
      assertThat(tink.decrypt(Arrays.copyOfRange(ours, 1, ours.length), associated))
          .isEqualTo(content);
      byte[] theirs = tink.encrypt(content, associated);
      byte[] framed = new byte[1 + theirs.length];
      System.arraycopy(theirs, 0, framed, 1, theirs.length);
      assertThat(open(framed, key, associated)).isEqualTo(content);
    }

    @Test
    @DisplayName("under a new nonce each time")
    void nonces() {
      byte[] one = AesGcm.seal(new byte[0], key, associated, content);
      byte[] two = AesGcm.seal(new byte[0], key, associated, content);
      assertThat(Arrays.copyOf(one, AesGcm.NONCE_BYTES))
          .isNotEqualTo(Arrays.copyOf(two, AesGcm.NONCE_BYTES));
    }

    @Test
    @DisplayName("so that any flipped bit, another key and another place are found")
    void faults() {
      byte[] sealed = AesGcm.seal(new byte[] {1}, key, associated, content);
      for (int bit = 8; bit < 8 * sealed.length; bit++) {
        byte[] changed = sealed.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatExceptionOfType(SealException.Tampered.class)
            .isThrownBy(() -> open(changed, key, associated));
      }
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> open(sealed, bytes(32), associated));
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> open(sealed, key, content));
    }

    @Test
    @DisplayName("and refuses what is too short for a nonce and a tag")
    void tooShort() {
      for (int length = 1; length < 1 + AesGcm.OVERHEAD; length++) {
        byte[] object = new byte[length];
        assertThatExceptionOfType(SealException.Malformed.class)
            .isThrownBy(() -> open(object, key, associated));
      }
    }
  }
}
