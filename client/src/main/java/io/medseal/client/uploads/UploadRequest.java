package io.medseal.client.uploads;

import io.medseal.client.reports.Coding;
import io.medseal.ledger.ids.ReportId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to upload.
 *
 * @param paths files and folders
 * @param title joins all files that are not DICOM into one report of that title
 * @param type in place of the one guessed from the content
 * @param date in place of the one in the files
 * @param wholeDiscs also what discs bring besides the patient's files: viewers, web pages
 */
public record UploadRequest(
    List<Path> paths,
    Optional<String> title,
    Optional<Coding> type,
    Optional<Coding> specialty,
    Optional<LocalDate> date,
    Optional<ReportId> replaces,
    boolean wholeDiscs) {

  public UploadRequest {
    paths = List.copyOf(paths);
  }

  /** Without what discs bring besides the patient's files. */
  public UploadRequest(
      List<Path> paths,
      Optional<String> title,
      Optional<Coding> type,
      Optional<Coding> specialty,
      Optional<LocalDate> date,
      Optional<ReportId> replaces) {
    this(paths, title, type, specialty, date, replaces, false);
  }

  /** These paths, with everything else as the files say. */
  public static UploadRequest of(List<Path> paths) {
    return new UploadRequest(
        paths,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
