package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;

/**
 * What a share gives (spec/keyrings.md section 6, Shares).
 *
 * @param envelope the report's key, sealed to generation 1 of the share
 * @param digest of the envelope
 */
public record SharedReport(ReportId report, Bytes envelope, Sha256 digest) {}
