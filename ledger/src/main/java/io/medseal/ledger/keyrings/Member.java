package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;
import java.util.Optional;

/**
 * One keyring's one role in another.
 *
 * @param until the membership ends then; empty for one without end
 * @param setBy who signed the statement that set this role
 * @param setAt that statement's time
 */
public record Member(
    KeyringId keyring,
    Role role,
    Optional<Instant> until,
    KeyringId setBy,
    Instant setAt,
    Introduction introduction) {

  /** Whether it is an owner without end. */
  public boolean isLastingOwner() {
    return role == Role.OWNER && until.isEmpty();
  }

  /** Whether the membership had ended at that time. */
  public boolean expiredAt(Instant time) {
    return until.isPresent() && !until.get().isAfter(time);
  }
}
