package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Interruption;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.Medseal;
import io.medseal.client.records.References;
import io.medseal.client.uploads.PendingUpload;
import io.medseal.client.uploads.Uploaded;
import java.util.Optional;

/** {@code medseal uploads resume}, {@code medseal uploads discard}. */
public final class ResumeCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report, as 'medseal uploads list' shows it.");
  private final boolean discards;

  /** What is printed with {@code --json}. */
  record Resumed(String report, String section, String title, int files, long size) {}

  private ResumeCommand(boolean discards) {
    this.discards = discards;
  }

  /** Goes on with an upload. */
  public static ResumeCommand resuming() {
    ResumeCommand command = new ResumeCommand(false);
    command.prints(Resumed.class);
    command.describe(
        "Goes on with an upload that was interrupted. The files must be where they were, and as they"
            + " were.");
    command.example("uploads resume 3f2a9c1d", "Go on with an upload");
    return command;
  }

  /** Gives an upload up. */
  public static ResumeCommand discarding() {
    ResumeCommand command = new ResumeCommand(true);
    command.describe(
        "Gives an interrupted upload up: what is stored of it at the service is removed.");
    command.example("uploads discard 3f2a9c1d", "Give an upload up");
    return command;
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    PendingUpload upload =
        References.one(
            "upload",
            report.get(),
            medseal.uploads().pending(),
            pending -> pending.report().hex(),
            _ -> Optional.empty());
    if (discards) {
      medseal.uploads().discard(upload.report());
      invocation.done("Upload " + ShortIds.alone(upload.report().hex()) + " is given up.");
      return;
    }
    Uploaded done;
    try (Interruption interruption =
            new Interruption(
                invocation.terminal(),
                "Interrupted. Run the same command again to go on where it stopped.");
        ProgressBar bar = new ProgressBar(invocation.terminal(), "resuming")) {
      java.util.Objects.requireNonNull(interruption);
      done = medseal.uploads().resume(upload.report(), bar::at);
    }
    invocation.answer(
        new Resumed(
            done.report().hex(), done.section().hex(), done.title(), done.files(), done.bytes()),
        page ->
            page.line(
                "Resumed and added: "
                    + ShortIds.alone(done.report().hex())
                    + "  "
                    + done.title()
                    + "  ("
                    + Sizes.of(done.bytes())
                    + ")"));
  }
}
