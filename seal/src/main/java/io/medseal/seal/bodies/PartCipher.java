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
  private static final int NEVER = -1;

  private final BodyKey key;
  private final ReportId id;
  private final Cipher cipher;

  /**
   * For the parts of one body. The key must stay open as long as it is used.
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

  /**
   * Begins to seal a part, under a new salt and nonce prefix.
   *
   * @param part index, from 0
   * @param size of its plaintext, at most {@link BodyLayout#PART_PLAINTEXT}
   */
  public Segments newPart(int part, int size) {
    byte[] header = Suite.random(BodyLayout.HEADER);
    header[0] = BodyLayout.HEADER;
    return newPart(part, size, header);
  }

  /** With a given header, which repeats nonces: what comes of it must never be sent or stored. */
  Segments newPart(int part, int size, byte[] header) {
    return new Segments(part, size, header, 0);
  }

  /**
   * Begins to open a part.
   *
   * @param part index, from 0
   * @param size of its plaintext, as the layout says
   * @param header the part's first {@link BodyLayout#HEADER} bytes
   * @throws SealException.Tampered if the header is none
   */
  public Segments storedPart(int part, int size, byte[] header) {
    if (!isHeader(header)) {
      throw new SealException.Tampered("a part's header was changed");
    }
    return new Segments(part, size, header, NEVER);
  }

  /** Whether a part may begin with these bytes. */
  static boolean isHeader(byte[] header) {
    return header.length == BodyLayout.HEADER && header[0] == BodyLayout.HEADER;
  }

  /**
   * Opens a whole part. If it fails, what it wrote to {@code out} is overwritten.
   *
   * @param size of its plaintext
   * @throws SealException.Tampered if any segment does not open
   */
  void open(int part, byte[] in, int offset, int size, byte[] out, int outOffset) {
    boolean opened = false;
    try {
      byte[] header = Arrays.copyOfRange(in, offset, offset + BodyLayout.HEADER);
      Segments segments = storedPart(part, size, header);
      for (int i = 0; i < segments.count(); i++) {
        int at = offset + segments.ciphertextOffset(i);
        segments.open(i, in, at, out, outOffset + segments.offset(i));
      }
      opened = true;
    } finally {
      if (!opened) {
        Arrays.fill(out, outOffset, outOffset + size, (byte) 0);
      }
    }
  }

  /** The segments of one part, with the key and nonce prefix that only this part has. */
  public final class Segments {
    private final int size;
    private final byte[] header;
    private final SecretKeySpec segmentKey;
    private int nextToSeal;

    private Segments(int part, int size, byte[] header, int nextToSeal) {
      if (part < 0 || size < 0 || size > BodyLayout.PART_PLAINTEXT) {
        throw new IllegalArgumentException("no part has index " + part + " and size " + size);
      }
      this.size = size;
      this.header = header;
      this.nextToSeal = nextToSeal;
      byte[] info =
          ByteBuffer.allocate(DOMAIN.length + ReportId.BYTES + 4)
              .put(DOMAIN)
              .put(id.bytes())
              .putInt(part)
              .array();
      byte[] derived = Hkdf.derive(key, Arrays.copyOfRange(header, 1, 1 + SALT), info);
      segmentKey = new SecretKeySpec(derived, "AES");
      Arrays.fill(derived, (byte) 0);
    }

    /** Stands before the first segment. */
    public byte[] header() {
      return header.clone();
    }

    /** How many segments; at least one. */
    public int count() {
      return BodyLayout.segments(size);
    }

    /** Where a segment's plaintext begins in the part's. */
    public int offset(int segment) {
      return BodyLayout.segmentOffset(segment);
    }

    /** How much plaintext a segment has. */
    public int size(int segment) {
      int end = isLast(segment) ? size : BodyLayout.segmentOffset(segment + 1);
      return end - BodyLayout.segmentOffset(segment);
    }

    /** Where a segment's ciphertext begins in the part's. */
    public int ciphertextOffset(int segment) {
      return BodyLayout.segmentCiphertextOffset(segment);
    }

    /** How much ciphertext a segment has: its plaintext and its tag. */
    public int ciphertextSize(int segment) {
      return size(segment) + BodyLayout.TAG;
    }

    /**
     * Seals a segment: the first, then the next, each once. Again means another {@link #newPart}.
     *
     * @throws IllegalStateException if it is not the next one, or the part is stored already
     */
    public void seal(int segment, byte[] in, int offset, byte[] out, int outOffset) {
      if (segment != nextToSeal) {
        throw new IllegalStateException("a segment is sealed once, after the one before it");
      }
      nextToSeal++;
      try {
        cipher.init(Cipher.ENCRYPT_MODE, segmentKey, nonce(segment));
        cipher.doFinal(in, offset, size(segment), out, outOffset);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /**
     * Opens a segment. If it fails, what it wrote to {@code out} is overwritten.
     *
     * @throws SealException.Tampered if its tag does not match
     */
    public void open(int segment, byte[] in, int offset, byte[] out, int outOffset) {
      try {
        cipher.init(Cipher.DECRYPT_MODE, segmentKey, nonce(segment));
        cipher.doFinal(in, offset, ciphertextSize(segment), out, outOffset);
      } catch (AEADBadTagException _) {
        throw new SealException.Tampered("a segment of a part does not open");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private boolean isLast(int segment) {
      if (segment < 0 || segment >= count()) {
        throw new IndexOutOfBoundsException("segment " + segment + " of " + count());
      }
      return segment == count() - 1;
    }

    private GCMParameterSpec nonce(int segment) {
      byte[] nonce =
          ByteBuffer.allocate(PREFIX + 5)
              .put(header, 1 + SALT, PREFIX)
              .putInt(segment)
              .put((byte) (isLast(segment) ? 1 : 0))
              .array();
      return new GCMParameterSpec(8 * BodyLayout.TAG, nonce);
    }
  }
}
