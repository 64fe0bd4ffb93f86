package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.Medseal;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.OpenedFiles;
import io.medseal.client.reports.ReportQuery;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.names.Quoted;
import java.nio.file.Path;
import java.util.List;

/** {@code medseal open}. */
public final class OpenCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report: its id, or the beginning of it.");
  private final Parameter<String> file = option("--file", "NAME", "Only this file of the report.");
  private final Parameter<Path> out =
      required("--out", "DIR", Path.class, Path::of, "The folder to write to; made if need be.");
  private final Parameter<Boolean> force = flag("--force", "Replace files that are there already.");

  /** What is printed with {@code --json}. */
  record Opened(
      ReportDocuments.ReportShown report,
      List<ReportDocuments.FileShown> files,
      List<String> written) {}

  public OpenCommand() {
    prints(Opened.class);
    describe(
        "Fetches a report, opens it and writes its files. The author's signatures and authority, the"
            + " place of the report and every byte are verified first: nothing that does not verify"
            + " is written. Whoever may manage the record can see that you opened it.");
    example("open 3f2a9c1d --out ada", "Write all files of a report into a folder");
    example("open 3f2a9c1d --file letter.pdf --out .", "Write one file of it");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    ReportId id = medseal.reports().find(report.get(), ReportQuery.ALL);
    OpenedFiles opened;
    try (ProgressBar bar = new ProgressBar(invocation.terminal(), "opening")) {
      opened =
          medseal
              .reports()
              .open(id, new OpenRequest(out.get(), file.optional(), force.get()), bar::at);
    }
    List<String> written = opened.files().stream().map(Path::toString).toList();
    invocation.answer(
        new Opened(
            ReportDocuments.of(opened.report()),
            opened.contents().stream().map(ReportDocuments::of).toList(),
            written),
        page -> {
          page.line(
              "Opened and verified: "
                  + Quoted.of(opened.report().title())
                  + ", by "
                  + opened.report().author().display()
                  + ", "
                  + page.time(opened.report().added())
                  + ", "
                  + Sizes.of(opened.report().size()));
          opened
              .report()
              .corrected()
              .ifPresent(corrected -> CorrectCommand.print(page, opened.report(), corrected));
          opened
              .report()
              .unawareSince()
              .ifPresent(
                  since ->
                      page.line(
                          "Its author did not know of changes made since "
                              + page.time(since)
                              + ": somebody who had been removed may be able to open it too."));
          written.forEach(page::line);
        });
  }
}
