package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import java.time.Instant;
import java.util.Optional;

/**
 * One report's key, sealed to one keyring.
 *
 * @param generation the recipient's generation
 * @param envelope the report key, sealed
 * @param note facts for the recipient, sealed to the same generation
 */
public record ReportShare(
    ReportId report,
    KeyringId to,
    int generation,
    Bytes envelope,
    Optional<Bytes> note,
    Optional<Instant> until,
    KeyringId sharedBy,
    Instant sharedAt) {

  /** Whether the share had ended at that time. */
  public boolean expiredAt(Instant time) {
    return until.isPresent() && !until.get().isAfter(time);
  }
}
