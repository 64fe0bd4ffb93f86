package io.medseal.server.reports;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.http.ProblemException;

/**
 * How a body of some length falls into parts (spec/bodies.md section 2).
 *
 * @param bytes ciphertext length
 */
record BodyParts(long bytes) {
  /** An empty part still has a header and a tag. */
  static final int LEAST = 56;

  /** A petabyte: far above any report, far below overflow. */
  private static final long MOST = 1L << 50;

  BodyParts {
    long last = bytes % Reports.PART_BYTES;
    if (bytes < LEAST || bytes > MOST || (last != 0 && last < LEAST)) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  /** Refuses a length that no body has. */
  static void check(long bytes) {
    if (new BodyParts(bytes).count() < 1) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  int count() {
    return Math.toIntExact((bytes + Reports.PART_BYTES - 1) / Reports.PART_BYTES);
  }

  int length(int index) {
    if (index < 0 || index >= count()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    return (int) Math.min(Reports.PART_BYTES, bytes - (long) index * Reports.PART_BYTES);
  }
}
