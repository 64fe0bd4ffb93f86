package io.medseal.ledger.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;

/**
 * What a share gives (spec/keyrings.md section 6, Shares).
 *
 * @param envelope the report's key, sealed to generation 1 of the share
 */
public record SharedReport(ReportId report, Bytes envelope) {}
