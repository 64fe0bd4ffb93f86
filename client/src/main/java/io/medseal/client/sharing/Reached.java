package io.medseal.client.sharing;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What somebody has somewhere directly, by the chain.
 *
 * @param until when it ends
 */
public record Reached(Role role, Optional<Instant> until) {

  /** Among these members; empty where it is none of them at that time. */
  public static Optional<Reached> of(Collection<Member> members, KeyringId who, Instant at) {
    return members.stream()
        .filter(member -> member.keyring().equals(who) && !member.expiredAt(at))
        .findFirst()
        .map(member -> new Reached(member.role(), member.until()));
  }

  /** In a sentence. */
  public String spoken() {
    return role.text();
  }
}
