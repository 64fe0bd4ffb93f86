package io.medseal.server.keyrings;

import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import java.util.List;

/**
 * A statement that was verified and written.
 *
 * @param state the keyring after it; what it seals is not in it
 * @param envelopes that it announces
 */
public record Written(ReadStatement read, KeyringState state, List<EnvelopeRows.Row> envelopes) {
  /** As it counts to the account that brought it. */
  long bytes() {
    return read.bytes().size() + (long) brought();
  }

  /** What its envelopes count. */
  int brought() {
    return envelopes.stream().mapToInt(EnvelopeRows.Row::bytes).sum();
  }

  /** What it says. */
  public Statement statement() {
    return read.statement();
  }
}
