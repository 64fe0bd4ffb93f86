package io.medseal.client.uploads;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import java.time.Instant;

/**
 * An upload that was interrupted and can go on.
 *
 * @param bytes of all files
 * @param storedParts how many parts the service is known to hold
 * @param parts how many there are
 */
public record PendingUpload(
    ReportId report,
    KeyringId section,
    String title,
    int files,
    long bytes,
    Instant begun,
    int storedParts,
    int parts) {}
