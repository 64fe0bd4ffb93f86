package io.medseal.cli.records;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Times;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.records.RecordView;
import io.medseal.ledger.names.Quoted;
import java.time.LocalDate;
import java.util.List;

/** {@code medseal record create}. */
public final class CreateRecordCommand extends ConnectedCommand {
  private final Parameter<String> patient = required("--patient", "NAME", "The patient's name.");
  private final Parameter<LocalDate> born =
      option("--born", "DATE", LocalDate.class, Times::date, "The patient's date of birth.");
  private final Parameter<List<PatientIdentifier>> identifiers =
      several(
          "--identifier",
          "SYSTEM|VALUE",
          PatientIdentifier.class,
          CreateRecordCommand::identifier,
          "A number of the patient, and the URI of who gives such numbers. Quote it, since | means"
              + " something to the shell.");

  public CreateRecordCommand() {
    prints(RecordDocuments.RecordShown.class);
    describe(
        "Makes a record with one section, 'General', and makes you its owner; share it with the"
            + " patient as owner next. Name, birth date and numbers are sealed: the service never"
            + " sees them.");
    example("record create --patient 'Ada Example'", "Make a record");
    example(
        "record create --patient 'Ada Example' --born 1969-07-20 --identifier"
            + " 'https://hospital.example/mrn|12345'",
        "Make one with date of birth and the hospital's own number");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView record =
        medseal.records().create(new Patient(patient.get(), born.optional(), identifiers.get()));
    invocation.answer(
        RecordDocuments.of(record),
        page ->
            page.line(
                "Record "
                    + ShortIds.alone(record.id().hex())
                    + " made for "
                    + Quoted.of(record.display())
                    + "."));
  }

  static PatientIdentifier identifier(String word) {
    int bar = word.indexOf('|');
    if (bar < 1 || bar == word.length() - 1) {
      throw new IllegalArgumentException(
          "'"
              + word
              + "' is not written as SYSTEM|VALUE, for instance"
              + " https://hospital.example/mrn|12345");
    }
    return new PatientIdentifier(word.substring(0, bar), word.substring(bar + 1));
  }
}
