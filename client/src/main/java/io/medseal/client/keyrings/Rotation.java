package io.medseal.client.keyrings;

import io.medseal.client.problems.AccessException;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.util.Set;
import java.util.TreeSet;

/** Makes the next generation of a keyring (spec/keyrings.md section 6, {@code rotate}). */
public final class Rotation {
  private final TrustedChains chains;
  private final KeyChest chest;

  Rotation(TrustedChains chains, KeyChest chest) {
    this.chains = chains;
    this.chest = chest;
  }

  /**
   * A new secret, sealed to every member that may open but those removed; it leads back to the
   * newest generation that this person can open, past any that was made to lock others out.
   *
   * @param removed by statements of the same append
   */
  public Change.Rotate next(Draft draft, KeyringId id, Set<KeyringId> removed) {
    KeyringState state = draft.state(id);
    Set<KeyringId> openers = new TreeSet<>(state.openers(draft.timeFor(state)));
    openers.removeAll(removed);
    chains.load(openers);
    int next = state.current().number() + 1;
    int older =
        chest
            .newest(id)
            .orElseThrow(() -> new AccessException.NoKey("keyring " + TrustedChains.brief(id)));
    if (older < state.current().number()) {
      chest.requireHandedOut(id);
    }
    GenerationSecret old = chest.secret(id, older);
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, state.kind())) {
      DraftEnvelopes envelopes = draft.envelopes();
      return new Change.Rotate(
          next,
          keys.publicKeys(),
          older,
          envelopes.seal(keys.publicKeys(), new EnvelopeName(id, older, id, next), old),
          envelopes.sealAll(id, next, openers.stream().map(draft::state).toList(), secret));
    }
  }
}
