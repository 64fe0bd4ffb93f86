package io.medseal.seal.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.reports.HashList;
import io.medseal.seal.SealException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Random access to a report")
class PackReaderTest {
  @Test
  @DisplayName("gives the same bytes at any offset and length")
  void anyOffset() throws Exception {
    StoredBody body = new StoredBody(9_500_000, 11);
    PackReader reader = body.reader();
    Random random = new Random(12);
    for (int i = 0; i < 400; i++) {
      int offset = random.nextInt(body.pack.length);
      byte[] into = new byte[1 + random.nextInt(i % 20 == 0 ? 2_000_000 : 5_000)];
      int expected = Math.min(into.length, body.pack.length - offset);
      assertThat(reader.read(offset, into)).isEqualTo(expected);
      assertThat(Arrays.copyOf(into, expected))
          .isEqualTo(Arrays.copyOfRange(body.pack, offset, offset + expected));
    }
    assertThat(body.readAll(1_000_003)).isEqualTo(body.pack);
  }

  @Test
  @DisplayName("ends where the pack ends")
  void end() throws Exception {
    StoredBody body = new StoredBody(10, 13);
    PackReader reader = body.reader();
    byte[] into = new byte[20];
    assertThat(reader.size()).isEqualTo(10);
    assertThat(reader.read(4, into)).isEqualTo(6);
    assertThat(reader.read(10, into)).isEqualTo(-1);
    assertThat(reader.read(Long.MAX_VALUE, into)).isEqualTo(-1);
    assertThat(reader.read(0, new byte[0])).isZero();
    assertThat(new StoredBody(0, 0).reader().read(0, into)).isEqualTo(-1);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> reader.read(-1, into));
  }

  @Nested
  @DisplayName("fetches")
  class Fetches {
    private final StoredBody body = new StoredBody(9_500_000, 14);

    @Test
    @DisplayName("only the segment that holds a byte, and its part's hashes")
    void oneSegment() throws Exception {
      body.reader().read(1_000_000, new byte[1]);
      // the hashes of part 0, and its segment 3
      assertThat(body.fetches).isEqualTo(List.of(-1L, 786_432L, 262_144L));
    }

    @Test
    @DisplayName("nothing for bytes of a segment that is open")
    void openSegment() throws Exception {
      PackReader reader = body.reader();
      reader.read(1_000_000, new byte[1]);
      body.fetches.clear();
      reader.read(1_000_001, new byte[40_000]);
      assertThat(body.fetches).isEmpty();
    }

    @Test
    @DisplayName("a run of segments at once, and a part's hashes once")
    void run() throws Exception {
      PackReader reader = body.reader();
      reader.read(0, new byte[600_000]);
      assertThat(body.fetches).isEqualTo(List.of(-1L, 0L, 786_432L));
      body.fetches.clear();
      reader.read(8_388_056 - 10, new byte[20]);
      // the last segment of part 0, then the first of part 1
      assertThat(body.fetches)
          .isEqualTo(List.of(31L * 262_144, 262_144L, -2L, 8_388_608L, 262_144L));
    }
  }

  @Nested
  @DisplayName("M2: refuses")
  class Refuses {
    private final StoredBody body = new StoredBody(1_000_000, 15);

    @Test
    @DisplayName("any changed byte of the segments it reads")
    void flipped() {
      byte[] original = body.bytes;
      Random random = new Random(16);
      for (int i = 0; i < 300; i++) {
        body.bytes = original.clone();
        body.bytes[i < 56 ? i : random.nextInt(original.length)] ^= (byte) (1 << random.nextInt(8));
        assertThatExceptionOfType(SealException.Tampered.class)
            .isThrownBy(() -> body.readAll(400_000));
      }
    }

    @Test
    @DisplayName("a changed segment without having given out any of it")
    void nothingReleased() {
      body.bytes[300_000] ^= 1; // in segment 1
      ByteBuffer into = ByteBuffer.allocate(1_000_000);
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> body.reader().read(0, into));
      assertThat(into.position()).isEqualTo(262_088);
      byte[] given = into.array();
      assertThat(Arrays.copyOf(given, 262_088)).isEqualTo(Arrays.copyOf(body.pack, 262_088));
      assertThat(Arrays.copyOfRange(given, 262_088, given.length)).containsOnly(0);
    }

    /** As a reader could who has the key, with the cloud's help. */
    private void reseal() {
      PartCipher cipher = new PartCipher(body.key, StoredBody.REPORT);
      PartCipher.Segments segments = cipher.newPart(0, 1_000_000, body.lists.getFirst().header());
      byte[] forged = new byte[1_000_000];
      for (int i = 0; i < segments.count(); i++) {
        segments.seal(i, forged, segments.offset(i), body.bytes, segments.ciphertextOffset(i));
      }
    }

    @Test
    @DisplayName("segments that a reader has sealed anew under the report's own key")
    void resealed() {
      reseal();
      ByteBuffer into = ByteBuffer.allocate(1_000_000);
      for (int offset : new int[] {0, 300_000, 999_999}) {
        assertThatExceptionOfType(SealException.Tampered.class)
            .isThrownBy(() -> body.reader().read(offset, into.clear()))
            .withMessageContaining("signed");
        assertThat(into.position()).isZero();
      }
    }

    @Test
    @DisplayName("the hashes of a part that was sealed anew, of another part, and too few of them")
    void forgedHashes() {
      HashList signed = body.lists.getFirst();
      HashList other = new StoredBody(1_000_000, 16).lists.getFirst();
      byte[] cut = Arrays.copyOf(signed.toBytes().toArray(), 40 + 32);
      byte[] header = signed.toBytes().toArray();
      header[1] ^= 1;
      reseal();
      for (HashList forged :
          List.of(StoredBody.list(body.bytes), other, HashList.of(cut), HashList.of(header))) {
        body.lists.set(0, forged);
        assertThatExceptionOfType(SealException.Tampered.class)
            .isThrownBy(() -> body.reader().read(500_000, new byte[10]));
      }
    }

    @Test
    @DisplayName("a body that ends early, on a boundary too")
    void cut() {
      byte[] original = body.bytes;
      for (int length : new int[] {0, 39, 40, 262_144, 524_288, original.length - 1}) {
        body.bytes = Arrays.copyOf(original, length);
        assertThatExceptionOfType(SealException.Truncated.class)
            .isThrownBy(() -> body.readAll(1_000_000));
      }
    }

    @Test
    @DisplayName("a body of which the source gives less than asked")
    void lazySource() {
      PackReader reader =
          new PackReader(
              body.key, StoredBody.REPORT, body.layout, body.hashes, (offset, into) -> {}, body);
      assertThatExceptionOfType(SealException.Truncated.class)
          .isThrownBy(() -> reader.read(0, new byte[1]));
    }

    @Test
    @DisplayName("and reads on when the next fetch brings the true bytes")
    void retry() throws Exception {
      PackReader reader = body.reader();
      byte[] into = new byte[10];
      body.bytes[5] ^= 1; // the salt
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> reader.read(0, into));
      body.bytes[5] ^= 1;
      assertThat(reader.read(0, into)).isEqualTo(10);
      assertThat(into).isEqualTo(Arrays.copyOf(body.pack, 10));
    }
  }

  @Test
  @DisplayName("passes on what the source fails with")
  void sourceFails() {
    StoredBody body = new StoredBody(10, 17);
    PackReader reader =
        new PackReader(
            body.key,
            StoredBody.REPORT,
            body.layout,
            body.hashes,
            (offset, into) -> {
              throw new IOException("no network");
            },
            body);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> reader.read(0, new byte[1]))
        .withMessage("no network");
  }

  @Test
  @DisplayName("reads a body that begins somewhere in a file")
  void fromFile(@TempDir Path folder) throws Exception {
    StoredBody body = new StoredBody(1_000, 18);
    byte[] file = new byte[100 + body.bytes.length];
    System.arraycopy(body.bytes, 0, file, 100, body.bytes.length);
    Path stored = Files.write(folder.resolve("body"), file);
    try (FileChannel channel = FileChannel.open(stored)) {
      byte[] into = new byte[1_000];
      CiphertextSource source = CiphertextSource.of(channel, 100);
      assertThat(reader(body, source).read(0, into)).isEqualTo(1_000);
      assertThat(into).isEqualTo(body.pack);
      CiphertextSource behind = CiphertextSource.of(channel, 200);
      assertThatExceptionOfType(SealException.Truncated.class)
          .isThrownBy(() -> reader(body, behind).read(0, into));
    }
  }

  private static PackReader reader(StoredBody body, CiphertextSource source) {
    return new PackReader(body.key, StoredBody.REPORT, body.layout, body.hashes, source, body);
  }
}
