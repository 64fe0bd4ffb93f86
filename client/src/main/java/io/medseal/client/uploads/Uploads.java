package io.medseal.client.uploads;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.profiles.Journal;
import io.medseal.client.profiles.KnownReports.Known;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.Records;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.Progress;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports.Parts;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds reports to sections.
 *
 * <p><b>Guarantees.</b> Memory stays constant whatever the size. An upload that was interrupted, by
 * a crash of either side, goes on where it stopped when the same files are uploaded to the same
 * section again, or when it is {@linkplain #resume resumed}. A file that changes meanwhile is
 * noticed, and nothing is added then. Nothing is sealed to a stale generation.
 *
 * <p><b>Needs.</b> Whoever plans with {@link UploadPlanner} asks first about everybody whom {@link
 * UploadPlan#strangers} names: here, the files of a report belong to the record's patient.
 */
public final class Uploads {
  /** After that time without a part the service forgets an upload (spec/http-api.md, Upload). */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

  private final SignedIn me;
  private final Records records;
  private final Turn turn = new Turn();

  /** For the person who is logged in. */
  public Uploads(SignedIn me) {
    this.me = me;
    this.records = new Records(me);
  }

  /**
   * The section to add to where none is named: the one called {@value Records#FIRST_SECTION}, else
   * the oldest one that this person may add to.
   *
   * @throws AccessException.NoAuthority if there is none
   */
  public SectionView defaultSection(RecordView record) {
    List<SectionView> allowed =
        record.sections().stream()
            .filter(section -> section.capabilities().contains(Capability.ADD))
            .filter(section -> !section.closed())
            .toList();
    return allowed.stream()
        .filter(section -> section.name().equals(Optional.of(Records.FIRST_SECTION)))
        .findFirst()
        .or(
            () ->
                allowed.stream()
                    .min(
                        Comparator.comparing(
                            section -> me.chains().chain(section.id()).state().created())))
        .orElseThrow(() -> new AccessException.NoAuthority("add reports to this record"));
  }

  /**
   * Uploads one report, or goes on with it if it was interrupted before.
   *
   * @throws SourceException if a file is not what it was when planned
   */
  public Uploaded upload(KeyringId section, PlannedReport plan, Progress progress) {
    forgetOld();
    Optional<UploadJournal> begun = matching(section, plan);
    return begun.isPresent() ? resumed(begun.get(), progress) : start(section, plan, progress);
  }

  /**
   * Uploads several reports, or goes on with those that were interrupted before; several at a time.
   *
   * @throws SourceException if a file is not what it was when planned
   * @throws RuntimeException the first failure, as {@link #upload}; those that were begun by then
   *     have ended
   */
  public void uploadAll(KeyringId section, List<PlannedReport> plans, UploadListener listener) {
    forgetOld();
    List<Optional<UploadJournal>> begun =
        plans.stream().map(plan -> matching(section, plan)).toList();
    Object told = new Object();
    new UploadBatch()
        .run(
            plans,
            index -> {
              Progress progress = (done, total) -> listener.at(index, done, total);
              Uploaded uploaded =
                  begun.get(index).isPresent()
                      ? resumed(begun.get(index).get(), progress)
                      : start(section, plans.get(index), progress);
              synchronized (told) {
                listener.added(index, uploaded);
              }
            });
  }

  /** Uploads that were interrupted. */
  public List<PendingUpload> pending() {
    List<PendingUpload> pending = new ArrayList<>();
    for (UploadJournal journal : journals()) {
      PlannedReport plan = journal.plan();
      pending.add(
          new PendingUpload(
              journal.report(),
              journal.head().section(),
              plan.title(),
              journal.files(),
              journal.shownSize(),
              journal.head().begun(),
              journal.storedParts(),
              new BodyLayout(journal.size()).parts()));
    }
    return pending;
  }

  /**
   * Goes on with an interrupted upload.
   *
   * @throws InputException.NoSuch if there is none of that report
   */
  public Uploaded resume(ReportId report, Progress progress) {
    UploadJournal journal = journal(report);
    return journal.moving().isPresent()
        ? new Moves(me).resumed(journal, progress)
        : resumed(journal, progress);
  }

  /**
   * Gives an interrupted upload up, here and at the service.
   *
   * @throws AccessException.InvalidChange if it is a report that has moved, but for its old place
   */
  public void discard(ReportId report) {
    UploadJournal journal = journal(report);
    if (journal.moving().isPresent() && hasArrived(report)) {
      throw new AccessException.InvalidChange(
          "The report has arrived at its new place. Go on with it, or delete it in one of both.");
    }
    abandon(journal);
  }

  /** Whether the service says that this person's upload is completed. */
  boolean hasArrived(ReportId report) {
    try {
      return me.connection().get("/reports/" + report.hex() + "/parts", Parts.class).complete();
    } catch (ServiceException e) {
      if (e.type() == ProblemType.NOT_FOUND || e.type() == ProblemType.GONE) {
        return false;
      }
      throw e;
    }
  }

  /** Whether it was completed or begun, and has been deleted or given up since. */
  boolean isGone(ReportId report) {
    try {
      me.connection().get("/reports/" + report.hex() + "/parts", Parts.class);
      return false;
    } catch (ServiceException e) {
      return e.type() == ProblemType.GONE;
    }
  }

  private Uploaded start(KeyringId section, PlannedReport plan, Progress progress) {
    plan.files().forEach(PackSource::refuseChanged);
    Optional<StudyFile> study = StudyFile.of(plan.files());
    UploadJournal journal = turn.of(() -> begin(section, plan, study, null));
    try (Journal.Claim claim = claim(journal)) {
      return claimed(claim, journal, new Cargo.Planned(plan, study), false, progress);
    }
  }

  /**
   * Writes down what is going to be added.
   *
   * @param moving a report, in the place of the plan's files
   */
  UploadJournal begin(
      KeyringId section,
      PlannedReport plan,
      Optional<StudyFile> study,
      UploadJournal.@Nullable Moving moving) {
    me.chains().refresh(List.of(section));
    me.connection().requireClock();
    KeyringState state = me.chains().state(section);
    me.draft().hops(section, Capability.ADD, me.now(), "add reports to this section");
    if (state.closed()) {
      throw new AccessException.InvalidChange("This section is closed: it takes no more reports.");
    }
    ReportId report = ReportId.of(Suite.random(ReportId.BYTES));
    if (moving == null) {
      PlannedContents.requireFits(report, plan, study);
    }
    try (ReportKey key = ReportKey.random()) {
      KeyringState mine = me.chains().state(me.me());
      int generation = mine.current().number();
      UploadJournal.Head head =
          new UploadJournal.Head(
              1,
              section,
              me.me(),
              generation,
              Envelopes.seal(
                  mine.current().keys(), Binding.report(report, me.me(), generation), key),
              me.now().truncatedTo(ChronoUnit.MILLIS),
              plan.title(),
              UploadJournal.Code.of(plan.type()),
              plan.specialty().map(UploadJournal.Code::of).orElse(null),
              plan.date().orElse(null),
              plan.replaces().orElse(null),
              plan.files().stream().map(UploadJournal::source).toList(),
              study.map(StudyFile::journaled).orElse(null),
              moving);
      return UploadJournal.begin(me.profile().journal(report), head);
    }
  }

  private Uploaded resumed(UploadJournal journal, Progress progress) {
    try (Journal.Claim claim = claim(journal)) {
      goOn(journal);
      Optional<StudyFile> study;
      try {
        study = StudyFile.again(journal.head(), journal.plan().files());
      } catch (SourceException e) {
        abandon(journal);
        throw e;
      }
      return claimed(claim, journal, new Cargo.Planned(journal.plan(), study), true, progress);
    }
  }

  void goOn(UploadJournal journal) {
    turn.of(
        () -> {
          me.chains().refresh(List.of(journal.head().section()));
          me.connection().requireClock();
          return true;
        });
    journal.resume();
  }

  static Journal.Claim claim(UploadJournal journal) {
    return journal.claim().orElseThrow(SourceException.Busy::new);
  }

  private Uploaded claimed(
      Journal.Claim claim, UploadJournal journal, Cargo cargo, boolean resumed, Progress progress) {
    java.util.Objects.requireNonNull(claim);
    send(journal, cargo, progress);
    return ended(journal, resumed);
  }

  /** Until it is completed; what can't go on is given up. */
  void send(UploadJournal journal, Cargo cargo, Progress progress) {
    UploadJournal.Head head = journal.head();
    Binding binding = Binding.report(journal.report(), head.owner(), head.generation());
    try (ReportKey key =
        turn.of(
            () ->
                Envelopes.openReportKey(
                    me.chest().keys(head.owner(), head.generation()), binding, head.envelope()))) {
      new UploadRun(me, records, turn, journal, cargo, key, progress).run();
    } catch (SourceException | AccessException.Deleted e) {
      abandon(journal);
      throw e;
    } catch (ServiceException e) {
      if (e.type() == ProblemType.GONE || e.type() == ProblemType.DENIED) {
        journal.remove();
      }
      throw e;
    }
  }

  /** Nothing is left to do. */
  Uploaded ended(UploadJournal journal, boolean resumed) {
    UploadJournal.Head head = journal.head();
    journal.remove();
    me.chains()
        .find(head.section())
        .flatMap(chain -> chain.state().parent())
        .ifPresent(
            record ->
                me.knows(List.of(new Known(journal.report(), record, head.section(), me.now()))));
    return new Uploaded(
        journal.report(),
        head.section(),
        head.title(),
        journal.files(),
        journal.shownSize(),
        resumed);
  }

  void abandon(UploadJournal journal) {
    try {
      me.connection().delete("/reports/" + journal.report().hex());
    } catch (ServiceException _) {
      // It was not announced, or is forgotten already.
    }
    journal.remove();
  }

  private UploadJournal journal(ReportId report) {
    return journals().stream()
        .filter(journal -> journal.report().equals(report))
        .findFirst()
        .orElseThrow(() -> new InputException.NoSuch("upload", report.hex().substring(0, 12)));
  }

  private Optional<UploadJournal> matching(KeyringId section, PlannedReport plan) {
    return journals().stream()
        .filter(journal -> journal.head().section().equals(section))
        .filter(journal -> journal.plan().equals(plan))
        .findFirst();
  }

  /** This person's journals; one that is damaged tells nothing and can't go on. */
  List<UploadJournal> journals() {
    List<UploadJournal> journals = new ArrayList<>();
    for (Journal journal : me.profile().journals()) {
      try {
        UploadJournal read = UploadJournal.read(journal);
        if (read.head().owner().equals(me.me())) {
          journals.add(read);
        }
      } catch (ProfileException.Damaged _) {
        journal.remove();
      }
    }
    return journals;
  }

  private void forgetOld() {
    Instant oldest = me.now().minus(FORGOTTEN_AFTER.multipliedBy(2));
    for (UploadJournal journal : journals()) {
      if (journal.moving().isEmpty() && journal.head().begun().isBefore(oldest)) {
        journal.remove();
      }
    }
  }
}
