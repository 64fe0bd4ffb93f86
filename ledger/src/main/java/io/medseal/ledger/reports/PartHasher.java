package io.medseal.ledger.reports;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Makes the {@link HashList} of parts from their ciphertext, in one pass, in whatever pieces it
 * comes. One thread at a time; may be used for one part after the other.
 */
public final class PartHasher {
  private final MessageDigest segment = sha256();
  private final byte[] list = new byte[HashList.MOST_BYTES];
  private int taken;

  /** The next bytes of the part; consumed. */
  public void update(ByteBuffer ciphertext) {
    while (ciphertext.hasRemaining()) {
      if (taken == ReportSizes.PART) {
        throw new LedgerException.Malformed("a part has at most 8 MiB");
      }
      int length = (int) Math.min(ciphertext.remaining(), toBoundary());
      ByteBuffer piece = ciphertext.slice(ciphertext.position(), length);
      ciphertext.position(ciphertext.position() + length);
      if (taken < ReportSizes.PART_HEADER) {
        piece.get(list, taken, length);
      } else {
        segment.update(piece);
      }
      taken += length;
      if (taken % ReportSizes.SEGMENT == 0) {
        finishSegment(taken / ReportSizes.SEGMENT - 1);
      }
    }
  }

  /** The next bytes of the part. */
  public void update(byte[] ciphertext, int offset, int length) {
    update(ByteBuffer.wrap(ciphertext, offset, length));
  }

  /**
   * Ends the part; the next bytes are those of another one.
   *
   * @throws LedgerException.Malformed if no part is so short
   */
  public HashList finish() {
    int length = taken;
    taken = 0;
    int segments = ReportSizes.segments(length);
    if (length % ReportSizes.SEGMENT != 0) {
      finishSegment(segments - 1);
    }
    if (length < ReportSizes.LEAST_PART) {
      throw new LedgerException.Malformed("a part has a header and a tag");
    }
    return HashList.of(Arrays.copyOf(list, HashList.bytes(segments)));
  }

  private long toBoundary() {
    return taken < ReportSizes.PART_HEADER
        ? ReportSizes.PART_HEADER - taken
        : ReportSizes.SEGMENT - taken % ReportSizes.SEGMENT;
  }

  private void finishSegment(int index) {
    try {
      segment.digest(list, ReportSizes.PART_HEADER + index * Sha256.BYTES, Sha256.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
