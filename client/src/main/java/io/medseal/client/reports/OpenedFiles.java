package io.medseal.client.reports;

import java.nio.file.Path;
import java.util.List;

/**
 * A report that was opened.
 *
 * @param files written, in the report's order
 */
public record OpenedFiles(ReportView report, List<Path> files) {
  public OpenedFiles {
    files = List.copyOf(files);
  }
}
