package io.medseal.client.sharing;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody has somewhere directly, by the chain.
 *
 * @param roles never empty
 * @param until when the first of them ends
 */
public record Reached(List<Role> roles, Optional<Instant> until) {
  public Reached {
    roles = List.copyOf(roles);
  }

  /** Among these members; empty where it is none of them at that time. */
  public static Optional<Reached> of(Collection<Member> members, KeyringId who, Instant at) {
    List<Member> theirs =
        members.stream()
            .filter(member -> member.keyring().equals(who) && !member.expiredAt(at))
            .toList();
    return theirs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reached(
                theirs.stream().map(Member::role).sorted().toList(),
                theirs.stream().flatMap(member -> member.until().stream()).sorted().findFirst()));
  }

  /** In a sentence. */
  public String spoken() {
    return roles.stream().map(Role::text).collect(Collectors.joining(" and "));
  }
}
