package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;
import java.util.Optional;

/** An institute's word on who a person is. */
public record Endorsement(
    KeyringId subject,
    String name,
    Optional<String> specialty,
    Optional<String> licence,
    Optional<Instant> until,
    Instant endorsedAt) {

  /** Whether the endorsement had ended at that time. */
  public boolean expiredAt(Instant time) {
    return until.isPresent() && !until.get().isAfter(time);
  }
}
