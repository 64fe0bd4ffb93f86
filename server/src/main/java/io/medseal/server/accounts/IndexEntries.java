package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.nio.ByteBuffer;

/**
 * The form of what accounts keep of records and reports, sealed for themselves (spec/accounts.md
 * sections 8 and 9). Nothing in an entry is known here but its generation.
 */
public final class IndexEntries {
  /** Of an entry. */
  public static final int MOST_BYTES = 4096;

  /** Written at once. */
  public static final int MOST_AT_ONCE = 200;

  private static final int LEAST_BYTES = 1 + Integer.BYTES + 12 + 16;

  private IndexEntries() {}

  /** Refuses what no honest client writes. */
  public static void check(Bytes entry) {
    if (entry.size() > MOST_BYTES) {
      throw ProblemException.of(ProblemType.TOO_LARGE);
    }
    if (entry.size() < LEAST_BYTES || entry.toArray()[0] != 1 || generation(entry) < 1) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  /** Of the account's keyring, as the entry says. */
  public static int generation(Bytes entry) {
    return ByteBuffer.wrap(entry.toArray(), 1, Integer.BYTES).getInt();
  }
}
