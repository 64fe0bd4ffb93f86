package io.medseal.bench.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartCipher;
import io.medseal.seal.bodies.PartOpener;
import io.medseal.seal.bodies.PartSealer;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One full part of 8 MiB from array to array, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BodyBench {
  private static final int SIZE = BodyLayout.PART_PLAINTEXT;
  private static final int SEGMENT = 256 << 10;

  private final ReportId report = ReportId.of(new byte[ReportId.BYTES]);
  private final byte[] plain = new byte[SIZE];
  private final byte[] out = new byte[BodyLayout.PART_CIPHERTEXT];
  private final byte[] opened = new byte[BodyLayout.PART_CIPHERTEXT];
  private ReportKey key;
  private PartCipher cipher;
  private PartSealer sealer;
  private PartOpener opener;
  private byte[] sealed;
  private Sha256 sealedHash;

  private Cipher raw;
  private MessageDigest sha256;
  private SecretKeySpec rawKey;
  private long counter;
  private byte[] rawSealed;
  private GCMParameterSpec[] rawNonces;

  @Setup
  public void prepare() throws GeneralSecurityException {
    key = ReportKey.random();
    BodyLayout layout = new BodyLayout(SIZE);
    cipher = new PartCipher(key, report);
    sealer = new PartSealer(key, report, layout);
    opener = new PartOpener(key, report, layout);
    PartSealer.SealedPart part = sealer.seal(0, plain, 0, SIZE);
    sealed = new byte[part.ciphertext().remaining()];
    part.ciphertext().get(sealed);
    sealedHash = part.hash();

    raw = Cipher.getInstance("AES/GCM/NoPadding");
    sha256 = MessageDigest.getInstance("SHA-256");
    rawKey = new SecretKeySpec(key.revealSecretBytes(), "AES");
    rawSealed = new byte[SIZE + 16 * (SIZE / SEGMENT + 1)];
    rawNonces = new GCMParameterSpec[SIZE / SEGMENT + 1];
    int to = 0;
    for (int i = 0; i < rawNonces.length; i++) {
      rawNonces[i] = nonce();
      raw.init(Cipher.ENCRYPT_MODE, rawKey, rawNonces[i]);
      to += raw.doFinal(plain, i * SEGMENT, length(i), rawSealed, to);
    }
  }

  @TearDown
  public void close() {
    key.close();
  }

  /** As {@code medseal seal} does it: header, key of the part, 32 segments. */
  @Benchmark
  public byte[] seal() {
    PartCipher.Segments segments = cipher.newPart(0, SIZE);
    System.arraycopy(segments.header(), 0, out, 0, BodyLayout.HEADER);
    for (int i = 0; i < segments.count(); i++) {
      segments.seal(i, plain, segments.offset(i), out, segments.ciphertextOffset(i));
    }
    return out;
  }

  @Benchmark
  public byte[] rawSeal() throws GeneralSecurityException {
    int to = 0;
    for (int i = 0; i < rawNonces.length; i++) {
      raw.init(Cipher.ENCRYPT_MODE, rawKey, nonce());
      to += raw.doFinal(plain, i * SEGMENT, length(i), out, to);
    }
    return out;
  }

  /** As {@code medseal unseal} does it. */
  @Benchmark
  public byte[] open() {
    byte[] header = java.util.Arrays.copyOf(sealed, BodyLayout.HEADER);
    PartCipher.Segments segments = cipher.storedPart(0, SIZE, header);
    for (int i = 0; i < segments.count(); i++) {
      segments.open(i, sealed, segments.ciphertextOffset(i), opened, segments.offset(i));
    }
    return opened;
  }

  @Benchmark
  public byte[] rawOpen() throws GeneralSecurityException {
    int from = 0;
    for (int i = 0; i < rawNonces.length; i++) {
      raw.init(Cipher.DECRYPT_MODE, rawKey, rawNonces[i]);
      raw.doFinal(rawSealed, from, length(i) + 16, opened, i * SEGMENT);
      from += length(i) + 16;
    }
    return opened;
  }

  /** As an upload does it: sealed, and the ciphertext hashed for the contents. */
  @Benchmark
  public Sha256 sealHashed() {
    return sealer.seal(0, plain, 0, SIZE).hash();
  }

  @Benchmark
  public byte[] rawSealHashed() throws GeneralSecurityException {
    rawSeal();
    sha256.update(out);
    return sha256.digest();
  }

  /** As a download does it: the hash compared with the one signed, then opened. */
  @Benchmark
  public ByteBuffer openHashed() {
    return opener.open(0, ByteBuffer.wrap(sealed), sealedHash);
  }

  @Benchmark
  public byte[] rawOpenHashed() throws GeneralSecurityException {
    sha256.update(rawSealed);
    rawOpen();
    return sha256.digest();
  }

  private static int length(int segment) {
    return Math.min(SEGMENT, SIZE - segment * SEGMENT);
  }

  private GCMParameterSpec nonce() {
    return new GCMParameterSpec(128, ByteBuffer.allocate(12).putInt(0).putLong(counter++).array());
  }
}
