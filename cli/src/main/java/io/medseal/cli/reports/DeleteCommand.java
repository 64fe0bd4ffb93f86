package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.reports.ReportQuery;
import io.medseal.ledger.ids.ReportId;

/** {@code medseal delete}. */
public final class DeleteCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report: its id, or the beginning of it.");
  private final Parameter<Boolean> yes = flag("--yes", "Do not ask whether that is meant.");

  public DeleteCommand() {
    describe(
        "Deletes a report for everybody, for good. That it was there, and who deleted it, stays in"
            + " the record's activity. Only who manages the section may do this.");
    example("delete 3f2a9c1d", "Delete a report, after a question");
    example("delete 3f2a9c1d --yes", "Delete it from a script");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    ReportId id = medseal.reports().find(report.get(), ReportQuery.ALL);
    if (!yes.get()) {
      Confirmation.require(
          invocation,
          "Delete report " + ShortIds.alone(id.hex()) + " for everybody, for good?",
          "Nothing was deleted, since that was no yes.");
    }
    medseal.reports().delete(id);
    if (medseal.reports().isThere(id)) {
      throw CommandException.undone("the report is deleted");
    }
    invocation.done("Report " + ShortIds.alone(id.hex()) + " is deleted.");
  }
}
