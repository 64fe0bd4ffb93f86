package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;

/**
 * That a report was deleted from a section; the first time counts.
 *
 * @param by who signed the statement
 * @param at that statement's time
 */
public record Deletion(KeyringId by, Instant at) {}
