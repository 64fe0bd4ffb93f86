package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Times;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.Corrected;
import io.medseal.client.reports.Correction;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.reports.ReportView;
import io.medseal.client.uploads.Codes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.names.Quoted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code medseal correct}. */
public final class CorrectCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report: its id, or the beginning of it.");
  private final Parameter<String> title = option("--title", "T", "The right title.");
  private final Parameter<LocalDate> date =
      option("--date", "D", LocalDate.class, Times::date, "The right day of the examination.");
  private final Parameter<Coding> type =
      option("--type", "LOINC", Coding.class, Codes::type, "The right type, as a LOINC code.");
  private final Parameter<Coding> specialty =
      option(
          "--specialty",
          "CODE",
          Coding.class,
          Codes::specialty,
          "The right specialty: a SNOMED CT code, or a common one by name.");
  private final Parameter<String> patient =
      option("--patient", "NAME", "The patient's name as the report should say it.");

  /** What is printed with {@code --json}. */
  record Shown(ReportDocuments.ReportShown report) {}

  public CorrectCommand() {
    prints(Shown.class);
    describe(
        "Corrects title, day, type, specialty or the patient's name of a report, by a signed"
            + " statement in its section; what is not named stays. Everybody who may open the report"
            + " sees the new words, who corrected it and when, and what its author had written: that"
            + " stays under the author's signature. Only who manages the section may do this.");
    describe(
        "The files stay as they are. A report of another patient is not corrected but moved, with"
            + " 'medseal move'.");
    example("correct 3f2a9c1d --title 'CT of the chest'", "Correct a title");
    example("correct 3f2a9c1d --date 2026-11-20 --type 18748-4", "Correct day and type");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Correction correction =
        new Correction(
            title.optional(),
            type.optional(),
            specialty.optional(),
            date.optional(),
            patient.optional());
    if (correction.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "Say what to correct, for instance with --title; see --help.");
    }
    ReportId id = medseal.reports().find(report.get(), ReportQuery.ALL);
    medseal.reports().correct(id, correction);
    ReportView now = medseal.reports().show(id);
    Corrected corrected =
        now.corrected().orElseThrow(() -> CommandException.undone("the report is corrected"));
    invocation.answer(
        new Shown(ReportDocuments.of(now)),
        page -> {
          page.line("Report " + ShortIds.alone(id.hex()) + " is corrected.");
          print(page, now, corrected);
        });
  }

  /** A line for each thing that differs from what the author wrote. */
  static void print(Page page, ReportView now, Corrected corrected) {
    page.line("Corrected by " + corrected.by().display() + ", " + page.time(corrected.at()) + ":");
    for (String line : differences(now, corrected)) {
      page.line("  " + line);
    }
  }

  private static List<String> differences(ReportView now, Corrected before) {
    List<String> lines = new ArrayList<>();
    add(lines, "title", Optional.of(now.title()), Optional.of(before.title()));
    add(lines, "type", now.type().map(Coding::shown), before.type().map(Coding::shown));
    add(
        lines,
        "specialty",
        now.specialty().map(Coding::shown),
        before.specialty().map(Coding::shown));
    add(lines, "date", now.date(), before.date());
    add(lines, "patient", now.subject(), before.subject());
    return lines;
  }

  private static void add(
      List<String> lines, String what, Optional<String> now, Optional<String> before) {
    if (!now.equals(before)) {
      lines.add(what + " " + spoken(now) + ", before: " + spoken(before));
    }
  }

  private static String spoken(Optional<String> value) {
    return value.filter(text -> !text.isEmpty()).map(Quoted::of).orElse("none");
  }
}
