package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.output.Table;
import io.medseal.client.records.SectionView;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an upload would add, for who looks first. */
final class PlanDocuments {
  /** More reports than that come as no surprise only if they were announced. */
  private static final int MANY = 20;

  private PlanDocuments() {}

  /** What is printed with {@code --dry-run --json}. */
  record Plan(String record, String section, List<Proposed> planned, List<String> remarks) {}

  /** One report that would be added. */
  record Proposed(String title, Optional<String> date, int files, long size) {}

  static void answer(
      Invocation invocation, SectionView into, UploadPlan plan, List<String> remarks) {
    List<Proposed> planned = plan.reports().stream().map(PlanDocuments::proposed).toList();
    invocation.answer(
        new Plan(into.record().hex(), into.id().hex(), planned, remarks),
        page -> print(page, plan, planned));
  }

  /** Says beforehand what many files will become. */
  static Optional<String> announcement(UploadPlan plan) {
    return plan.reports().size() > MANY ? Optional.of("This makes " + sum(plan)) : Optional.empty();
  }

  private static Proposed proposed(PlannedReport report) {
    return new Proposed(report.title(), report.date(), report.files().size(), report.size());
  }

  private static void print(Page page, UploadPlan plan, List<Proposed> planned) {
    Table table = Table.of("title", "date", ">files", ">size");
    for (Proposed report : planned) {
      table.row(
          report.title(),
          report.date().orElse(""),
          Integer.toString(report.files()),
          Sizes.of(report.size()));
    }
    page.table(table, "Nothing.");
    page.line("This would make " + sum(plan) + " Nothing was added.");
  }

  private static String sum(UploadPlan plan) {
    int reports = plan.reports().size();
    return String.format(
        Locale.ROOT,
        "%,d %s of %,d %s (%s).",
        reports,
        reports == 1 ? "report" : "reports",
        plan.files(),
        plan.files() == 1 ? "file" : "files",
        Sizes.of(plan.size()));
  }
}
