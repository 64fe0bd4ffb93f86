package io.medseal.seal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sealed file")
class SealedFileTest {
  /** Offset of the body for one recipient, up to the sealed header: bodies.md section 5. */
  private static final int SEALED_HEADER = 30 + 1_201 + 4;

  @TempDir Path folder;

  private final OfflineSecretKey alice = OfflineSecretKey.random();
  private final OfflineSecretKey bob = OfflineSecretKey.random();

  @AfterEach
  void close() {
    alice.close();
    bob.close();
  }

  private Path file(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  private Path seal(Path plain, OfflineSecretKey... recipients) throws IOException {
    Path sealed = folder.resolve("sealed");
    SealedFile.seal(
        plain,
        sealed,
        Arrays.stream(recipients).map(OfflineSecretKey::publicKey).toList(),
        Progress.NONE);
    return sealed;
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest(name = "of {0} bytes opens to the same bytes for each recipient")
  @ValueSource(ints = {0, 1, 262_088, 262_089, 8_388_056, 8_388_057, 20_000_000})
  void opensToTheSameBytes(int size) throws Exception {
    Path plain = file("scan.bin", size);
    Path sealed = seal(plain, alice, bob);
    for (OfflineSecretKey key : List.of(alice, bob)) {
      Path back = folder.resolve("back");
      FileHeader header = SealedFile.unseal(sealed, back, key, Progress.NONE);
      assertThat(Files.mismatch(back, plain)).isEqualTo(-1);
      assertThat(header.name()).isEqualTo("scan.bin");
      assertThat(header.size()).isEqualTo(size);
      assertThat(SealedFile.readHeader(sealed, key)).isEqualTo(header);
    }
  }

  @Test
  @DisplayName("M1: shows neither name nor content")
  void hidden() throws Exception {
    Path plain = folder.resolve("Invented Patient.txt");
    Files.writeString(plain, "findings of an invented heart ".repeat(1_000));
    String stored = new String(Files.readAllBytes(seal(plain, alice)), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain("Invented").doesNotContain("heart");
  }

  @Test
  @DisplayName("M3: does not open with a key it was not sealed to")
  void otherKey() throws Exception {
    Path sealed = seal(file("scan.bin", 10), alice);
    refused(SealException.WrongKey.class, sealed, bob);
  }

  @Test
  @DisplayName("keeps a name that the header does not take, with the offending characters replaced")
  void names() throws Exception {
    Path plain = file("a\\b\tc.bin", 1);
    assertThat(SealedFile.readHeader(seal(plain, alice), alice).name()).isEqualTo("a_b_c.bin");
  }

  @Test
  @DisplayName("replaces its own source when asked to")
  void inPlace() throws Exception {
    Path plain = file("scan.bin", 300_000);
    byte[] content = Files.readAllBytes(plain);
    SealedFile.seal(plain, plain, List.of(alice.publicKey()), Progress.NONE);
    SealedFile.unseal(plain, plain, alice, Progress.NONE);
    assertThat(Files.readAllBytes(plain)).isEqualTo(content);
    assertThat(inFolder()).containsExactly(plain);
  }

  @Test
  @DisplayName("tells how far it is, without going back, to the end")
  void progress() throws Exception {
    Path plain = file("scan.bin", 20_000_000);
    List<Long> done = Collections.synchronizedList(new ArrayList<>());
    SealedFile.seal(
        plain,
        folder.resolve("sealed"),
        List.of(alice.publicKey()),
        (soFar, total) -> {
          assertThat(total).isEqualTo(20_000_000);
          done.add(soFar);
        });
    assertThat(done).isSorted().endsWith(20_000_000L).hasSizeGreaterThan(1);
  }

  @Test
  @DisplayName("is sealed to 1 to 64 different keys")
  void recipients() throws Exception {
    Path plain = file("scan.bin", 1);
    Path out = folder.resolve("sealed");
    for (List<OfflinePublicKey> wrong :
        List.of(
            List.<OfflinePublicKey>of(),
            List.of(alice.publicKey(), alice.publicKey()),
            Collections.nCopies(65, alice.publicKey()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SealedFile.seal(plain, out, wrong, Progress.NONE));
    }
    assertThat(out).doesNotExist();
  }

  private void refused(Class<? extends SealException> as, Path sealed, OfflineSecretKey key)
      throws IOException {
    Path out = folder.resolve("out");
    Files.writeString(out, "was here before");
    List<Path> before = inFolder();
    assertThatExceptionOfType(as)
        .isThrownBy(() -> SealedFile.unseal(sealed, out, key, Progress.NONE));
    assertThat(inFolder()).isEqualTo(before);
    assertThat(out).hasContent("was here before");
  }

  @Nested
  @DisplayName("M2: leaves nothing unverified behind and is refused")
  class Refused {
    private byte[] original;

    private void changed(Class<? extends SealException> as, byte[] bytes) {
      try {
        refused(as, Files.write(folder.resolve("changed"), bytes), alice);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void flipped(Class<? extends SealException> as, int offset) {
      byte[] bytes = original.clone();
      bytes[offset] ^= 2;
      changed(as, bytes);
    }

    private void prepare(int size) throws IOException {
      original = Files.readAllBytes(seal(file("scan.bin", size), alice));
    }

    private int bodyStart() {
      return SEALED_HEADER
          + (original[SEALED_HEADER - 2] & 0xff) * 256
          + (original[SEALED_HEADER - 1] & 0xff);
    }

    @Test
    @DisplayName("with any byte changed")
    void anyByte() throws Exception {
      prepare(600_000);
      flipped(SealException.Malformed.class, 0); // magic
      flipped(SealException.UnknownSuite.class, 12); // suite
      flipped(SealException.WrongKey.class, 13); // file id
      flipped(SealException.WrongKey.class, 30); // recipient's keyring id
      flipped(SealException.UnknownSuite.class, 62); // suite of the envelope
      flipped(SealException.WrongKey.class, 63); // encapsulation
      flipped(SealException.WrongKey.class, 1_230); // tag of the envelope
      flipped(SealException.Malformed.class, 1_231); // length of the header: too long
      flipped(SealException.Tampered.class, 1_234); // length of the header: another
      flipped(SealException.UnknownSuite.class, SEALED_HEADER);
      flipped(SealException.Tampered.class, SEALED_HEADER + 1);
      flipped(SealException.Tampered.class, bodyStart() - 1);
      Random random = new Random(31);
      for (int i = 0; i < 60; i++) {
        int within = i < 45 ? i : random.nextInt(original.length - bodyStart());
        flipped(SealException.Tampered.class, bodyStart() + within);
      }
      flipped(SealException.Tampered.class, original.length - 1);
    }

    @Test
    @DisplayName("with another number of recipients")
    void recipientCount() throws Exception {
      prepare(10);
      for (int count : new int[] {0, 65, 255}) {
        byte[] bytes = original.clone();
        bytes[29] = (byte) count;
        changed(SealException.Malformed.class, bytes);
      }
      byte[] two = original.clone();
      two[29] = 2;
      changed(SealException.Truncated.class, two);
    }

    @Test
    @DisplayName("when the envelope of somebody else was changed")
    void othersEnvelope() throws Exception {
      original = Files.readAllBytes(seal(file("scan.bin", 10), alice, bob));
      flipped(SealException.Tampered.class, 30 + 1_201 + 500);
    }

    @Test
    @DisplayName("when cut anywhere")
    void cut() throws Exception {
      prepare(600_000);
      for (int length : new int[] {0, 5, 11}) {
        changed(SealException.Malformed.class, Arrays.copyOf(original, length));
      }
      int body = bodyStart();
      for (int length :
          new int[] {
            12,
            13,
            29,
            30,
            1_000,
            SEALED_HEADER - 1,
            SEALED_HEADER,
            body - 1,
            body,
            body + 40,
            body + 262_144,
            body + 524_288,
            original.length - 1
          }) {
        changed(SealException.Truncated.class, Arrays.copyOf(original, length));
      }
    }

    @Test
    @DisplayName("when something follows it")
    void appended() throws Exception {
      prepare(10);
      changed(SealException.Tampered.class, Arrays.copyOf(original, original.length + 1));
    }

    @Test
    @DisplayName("when two parts are exchanged")
    void partsExchanged() throws Exception {
      prepare(2 * 8_388_056);
      byte[] bytes = original.clone();
      int part = 8 * 1024 * 1024;
      System.arraycopy(original, bodyStart(), bytes, bodyStart() + part, part);
      System.arraycopy(original, bodyStart() + part, bytes, bodyStart(), part);
      changed(SealException.Tampered.class, bytes);
    }

    @Test
    @DisplayName("when its body is that of another sealed file")
    void otherBody() throws Exception {
      prepare(1_000);
      byte[] first = original;
      prepare(1_000);
      byte[] mixed = original.clone();
      System.arraycopy(first, bodyStart(), mixed, bodyStart(), original.length - bodyStart());
      changed(SealException.Tampered.class, mixed);
    }

    @Test
    @DisplayName("with random changes anywhere, with a declared error only")
    void fuzz() throws Exception {
      prepare(3_000);
      Path spoilt = folder.resolve("spoilt");
      Path out = folder.resolve("out");
      Flips.ofRandomBytes(Bytes.of(original), 32, 400)
          .forEach(
              bytes -> {
                try {
                  Files.write(spoilt, bytes.toArray());
                  assertThatExceptionOfType(SealException.class)
                      .isThrownBy(() -> SealedFile.unseal(spoilt, out, alice, Progress.NONE));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(out).doesNotExist();
    }
  }

  @Nested
  @DisplayName("leaves nothing behind")
  class LeavesNothing {
    @Test
    @DisplayName("when the source does not exist")
    void noSource() throws Exception {
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> seal(folder.resolve("nothing"), alice));
      assertThat(inFolder()).isEmpty();
    }

    @Test
    @DisplayName("when the target's folder does not exist")
    void noTarget() throws Exception {
      Path plain = file("scan.bin", 10);
      Path out = folder.resolve("nowhere").resolve("sealed");
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> SealedFile.seal(plain, out, List.of(alice.publicKey()), Progress.NONE));
      assertThat(inFolder()).containsExactly(plain);
    }

    @Test
    @DisplayName("when the caller breaks off")
    void brokenOff() throws Exception {
      Path plain = file("scan.bin", 20_000_000);
      Path out = folder.resolve("sealed");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  SealedFile.seal(
                      plain,
                      out,
                      List.of(alice.publicKey()),
                      (done, total) -> {
                        throw new IllegalStateException("enough");
                      }));
      assertThat(inFolder()).containsExactly(plain);
    }
  }
}
