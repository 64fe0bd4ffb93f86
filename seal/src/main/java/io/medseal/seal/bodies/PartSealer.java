package io.medseal.seal.bodies;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
 * upload(part.index(), part.ciphertext(), part.hash());
 * }
 */
public final class PartSealer {
  private final PartCipher cipher;
  private final BodyLayout layout;
  private final PartHasher hasher = new PartHasher();
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
   * @param header of the ciphertext, to find out later whether a file has changed ({@link #isSame})
   * @param hash for the report's contents
   */
  public record SealedPart(int index, ByteBuffer ciphertext, Bytes header, Sha256 hash) {}

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
    PartCipher.Segments segments = cipher.newPart(index, length);
    HashList hashes = seal(segments, plaintext, offset);
    return new SealedPart(
        index,
        ByteBuffer.wrap(out, 0, size).asReadOnlyBuffer(),
        Bytes.of(segments.header()),
        hashes.partHash());
  }

  /**
   * Whether a part that was sealed before, and is stored, has this plaintext. The sealed bytes that
   * tell it stay here: under a header that has been used nothing may ever be sent again.
   *
   * @param header that the part was sealed with
   * @param hash that the part has
   */
  public boolean isSame(
      int index, byte[] plaintext, int offset, int length, Bytes header, Sha256 hash) {
    int size = checkSize(index, length);
    if (out.length < size) {
      out = new byte[size];
    }
    try {
      byte[] before = header.toArray();
      return PartCipher.isHeader(before)
          && seal(cipher.newPart(index, length, before), plaintext, offset).partHash().equals(hash);
    } finally {
      Arrays.fill(out, 0, size, (byte) 0);
    }
  }

  /** Segment by segment, so that each is hashed while it is warm. */
  private HashList seal(PartCipher.Segments segments, byte[] plaintext, int offset) {
    System.arraycopy(segments.header(), 0, out, 0, BodyLayout.HEADER);
    hasher.update(out, 0, BodyLayout.HEADER);
    for (int i = 0; i < segments.count(); i++) {
      int at = segments.ciphertextOffset(i);
      segments.seal(i, plaintext, offset + segments.offset(i), out, at);
      hasher.update(out, at, segments.ciphertextSize(i));
    }
    return hasher.finish();
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
