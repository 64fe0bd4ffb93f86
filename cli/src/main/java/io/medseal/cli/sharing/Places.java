package io.medseal.cli.sharing;

import io.medseal.cli.output.ShortIds;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.sharing.Target;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.names.Quoted;
import java.util.Optional;

/** Names what is shared. */
final class Places {
  private final RecordView record;

  Places(RecordView record) {
    this.record = record;
  }

  /** What is printed with {@code --json}. */
  record PlaceShown(
      String record,
      Optional<String> section,
      Optional<String> sectionName,
      Optional<String> report) {}

  PlaceShown document(Target target) {
    return switch (target) {
      case Target.WholeRecord whole ->
          new PlaceShown(
              whole.record().hex(), Optional.empty(), Optional.empty(), Optional.empty());
      case Target.OneSection section ->
          new PlaceShown(
              section.record().hex(),
              Optional.of(section.section().hex()),
              name(section.section()),
              Optional.empty());
      case Target.OneReport report ->
          new PlaceShown(
              report.record().hex(),
              Optional.of(report.section().hex()),
              name(report.section()),
              Optional.of(report.report().hex()));
    };
  }

  /** In a cell of a table. */
  String brief(Target target) {
    return switch (target) {
      case Target.WholeRecord _ -> "record";
      case Target.OneSection section -> "section " + called(section.section());
      case Target.OneReport report -> "report " + ShortIds.alone(report.report().hex());
    };
  }

  /** In a sentence. */
  String spoken(Target target) {
    String whose = "the record of " + Quoted.of(record.display());
    return switch (target) {
      case Target.WholeRecord _ -> whose;
      case Target.OneSection section -> "section " + called(section.section()) + " of " + whose;
      case Target.OneReport report ->
          "report " + ShortIds.alone(report.report().hex()) + " of " + whose;
    };
  }

  private String called(KeyringId section) {
    return name(section).flatMap(Quoted::any).orElseGet(() -> ShortIds.alone(section.hex()));
  }

  Optional<String> name(KeyringId section) {
    return record.sections().stream()
        .filter(known -> known.id().equals(section))
        .findFirst()
        .flatMap(SectionView::name);
  }
}
