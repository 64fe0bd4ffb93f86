package io.medseal.ledger.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of a signed object (spec/README.md section 3). */
class SignedObjectTest {
  private static byte[] object(int payload) {
    return object(payload, 1);
  }

  private static byte[] object(int payload, int together) {
    byte[] object = new byte[1 + 4 + payload + 1 + together * 32 + 64 + 3_309];
    for (int i = 5; i < object.length; i++) {
      object[i] = (byte) i;
    }
    ByteBuffer.wrap(object).put((byte) 1).putInt(payload).put(5 + payload, (byte) together);
    return object;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1000, 2", "20, 64", SignedObject.MAX_PAYLOAD + ", 1"})
  void comes_apart_and_together_again(int payload, int together) {
    byte[] object = object(payload, together);
    int digests = 5 + payload + 1;
    int signatures = digests + together * 32;

    SignedObject parsed = SignedObject.parse(Bytes.of(object));

    assertThat(parsed.payload().toArray()).isEqualTo(Arrays.copyOfRange(object, 5, 5 + payload));
    assertThat(parsed.digests()).hasSize(together);
    assertThat(parsed.digests().getLast().bytes())
        .isEqualTo(Arrays.copyOfRange(object, signatures - 32, signatures));
    assertThat(parsed.ed25519().toArray())
        .isEqualTo(Arrays.copyOfRange(object, signatures, signatures + 64));
    assertThat(parsed.mlDsa65().toArray())
        .isEqualTo(Arrays.copyOfRange(object, signatures + 64, object.length));
    assertThat(parsed.encode().toArray()).isEqualTo(object);
    assertThat(SignedObject.joined(parsed.payload(), parsed.signatures()).toArray())
        .isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 128, 255})
  void is_malformed_with_no_or_too_many_digests(int together) {
    assertThatThrownBy(() -> SignedObject.parse(Bytes.of(object(20, together))))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @Test
  void is_malformed_at_every_other_length() {
    byte[] object = object(20);
    for (int length = 0; length < object.length; length++) {
      Bytes cut = Bytes.of(Arrays.copyOf(object, length));
      assertThatThrownBy(() -> SignedObject.parse(cut))
          .as("%d bytes", length)
          .isInstanceOf(LedgerException.Malformed.class);
    }
    Bytes longer = Bytes.of(Arrays.copyOf(object, object.length + 1));
    assertThatThrownBy(() -> SignedObject.parse(longer))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 0x7f, 0x80, 0xff})
  void of_another_suite_is_refused_before_anything_else(int suite) {
    for (byte[] object : new byte[][] {object(20), new byte[1], new byte[3]}) {
      object[0] = (byte) suite;
      assertThatThrownBy(() -> SignedObject.parse(Bytes.of(object)))
          .isInstanceOf(LedgerException.UnknownSuite.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 19, 21, 16_777_217})
  void is_malformed_when_its_length_says_otherwise(int length) {
    byte[] object = object(20);
    ByteBuffer.wrap(object).putInt(1, length);
    assertThatThrownBy(() -> SignedObject.parse(Bytes.of(object)))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @Test
  void is_malformed_when_its_payload_is_empty_or_too_long() {
    for (int payload : new int[] {0, SignedObject.MAX_PAYLOAD + 1}) {
      Bytes object = Bytes.of(object(payload));
      assertThatThrownBy(() -> SignedObject.parse(object))
          .isInstanceOf(LedgerException.Malformed.class);
    }
  }
}
