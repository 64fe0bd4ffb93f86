package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Seals parts of a report's body.
 *
 * <p>One thread at a time: make one for each thread. Keeps one output buffer of at most 8 MiB and
 * uses it again. A part may be sealed any number of times; each time is a new salt and nonce
 * prefix.
 *
 * {@snippet :
 * PartSealer sealer = new PartSealer(reportKey, report, layout);
 * PartSealer.SealedPart part = sealer.seal(0, plaintext);
 * upload(part.index(), part.ciphertext(), part.sha256());
 * }
 */
public final class PartSealer {
  private final PartCipher cipher;
  private final BodyLayout layout;
  private final MessageDigest sha256 = Digests.sha256();
  private byte[] out = {};
  private byte[] copied = {};

  /** For the parts of one report. The key must stay open as long as parts are sealed. */
  public PartSealer(ReportKey key, ReportId report, BodyLayout layout) {
    this.cipher = new PartCipher(key, report);
    this.layout = layout;
  }

  /**
   * A sealed part.
   *
   * @param ciphertext read-only; valid until the sealer's next call
   * @param sha256 of the ciphertext, for the manifest
   */
  public record SealedPart(int index, ByteBuffer ciphertext, Sha256 sha256) {}

  /**
   * Seals a part.
   *
   * @param plaintext from position to limit exactly the part's plaintext; is consumed
   * @throws IndexOutOfBoundsException if the body has no such part
   * @throws IllegalArgumentException if the plaintext has not the part's size
   */
  public SealedPart seal(int index, ByteBuffer plaintext) {
    int length = plaintext.remaining();
    if (plaintext.hasArray()) {
      int offset = plaintext.arrayOffset() + plaintext.position();
      plaintext.position(plaintext.limit());
      return seal(index, plaintext.array(), offset, length);
    }
    if (copied.length < length) {
      copied = new byte[Math.min(length, BodyLayout.PART_PLAINTEXT)];
    }
    checkSize(index, length);
    plaintext.get(copied, 0, length);
    return seal(index, copied, 0, length);
  }

  /**
   * Seals a part.
   *
   * @throws IndexOutOfBoundsException if the body has no such part
   * @throws IllegalArgumentException if the plaintext has not the part's size
   */
  public SealedPart seal(int index, byte[] plaintext, int offset, int length) {
    int size = checkSize(index, length);
    if (out.length < size) {
      out = new byte[size];
    }
    cipher.seal(index, plaintext, offset, length, out, 0);
    sha256.update(out, 0, size);
    return new SealedPart(
        index, ByteBuffer.wrap(out, 0, size).asReadOnlyBuffer(), Digests.finish(sha256));
  }

  private int checkSize(int index, int length) {
    BodyLayout.Part part = layout.part(index);
    if (part.size() != length) {
      throw new IllegalArgumentException(
          "part " + index + " has " + part.size() + " bytes, not " + length);
    }
    return part.ciphertextSize();
  }
}
