package io.medseal.client.uploads;

import io.medseal.client.problems.InputException;
import io.medseal.client.studies.StudyIndex;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.ContentsCodec;
import io.medseal.seal.manifests.ManifestFile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A planned report's table of contents. */
final class PlannedContents {
  /** Suite, nonce and tag. */
  private static final int SEALING = 1 + 12 + 16;

  private static final int LONGEST_TITLE = 1_000;

  private PlannedContents() {}

  /** A year, a month or a day, as FHIR writes them. */
  private static void requireDay(String date) {
    try {
      TemporalAccessor _ =
          switch (date.length()) {
            case 4 -> Year.parse(date);
            case 7 -> YearMonth.parse(date);
            default -> LocalDate.parse(date);
          };
    } catch (DateTimeException _) {
      throw new InputException.BadValue("'" + date + "' is no date of the calendar.");
    }
  }

  /** With the hashes of the parts that were sealed. */
  static Contents of(
      ReportId report, PlannedReport plan, Optional<StudyFile> study, List<Sha256> parts) {
    List<ManifestFile> files = new ArrayList<>();
    long offset = 0;
    for (PlannedFile file : plan.files()) {
      files.add(
          new ManifestFile(
              file.name(), file.mediaType(), offset, file.size(), ManifestFile.Role.CONTENT));
      offset += file.size();
    }
    if (study.isPresent()) {
      files.add(
          new ManifestFile(
              study.get().name(),
              StudyIndex.MEDIA_TYPE,
              offset,
              study.get().size(),
              ManifestFile.Role.STUDY));
    }
    return new Contents(report, files, parts);
  }

  /**
   * Refuses, before anything is sent, what would not fit in the end (spec/bodies.md section 3).
   *
   * @throws InputException.EmptyFile if a file has no byte
   * @throws InputException.BadValue if the title or the list of files is too long, or the date is
   *     none
   */
  static void requireFits(ReportId report, PlannedReport plan, Optional<StudyFile> study) {
    for (PlannedFile file : plan.files()) {
      if (file.size() == 0) {
        throw new InputException.EmptyFile(file.name());
      }
    }
    plan.date().ifPresent(PlannedContents::requireDay);
    if (plan.title().length() > LONGEST_TITLE) {
      throw new InputException.BadValue(
          "A title has at most 1,000 characters; choose a shorter one.");
    }
    int parts = new BodyLayout(plan.size() + study.map(StudyFile::size).orElse(0)).parts();
    List<Sha256> anyHashes = Collections.nCopies(parts, new Sha256("00".repeat(Sha256.BYTES)));
    int size = ContentsCodec.write(of(report, plan, study, anyHashes)).size();
    if (SEALING + size > ReportSizes.CONTENTS) {
      throw new InputException.BadValue(
          "These are too many files for one report; upload them as several reports.");
    }
  }
}
