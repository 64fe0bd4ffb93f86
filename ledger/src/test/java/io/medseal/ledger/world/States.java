package io.medseal.ledger.world;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Instant;

/** States between a removal and its rotation, which are never seen by themselves. */
final class States {
  private States() {}

  static KeyringState without(
      KeyringState before, KeyringId member, StatementHash head, Instant time) {
    return new KeyringState(
        before.id(),
        before.kind(),
        before.creator(),
        before.parent(),
        before.shared(),
        before.generations(),
        before.members().minus(member),
        before.endorsements(),
        before.card(),
        before.profile(),
        true,
        before.closed(),
        before.seq() + 1,
        head,
        time);
  }
}
