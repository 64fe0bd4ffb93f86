package io.medseal.cli.records;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.Records;
import io.medseal.client.records.SectionView;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.names.Quoted;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** {@code medseal record show}. */
public final class ShowRecordCommand extends ConnectedCommand {
  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");

  public ShowRecordCommand() {
    prints(RecordDocuments.RecordShown.class);
    describe(
        "Shows whose record it is, its sections, and what you may do. 'medseal reports' lists what"
            + " is in it, 'medseal access' who else may open it.");
    example("record show 3f2a9c1d", "Show a record by the beginning of its id");
    example("record show 'Ada Example'", "Show it by the patient's name");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView found = medseal.records().find(record.get());
    List<Records.PatientSaid> said =
        found.capabilities().contains(Capability.OPEN)
            ? medseal.records().patients(found.id())
            : List.of();
    invocation.answer(
        RecordDocuments.of(found),
        page -> {
          print(page, found);
          for (int i = 1; i < said.size(); i++) {
            Records.PatientSaid correction = said.get(i);
            page.line(
                "Corrected by "
                    + medseal.people().asFarAsKnown(correction.by()).display()
                    + ", "
                    + page.time(correction.at())
                    + ", before: "
                    + spoken(said.get(i - 1).patient()));
          }
        });
  }

  private static String spoken(Patient patient) {
    return Quoted.of(patient.name())
        + patient.birthDate().map(day -> ", born " + day).orElse("")
        + patient.identifiers().stream()
            .map(number -> ", number " + Quoted.of(number.value()))
            .collect(Collectors.joining());
  }

  private static void print(Page page, RecordView record) {
    Page.Facts facts =
        new Page.Facts()
            .add("Record", record.id().hex())
            .add("Patient", record.patient().map(Patient::name).orElse("(sealed)"))
            .add(
                "Born",
                record.patient().flatMap(Patient::birthDate).map(LocalDate::toString).orElse(""));
    for (PatientIdentifier number : record.patient().map(Patient::identifiers).orElse(List.of())) {
      facts.add("Number at " + number.system(), number.value());
    }
    facts
        .add("You are", RecordDocuments.role(record.capabilities()))
        .add("Made", record.created().map(page::time).orElse(""))
        .add("State", record.closed() ? "closed: takes no more reports" : "");
    page.facts(facts);
    page.gap();
    ShortIds ids =
        ShortIds.of(record.sections().stream().map(section -> section.id().hex()).toList());
    Table table = Table.of("section", "name", "you are");
    for (SectionView section : record.sections()) {
      table.row(
          ids.cut(section.id().hex()),
          section.name().orElse("(sealed)"),
          RecordDocuments.role(section.capabilities()));
    }
    page.table(table, "No section that you may see.");
  }
}
