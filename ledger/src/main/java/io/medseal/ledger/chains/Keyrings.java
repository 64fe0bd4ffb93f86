package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import java.util.Optional;

/** Where verified chains are looked up. */
@FunctionalInterface
public interface Keyrings {
  /** The chain of that keyring; empty where it is not to be had. */
  Optional<? extends VerifiedStates> find(KeyringId id);
}
