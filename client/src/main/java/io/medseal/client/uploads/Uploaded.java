package io.medseal.client.uploads;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;

/**
 * A report that has been added. Who uploaded as a contributor can't open it any more.
 *
 * @param bytes of all files
 * @param resumed an interrupted upload was ended
 */
public record Uploaded(
    ReportId report, KeyringId section, String title, int files, long bytes, boolean resumed) {}
