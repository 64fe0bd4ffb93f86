package io.medseal.client.profiles;

import io.medseal.ledger.ids.KeyringId;
import java.util.Set;
import java.util.TreeSet;

/**
 * A record that was listed.
 *
 * @param told whether the person has been told that it is not listed any more
 * @param through whom and what it was reached by: who added this person, groups, sections
 */
public record Listed(boolean told, Set<KeyringId> through) {
  public Listed {
    through = java.util.Collections.unmodifiableSet(new TreeSet<>(through));
  }
}
