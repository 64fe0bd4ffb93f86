package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Interruption;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.Medseal;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.uploads.Moves;
import io.medseal.client.uploads.PlannedMove;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.names.Quoted;
import java.util.List;
import java.util.Optional;

/** {@code medseal move}. */
public final class MoveCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report: its id, or the beginning of it.");
  private final Parameter<String> record =
      required(
          "--to",
          "RECORD",
          String.class,
          word -> word,
          "The record that it belongs to: the beginning of its id, or the patient's name.");
  private final Parameter<String> section =
      option("--section", "S", "The section there, by name or id (default: General).");
  private final Parameter<List<String>> alsoOf =
      several(
          "--also-of",
          "NAME|ID",
          String.class,
          word -> word,
          "Another patient whom the files name, and whose files belong there all the same; once for"
              + " each.");
  private final Parameter<Boolean> yes = flag("--yes", "Do not ask whether that is meant.");

  /** What is printed with {@code --json}. */
  record Moved(String before, String report, String record, String section, boolean resumed) {}

  public MoveCommand() {
    prints(Moved.class);
    describe(
        "Takes a report from where it was filed by mistake to where it belongs: the record of"
            + " another patient, or another section. Its files stay what they are, byte for byte;"
            + " title, day, type and specialty come along as they were corrected. You sign it in its"
            + " new place, where it has a new id, and it is deleted in the old one. Whoever could"
            + " open it there, alone or with the rest, can do so no more, and is not told where it"
            + " went; nor does the new place tell where it came from. Whoever manages the records"
            + " can see in each that it was moved.");
    describe(
        "A report that replaces an earlier version keeps that within its record, and nowhere else;"
            + " one that a newer version replaces loses that. What is lost is said before it is"
            + " asked whether you mean it, and with --yes too. Where several versions belong"
            + " elsewhere, move each, the oldest first.");
    describe(
        "Only who manages the section where it lies and may add where it goes may do this. It is"
            + " deleted only after it has arrived. If this is interrupted it may be in both places:"
            + " run the same command again, and it goes on where it stopped.");
    example("move 3f2a9c1d --to 'Ada Example'", "Move a report to another patient's record");
    example("move 3f2a9c1d --to 77b01234 --section Cardiology", "Move it to a section");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView to = medseal.records().find(record.get());
    Optional<Moves.Ended> ended = medseal.moves().ended(report.get());
    if (ended.isPresent()) {
      answer(invocation, medseal, ended.get().before(), to, ended.get().now());
      return;
    }
    ReportId id = medseal.reports().find(report.get(), ReportQuery.ALL);
    SectionView into =
        section
            .optional()
            .map(name -> medseal.records().findSection(to, name))
            .orElseGet(() -> medseal.uploads().defaultSection(to));
    try (PlannedMove move = medseal.moves().plan(id, into.id())) {
      if (!move.isWithinRecord()) {
        new PatientCheck(invocation, to.patient().or(into::patient))
            .require(move.patients(), alsoOf.get());
      }
      sayDisconnected(invocation, medseal.moves().disconnects(move));
      if (!yes.get()) {
        confirm(invocation, move, to, into);
      }
      answer(invocation, medseal, id, to, moved(invocation, medseal, move));
    }
  }

  private static Uploaded moved(Invocation invocation, Medseal medseal, PlannedMove move) {
    try (Interruption interruption =
            new Interruption(
                invocation.terminal(),
                "Interrupted. The report may be in both places; run the same command again to go on"
                    + " where it stopped.");
        ProgressBar bar = new ProgressBar(invocation.terminal(), "moving")) {
      java.util.Objects.requireNonNull(interruption);
      return medseal.moves().move(move, bar::at);
    }
  }

  /** Before anybody is asked, and also where nobody is. */
  private static void sayDisconnected(Invocation invocation, PlannedMove.Disconnected lost) {
    lost.older()
        .ifPresent(
            older ->
                invocation
                    .terminal()
                    .say(
                        "It replaces report "
                            + ShortIds.alone(older.hex())
                            + ", which stays where it is and counts as current again. Nothing will"
                            + " say any more that the two belong together."));
    lost.newer()
        .forEach(
            newer ->
                invocation
                    .terminal()
                    .say(
                        "It is replaced by report "
                            + ShortIds.alone(newer.id().hex())
                            + ", "
                            + Quoted.of(newer.title())
                            + ", which stays where it is. In its new place it will count as"
                            + " current."));
  }

  private static void confirm(
      Invocation invocation, PlannedMove move, RecordView to, SectionView into) {
    String target =
        to.patient().map(patient -> "the record of " + Quoted.of(patient.name())).orElse("record")
            + " ("
            + ShortIds.alone(to.id().hex())
            + "), section "
            + Quoted.of(into.display());
    Confirmation.require(
        invocation,
        "Move " + Quoted.of(move.report().title()) + " to " + target + "?",
        "Nothing was moved, since that was no yes.");
  }

  private static void answer(
      Invocation invocation, Medseal medseal, ReportId before, RecordView to, Uploaded moved) {
    if (medseal.reports().isThere(before)) {
      throw new CommandException(
          ExitCode.CONFLICT,
          "Report "
              + ShortIds.alone(moved.report().hex())
              + " has arrived, but the service still shows the one before; look again, and delete it.");
    }
    invocation.answer(
        new Moved(
            before.hex(),
            moved.report().hex(),
            to.id().hex(),
            moved.section().hex(),
            moved.resumed()),
        page ->
            page.line(
                "Moved: report "
                    + ShortIds.alone(before.hex())
                    + " is report "
                    + ShortIds.alone(moved.report().hex())
                    + " now, signed by you, and deleted where it was."));
  }
}
