package io.medseal.client.reports;

import java.util.List;
import java.util.Optional;

/**
 * A page of reports, newest first.
 *
 * @param next for the next page; empty on the last
 */
public record ReportListing(List<ReportEntry> reports, Optional<String> next) {
  public ReportListing {
    reports = List.copyOf(reports);
  }
}
