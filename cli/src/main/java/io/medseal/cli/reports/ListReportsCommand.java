package io.medseal.cli.reports;

import io.medseal.cli.commands.Counts;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportListing;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.reports.ReportView;
import java.util.List;

/** {@code medseal reports}. */
public final class ListReportsCommand extends ConnectedCommand {
  private final Parameter<String> record =
      optionalArgument(
          "RECORD[/SECTION]",
          "Only those of a record: the beginning of its id, or the patient's name; or of one"
              + " section of it.");
  private final Parameter<Integer> limit =
      option(
          "--limit", "N", Integer.class, Counts::read, "50", "How many to list, the newest first");
  private final Parameter<Boolean> all = flag("--all", "List all of them.");

  /** What is printed with {@code --json}. */
  record Reports(List<ReportDocuments.ReportShown> reports, boolean more) {}

  public ListReportsCommand() {
    prints(Reports.class);
    describe(
        "Lists reports, newest first. Titles, types and authors come from manifests that were"
            + " verified, now or at an earlier list, on this device or another of yours; what does"
            + " not verify is listed without them.");
    example("reports", "List the newest reports that you may open");
    example("reports 'Ada Example' --all", "List every report of a record");
    example("reports 3f2a9c1d/Cardiology --json", "List a section for a program");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    ReportQuery query =
        record.optional().map(typed -> query(medseal, typed)).orElse(ReportQuery.ALL);
    int wanted = all.get() ? Integer.MAX_VALUE : limit.get();
    ReportListing listing = medseal.reports().newest(query, wanted);
    List<ReportEntry> entries = listing.reports();
    boolean more = listing.next().isPresent();
    invocation.answer(
        new Reports(entries.stream().map(ReportDocuments::of).toList(), more),
        page -> print(page, entries, more));
    long unverified = entries.stream().filter(ReportEntry.Unverified.class::isInstance).count();
    if (unverified > 0 && !invocation.json()) {
      invocation.remark(
          unverified
              + (unverified == 1 ? " report does" : " reports do")
              + " not verify; 'medseal verify' says why.");
    }
    long unaware = entries.stream().filter(ListReportsCommand::isUnaware).count();
    if (unaware > 0 && !invocation.json()) {
      invocation.remark(
          unaware
              + (unaware == 1 ? " report, marked ! here, was" : " reports, marked ! here, were")
              + " sealed without knowing of newer changes; 'medseal verify' says more.");
    }
    long corrected = entries.stream().filter(ListReportsCommand::isCorrected).count();
    if (corrected > 0 && !invocation.json()) {
      invocation.remark(
          corrected
              + (corrected == 1 ? " report, marked * here, was" : " reports, marked * here, were")
              + " corrected; 'medseal verify' says by whom.");
    }
  }

  private static boolean isCorrected(ReportEntry entry) {
    return entry instanceof ReportEntry.Verified verified
        && verified.report().corrected().isPresent();
  }

  private static boolean isUnaware(ReportEntry entry) {
    return entry instanceof ReportEntry.Verified verified
        && verified.report().unawareSince().isPresent();
  }

  private static ReportQuery query(Medseal medseal, String typed) {
    int slash = typed.indexOf('/');
    if (slash < 0) {
      return ReportQuery.ofRecord(medseal.records().find(typed).id());
    }
    RecordView found = medseal.records().find(typed.substring(0, slash));
    return ReportQuery.ofSection(
        medseal.records().findSection(found, typed.substring(slash + 1)).id());
  }

  private static void print(Page page, List<ReportEntry> entries, boolean more) {
    ShortIds ids = ShortIds.of(entries.stream().map(entry -> entry.id().hex()).toList());
    Table table =
        Table.of(
            "report",
            "added",
            "title",
            "type",
            "specialty",
            "author",
            "patient",
            ">files",
            ">size");
    for (ReportEntry entry : entries) {
      switch (entry) {
        case ReportEntry.Verified verified -> row(page, table, ids, verified.report());
        case ReportEntry.Unverified unverified ->
            table.row(
                ids.cut(unverified.id().hex()),
                "",
                "(does not verify: " + unverified.problem().code() + ")",
                "",
                "",
                "",
                "",
                "",
                "");
      }
    }
    page.table(table, "No reports.");
    if (more) {
      page.line("There are more; --all lists them.");
    }
  }

  private static void row(Page page, Table table, ShortIds ids, ReportView report) {
    table.row(
        ids.cut(report.id().hex()),
        page.time(report.added()),
        (report.unawareSince().isPresent() ? "! " : "")
            + (report.corrected().isPresent() ? "* " : "")
            + report.title(),
        report.type().map(Coding::shown).orElse(""),
        report.specialty().map(Coding::shown).orElse(""),
        report.author().display(),
        report.subject().orElse(""),
        Integer.toString(report.files()),
        Sizes.of(report.size()));
  }
}
