package io.medseal.cli.records;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.ledger.names.Quoted;

/** {@code medseal section add}. */
public final class AddSectionCommand extends ConnectedCommand {
  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");
  private final Parameter<String> name = argument("NAME", "What the section is called; sealed.");

  public AddSectionCommand() {
    prints(RecordDocuments.SectionShown.class);
    describe(
        "Adds a section, so that a part of a record can be shared without the rest: cardiology"
            + " without psychiatry, for instance. Whoever has the whole record has its new sections,"
            + " too.");
    example("section add 3f2a9c1d Cardiology", "Add a section to a record");
    example("section add 'Ada Example' 'Mental health'", "Name record and section in words");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView found = medseal.records().find(record.get());
    SectionView section = medseal.records().addSection(found.id(), name.get());
    invocation.answer(
        RecordDocuments.of(section),
        page ->
            page.line(
                "Section "
                    + Quoted.of(section.display())
                    + " ("
                    + ShortIds.alone(section.id().hex())
                    + ") added to the record of "
                    + Quoted.of(found.display())
                    + "."));
  }
}
