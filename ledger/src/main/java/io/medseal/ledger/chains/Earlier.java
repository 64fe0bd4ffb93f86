package io.medseal.ledger.chains;

import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * What was before the state that somebody who keeps a chain whole goes on from ({@link KeptState}).
 * Whatever it says has to be of that chain. For use by several threads.
 */
public interface Earlier {
  /** The number of the statement of that hash; empty where none of the earlier ones has it. */
  OptionalInt seq(StatementHash head);

  /** When the earlier statement of that number was signed. */
  Instant time(int seq);

  /** The keyring after it, with the bytes of its profile's note. */
  KeyringState state(int seq);
}
