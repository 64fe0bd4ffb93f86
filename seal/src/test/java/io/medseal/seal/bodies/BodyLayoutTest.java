package io.medseal.seal.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.seal.SealException;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The layout of a body")
class BodyLayoutTest {
  private static final long PART = 8_388_056;

  @ParameterizedTest(name = "of {0} bytes has {1} parts and {2} bytes of ciphertext")
  @CsvSource({
    "0, 1, 56",
    "1, 1, 57",
    "262088, 1, 262144",
    "262089, 1, 262161",
    "524216, 1, 524288",
    "524217, 1, 524305",
    "8388055, 1, 8388607",
    "8388056, 1, 8388608",
    "8388057, 2, 8388665",
    "16776112, 2, 16777216",
    "16776113, 3, 16777273",
    "10737418240, 1281, 10738124888",
  })
  void sizes(long size, int parts, long ciphertext) {
    BodyLayout layout = new BodyLayout(size);
    assertThat(layout.parts()).isEqualTo(parts);
    assertThat(layout.ciphertextSize()).isEqualTo(ciphertext);
  }

  @Test
  @DisplayName("agrees with the formula of bodies.md for every size near a boundary")
  void formula() {
    for (long boundary : new long[] {0, 262_088, 524_216, 786_344, PART, 2 * PART}) {
      for (long size = Math.max(0, boundary - 3); size < boundary + 3; size++) {
        BodyLayout layout = new BodyLayout(size);
        long left = size;
        for (int i = 0; i < layout.parts(); i++) {
          BodyLayout.Part part = layout.part(i);
          long p = Math.min(PART, left);
          long segments = Math.max(1, Math.ceilDiv(p + 40, 262_128));
          assertThat(part.size()).isEqualTo((int) p);
          assertThat(part.segments()).isEqualTo((int) segments);
          assertThat(part.ciphertextSize()).isEqualTo((int) (p + 40 + 16 * segments));
          assertThat(part.ciphertextOffset()).isEqualTo(i * 8_388_608L);
          left -= p;
        }
        assertThat(left).isZero();
      }
    }
  }

  @Test
  @DisplayName("puts every byte into exactly one segment of one part")
  void everyByte() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      long size = 1 + random.nextLong(BodyLayout.MAX_SIZE >> random.nextInt(50));
      BodyLayout layout = new BodyLayout(size);
      long offset = random.nextLong(size);
      BodyLayout.Part part = layout.partAt(offset);
      int within = (int) (offset - part.offset());
      int segment = BodyLayout.segmentAt(within);
      assertThat(within).isBetween(0, part.size() - 1);
      assertThat(segment).isBetween(0, part.segments() - 1);
      assertThat(within).isGreaterThanOrEqualTo(BodyLayout.segmentOffset(segment));
      assertThat(within).isLessThan(BodyLayout.segmentOffset(segment + 1));
    }
  }

  @Test
  @DisplayName("reaches to the largest size without overflow")
  void largest() {
    BodyLayout layout = new BodyLayout(BodyLayout.MAX_SIZE);
    BodyLayout.Part last = layout.part(layout.parts() - 1);
    assertThat(last.offset() + last.size()).isEqualTo((1L << 53) - 1);
    assertThat(last.ciphertextOffset()).isEqualTo((layout.parts() - 1) * 8_388_608L);
  }

  @Test
  @DisplayName("is none for a negative size or one above 2^53 - 1")
  void bounds() {
    for (long size : new long[] {-1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE}) {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> new BodyLayout(size));
    }
  }

  @Test
  @DisplayName("has no part and no byte beyond its end")
  void beyond() {
    BodyLayout layout = new BodyLayout(10);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> layout.part(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> layout.part(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> layout.partAt(10));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> layout.partAt(-1));
  }

  @Test
  @DisplayName("tells a stored body that is too short from one that is too long")
  void storedSize() {
    BodyLayout layout = new BodyLayout(9_000_000);
    layout.checkStoredSize(layout.ciphertextSize());
    assertThatExceptionOfType(SealException.Truncated.class)
        .isThrownBy(() -> layout.checkStoredSize(layout.ciphertextSize() - 1));
    assertThatExceptionOfType(SealException.Tampered.class)
        .isThrownBy(() -> layout.checkStoredSize(layout.ciphertextSize() + 1));
  }
}
