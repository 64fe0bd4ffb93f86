package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;
import java.util.Optional;

/** What a statement leans on: other keyrings at the heads that it names. */
interface NamedHeads {

  /** The keyring after that statement of its chain; empty where either is unknown. */
  Optional<KeyringState> at(KeyringId keyring, StatementHash head);

  /** When the statement after that one was signed; empty for the newest. */
  Optional<Instant> followedAt(KeyringId keyring, StatementHash head);

  /** As {@link #at}, refusing what is unknown. */
  default KeyringState require(KeyringId keyring, StatementHash head) {
    return at(keyring, head)
        .orElseThrow(() -> new LedgerException.NoAuthority("a named keyring or head is unknown"));
  }

  /** What of it a statement that names it notes, refusing what is unknown. */
  default HeadPlace place(KeyringId keyring, StatementHash head) {
    KeyringState state = require(keyring, head);
    return new HeadPlace(state.seq(), state.current().number());
  }

  /** Heads of chains that are verified already. */
  static NamedHeads of(Keyrings keyrings) {
    return new NamedHeads() {
      @Override
      public Optional<KeyringState> at(KeyringId keyring, StatementHash head) {
        return keyrings.find(keyring).flatMap(chain -> chain.at(head));
      }

      @Override
      public Optional<Instant> followedAt(KeyringId keyring, StatementHash head) {
        return keyrings.find(keyring).flatMap(chain -> chain.followedAt(head));
      }
    };
  }
}
