package io.medseal.cli.reports;

import io.medseal.cli.people.InstitutesShown;
import io.medseal.cli.people.Named;
import io.medseal.client.reports.Author;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.Corrected;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportFile;
import io.medseal.client.reports.ReportView;
import io.medseal.ledger.keyrings.Card;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports as they are printed. */
final class ReportDocuments {
  private ReportDocuments() {}

  /**
   * A report; one that does not verify has only an id, a section and a problem.
   *
   * @param verified every check of the manifest has passed
   * @param date of what it shows
   * @param added when its author signed it
   * @param files how many, previews not counted
   * @param unawareSince the time of a statement that its author did not know, and should have
   * @param corrected that title, type, specialty, date or patient were corrected, and how they were
   *     before
   * @param problem why it does not open or verify
   */
  record ReportShown(
      String id,
      boolean verified,
      Optional<String> record,
      String section,
      Optional<String> title,
      Optional<CodeShown> type,
      Optional<CodeShown> specialty,
      Optional<String> date,
      Optional<Instant> added,
      Optional<AuthorShown> author,
      Optional<String> patient,
      Optional<String> replaces,
      Optional<Integer> files,
      List<String> mediaTypes,
      Optional<Long> size,
      Optional<Instant> unawareSince,
      Optional<CorrectedShown> corrected,
      Optional<String> problem) {}

  record CorrectedShown(Named by, Instant at, Before before) {}

  record Before(
      String title,
      Optional<CodeShown> type,
      Optional<CodeShown> specialty,
      Optional<String> date,
      Optional<String> patient) {}

  record CodeShown(String system, String code, Optional<String> display) {}

  record AuthorShown(
      String keyring,
      Optional<String> name,
      Optional<String> email,
      Optional<String> cardName,
      List<InstitutesShown.EndorsedBy> endorsements) {}

  record FileShown(String name, String mediaType, long size, boolean preview) {}

  static ReportShown of(ReportEntry entry) {
    return switch (entry) {
      case ReportEntry.Verified verified -> of(verified.report());
      case ReportEntry.Unverified unverified ->
          new ReportShown(
              unverified.id().hex(),
              false,
              Optional.empty(),
              unverified.section().hex(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(unverified.problem().code()));
    };
  }

  static ReportShown of(ReportView report) {
    return new ReportShown(
        report.id().hex(),
        true,
        Optional.of(report.record().hex()),
        report.section().hex(),
        Optional.of(report.title()),
        report.type().map(ReportDocuments::of),
        report.specialty().map(ReportDocuments::of),
        report.date(),
        Optional.of(report.added()),
        Optional.of(of(report.author())),
        report.subject(),
        report.replaces().map(id -> id.hex()),
        Optional.of(report.files()),
        report.mediaTypes(),
        Optional.of(report.size()),
        report.unawareSince(),
        report.corrected().map(ReportDocuments::of),
        Optional.empty());
  }

  private static CorrectedShown of(Corrected corrected) {
    return new CorrectedShown(
        Named.of(corrected.by()),
        corrected.at(),
        new Before(
            corrected.title(),
            corrected.type().map(ReportDocuments::of),
            corrected.specialty().map(ReportDocuments::of),
            corrected.date(),
            corrected.subject()));
  }

  private static CodeShown of(Coding coding) {
    return new CodeShown(coding.system(), coding.code(), coding.display());
  }

  private static AuthorShown of(Author author) {
    return new AuthorShown(
        author.keyring().hex(),
        author.name(),
        author.email(),
        author.card().map(Card::name),
        author.endorsements().stream().map(InstitutesShown::of).toList());
  }

  static FileShown of(ReportFile file) {
    return new FileShown(file.name(), file.mediaType(), file.size(), file.preview());
  }
}
