package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Owners without end who can still own something: a person whose account has been deleted, or was
 * lost, never signs anything again. Histories do not know of accounts, so their own rule, that an
 * owner without end is left, counts such a person; the service does not.
 */
public final class LastingOwners {
  /**
   * SQL: a condition that holds where the member of the row {@code o} of {@code memberships} is an
   * owner without end who can still own something.
   */
  public static final String LASTING =
      """
      o.role = 'owner' and o.until_time is null and not exists (
        select 1 from keyrings p left join accounts a on a.keyring = p.id
        where p.id = o.member and p.kind = 'person'
          and (a.keyring is null or a.deleted is not null))\
      """;

  private LastingOwners() {}

  /**
   * Refuses what would take the last of them away, in the transaction that would write it: whoever
   * deletes an account at the same time is seen.
   *
   * @throws ProblemException {@code still-owner}
   */
  static void require(JdbcClient sql, Appending.Grown grown) {
    KeyringState after = grown.after().state();
    if (after.lastingOwners() > 0
        && takesAway(sql, grown, after)
        && of(after).noneMatch(owner -> goesOn(sql, owner))) {
      throw ProblemException.of(ProblemType.STILL_OWNER);
    }
  }

  /** Whether somebody who can own it owns it no longer, or it begins. */
  private static boolean takesAway(JdbcClient sql, Appending.Grown grown, KeyringState after) {
    if (grown.before().isEmpty()) {
      return true;
    }
    KeyringState before = grown.before().get().state();
    return grown.written().stream()
        .flatMap(written -> written.changedMembers().stream())
        .distinct()
        .filter(member -> isOwner(before, member) && !isOwner(after, member))
        .anyMatch(owner -> goesOn(sql, owner));
  }

  private static boolean isOwner(KeyringState state, KeyringId member) {
    return Optional.ofNullable(state.members().get(member))
        .filter(Member::isLastingOwner)
        .isPresent();
  }

  private static Stream<KeyringId> of(KeyringState state) {
    return state.members().values().stream().filter(Member::isLastingOwner).map(Member::keyring);
  }

  private static boolean goesOn(JdbcClient sql, KeyringId owner) {
    return sql.sql(
                """
                select count(*) from keyrings p left join accounts a on a.keyring = p.id
                where p.id = :owner and p.kind = 'person'
                  and (a.keyring is null or a.deleted is not null)\
                """)
            .param("owner", owner.hex())
            .query(Integer.class)
            .single()
        == 0;
  }
}
