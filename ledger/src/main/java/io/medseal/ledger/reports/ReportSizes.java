package io.medseal.ledger.reports;

/** Sizes and limits of a stored report, in bytes (spec/bodies.md sections 2 and 3). */
public final class ReportSizes {
  /** Ciphertext of a full part: 8 MiB. */
  public static final int PART = 8 * 1024 * 1024;

  /** Ciphertext of a full segment; a part's header stands inside the first. */
  public static final int SEGMENT = 256 * 1024;

  /** Before a part's first segment: length, salt, nonce prefix. */
  public static final int PART_HEADER = 40;

  /** After each segment. */
  public static final int TAG = 16;

  /** Ciphertext of a part of nothing. */
  public static final int LEAST_PART = PART_HEADER + TAG;

  /** Longest sealed manifest: lists transfer them by the hundred. */
  public static final int MANIFEST = 64 * 1024;

  /** Longest sealed contents. */
  public static final int CONTENTS = 16 * 1024 * 1024;

  /** Longest study index, as it stands in the pack. */
  public static final int STUDY = 16 * 1024 * 1024;

  private ReportSizes() {}

  /** How many segments a part of that much ciphertext has; at least one. */
  public static int segments(int ciphertext) {
    return Math.max(1, (ciphertext + SEGMENT - 1) / SEGMENT);
  }
}
