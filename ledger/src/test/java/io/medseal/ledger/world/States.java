package io.medseal.ledger.world;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** States between a removal and its rotation, which are never seen by themselves. */
final class States {
  private States() {}

  static KeyringState without(
      KeyringState before, KeyringId member, StatementHash head, Instant time) {
    Map<KeyringId, Map<Role, Member>> members = new HashMap<>(before.members());
    members.remove(member);
    return new KeyringState(
        before.id(),
        before.kind(),
        before.creator(),
        before.parent(),
        before.generations(),
        members,
        before.shares(),
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
