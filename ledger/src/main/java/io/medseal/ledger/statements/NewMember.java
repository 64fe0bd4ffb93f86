package io.medseal.ledger.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as a statement adds it.
 *
 * @param generation the member's generation that the envelope is sealed to
 * @param until when the membership ends; null for one without end
 * @param envelope the keyring's secret, sealed to the member; null exactly when the role can't open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewMember(
    KeyringId keyring,
    int generation,
    Role role,
    @Nullable Instant until,
    @Nullable Bytes envelope) {
  /** Length of an envelope (spec/keyrings.md section 4). */
  public static final int ENVELOPE_BYTES = 1_169;

  public NewMember {
    if (keyring == null || role == null || generation < 1) {
      throw new LedgerException.Malformed("a member has keyring, generation and role");
    }
    if (role.opens() != (envelope != null)) {
      throw new LedgerException.Malformed(
          "a member has an envelope exactly when its role may open");
    }
    checkEnvelope(envelope);
  }

  static void checkEnvelope(@Nullable Bytes envelope) {
    if (envelope != null && envelope.size() != ENVELOPE_BYTES) {
      throw new LedgerException.Malformed("an envelope has 1,169 bytes");
    }
    if (envelope != null && envelope.toArray()[0] != 1) {
      throw new LedgerException.UnknownSuite(envelope.toArray()[0] & 0xff);
    }
  }
}
