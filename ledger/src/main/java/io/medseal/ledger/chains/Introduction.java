package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
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
  public static Optional<Introduction> of(VerifiedChain chain, KeyringId member) {
    List<VerifiedChain.Entry> entries = chain.entries();
    int first = entries.size();
    while (first > 0 && entries.get(first - 1).state().members().containsKey(member)) {
      first--;
    }
    if (first == entries.size()) {
      return Optional.empty();
    }
    VerifiedChain.Entry entry = entries.get(first);
    return Optional.of(
        new Introduction(entry.statement().header().signer().keyring(), entry.state().time()));
  }
}
