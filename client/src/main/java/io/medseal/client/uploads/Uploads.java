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
              plan.files().size(),
              plan.size(),
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
    return resumed(journal(report), progress);
  }

  /** Gives an interrupted upload up, here and at the service. */
  public void discard(ReportId report) {
    abandon(journal(report));
  }

  private Uploaded start(KeyringId section, PlannedReport plan, Progress progress) {
    plan.files().forEach(PackSource::refuseChanged);
    Optional<StudyFile> study = StudyFile.of(plan.files());
    UploadJournal journal = turn.of(() -> begin(section, plan, study));
    try (Journal.Claim claim = claim(journal)) {
      return claimed(claim, journal, study, false, progress);
    }
  }

  private UploadJournal begin(KeyringId section, PlannedReport plan, Optional<StudyFile> study) {
    me.chains().refresh(List.of(section));
    me.connection().requireClock();
    KeyringState state = me.chains().state(section);
    me.draft().hops(section, Capability.ADD, me.now(), "add reports to this section");
    if (state.closed()) {
      throw new AccessException.InvalidChange("This section is closed: it takes no more reports.");
    }
    ReportId report = ReportId.of(Suite.random(ReportId.BYTES));
    PlannedContents.requireFits(report, plan, study);
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
              study.map(StudyFile::journaled).orElse(null));
      return UploadJournal.begin(me.profile().journal(report), head);
    }
  }

  private Uploaded resumed(UploadJournal journal, Progress progress) {
    try (Journal.Claim claim = claim(journal)) {
      turn.of(
          () -> {
            me.chains().refresh(List.of(journal.head().section()));
            me.connection().requireClock();
            return true;
          });
      journal.resume();
      Optional<StudyFile> study;
      try {
        study = StudyFile.again(journal.head(), journal.plan().files());
      } catch (SourceException e) {
        abandon(journal);
        throw e;
      }
      return claimed(claim, journal, study, true, progress);
    }
  }

  private static Journal.Claim claim(UploadJournal journal) {
    return journal.claim().orElseThrow(SourceException.Busy::new);
  }

  private Uploaded claimed(
      Journal.Claim claim,
      UploadJournal journal,
      Optional<StudyFile> study,
      boolean resumed,
      Progress progress) {
    java.util.Objects.requireNonNull(claim);
    UploadJournal.Head head = journal.head();
    PlannedReport plan = journal.plan();
    Binding binding = Binding.report(journal.report(), head.owner(), head.generation());
    try (ReportKey key =
        turn.of(
            () ->
                Envelopes.openReportKey(
                    me.chest().keys(head.owner(), head.generation()), binding, head.envelope()))) {
      new UploadRun(me, records, turn, journal, plan, study, key, progress).run();
    } catch (SourceException e) {
      abandon(journal);
      throw e;
    } catch (ServiceException e) {
      if (e.type() == ProblemType.GONE || e.type() == ProblemType.DENIED) {
        journal.remove();
      }
      throw e;
    }
    journal.remove();
    me.chains()
        .find(head.section())
        .flatMap(chain -> chain.state().parent())
        .ifPresent(
            record ->
                me.knows(List.of(new Known(journal.report(), record, head.section(), me.now()))));
    return new Uploaded(
        journal.report(), head.section(), plan.title(), plan.files().size(), plan.size(), resumed);
  }

  private void abandon(UploadJournal journal) {
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
  private List<UploadJournal> journals() {
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
      if (journal.head().begun().isBefore(oldest)) {
        journal.remove();
      }
    }
  }
}
