package io.medseal.cli.records;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.ledger.names.Quoted;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** {@code medseal record list}. */
public final class ListRecordsCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record Records(List<RecordDocuments.RecordShown> records) {}

  public ListRecordsCommand() {
    prints(Records.class);
    describe(
        "Lists the records that you may see, by the patient's name: yours, those shared with you,"
            + " and those shared with your departments.");
    example("record list", "List the records");
    example("record list --json", "List them for a program, with whole ids");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    List<RecordView> records = medseal.records().list();
    ShortIds ids = ShortIds.of(records.stream().map(record -> record.id().hex()).toList());
    invocation.answer(
        new Records(records.stream().map(RecordDocuments::of).toList()),
        page -> {
          Table table = Table.of("record", "patient", "born", "you are", "sections", "made");
          for (RecordView record : records) {
            table.row(
                ids.cut(record.id().hex()),
                record.patient().map(Patient::name).orElse("(sealed)"),
                record.patient().flatMap(Patient::birthDate).map(LocalDate::toString).orElse(""),
                RecordDocuments.role(record.capabilities()),
                record.sections().stream()
                    .map(section -> section.name().map(Quoted::of).orElseGet(section::display))
                    .collect(Collectors.joining(", ")),
                record.created().map(page::time).orElse(""));
          }
          page.table(table, whenNone(medseal));
        });
  }

  /** Where there was one before, or one was left out, "not yet" would not be true. */
  private static String whenNone(Medseal medseal) {
    return medseal.profile().listed().isEmpty() && medseal.troubles().isEmpty()
        ? "No record yet; 'medseal record create' makes one."
        : "No record that this account may see now.";
  }
}
