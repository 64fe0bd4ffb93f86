package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import java.time.Instant;

/**
 * What a report says of itself since it was corrected; the newest counts.
 *
 * @param by who signed the statement
 * @param at that statement's time
 * @param number how many there are of this report with this one, from 1
 * @param sealed with the report's key
 * @param digest of {@code sealed}
 */
public record Correction(KeyringId by, Instant at, int number, Bytes sealed, Sha256 digest) {}
