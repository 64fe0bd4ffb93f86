package io.medseal.client.reports;

import java.nio.file.Path;
import java.util.List;

/**
 * A report that was opened.
 *
 * @param contents all files of the report, in its order
 * @param files written, in the report's order
 */
public record OpenedFiles(ReportView report, List<ReportFile> contents, List<Path> files) {
  public OpenedFiles {
    contents = List.copyOf(contents);
    files = List.copyOf(files);
  }
}
