package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.uploads.PendingUpload;
import java.time.Instant;
import java.util.List;

/** {@code medseal uploads list}. */
public final class PendingUploadsCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record Pending(List<Interrupted> uploads) {}

  record Interrupted(
      String report,
      String section,
      String title,
      int files,
      long size,
      Instant begun,
      int storedParts,
      int parts) {}

  public PendingUploadsCommand() {
    prints(Pending.class);
    describe(
        "Lists uploads of this profile that were interrupted. Running the same upload again, or"
            + " 'medseal uploads resume', goes on with one.");
    example("uploads list", "List interrupted uploads");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    List<PendingUpload> pending = medseal.uploads().pending();
    ShortIds ids = ShortIds.of(pending.stream().map(upload -> upload.report().hex()).toList());
    invocation.answer(
        new Pending(
            pending.stream()
                .map(
                    upload ->
                        new Interrupted(
                            upload.report().hex(),
                            upload.section().hex(),
                            upload.title(),
                            upload.files(),
                            upload.bytes(),
                            upload.begun(),
                            upload.storedParts(),
                            upload.parts()))
                .toList()),
        page -> {
          Table table = Table.of("report", "begun", "title", ">files", ">size", ">stored");
          for (PendingUpload upload : pending) {
            table.row(
                ids.cut(upload.report().hex()),
                page.time(upload.begun()),
                upload.title(),
                Integer.toString(upload.files()),
                Sizes.of(upload.bytes()),
                upload.storedParts() + " of " + upload.parts() + " parts");
          }
          page.table(table, "No upload was interrupted.");
        });
  }
}
