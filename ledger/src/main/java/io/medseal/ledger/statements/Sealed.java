package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;

/** What can be seen of sealed things without opening them: their lengths and suite. */
public final class Sealed {
  /** Length of an envelope (spec/keyrings.md section 4). */
  public static final int ENVELOPE_BYTES = 1_169;

  /** Bytes of a note around its text: envelope, nonce, tag (spec/keyrings.md section 5). */
  public static final int NOTE_OVERHEAD = ENVELOPE_BYTES + 12 + 16;

  /** Bytes of a correction around its text: suite, nonce, tag (spec/bodies.md section 8). */
  public static final int CORRECTION_OVERHEAD = 1 + 12 + 16;

  /** Longest text of a correction. */
  public static final int MAX_CORRECTION_TEXT = 16_384;

  /** Longest text of a note. */
  public static final int MAX_NOTE_TEXT = 65_536;

  private Sealed() {}

  /**
   * Refuses what has not the layout of an envelope.
   *
   * @throws LedgerException.Malformed if it has another length
   * @throws LedgerException.UnknownSuite if it is of another suite
   */
  public static void requireEnvelope(Bytes envelope) {
    requireSuite(envelope);
    if (envelope.size() != ENVELOPE_BYTES) {
      throw new LedgerException.Malformed("an envelope has 1,169 bytes");
    }
  }

  static void requireNote(Bytes note) {
    requireSuite(note);
    if (note.size() < NOTE_OVERHEAD || note.size() > NOTE_OVERHEAD + MAX_NOTE_TEXT) {
      throw new LedgerException.Malformed(
          "a note is an envelope and a text of at most 65,536 bytes");
    }
  }

  static void requireCorrection(Bytes correction) {
    requireSuite(correction);
    if (correction.size() <= CORRECTION_OVERHEAD
        || correction.size() > CORRECTION_OVERHEAD + MAX_CORRECTION_TEXT) {
      throw new LedgerException.Malformed("a correction has a text of at most 16,384 bytes");
    }
  }

  private static void requireSuite(Bytes sealed) {
    if (sealed.size() > 0 && sealed.first() != 1) {
      throw new LedgerException.UnknownSuite();
    }
  }
}
