package io.medseal.client.reports;

import io.medseal.client.demographics.Days;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ContendedException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.records.References;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports.ListedReport;
import io.medseal.protocol.reports.Reports.Report;
import io.medseal.protocol.reports.Reports.ReportPage;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.ManifestFile;
import io.medseal.seal.manifests.SealedContents;
import io.medseal.seal.manifests.SealedCorrection;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Reports that this person may open.
 *
 * <p><b>Guarantees.</b> A {@link ReportView} comes from a manifest that has passed every check; a
 * file is written only after each of its bytes has. What is listed but does not verify is listed as
 * such, with nothing of its content.
 */
public final class Reports {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 200;
  private static final int MOST_PASSED_OVER = 20;

  /** Shorter beginnings are looked for in the list of all. */
  private static final int SHORTEST_PREFIX = 4;

  /** To correct a report that others correct too. */
  private static final int ATTEMPTS = 12;

  private static final int SMALL_FILE = 2 * BodyLayout.PART_PLAINTEXT;

  private final SignedIn me;
  private final Connection transfers;

  /** For the person who is logged in. */
  public Reports(SignedIn me) {
    this.me = me;
    this.transfers = me.connection().forTransfers();
  }

  /**
   * One page, newest first. Reports of what somebody else shared and this person has not accepted
   * are passed over; so many of them, that a page may be short and yet have a next one.
   *
   * @param after {@code next} of the page before
   * @param limit 1 to 200
   */
  public ReportListing list(ReportQuery query, Optional<String> after, int limit) {
    Paging paging = new Paging(me.connection(), after);
    ListedReports listed = new ListedReports(me);
    List<ReportEntry> entries = new ArrayList<>();
    Optional<String> next = after;
    for (int pages = 0; pages < MOST_PASSED_OVER; pages++) {
      ReportPage page = page(query, next, limit - entries.size());
      entries.addAll(listed.entries(within(query, page)));
      next = next(paging, page);
      if (next.isEmpty() || entries.size() >= limit) {
        break;
      }
    }
    return new ReportListing(entries, next);
  }

  /**
   * As many as are wanted, the newest first.
   *
   * @param most 1 or more
   */
  public ReportListing newest(ReportQuery query, int most) {
    List<ReportEntry> entries = new ArrayList<>();
    Optional<String> next =
        walk(
            query,
            () -> Math.min(LARGEST_PAGE, most - entries.size()),
            entries::add,
            () -> entries.size() < most);
    return new ReportListing(entries, next);
  }

  /** All of them, newest first, page by page as they are taken. */
  public void each(ReportQuery query, Consumer<ReportEntry> taker) {
    walk(query, () -> PAGE, taker, () -> true);
  }

  private Optional<String> walk(
      ReportQuery query, IntSupplier limit, Consumer<ReportEntry> taker, BooleanSupplier goOn) {
    Paging paging = new Paging(me.connection(), Optional.empty());
    Optional<String> next = Optional.empty();
    ListedReports listed = new ListedReports(me);
    do {
      ReportPage page = page(query, next, limit.getAsInt());
      listed.entries(within(query, page)).forEach(taker);
      next = next(paging, page);
    } while (next.isPresent() && goOn.getAsBoolean());
    return next;
  }

  /** Without what was not asked for, whatever else is true of it. */
  private static List<ListedReport> within(ReportQuery query, ReportPage page) {
    return page.reports().stream().filter(query::takes).toList();
  }

  private static Optional<String> next(Paging paging, ReportPage page) {
    return paging.next(page.reports().stream().map(ListedReport::report).toList(), page.next());
  }

  /**
   * One report.
   *
   * @throws InputException.NoSuch if this person may not see it
   */
  public ReportView show(ReportId id) {
    try (OpenedReport report = open(id, _ -> {})) {
      return report.view();
    }
  }

  /**
   * The report that somebody means by its id or the beginning of it.
   *
   * @throws InputException.NoSuch if there is none
   * @throws InputException.Ambiguous if there are several
   */
  public ReportId find(String reference, ReportQuery within) {
    String typed = reference.strip().toLowerCase(java.util.Locale.ROOT);
    if (typed.matches("[0-9a-f]{32}")) {
      return new ReportId(typed);
    }
    if (!References.isIdPrefix(typed)) {
      throw new InputException.NoSuch("report", reference.strip());
    }
    List<ReportId> ids = new ArrayList<>(beginning(typed, within));
    if (ids.stream().noneMatch(id -> id.hex().startsWith(typed))) {
      ids.addAll(new MissingReport(me).deleted(typed)); // whoever asks for one is told
    }
    return References.one("report", typed, ids, ReportId::hex, _ -> Optional.empty());
  }

