package io.medseal.server.reports;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;

/**
 * How a body of some length falls into parts (spec/bodies.md section 2).
 *
 * @param bytes ciphertext length
 */
record BodyParts(long bytes) {
  /** A petabyte: far above any report, far below overflow. */
  private static final long MOST = 1L << 50;

  BodyParts {
    long last = bytes % ReportSizes.PART;
    if (bytes < ReportSizes.LEAST_PART
        || bytes > MOST
        || (last != 0 && last < ReportSizes.LEAST_PART)) {
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
    return Math.toIntExact((bytes + ReportSizes.PART - 1) / ReportSizes.PART);
  }

  int length(int index) {
    if (index < 0 || index >= count()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    return (int) Math.min(ReportSizes.PART, bytes - (long) index * ReportSizes.PART);
  }
}
