package io.medseal.seal.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A part")
class PartsTest {
  private static final ReportId REPORT = StoredBody.REPORT;

  private static byte[] open(StoredBody body, int index, byte[] ciphertext, Sha256 hash) {
    ByteBuffer plain =
        new PartOpener(body.key, REPORT, body.layout)
            .open(index, ByteBuffer.wrap(ciphertext), hash);
    byte[] bytes = new byte[plain.remaining()];
    plain.get(bytes);
    return bytes;
  }

  /**
   * Opens with the hash that the changed part really has, so that the segments are what is tried.
   */
  private static void tampered(StoredBody body, int index, byte[] ciphertext) {
    assertThatExceptionOfType(SealException.Tampered.class)
        .isThrownBy(() -> open(body, index, ciphertext, StoredBody.hash(ciphertext)));
  }

  @ParameterizedTest(name = "of a pack of {0} bytes opens to the same bytes")
  @ValueSource(ints = {0, 1, 262_088, 262_089, 524_216, 1_000_000, 8_388_056, 8_388_057})
  void roundTrip(int size) {
    StoredBody body = new StoredBody(size, size);
    for (int i = 0; i < body.layout.parts(); i++) {
      BodyLayout.Part part = body.layout.part(i);
      byte[] ciphertext = body.part(i);
      assertThat(open(body, i, ciphertext, StoredBody.hash(ciphertext)))
          .isEqualTo(
              Arrays.copyOfRange(
                  body.pack, (int) part.offset(), (int) part.offset() + part.size()));
    }
  }

  @Nested
  @DisplayName("when it is sealed")
  class Sealing {
    private final ReportKey key = ReportKey.random();
    private final BodyLayout layout = new BodyLayout(300_000);
    private final PartSealer sealer = new PartSealer(key, REPORT, layout);

    @Test
    @DisplayName("a second time has another salt and nonce prefix")
    void neverTwice() {
      byte[] pack = new byte[300_000];
      byte[] first = new byte[40];
      byte[] second = new byte[40];
      sealer.seal(0, pack, 0, pack.length).ciphertext().get(first);
      sealer.seal(0, pack, 0, pack.length).ciphertext().get(second);
      assertThat(Arrays.copyOfRange(first, 1, 33)).isNotEqualTo(Arrays.copyOfRange(second, 1, 33));
      assertThat(Arrays.copyOfRange(first, 33, 40))
          .isNotEqualTo(Arrays.copyOfRange(second, 33, 40));
    }

