package io.medseal.client.reports;

import io.medseal.ledger.ids.Sha256;

/**
 * A file of a report.
 *
 * @param name as the author named it; segments joined by {@code /}
 * @param size in bytes
 * @param sha256 of its content
 * @param preview shown in place of another file, not a finding of its own
 */
public record ReportFile(
    String name, String mediaType, long size, Sha256 sha256, boolean preview) {}
