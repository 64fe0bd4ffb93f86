package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.BodyKey;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Parts of one body, from array to array without copies (spec/bodies.md section 2).
 *
 * <p>One thread at a time. {@link PartSealer} and {@link PartOpener} add lengths and hashes; use
 * those where there is a manifest.
 */
public final class PartCipher {
  private static final byte[] DOMAIN = "medseal/v1/part".getBytes(StandardCharsets.UTF_8);
  private static final int SALT = 32;
  private static final int PREFIX = 7;

  private final BodyKey key;
  private final ReportId id;
  private final Cipher cipher;

  /**
   * For the parts of one body.
   *
   * @param id of the report, or of the sealed file
   */
  public PartCipher(BodyKey key, ReportId id) {
    this.key = key;
    this.id = id;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many bytes of ciphertext {@code plaintext} bytes of one part become. */
  public static int ciphertextSize(int plaintext) {
    return BodyLayout.ciphertextSize(plaintext);
  }

  /**
   * Seals a part under a new salt and nonce prefix.
   *
   * @param length at most {@link BodyLayout#PART_PLAINTEXT}
   * @param out gets {@link #ciphertextSize} bytes from {@code outOffset}
   */
  public void seal(int part, byte[] in, int offset, int length, byte[] out, int outOffset) {
    if (length < 0 || length > BodyLayout.PART_PLAINTEXT) {
      throw new IllegalArgumentException("a part has at most 8,388,056 bytes of plaintext");
    }
    byte[] header = Suite.random(BodyLayout.HEADER);
    header[0] = BodyLayout.HEADER;
    System.arraycopy(header, 0, out, outOffset, header.length);
    Segments segments = segments(part, header);
    int count = BodyLayout.segments(length);
    for (int i = 0; i < count; i++) {
      int from = BodyLayout.segmentOffset(i);
      int to = i == count - 1 ? length : BodyLayout.segmentOffset(i + 1);
      segments.seal(
          i,
          i == count - 1,
          in,
          offset + from,
          to - from,
          out,
          outOffset + BodyLayout.segmentCiphertextOffset(i));
    }
  }

  /**
   * Opens a part. If it fails, what it wrote to {@code out} is overwritten.
   *
   * @param size of the part's plaintext, as the layout says
   * @param out gets {@code size} bytes from {@code outOffset}
   * @throws SealException.Tampered if any segment does not open
   */
  public void open(int part, byte[] in, int offset, int size, byte[] out, int outOffset) {
    boolean opened = false;
    try {
      Segments segments = segments(part, Arrays.copyOfRange(in, offset, offset + HEADER_SIZE));
      int count = BodyLayout.segments(size);
      for (int i = 0; i < count; i++) {
        int from = BodyLayout.segmentOffset(i);
        int to = i == count - 1 ? size : BodyLayout.segmentOffset(i + 1);
        segments.open(
            i,
            i == count - 1,
            in,
            offset + BodyLayout.segmentCiphertextOffset(i),
            to - from + BodyLayout.TAG,
            out,
            outOffset + from);
      }
      opened = true;
    } finally {
      if (!opened) {
        Arrays.fill(out, outOffset, outOffset + size, (byte) 0);
      }
    }
  }

  private static final int HEADER_SIZE = BodyLayout.HEADER;

  /** The segments of the part that begins with this header. */
  Segments segments(int part, byte[] header) {
    if (header[0] != BodyLayout.HEADER) {
      throw new SealException.Tampered("a part's header was changed");
    }
    byte[] salt = Arrays.copyOfRange(header, 1, 1 + SALT);
    byte[] info =
        ByteBuffer.allocate(DOMAIN.length + ReportId.BYTES + 4)
            .put(DOMAIN)
            .put(id.bytes())
            .putInt(part)
            .array();
    byte[] segmentKey = Hkdf.derive(key, salt, info);
    try {
      return new Segments(
          new SecretKeySpec(segmentKey, "AES"),
          Arrays.copyOfRange(header, 1 + SALT, 1 + SALT + PREFIX));
    } finally {
      Arrays.fill(segmentKey, (byte) 0);
    }
  }

  /** Key and nonce prefix of one part. */
  final class Segments {
    private final SecretKeySpec segmentKey;
    private final byte[] prefix;

    private Segments(SecretKeySpec segmentKey, byte[] prefix) {
      this.segmentKey = segmentKey;
      this.prefix = prefix;
    }

    private void seal(
        int segment, boolean last, byte[] in, int offset, int length, byte[] out, int outOffset) {
      try {
        cipher.init(Cipher.ENCRYPT_MODE, segmentKey, nonce(segment, last));
        cipher.doFinal(in, offset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Opens a segment; writes nothing that it has not authenticated. */
    void open(
        int segment, boolean last, byte[] in, int offset, int length, byte[] out, int outOffset) {
      try {
        cipher.init(Cipher.DECRYPT_MODE, segmentKey, nonce(segment, last));
        cipher.doFinal(in, offset, length, out, outOffset);
      } catch (AEADBadTagException _) {
        throw new SealException.Tampered("a segment of a part does not open");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private GCMParameterSpec nonce(int segment, boolean last) {
      byte[] nonce =
          ByteBuffer.allocate(PREFIX + 5)
              .put(prefix)
              .putInt(segment)
              .put((byte) (last ? 1 : 0))
              .array();
      return new GCMParameterSpec(8 * BodyLayout.TAG, nonce);
    }
  }
}
