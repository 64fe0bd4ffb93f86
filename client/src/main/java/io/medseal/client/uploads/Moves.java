package io.medseal.client.uploads;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.profiles.Journal;
import io.medseal.client.records.Records;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.reports.ReportReader;
import io.medseal.client.reports.ReportView;
import io.medseal.client.reports.Reports;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.bodies.BodyLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes a report from where it was filed by mistake to where it belongs: another record, or another
 * section. It is added there anew, by whoever moves it, under another id and key, and then deleted
 * where it was (docs/adr/0038).
 *
 * <p><b>Guarantees.</b> At every moment the report is in one of both places, or in both. It is
 * deleted only after the service has acknowledged every part of it in the new place, and where this
 * person may open it there, after all of it has been read back and verified. What was interrupted
 * goes on without a second copy. Neither place names the other.
 *
 * <p><b>Needs.</b> <em>manage</em> where it lies, <em>add</em> where it goes. Whoever moves asks
 * first about everybody whom {@link PlannedMove#patients} names.
 */
public final class Moves {
  private final SignedIn me;
  private final Uploads uploads;
  private final Reports reports;

  /** For the person who is logged in. */
  public Moves(SignedIn me) {
    this.me = me;
    this.uploads = new Uploads(me);
    this.reports = new Reports(me);
  }

  /**
   * Opens a report to move it; nothing is sent yet.
   *
   * @throws AccessException.NoAuthority without <em>manage</em> here or <em>add</em> there
   * @throws AccessException.InvalidChange if it lies there, that section is closed, or it is being
   *     moved to a third place
   */
  public PlannedMove plan(ReportId report, KeyringId to) {
    Optional<UploadJournal> begun = begun(report);
    if (begun.filter(journal -> !journal.head().section().equals(to)).isPresent()) {
      throw new AccessException.InvalidChange(
          "This report is on its way to another place already. Go on with that, or give it up:"
              + " 'uploads list' shows it.");
    }
    ReportReader from = reports.reader(report);
    try {
      requireRights(from.report(), to);
      return new PlannedMove(from, to, isWithin(from, to));
    } catch (ClientException e) {
      from.close();
      throw e;
    }
  }

  /**
   * Which other versions of the report are not connected with it any more, once it has been moved;
   * to be said before. Reads the lines of all reports of the record that it leaves.
   */
  public PlannedMove.Disconnected disconnects(PlannedMove move) {
    ReportView report = move.report();
    List<ReportView> newer = new ArrayList<>();
    reports.each(
        ReportQuery.ofRecord(report.record()),
        entry -> {
          if (entry instanceof ReportEntry.Verified verified
              && verified.report().replaces().equals(Optional.of(report.id()))) {
            newer.add(verified.report());
          }
        });
    return new PlannedMove.Disconnected(
        move.isWithinRecord() ? Optional.empty() : report.replaces(), newer);
  }

  private void requireRights(ReportView report, KeyringId to) {
    if (report.section().equals(to)) {
      throw new AccessException.InvalidChange("The report is in that section already.");
    }
    me.chains().refresh(List.of(report.section(), to));
    me.draft().hops(report.section(), Capability.MANAGE, me.now(), "move reports of this section");
    me.draft().hops(to, Capability.ADD, me.now(), "add reports to that section");
    if (me.chains().state(to).closed()) {
      throw new AccessException.InvalidChange("That section is closed: it takes no more reports.");
    }
  }

  private boolean isWithin(ReportReader from, KeyringId to) {
    return me.chains().state(to).parent().equals(Optional.of(from.report().record()));
  }

  /**
   * Moves it, or goes on where that was interrupted.
   *
   * @return where it is now
   * @throws SourceException.Corrected if somebody corrected it meanwhile
   * @throws AccessException.Deleted if somebody deleted or moved it meanwhile
   */
  public Uploaded move(PlannedMove move, Progress progress) {
    ReportReader from = move.from();
    Optional<UploadJournal> begun = begun(from.report().id());
    UploadJournal journal = begun.orElseGet(() -> begin(from, move.to()));
    try (Journal.Claim claim = Uploads.claim(journal)) {
      return claimed(claim, journal, from, begun.isPresent(), progress);
    }
  }

  private UploadJournal begin(ReportReader from, KeyringId to) {
    ReportView report = from.report();
    PlannedReport plan =
        new PlannedReport(
            report.title(),
            report.type().orElse(Codes.type("47045-0")),
            report.specialty(),
            report.date(),
            Optional.empty(),
            List.of());
    return uploads.begin(
        to,
        plan,
        Optional.empty(),
        new UploadJournal.Moving(report.id(), report.files(), report.size(), from.corrections()));
  }

  /** A copy that was given up or deleted meanwhile is forgotten: the next one begins anew. */
  private Optional<UploadJournal> begun(ReportId report) {
    Optional<UploadJournal> found = moving(report.hex());
    if (found.filter(journal -> uploads.isGone(journal.report())).isPresent()) {
      found.get().remove();
      return Optional.empty();
    }
    return found;
  }

  private Optional<UploadJournal> moving(String reference) {
    return uploads.journals().stream()
        .filter(
            journal ->
                journal
                    .moving()
                    .filter(moved -> moved.report().hex().startsWith(reference))
                    .isPresent())
        .findFirst();
  }

  /**
   * A move of which nothing is missing but the answer: the report has arrived, and this person has
   * deleted it where it was.
   *
   * @param reference the beginning of the report's id, where it was
   * @throws AccessException.InvalidChange if somebody else deleted or moved it
   */
  public Optional<Ended> ended(String reference) {
    Optional<UploadJournal> journal = moving(reference.strip().toLowerCase(Locale.ROOT));
    if (reference.isBlank() || journal.isEmpty()) {
      return Optional.empty();
    }
    ReportId before = journal.get().moving().orElseThrow().report();
    try (Journal.Claim claim = Uploads.claim(journal.get());
        ReportReader there = reports.reader(before)) {
      java.util.Objects.requireNonNull(claim);
      java.util.Objects.requireNonNull(there);
      return Optional.empty();
    } catch (AccessException.Deleted e) {
      return Optional.of(new Ended(before, withoutFirst(journal.get(), e)));
    }
  }

  /** What was where, and is where now. */
  public record Ended(ReportId before, Uploaded now) {}

  /**
   * Goes on with one that was interrupted.
   *
   * @throws InputException.NoSuch if its first place is not this person's to see any more
   */
  Uploaded resumed(UploadJournal journal, Progress progress) {
    ReportId report = journal.moving().orElseThrow().report();
    try (Journal.Claim claim = Uploads.claim(journal)) {
      try (ReportReader from = reports.reader(report)) {
        requireRights(from.report(), journal.head().section());
        return claimed(claim, journal, from, true, progress);
      } catch (AccessException.Deleted e) {
        return withoutFirst(journal, e);
      }
    }
  }

  /** Where it lay, it is no more: it was the last step that was interrupted, or somebody else. */
  private Uploaded withoutFirst(UploadJournal journal, AccessException.Deleted deleted) {
    boolean arrived = uploads.hasArrived(journal.report());
    if (arrived && deleted.by().equals(me.me())) {
      return uploads.ended(journal, true);
    }
    if (!arrived) {
      uploads.abandon(journal);
      throw deleted;
    }
    journal.remove();
    throw surplus(journal);
  }

  private static AccessException.InvalidChange surplus(UploadJournal journal) {
    return new AccessException.InvalidChange(
        "Somebody else deleted or moved the report meanwhile. Report "
            + journal.report().hex().substring(0, 12)
            + ", which was to take its place, has arrived; delete it if it is not wanted.");
  }

  private Uploaded claimed(
      Journal.Claim claim,
      UploadJournal journal,
      ReportReader from,
      boolean resumed,
      Progress progress) {
    java.util.Objects.requireNonNull(claim);
    UploadJournal.Moving moving = journal.moving().orElseThrow();
    uploads.goOn(journal);
    if (from.corrections() != moving.corrections()) {
      throw corrected(journal);
    }
    uploads.send(
        journal, new MovedCargo(reports, from, isWithin(from, journal.head().section())), progress);
    requireArrived(journal, progress);
    return switch (reports.leave(moving.report(), from.report().section(), moving.corrections())) {
      case MOVED -> uploads.ended(journal, resumed);
      case CORRECTED -> throw corrected(journal);
      case DELETED -> {
        journal.remove();
        throw surplus(journal);
      }
    };
  }

  /** Before completion all is given up, so that the next one begins with the new words. */
  private ClientException corrected(UploadJournal journal) {
    if (uploads.hasArrived(journal.report())) {
      return new SourceException.Corrected(true);
    }
    uploads.abandon(journal);
    return new SourceException.Corrected(false);
  }

  /** Reads it back; whoever may only add there has the service's acknowledgement of each part. */
  private void requireArrived(UploadJournal journal, Progress progress) {
    KeyringId section = journal.head().section();
    if (new Records(me).section(section).capabilities().contains(Capability.OPEN)) {
      reports.requireWhole(journal.report(), progress);
    } else if (journal.storedParts() != new BodyLayout(journal.size()).parts()) {
      throw new ServiceException(ProblemType.UPLOAD_INCOMPLETE, null, me.now());
    }
  }
}
