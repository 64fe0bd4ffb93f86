package io.medseal.client.reports;

/**
 * A file of a report.
 *
 * @param name as the author named it; segments joined by {@code /}
 * @param size in bytes
 * @param preview shown in place of another file, not a finding of its own
 */
public record ReportFile(String name, String mediaType, long size, boolean preview) {}
