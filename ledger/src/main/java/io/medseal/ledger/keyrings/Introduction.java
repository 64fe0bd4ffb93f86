package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;

/**
 * How a direct member came into a keyring: by the statement since which it has been one without a
 * break. Later changes of its role introduce nobody.
 *
 * @param by who signed that statement
 * @param at that statement's time
 */
public record Introduction(KeyringId by, Instant at) {}
