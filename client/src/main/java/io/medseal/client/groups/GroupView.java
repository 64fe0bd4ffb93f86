package io.medseal.client.groups;

import io.medseal.client.institutes.Standing;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Member;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A department or institute.
 *
 * @param card its public name
 * @param standing what stands behind the name, of an institute
 * @param members those whose membership has not ended
 * @param capabilities what this person may do in it
 */
public record GroupView(
    KeyringId id,
    KeyringKind kind,
    Optional<Card> card,
    Standing standing,
    List<Member> members,
    Set<Capability> capabilities,
    String safetyNumber) {

  public GroupView {
    members = List.copyOf(members);
    capabilities = Set.copyOf(capabilities);
  }
}
