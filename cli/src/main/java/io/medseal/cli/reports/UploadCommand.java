package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Times;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Interruption;
import io.medseal.client.Medseal;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.Coding;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.uploads.Codes;
import io.medseal.client.uploads.UploadPlan;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.ledger.ids.ReportId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code medseal upload}. */
public final class UploadCommand extends ConnectedCommand {
  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");
  private final Parameter<List<Path>> paths =
      arguments("PATH", true, Path.class, Path::of, "Files and folders.");
  private final Parameter<String> section =
      option("--section", "S", "The section to add to, by name or id (default: General).");
  private final Parameter<String> title =
      option("--title", "T", "The title; joins all files that are not DICOM into one report.");
  private final Parameter<Coding> type =
      option("--type", "LOINC", Coding.class, Codes::type, "The type of report, as a LOINC code.");
  private final Parameter<Coding> specialty =
      option(
          "--specialty",
          "CODE",
          Coding.class,
          Codes::specialty,
          "The specialty: a SNOMED CT code, or a common one by name, such as cardiology.");
  private final Parameter<LocalDate> date =
      option(
          "--date",
          "D",
          LocalDate.class,
          Times::date,
          "The day of the examination (default: as DICOM files say).");
  private final Parameter<String> replaces =
      option("--replaces", "REPORT", "An earlier report that this is a new version of.");

  private final Parameter<List<String>> alsoOf =
      several(
          "--also-of",
          "NAME|ID",
          String.class,
          word -> word,
          "Another patient whom the files name, and whose files belong into this record all the"
              + " same; once for each.");
  private final Parameter<Boolean> wholeDisc =
      flag("--whole-disc", "Also add what belongs to a disc itself, such as its viewer.");
  private final Parameter<Boolean> dryRun = flag("--dry-run", "Only show what would be added.");

  /** What is printed with {@code --json}. */
  record Upload(String record, String section, List<Added> reports, List<String> remarks) {}

  /**
   * One report that was added.
   *
   * @param before it was added by an earlier run of the same command
   */
  record Added(String id, String title, int files, long size, boolean resumed, boolean before) {}

  public UploadCommand() {
    prints(Upload.class);
    prints(PlanDocuments.Plan.class);
    describe(
        "Seals files on this computer and adds them to a record. A folder of DICOM files becomes one"
            + " report for each study, titled and dated from its headers; every other file becomes a"
            + " report of its own, unless --title joins them. The service sees neither names nor"
            + " titles nor content.");
    describe(
        "Images that name another patient than the record's (by name, day of birth or number) are"
            + " added only after a yes for each, or with --also-of. Of a disc with images, its index,"
            + " viewer, web pages and the like are left out, and listed; --whole-disc adds them.");
    describe(
        "A link that is named is followed; a link in a folder is not, wherever it leads. What is left"
            + " out of a folder is named: links, pipes, devices, hidden files, and names that are"
            + " not UTF-8. A pipe or device that is named itself is refused.");
    describe(
        "An upload that was interrupted, by Ctrl-C or a lost connection, goes on where it stopped"
            + " when the same command is run again, within seven days.");
    example("upload 'Ada Example' letter.pdf", "Add a letter");
    example(
        "upload 3f2a9c1d CT-folder echo.mp4 --section Cardiology --specialty cardiology",
        "Add a CT study and a video to a section");
    example("upload 3f2a9c1d /media/cdrom --dry-run", "Look what a disc would become");
    example(
        "upload 3f2a9c1d page1.jpg page2.jpg --title 'Discharge letter' --type 18842-5 --date"
            + " 2026-11-20",
        "Join two pictures into one report");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView to = medseal.records().find(record.get());
    SectionView into =
        section
            .optional()
            .map(name -> medseal.records().findSection(to, name))
            .orElseGet(() -> medseal.uploads().defaultSection(to));
    Optional<ReportId> earlier =
        replaces.optional().map(id -> medseal.reports().find(id, ReportQuery.ofRecord(to.id())));
    UploadPlan plan =
        UploadPlanner.plan(
            new UploadRequest(
                paths.get(),
                title.optional(),
                type.optional(),
                specialty.optional(),
                date.optional(),
                earlier,
                wholeDisc.get()));
    List<String> remarks = remarks(plan);
    PatientCheck patients = new PatientCheck(invocation, to.patient().or(into::patient));
    if (dryRun.get()) {
      remarks.addAll(patients.remarks(plan));
      remarks.forEach(invocation::remark);
      PlanDocuments.answer(invocation, into, plan, remarks);
      return;
    }
    remarks.forEach(invocation::remark);
    PlanDocuments.announcement(plan).ifPresent(invocation::remark);
    patients.require(plan, alsoOf.get());
    addAll(invocation, medseal, to, into, plan, remarks);
  }

  private static List<String> remarks(UploadPlan plan) {
    List<String> remarks = new ArrayList<>(plan.remarks());
    if (plan.discFiles() > 0) {
      remarks.add("What belongs to a disc itself is added with --whole-disc.");
    }
    return remarks;
  }

  private static void addAll(
      Invocation invocation,
      Medseal medseal,
      RecordView to,
      SectionView into,
      UploadPlan plan,
      List<String> remarks) {
    UploadMemory memory = UploadMemory.of(medseal.profile().folder(), into.id(), plan);
    List<Added> added;
    try (Interruption interruption =
        new Interruption(
            invocation.terminal(),
            "Interrupted. Run the same command again to go on where it stopped.")) {
      java.util.Objects.requireNonNull(interruption);
      added = new Adding(invocation, plan, memory).run(medseal, into);
    }
    memory.forget();
    if (invocation.json()) {
      invocation.answer(new Upload(to.id().hex(), into.id().hex(), added, remarks), _ -> {});
    }
  }
}
