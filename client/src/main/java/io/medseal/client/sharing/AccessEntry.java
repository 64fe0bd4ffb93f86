package io.medseal.client.sharing;

import io.medseal.client.people.Person;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One way in which somebody has access.
 *
 * @param to what they have access to
 * @param who a person, a service or a group
 * @param role what it allows
 * @param through the groups between, nearest to {@code who} first; empty for a direct share
 * @param until when the first membership on the way ends
 * @param addedBy who shared it with {@code who}, or with the group on whose way they come
 * @param addedAt when
 */
public record AccessEntry(
    Target to,
    Person who,
    Role role,
    List<Person> through,
    Optional<Instant> until,
    KeyringId addedBy,
    Instant addedAt) {

  public AccessEntry {
    through = List.copyOf(through);
  }
}
