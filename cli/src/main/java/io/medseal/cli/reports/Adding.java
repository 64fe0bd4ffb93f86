package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.Plain;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.reports.UploadCommand.Added;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.Medseal;
import io.medseal.client.records.SectionView;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadListener;
import io.medseal.client.uploads.UploadPlan;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.ReportId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Adds the reports of a plan that were not added before, and says so of each. */
final class Adding {
  private static final int TITLE_IN_BAR = 20;

  private final Invocation invocation;
  private final UploadPlan plan;
  private final UploadMemory memory;
  private final Map<Integer, Added> added = new TreeMap<>();

  Adding(Invocation invocation, UploadPlan plan, UploadMemory memory) {
    this.invocation = invocation;
    this.plan = plan;
    this.memory = memory;
  }

  /** All reports of the plan, in its order. */
  List<Added> run(Medseal medseal, SectionView into) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < plan.reports().size(); i++) {
      Optional<ReportId> before = memory.added(i);
      if (before.isPresent()) {
        tell(i, before(plan.reports().get(i), before.get()));
      } else {
        missing.add(i);
      }
    }
    List<PlannedReport> reports = missing.stream().map(plan.reports()::get).toList();
    try (ProgressBar bar = new ProgressBar(invocation.terminal(), label(reports))) {
      medseal.uploads().uploadAll(into.id(), reports, new Following(bar, missing, reports));
    }
    return List.copyOf(added.values());
  }

  private void tell(int index, Added report) {
    added.put(index, report);
    if (!invocation.json()) {
      invocation.done(line(report));
    }
  }

  /** Sums the progress of what is under way, and keeps what has been added. */
  private final class Following implements UploadListener {
    private final ProgressBar bar;
    private final List<Integer> indexes;
    private final AtomicLongArray done;
    private final AtomicLong sum = new AtomicLong();
    private final long total;

    Following(ProgressBar bar, List<Integer> indexes, List<PlannedReport> reports) {
      this.bar = bar;
      this.indexes = indexes;
      this.done = new AtomicLongArray(reports.size());
      this.total = reports.stream().mapToLong(PlannedReport::size).sum();
    }

    @Override
    public void at(int index, long so, long of) {
      long now = Math.min(so, plan.reports().get(indexes.get(index)).size());
      bar.at(sum.addAndGet(now - done.getAndSet(index, now)), total);
    }

    @Override
    public void added(int index, Uploaded uploaded) {
      memory.add(indexes.get(index), uploaded.report());
      bar.close(); // until it moves again
      tell(indexes.get(index), now(uploaded));
    }
  }

  private static Added now(Uploaded uploaded) {
    return new Added(
        uploaded.report().hex(),
        uploaded.title(),
        uploaded.files(),
        uploaded.bytes(),
        uploaded.resumed(),
        false);
  }

  private static Added before(PlannedReport report, ReportId id) {
    return new Added(id.hex(), report.title(), report.files().size(), report.size(), false, true);
  }

  private static String label(List<PlannedReport> reports) {
    if (reports.size() != 1) {
      return reports.size() + " reports";
    }
    String title = Plain.line(reports.getFirst().title());
    return title.length() <= TITLE_IN_BAR ? title : title.substring(0, TITLE_IN_BAR - 1) + "…";
  }

  private static String line(Added report) {
    return (report.before()
            ? "Added before: "
            : report.resumed() ? "Resumed and added: " : "Added: ")
        + ShortIds.alone(report.id())
        + "  "
        + report.title()
        + "  ("
        + (report.files() == 1 ? "1 file" : report.files() + " files")
        + ", "
        + Sizes.of(report.size())
        + ")";
  }
}
