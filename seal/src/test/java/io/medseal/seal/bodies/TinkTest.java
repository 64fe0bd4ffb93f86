package io.medseal.seal.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.secrets.ReportKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tink's AES-GCM-HKDF streaming")
class TinkTest {
  private static final ReportId REPORT = StoredBody.REPORT;
  private static final int PART = 0x01020304;

  private final ReportKey key = ReportKey.random();
  private final AesGcmHkdfStreaming tink =
      new AesGcmHkdfStreaming(key.revealSecretBytes(), "HmacSha256", 32, 262_144, 0);

  TinkTest() throws Exception {}

  private static byte[] associated() {
    byte[] domain = "medseal/v1/part".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(domain.length + 20)
        .put(domain)
        .put(REPORT.bytes())
        .putInt(PART)
        .array();
  }

  private static byte[] plaintext(int size) {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);
    return plain;
  }

  @ParameterizedTest(name = "reads a part of {0} bytes that we sealed")
  @ValueSource(ints = {0, 1, 262_087, 262_088, 262_089, 524_216, 524_217, 8_388_055, 8_388_056})
  void readsOurs(int size) throws Exception {
    byte[] plain = plaintext(size);
    byte[] ciphertext = new byte[BodyLayout.ciphertextSize(size)];
    PartCipher.Segments segments = new PartCipher(key, REPORT).newPart(PART, size);
    System.arraycopy(segments.header(), 0, ciphertext, 0, BodyLayout.HEADER);
    for (int i = 0; i < segments.count(); i++) {
      segments.seal(i, plain, segments.offset(i), ciphertext, segments.ciphertextOffset(i));
    }
    assertThat(
            tink.newDecryptingStream(new ByteArrayInputStream(ciphertext), associated())
                .readAllBytes())
        .isEqualTo(plain);
  }

  @ParameterizedTest(name = "writes a part of {0} bytes that we open")
  @ValueSource(ints = {0, 1, 262_087, 262_088, 262_089, 524_216, 524_217, 8_388_055, 8_388_056})
  void writesForUs(int size) throws Exception {
    byte[] plain = plaintext(size);
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out = tink.newEncryptingStream(stored, associated())) {
      out.write(plain);
    }
    assertThat(stored.size()).isEqualTo(BodyLayout.ciphertextSize(size));
    byte[] opened = new byte[size];
    new PartCipher(key, REPORT).open(PART, stored.toByteArray(), 0, size, opened, 0);
    assertThat(opened).isEqualTo(plain);
  }
}
