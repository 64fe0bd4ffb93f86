package io.medseal.cli.records;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
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
import java.util.Optional;

/** {@code medseal record correct}. */
public final class CorrectRecordCommand extends ConnectedCommand {
  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");
  private final Parameter<String> patient =
      option("--patient", "NAME", "The patient's right name.");
  private final Parameter<LocalDate> born =
      option("--born", "DATE", LocalDate.class, Times::date, "The patient's right date of birth.");
  private final Parameter<List<PatientIdentifier>> identifiers =
      several(
          "--identifier",
          "SYSTEM|VALUE",
          PatientIdentifier.class,
          CreateRecordCommand::identifier,
          "A number of the patient, in place of all that are there; once for each.");

  public CorrectRecordCommand() {
    prints(RecordDocuments.RecordShown.class);
    describe(
        "Corrects the patient's name, date of birth or numbers, by signed statements in the record,"
            + " its sections and the shares of its reports; what is not named stays. What was said"
            + " before, and by whom, stays in the record's history: 'medseal record show' shows it."
            + " Only who manages the record may do this.");
    describe(
        "That changes whose record it is said to be, not what is in it: what a report says of its"
            + " patient is corrected with 'medseal correct'.");
    example("record correct 3f2a9c1d --patient 'Ada Example'", "Correct a misspelt name");
    example("record correct 'Ada Example' --born 1969-07-20", "Correct the date of birth");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    if (patient.optional().isEmpty() && born.optional().isEmpty() && identifiers.get().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "Say what to correct, for instance with --patient; see --help.");
    }
    RecordView found = medseal.records().find(record.get());
    Optional<Patient> before = found.patient();
    String name =
        patient
            .optional()
            .or(() -> before.map(Patient::name))
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "This account cannot read whose record it is; add --patient."));
    medseal
        .sharing()
        .correctPatient(
            found.id(),
            new Patient(
                name,
                born.optional().or(() -> before.flatMap(Patient::birthDate)),
                identifiers.get().isEmpty()
                    ? before.map(Patient::identifiers).orElse(List.of())
                    : identifiers.get()));
    RecordView now = medseal.records().show(found.id());
    invocation.answer(
        RecordDocuments.of(now),
        page ->
            page.line(
                "Record "
                    + ShortIds.alone(now.id().hex())
                    + " is now the record of "
                    + Quoted.of(now.display())
                    + now.patient()
                        .flatMap(Patient::birthDate)
                        .map(day -> ", born " + day)
                        .orElse("")
                    + "."));
  }
}
