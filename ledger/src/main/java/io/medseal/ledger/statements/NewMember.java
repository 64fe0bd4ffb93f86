package io.medseal.ledger.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as a statement sets it.
 *
 * @param generation the member's generation that the envelope is sealed to
 * @param until when the membership ends; null for one without end
 * @param envelope leaf of the envelope with the keyring's secret for that member; null exactly when
 *     the role can't open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewMember(
    KeyringId keyring,
    int generation,
    Role role,
    @Nullable Instant until,
    @Nullable Sha256 envelope) {
  public NewMember {
    if (keyring == null || role == null || generation < 1) {
      throw new LedgerException.Malformed("a member has keyring, generation and role");
    }
    if (role.opens() != (envelope != null)) {
      throw new LedgerException.Malformed(
          "a member has an envelope exactly when its role may open");
    }
  }
}
