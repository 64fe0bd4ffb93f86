package io.medseal.client.uploads;

import java.util.List;

/**
 * What an upload will add.
 *
 * @param reports in the order in which they will be added
 * @param remarks for the person who uploads, one sentence each: what is left out and why, what
 *     looks odd
 */
public record UploadPlan(List<PlannedReport> reports, List<String> remarks) {
  public UploadPlan {
    reports = List.copyOf(reports);
    remarks = List.copyOf(remarks);
  }

  /** Of all reports, in bytes. */
  public long size() {
    return reports.stream().mapToLong(PlannedReport::size).sum();
  }
}
