package io.medseal.cli.activity;

import io.medseal.cli.commands.Counts;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.Named;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.activity.ActivityEntry;
import io.medseal.client.activity.ActivityListing;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code medseal activity}. */
public final class ActivityCommand extends ConnectedCommand {

  private final Parameter<String> record =
      argument("RECORD", "The record: the beginning of its id, or the patient's name.");
  private final Parameter<Integer> limit =
      option(
          "--limit", "N", Integer.class, Counts::read, "50", "How much to list, the newest first");
  private final Parameter<Boolean> all = flag("--all", "List all of it.");

  /** What is printed with {@code --json}. */
  record Activity(String record, List<Event> events, boolean more) {}

  record Event(
      String id,
      Instant time,
      String event,
      Named actor,
      String keyring,
      Optional<String> section,
      Optional<String> report,
      Optional<Named> subject,
      Optional<String> role,
      Optional<Instant> until,
      Optional<String> refused) {}

  public ActivityCommand() {
    prints(Activity.class);
    describe(
        "Shows what happened to a record, newest first: who added, opened, shared, or was refused,"
            + " and when. For owners and managers of the record.");
    example("activity 3f2a9c1d", "Show what happened lately");
    example("activity 'Ada Example' --all --json", "Everything, for a program");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    RecordView found = medseal.records().find(record.get());
    int wanted = all.get() ? Integer.MAX_VALUE : limit.get();
    ActivityListing listing = medseal.activity().newest(found.id(), wanted);
    List<ActivityEntry> entries = listing.entries();
    boolean more = listing.next().isPresent();
    invocation.answer(
        new Activity(
            found.id().hex(), entries.stream().map(entry -> document(found, entry)).toList(), more),
        page -> {
          Table table = Table.of("when", "who", "what", "where", "");
          for (ActivityEntry entry : entries) {
            table.row(
                page.time(entry.time()),
                entry.actor().display(),
                entry.kind().text(),
                where(found, entry),
                detail(entry) + entry.until().map(until -> " until " + page.end(until)).orElse(""));
          }
          page.table(table, "Nothing yet.");
          if (more) {
            page.line("There is more; --all lists it.");
          }
        });
  }

  private static String where(RecordView record, ActivityEntry entry) {
    String place =
        section(record, entry)
            .map(
                section ->
                    "section "
                        + section
                            .name()
                            .flatMap(Quoted::any)
                            .orElseGet(() -> ShortIds.alone(section.id().hex())))
            .orElse("record");
    return place + entry.report().map(id -> ", report " + ShortIds.alone(id.hex())).orElse("");
  }

  private static String detail(ActivityEntry entry) {
    String subject =
        entry
            .subject()
            .map(
                who ->
                    switch (entry.kind()) {
                      case SHARED -> "with " + who.display();
                      case UNSHARED -> "from " + who.display();
                      default -> who.display();
                    })
            .orElse("");
    return subject
        + entry.role().map(role -> (subject.isEmpty() ? "" : " ") + "as " + role).orElse("")
        + entry.refused().map(what -> "was refused: " + what).orElse("");
  }

  private static Optional<SectionView> section(RecordView record, ActivityEntry entry) {
    return record.sections().stream()
        .filter(section -> section.id().equals(entry.where()))
        .findFirst();
  }

  private static Event document(RecordView record, ActivityEntry entry) {
    return new Event(
        entry.id(),
        entry.time(),
        entry.kind().text(),
        Named.of(entry.actor()),
        entry.where().hex(),
        section(record, entry).flatMap(SectionView::name),
        entry.report().map(id -> id.hex()),
        entry.subject().map(Named::of),
        entry.role(),
        entry.until(),
        entry.refused());
  }
}
