package io.medseal.seal.bodies;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.SealException;

/**
 * Where everything lies in a body, from its plaintext size alone (spec/bodies.md section 2). All
 * numbers are bytes.
 *
 * @param size of the pack: 0 to 2^53 − 1
 */
public record BodyLayout(long size) {
  /** Ciphertext of a full part: 8 MiB. */
  public static final int PART_CIPHERTEXT = ReportSizes.PART;

  /** Plaintext of a full part. */
  public static final int PART_PLAINTEXT = 8_388_056;

  /** Ciphertext of a full segment; the header stands inside the first. */
  public static final int SEGMENT_CIPHERTEXT = ReportSizes.SEGMENT;

  /** Before a part's first segment: length, salt, nonce prefix. */
  public static final int HEADER = ReportSizes.PART_HEADER;

  /** After each segment. */
  public static final int TAG = ReportSizes.TAG;

  /** Plaintext of a full segment but the first. */
  public static final int SEGMENT_PLAINTEXT = SEGMENT_CIPHERTEXT - TAG;

  /** Plaintext of a full first segment. */
  public static final int FIRST_SEGMENT_PLAINTEXT = SEGMENT_PLAINTEXT - HEADER;

  /** Largest pack. */
  public static final long MAX_SIZE = (1L << 53) - 1;

  /**
   * Checks the size.
   *
   * @throws SealException.Malformed if it is negative or above 2^53 − 1
   */
  public BodyLayout {
    if (size < 0 || size > MAX_SIZE) {
      throw new SealException.Malformed("a body's size is from 0 to 2^53 - 1");
    }
  }

  /**
   * One part.
   *
   * @param index from 0
   * @param offset of its plaintext in the pack
   * @param size of its plaintext
   * @param ciphertextOffset in the body
   * @param ciphertextSize in the body
   */
  public record Part(int index, long offset, int size, long ciphertextOffset, int ciphertextSize) {
    /** How many segments it has; at least one. */
    public int segments() {
      return BodyLayout.segments(size);
    }
  }

  /** How many parts; at least one. */
  public int parts() {
    return size == 0 ? 1 : Math.toIntExact((size - 1) / PART_PLAINTEXT + 1);
  }

  /**
   * A part.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public Part part(int index) {
    if (index < 0 || index >= parts()) {
      throw new IndexOutOfBoundsException("part " + index + " of " + parts());
    }
    long offset = (long) index * PART_PLAINTEXT;
    int plaintext = (int) Math.min(PART_PLAINTEXT, size - offset);
    return new Part(
        index, offset, plaintext, (long) index * PART_CIPHERTEXT, ciphertextSize(plaintext));
  }

  /** The part that holds the plaintext byte at {@code offset}, which is below the size. */
  public Part partAt(long offset) {
    if (offset < 0 || offset >= size) {
      throw new IndexOutOfBoundsException("offset " + offset + " of " + size);
    }
    return part((int) (offset / PART_PLAINTEXT));
  }

  /** Of the whole body. */
  public long ciphertextSize() {
    Part last = part(parts() - 1);
    return last.ciphertextOffset() + last.ciphertextSize();
  }

  /**
   * Compares with what is stored.
   *
   * @throws SealException.Truncated if less is stored
   * @throws SealException.Tampered if more is stored
   */
  public void checkStoredSize(long stored) {
    checkSize(stored, ciphertextSize(), "the stored body");
  }

  static void checkSize(long actual, long expected, String what) {
    if (actual < expected) {
      throw new SealException.Truncated(what + " is shorter than its manifest says");
    }
    if (actual > expected) {
      throw new SealException.Tampered(what + " is longer than its manifest says");
    }
  }

  /** Ciphertext of a part with that much plaintext. */
  static int ciphertextSize(int plaintext) {
    return plaintext + HEADER + TAG * segments(plaintext);
  }

  static int segments(int plaintext) {
    return Math.max(1, (plaintext + HEADER + SEGMENT_PLAINTEXT - 1) / SEGMENT_PLAINTEXT);
  }

  /** The segment of a part that holds the plaintext byte at {@code offset} of that part. */
  static int segmentAt(int offset) {
    return (offset + HEADER) / SEGMENT_PLAINTEXT;
  }

  /** Where a segment's plaintext begins in its part. */
  static int segmentOffset(int segment) {
    return segment == 0 ? 0 : segment * SEGMENT_PLAINTEXT - HEADER;
  }

  /** Where a segment's ciphertext begins in its part; the first begins after the header. */
  static int segmentCiphertextOffset(int segment) {
    return segment == 0 ? HEADER : segment * SEGMENT_CIPHERTEXT;
  }
}