  private List<ReportId> beginning(String prefix, ReportQuery within) {
    ListedReports listed = new ListedReports(me);
    Optional<List<ListedReport>> found =
        prefix.length() < SHORTEST_PREFIX
            ? Optional.empty()
            : new ReportIndex(me).beginning(prefix);
    if (found.isPresent()) {
      return listed.ids(found.get().stream().filter(within::takes).toList());
    }
    List<ReportId> ids = new ArrayList<>();
    Paging paging = new Paging(me.connection(), Optional.empty());
    Optional<String> next = Optional.empty();
    do {
      ReportPage page = page(within, next, LARGEST_PAGE);
      ids.addAll(
          listed.ids(
              within(within, page).stream()
                  .filter(one -> one.report().hex().startsWith(prefix))
                  .toList()));
      next = next(paging, page);
    } while (next.isPresent());
    return ids;
  }

  /**
   * Writes a report's files into a folder. Nothing is written there under its name before
   * everything has been verified.
   *
   * @throws InputException.NoSuch if there is no such report or file
   * @throws TrustException if anything does not verify
   */
  public OpenedFiles open(ReportId id, OpenRequest request, Progress progress) {
    try (OpenedContents report = contents(id, _ -> {})) {
      List<ManifestFile> all = report.files();
      List<String> names = SafeNames.of(all.stream().map(ManifestFile::name).toList());
      if (request.file().isEmpty()) {
        long size = all.getLast().offset() + all.getLast().size();
        return write(report, all, names, 0, size, request, progress);
      }
      ManifestFile one = ReportReader.file(all, request.file().get());
      String name = names.get(all.indexOf(one));
      return write(
          report, List.of(one), List.of(name), one.offset(), one.size(), request, progress);
    }
  }

  /**
   * Makes every check there is, files included, and writes nothing.
   *
   * @param log told of each check as it is made; the first one that fails is the last
   * @return all of them
   */
  public List<Check> verify(ReportId id, Consumer<Check> log, Progress progress) {
    List<Check> checks = new ArrayList<>();
    Consumer<Check> both =
        check -> {
          checks.add(check);
          log.accept(check);
        };
    List<Check.Kind> order = List.of(Check.Kind.values());
    try (OpenedContents report = contents(id, both)) {
      new ContentCheck(transfers, report).run(both, progress);
    } catch (TrustException | AccessException.NoKey e) {
      int next = checks.isEmpty() ? 0 : order.indexOf(checks.getLast().kind()) + 1;
      both.accept(Check.failed(order.get(Math.min(next, order.size() - 1)), e));
    }
    return checks;
  }

  /**
   * Reads a whole report back.
   *
   * @throws TrustException at the first thing that is not as its author signed it
   */
  public void requireWhole(ReportId id, Progress progress) {
    try (OpenedContents report = contents(id, _ -> {})) {
      new ContentCheck(transfers, report).run(_ -> {}, progress);
    }
  }

  /** Opens a report for reading at any offset. */
  public ReportReader reader(ReportId id) {
    return new ReportReader(transfers, contents(id, _ -> {}));
  }

  /**
   * Deletes a report, by a statement in its section; needs <em>manage</em> there. The service keeps
   * a tombstone.
   *
   * @throws InputException.NoSuch if there is no such report
   */
  public void delete(ReportId id) {
    Report answer = ask(id);
    me.changes()
        .commit(
            List.of(answer.section()),
            draft -> draft.change(answer.section(), List.of(new Change.DeleteReport(id))));
  }

  /**
   * Whether a report that was opened is still what it was.
   *
   * @throws AccessException.Deleted if it is deleted by now
   * @throws SourceException.Corrected if it was corrected since
   */
  public void requireUnchanged(ReportReader opened) {
    ReportView report = opened.report();
    me.chains().refresh(List.of(report.section()));
    KeyringState section = me.chains().state(report.section());
    section
        .deletion(report.id())
        .ifPresent(
            said -> {
              throw MissingReport.deleted(me, report.id(), said);
            });
    if (ReportVerifier.corrections(section, report.id()) != opened.corrections()) {
      throw new SourceException.Corrected(false);
    }
  }

