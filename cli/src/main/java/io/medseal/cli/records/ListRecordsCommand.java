package io.medseal.cli.records;

import io.medseal.cli.commands.Counts;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
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
  private final Parameter<Integer> limit =
      option(
          "--limit", "N", Integer.class, Counts::read, "50", "How many to list, the newest first");
  private final Parameter<Boolean> all = flag("--all", "List every record, by the patient's name.");

  /** What is printed with {@code --json}. */
  record Records(List<RecordDocuments.RecordShown> records, boolean more) {}

  public ListRecordsCommand() {
    prints(Records.class);
    describe(
        "Lists the records that you may see: yours, those shared with you, and those shared with your"
            + " departments. Those in which something happened last come first.");
    example("record list", "List the records");
    example("record list --all --json", "List every one for a program, with whole ids");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    boolean more = false;
    List<RecordView> records;
    if (all.get()) {
      records = medseal.records().list();
    } else {
      io.medseal.client.records.Records.Newest newest = medseal.records().newest(limit.get());
      records = newest.records();
      more = !newest.isAll();
    }
    Records document = new Records(records.stream().map(RecordDocuments::of).toList(), more);
    ShortIds ids = ShortIds.of(records.stream().map(record -> record.id().hex()).toList());
    invocation.answer(
        document,
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
          if (document.more()) {
            page.line("There are more; --all lists them.");
          }
        });
  }

  /** Where there was one before, or one was left out, "not yet" would not be true. */
  private static String whenNone(Medseal medseal) {
    return medseal.profile().listed().isEmpty() && medseal.troubles().isEmpty()
        ? "No record yet; 'medseal record create' makes one."
        : "No record that this account may see now.";
  }
}
