package io.medseal.server.keyrings;

import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;

/**
 * A statement that was verified and written.
 *
 * @param state the keyring after it; what it seals is not in it
 */
public record Written(ReadStatement read, KeyringState state) {
  /** What it says. */
  public Statement statement() {
    return read.statement();
  }
}
