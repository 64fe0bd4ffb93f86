package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a direct member came into a keyring: by the statement since which it has been a member
 * without a break. Later changes of its role introduce nobody.
 *
 * @param by who signed that statement
 * @param at that statement's time
 */
public record Introduction(KeyringId by, Instant at) {
  /** Of that keyring; empty where it is no direct member now. */
  public static Optional<Introduction> of(VerifiedStates chain, KeyringId member) {
    List<KeyringState> states = chain.states();
    int first = states.size();
    while (first > 0 && states.get(first - 1).members().containsKey(member)) {
      first--;
    }
    return first == states.size()
        ? Optional.empty()
        : Optional.ofNullable(states.get(first).members().get(member)).map(Introduction::by);
  }

  private static Introduction by(Member introduced) {
    return new Introduction(introduced.setBy(), introduced.setAt());
  }
}