    @Test
    @DisplayName("takes its bytes from any kind of buffer")
    void buffers() {
      byte[] pack = new byte[300_000];
      new Random(6).nextBytes(pack);
      ByteBuffer slice =
          ByteBuffer.allocate(300_010).put(3, pack).position(3).slice().limit(300_000);
      ByteBuffer direct = ByteBuffer.allocateDirect(300_000).put(pack).flip();
      for (ByteBuffer buffer :
          new ByteBuffer[] {slice, direct, direct.asReadOnlyBuffer().rewind()}) {
        PartSealer.SealedPart part = sealer.seal(0, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        byte[] ciphertext = new byte[part.ciphertext().remaining()];
        part.ciphertext().duplicate().get(ciphertext);
        assertThat(part.hash()).isEqualTo(StoredBody.hash(ciphertext));
        ByteBuffer opened =
            new PartOpener(key, REPORT, layout).open(0, part.ciphertext().duplicate(), part.hash());
        assertThat(opened).isEqualTo(ByteBuffer.wrap(pack));
      }
    }

    @Test
    @DisplayName("must have the size that the layout gives it")
    void size() {
      byte[] pack = new byte[300_001];
      assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(0, pack, 0, 299_999));
      assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(0, pack, 0, 300_001));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.seal(0, ByteBuffer.allocateDirect(10)));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> sealer.seal(1, pack, 0, 0));
    }

    @Test
    @DisplayName(
        "tells whether it has the same content again, by the header that it was sealed with")
    void sameAgain() {
      byte[] pack = new byte[300_000];
      PartSealer.SealedPart part = sealer.seal(0, pack, 0, pack.length);
      PartSealer other = new PartSealer(key, REPORT, layout);
      assertThat(other.isSame(0, pack, 0, pack.length, part.header(), part.hash())).isTrue();
      Bytes another = sealer.seal(0, pack, 0, pack.length).header();
      assertThat(other.isSame(0, pack, 0, pack.length, another, part.hash())).isFalse();
      assertThat(other.isSame(0, pack, 0, pack.length, Bytes.of(new byte[3]), part.hash()))
          .isFalse();
      pack[299_999] = 1;
      assertThat(other.isSame(0, pack, 0, pack.length, part.header(), part.hash())).isFalse();
      PartSealer.SealedPart changed = other.seal(0, pack, 0, pack.length);
      assertThat(changed.header()).isNotEqualTo(part.header());
    }

    @Test
    @DisplayName("by segments takes each once and in order")
    void segmentsOnce() {
      PartCipher cipher = new PartCipher(key, REPORT);
      PartCipher.Segments segments = cipher.newPart(0, 300_000);
      byte[] in = new byte[300_000];
      byte[] out = new byte[300_100];
      assertThatIllegalStateException().isThrownBy(() -> segments.seal(1, in, 0, out, 0));
      segments.seal(0, in, 0, out, 0);
      assertThatIllegalStateException().isThrownBy(() -> segments.seal(0, in, 0, out, 0));
      PartCipher.Segments stored = cipher.storedPart(0, 300_000, segments.header());
      assertThatIllegalStateException().isThrownBy(() -> stored.seal(0, in, 0, out, 0));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> stored.open(2, out, 0, in, 0));
    }
  }

  @Nested
  @DisplayName("M2: is refused")
  class Refused {
    private final StoredBody body = new StoredBody(600_000, 7);

    @Test
    @DisplayName("with any bit changed in header, segments and tags")
    void flipped() {
      Random random = new Random(8);
      byte[] original = body.part(0);
      for (int i = 0; i < 400; i++) {
        int at =
            i < 60 ? i : i < 120 ? original.length - 1 - (i - 60) : random.nextInt(original.length);
        byte[] changed = original.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        tampered(body, 0, changed);
      }
    }

    @Test
    @DisplayName("with two segments exchanged, or one twice")
    void segmentsMoved() {
      StoredBody larger = new StoredBody(1_000_000, 9);
      byte[] original = larger.part(0);
      byte[] exchanged = original.clone();
      System.arraycopy(original, 262_144, exchanged, 524_288, 262_144);
      System.arraycopy(original, 524_288, exchanged, 262_144, 262_144);
      tampered(larger, 0, exchanged);
      byte[] twice = original.clone();
      System.arraycopy(original, 262_144, twice, 524_288, 262_144);
      tampered(larger, 0, twice);
    }

    @Test
    @DisplayName("in the place of another part, even of the same size")
    void partsExchanged() {
      StoredBody two = new StoredBody(2 * BodyLayout.PART_PLAINTEXT, 10);
      tampered(two, 0, two.part(1));
      tampered(two, 1, two.part(0));
    }

    @Test
    @DisplayName("in another report sealed with the same key")
    void otherReport() {
      byte[] ciphertext = body.part(0);
      PartOpener other = new PartOpener(body.key, new ReportId("4f".repeat(16)), body.layout);
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(
              () -> other.open(0, ByteBuffer.wrap(ciphertext), StoredBody.hash(ciphertext)));
    }

    @Test
    @DisplayName("when cut, on a segment's boundary too, and when lengthened")
    void otherLengths() {
      byte[] original = body.part(0);
      for (int length : new int[] {0, 1, 39, 40, 56, 262_144, 524_288, original.length - 1}) {
        byte[] cut = Arrays.copyOf(original, length);
        assertThatExceptionOfType(SealException.Truncated.class)
            .isThrownBy(() -> open(body, 0, cut, StoredBody.hash(cut)));
      }
      tampered(body, 0, Arrays.copyOf(original, original.length + 1));
    }

    @Test
    @DisplayName("when a manifest of a shorter pack is shown with a part cut on a boundary")
    void cutToAnotherLayout() {
      // Tink's own reader would release the first segment before it notices.
      byte[] cut = Arrays.copyOf(body.part(0), 262_144);
      PartOpener opener = new PartOpener(body.key, REPORT, new BodyLayout(262_088));
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> opener.open(0, ByteBuffer.wrap(cut), StoredBody.hash(cut)));
    }

    @Test
    @DisplayName("when it opens, yet is not the one that the manifest names")
    void otherHash() {
      byte[] original = body.part(0);
      Sha256 other = new Sha256("00".repeat(32));
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> open(body, 0, original, other));
    }

    @Test
    @DisplayName("and nothing of it is left in the caller's array")
    void nothingReleased() {
      byte[] changed = body.part(0);
      changed[changed.length - 1] ^= 1; // the last segment's tag: those before it open
      byte[] out = new byte[600_000];
      Arrays.fill(out, (byte) 0x55);
      PartCipher cipher = new PartCipher(body.key, REPORT);
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> cipher.open(0, changed, 0, 600_000, out, 0));
      assertThat(out).containsOnly(0);
    }
  }
}