  /** What became of a report that was added anew elsewhere. */
  public enum Left {
    /** It is deleted, as one that was moved. */
    MOVED,
    /** Somebody had deleted it before. */
    DELETED,
    /** It was corrected again, and is still there. */
    CORRECTED
  }

  /**
   * Deletes a report that was added anew elsewhere; needs <em>manage</em> in its section.
   *
   * @param corrections how often it had been corrected by what was added elsewhere
   */
  public Left leave(ReportId id, KeyringId section, int corrections) {
    return me.changes()
        .commit(
            List.of(section),
            draft -> {
              KeyringState state = draft.state(section);
              if (state.deletion(id).isPresent()) {
                return Left.DELETED;
              }
              if (ReportVerifier.corrections(state, id) != corrections) {
                return Left.CORRECTED;
              }
              draft.change(section, List.of(new Change.DeleteReport(id, true)));
              return Left.MOVED;
            });
  }

  /**
   * Corrects what a report says of itself, by a statement in its section; needs <em>manage</em>
   * there. What its author wrote stays, under their signature; what somebody else corrects
   * meanwhile stays too, where this correction does not name it.
   *
   * @throws InputException.NoSuch if there is no such report
   * @throws InputException.BadValue if nothing would change, the day has not come yet, or the
   *     report would say more of itself than a correction holds
   * @throws ContendedException if others corrected it every time
   */
  public void correct(ReportId id, Correction correction) {
    correction.date().ifPresent(Days::requireReached);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (correct(ask(id), id, correction)) {
        return;
      }
    }
    throw new ContendedException(ATTEMPTS);
  }

  /** Whether it was corrected; false where the chain has another correction than was read. */
  private boolean correct(Report answer, ReportId id, Correction correction) {
    ReportVerifier verifier = prepared(answer);
    int read = verifier.corrections(answer);
    try (OpenedReport report = openToCorrect(verifier, id, answer)) {
      Document before = report.summary().shown();
      Document after = Documents.corrected(before, correction);
      if (after.equals(before)) {
        throw new InputException.BadValue("The report says that already: nothing was corrected.");
      }
      Bytes sealed = sealed(report.key(), answer, after);
      return me.changes()
          .commit(
              List.of(answer.section()),
              draft -> {
                if (ReportVerifier.corrections(draft.state(answer.section()), id) != read) {
                  return false;
                }
                draft.change(answer.section(), List.of(new Change.CorrectReport(id, sealed)));
                return true;
              });
    }
  }

  private static Bytes sealed(ReportKey key, Report answer, Document after) {
    try {
      return SealedCorrection.seal(key, answer.report(), answer.manifest(), after);
    } catch (SealException.Malformed _) {
      throw new InputException.BadValue(
          "A correction holds 16 kB, and what this report says of itself would be longer than that."
              + " Add it as a new version instead.");
    }
  }

  private static OpenedReport openToCorrect(ReportVerifier verifier, ReportId id, Report answer) {
    try {
      return verifier.open(id, answer, _ -> {});
    } catch (TrustException.BadCorrection _) {
      return verifier.openAsWritten(id, answer);
    }
  }

  /** Whether the service still answers that report to this person: asked after deleting it. */
  public boolean isThere(ReportId id) {
    try {
      return me.connection().get("/reports/" + id.hex(), Report.class).report().equals(id);
    } catch (ServiceException e) {
      if (e.type() == ProblemType.GONE || e.type() == ProblemType.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** The key of a report, verified like a report that is opened; the receiver closes it. */
  public Shareable shareable(ReportId id) {
    OpenedReport report = open(id, _ -> {});
    return new Shareable(report.view(), report.key());
  }

  /**
   * A report and its key, to be sealed to somebody.
   *
   * @param key closed by the receiver
   */
  public record Shareable(ReportView report, ReportKey key) implements AutoCloseable {
    @Override
    public void close() {
      key.close();
    }
  }

  private OpenedReport open(ReportId id, Consumer<Check> log) {
    Report answer = ask(id);
    OpenedReport report = prepared(answer).open(id, answer, log);
    me.knows(List.of(report.view().known()));
    return report;
  }

  private ReportVerifier prepared(Report answer) {
    ReportVerifier verifier = new ReportVerifier(me);
    verifier.prepare(List.of(answer));
    if (!verifier.takesPart(answer)) {
      throw new AccessException.NotAccepted(ReportVerifier.brief(answer.section()));
    }
    return verifier;
  }

  private Report ask(ReportId id) {
    try {
      return me.connection().get("/reports/" + id.hex(), Report.class);
    } catch (ServiceException e) {
      throw explained(e, id);
    }
  }

  /** Not found, or gone: deleted by somebody who signed that, or withheld. */
  private ClientException explained(ServiceException answer, ReportId id) {
    boolean gone = answer.type() == ProblemType.GONE;
    return gone || answer.type() == ProblemType.NOT_FOUND
        ? new MissingReport(me).why(id, gone)
        : answer;
  }

  private OpenedContents contents(ReportId id, Consumer<Check> log) {
    OpenedReport report = open(id, log);
    try {
      Bytes sealed = Bytes.of(transfers.bytes("/reports/" + id.hex() + "/contents"));
      Contents contents = SealedContents.open(report.key(), report.manifest(), sealed);
      log.accept(
          Check.passed(
              Check.Kind.CONTENTS,
              contents.files().size()
                  + " files, "
                  + contents.size()
                  + " bytes, "
                  + contents.parts().size()
                  + " parts, as signed"));
      return new OpenedContents(report, contents);
    } catch (SealException e) {
      report.close();
      throw new TrustException.ChangedParts(ReportVerifier.brief(id), "contents", e.code(), e);
    } catch (ServiceException e) {
      report.close();
      throw explained(e, id);
    } catch (ClientException e) {
      report.close();
      throw e;
    }
  }

  private OpenedFiles write(
      OpenedContents report,
      List<ManifestFile> files,
      List<String> names,
      long from,
      long size,
      OpenRequest request,
      Progress progress) {
    Path folder = request.folder().toAbsolutePath().normalize();
    try (FolderWriter writer =
        new FolderWriter(report.id(), files, names, folder, request.overwrite())) {
      progress.at(0, size);
      long[] done = {0};
      Consumer<ByteBuffer> sink =
          bytes -> {
            done[0] += bytes.remaining();
            writer.write(bytes);
            progress.at(done[0], size);
          };
      if (size > 0 && size < SMALL_FILE && files.size() == 1) {
        readSegments(report, files.getFirst(), sink);
      } else if (size > 0) {
        readParts(report, from, size, sink);
      }
      return new OpenedFiles(report.view(), report.shown(), writer.finish());
    }
  }

  private void readSegments(OpenedContents report, ManifestFile file, Consumer<ByteBuffer> sink) {
    try (ReportReader reader = new ReportReader(transfers, report)) {
      ByteBuffer buffer = ByteBuffer.allocate(BodyLayout.PART_PLAINTEXT);
      for (long at = 0; at < file.size(); at += buffer.limit()) {
        buffer.clear();
        reader.read(file.name(), at, buffer);
        buffer.flip();
        sink.accept(buffer.duplicate());
      }
    }
  }

  private void readParts(OpenedContents report, long from, long size, Consumer<ByteBuffer> sink) {
    BodyLayout layout = report.layout();
    long end = from + size;
    new PartStream(transfers, report)
        .read(
            layout.partAt(from).index(),
            layout.partAt(end - 1).index(),
            (index, plaintext) -> {
              BodyLayout.Part part = layout.part(index);
              int start = (int) Math.max(0, from - part.offset());
              int stop = (int) Math.min(part.size(), end - part.offset());
              sink.accept(plaintext.slice(start, stop - start));
            });
  }

  private ReportPage page(ReportQuery query, Optional<String> after, int limit) {
    StringBuilder path = new StringBuilder("/reports?limit=").append(limit);
    query.record().map(KeyringId::hex).ifPresent(id -> path.append("&record=").append(id));
    query.section().map(KeyringId::hex).ifPresent(id -> path.append("&section=").append(id));
    path.append(Paging.after(after));
    return me.connection().get(path.toString(), ReportPage.class);
  }
}
