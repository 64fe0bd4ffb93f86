import { type KeyringId, reportId } from '@/crypto/index.ts';
import { answers, type ReportAnswer } from '../api/shapes.ts';
import { Settings } from '../accounts/settings.ts';
import { ActivityLog } from '../activity/activityLog.ts';
import { lateIn } from '../chains/lateChanges.ts';
import type { AccountNotice, AccountSettings } from '../contract/account.ts';
import type { ActivityPage } from '../contract/activity.ts';
import { PortalError } from '../contract/errors.ts';
import type { Feed, LongAction } from '../contract/feeds.ts';
import type { Cursor, RecordId, ReportId, SectionId } from '../contract/ids.ts';
import type { Institutes } from '../contract/institutes.ts';
import type { Offers } from '../contract/offers.ts';
import type { Party } from '../contract/people.ts';
import type { Late, NewRecord, RecordSummary, Unopened } from '../contract/records.ts';
import type { Deletion, ReportEntry, ReportReader } from '../contract/reports.ts';
import type { Session } from '../contract/sessions.ts';
import type { Sharing } from '../contract/sharing.ts';
import type { Uploads } from '../contract/uploads.ts';
import type { NamedPatient } from '../dicom/patients.ts';
import { asPortal, hasCode, toPortalError } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { MediaAddresses } from '../media/mediaAddresses.ts';
import { OfferBook } from '../offers/offerBook.ts';
import { Library } from '../records/library.ts';
import { RecordBook } from '../records/recordBook.ts';
import { RecordNews } from '../records/recordNews.ts';
import { type Absence, Absences } from '../reports/absences.ts';
import { correctReport } from '../reports/correcting.ts';
import { Moves, opensIn, patientsInside } from '../reports/moving.ts';
import { OpenReader } from '../reports/openReader.ts';
import { ReportBook } from '../reports/reportBook.ts';
import { ReportIndex } from '../reports/reportIndex.ts';
import { type Opened, ReportOpener } from '../reports/reportOpener.ts';
import { RecordSharing } from '../sharing/sharing.ts';
import { UploadQueue, type UploadSources } from '../uploads/uploadQueue.ts';
import { SignedIn } from './signedIn.ts';

/** What a session is given by the page. */
export interface PageParts {
  readonly media: MediaAddresses;
  readonly sources: UploadSources;
  /** That a log-in was answered with. */
  readonly news: readonly AccountNotice[];
}

// One chunk has all that an open session takes; the log-in page loads none of it.
export { SignedIn };

/** A logged-in, unlocked person. */
export class OpenSession implements Session {
  readonly account: AccountSettings;
  readonly sharing: Sharing;
  readonly offers: Offers;
  readonly institutes: Institutes;
  readonly late: Late;
  readonly news: readonly AccountNotice[];
  readonly #signedIn: SignedIn;
  readonly #media: MediaAddresses;
  readonly #opener: ReportOpener;
  readonly #absences: Absences;
  readonly #books: { readonly records: RecordBook; readonly reports: ReportBook };
  readonly #library: Library;
  #recordNews: RecordNews | undefined;
  readonly #queue: UploadQueue;
  readonly #moves: Moves;
  readonly #activity: ActivityLog;
  readonly #readers = new Set<OpenReader>();
  #me: Party;

  private constructor(
    signedIn: SignedIn,
    me: Party,
    { media, sources, news }: PageParts,
    onChange: () => void,
  ) {
    const { vault, connection, chains, keeper, parties, keyring } = signedIn;
    this.#signedIn = signedIn;
    this.#me = me;
    this.#media = media;
    this.news = news;
    this.#opener = new ReportOpener(vault, chains);
    this.#absences = new Absences(vault, chains);
    this.#books = {
      records: new RecordBook(signedIn),
      reports: new ReportBook(
        connection,
        this.#opener,
        this.#absences,
        new ReportIndex(connection, vault, chains),
      ),
    };
    const { records, reports } = this.#books;
    this.#library = new Library(keeper, chains, records, reports, parties, keyring);
    this.#queue = new UploadQueue(signedIn, sources, async (report) => {
      await this.#library.markSeen(report);
      await this.#library.refresh();
    });
    this.#moves = new Moves(signedIn, {
      open: (report) => this.#openInVault(report),
      contents: (report) => this.#contents(report),
    });
    this.#activity = new ActivityLog(signedIn, this.#library);
    this.account = new Settings(signedIn, async () => {
      this.#me = await parties.one(keyring);
      onChange();
    });
    this.offers = new OfferBook(
      signedIn,
      () => this.#library.sharerFeed,
      () => this.#library.refresh(),
    );
    this.late = lateIn(signedIn, () => this.#library.refresh());
    this.institutes = {
      setCompared: (institute, compared) =>
        asPortal(async () => {
          await signedIn.backings.setCompared(ids.toKeyring(institute), compared);
          parties.forget();
          await this.#library.refresh();
        }),
    };
    this.sharing = new RecordSharing(signedIn, {
      records,
      openReport: async (report) => {
        await this.#openInVault(report);
      },
      ownShares: (report) =>
        [...this.#books.reports.entries.values()].find(({ id }) => id === report)?.shares ?? [],
      onLeft: (keyrings) => this.#library.left(keyrings),
      sectionsOf: async (record) => {
        await this.#library.refreshRecords();
        return this.#library.record(record)?.sections.map(({ id }) => id) ?? [];
      },
      onChange: () => {
        void this.#library.refresh();
      },
    });
  }

  /** @param onChange called when {@link me} has changed */
  static async begin(
    signedIn: SignedIn,
    parts: PageParts,
    onChange: () => void,
  ): Promise<OpenSession> {
    const me = await signedIn.parties.bare(signedIn.keyring);
    const session = new OpenSession(signedIn, me, parts, onChange);
    try {
      await session.#library.restore();
      await session.#queue.restore();
    } catch (failure) {
      session.close();
      throw failure;
    }
    void session.#hear(onChange);
    session.#recordNews = new RecordNews({
      connection: signedIn.connection,
      keyring: signedIn.keyring,
      since: () => session.#books.records.since,
      onNews: () => session.#library.refresh(),
    });
    return session;
  }

  /** What institutes say of the person: their histories may be long, and nothing waits for them. */
  async #hear(onChange: () => void) {
    try {
      this.#me = await this.#signedIn.parties.one(this.#signedIn.keyring);
      onChange();
    } catch {
      // what is not to be had is not shown
    }
  }

  get me(): Party {
    return this.#me;
  }

  get uploads(): Uploads {
    return this.#queue;
  }

  get signedIn(): SignedIn {
    return this.#signedIn;
  }

  records(): Feed<RecordSummary> {
    return this.#library.recordFeed;
  }

  unopened(): Feed<Unopened> {
    return this.#library.unopenedFeed;
  }

  vanished(): Feed<RecordId> {
    return this.#library.vanishedFeed;
  }

  dismissVanished(): Promise<void> {
    return asPortal(() => this.#library.dismissVanished());
  }

  newRecord({ patient, sections }: NewRecord): Promise<RecordId> {
    return asPortal(async () => {
      const { changes, vault } = this.#signedIn;
      const record = await changes.commit([], () => vault.records.create(patient, sections));
      await this.#library.refreshRecords().catch(() => undefined);
      return ids.record(record);
    });
  }

  addSection(record: RecordId, name: string): Promise<SectionId> {
    return asPortal(async () => {
      const { changes, vault } = this.#signedIn;
      const id: KeyringId = ids.toKeyring(record);
      const section = await changes.commit([id], () => vault.records.addSection(id, name));
      await this.#library.refreshRecords().catch(() => undefined);
      return ids.section(section);
    });
  }

  reports(record?: RecordId): Feed<ReportEntry> {
    return this.#library.reportFeed(record);
  }

  open(report: ReportId): Promise<ReportReader> {
    return asPortal(async () => {
      const opened = await this.#openInVault(report);
      const entry = await this.#books.reports.note(opened);
      const summary = await this.#library.describe(entry);
      if (!('manifest' in opened)) {
        throw new PortalError(opened.code);
      }
      if (summary?.state !== 'verified') {
        throw summary?.problem ?? new PortalError('no-authority');
      }
      const { contents, key } = await this.#contents(report);
      const { connection } = this.#signedIn;
      const reader = new OpenReader(summary, contents, key, connection, this.#media);
      this.#readers.add(reader);
      reader.onClose(() => this.#readers.delete(reader));
      reader.warmUp();
      await this.#library.markSeen(report);
      return reader;
    });
  }

  correctReport(
    report: ReportId,
    words: { readonly title?: string; readonly date?: string },
  ): Promise<void> {
    return asPortal(async () => {
      await correctReport(
        this.#signedIn,
        async () => (await this.#openInVault(report)).answer,
        words,
      );
      await this.#library.describe(await this.#books.reports.note(await this.#openInVault(report)));
    });
  }

  patientsOf(report: ReportId): Promise<readonly NamedPatient[]> {
    return asPortal(async () => patientsInside(await this.open(report)));
  }

  moveReport(
    report: ReportId,
    { record, section }: { readonly record: RecordId; readonly section: SectionId },
    options?: LongAction,
  ): Promise<ReportId> {
    return asPortal(async () => {
      const [into, place] = [ids.toKeyring(record), ids.toKeyring(section)];
      const to = {
        record: into,
        section: place,
        opens: opensIn(this.#library.record(into), place),
      };
      const moved = await this.#moves.move(ids.toReport(report), to, options);
      this.#library.remove(ids.toReport(report));
      await this.#library.refresh().catch(() => undefined);
      return ids.report(moved);
    });
  }

  deleteReport(report: ReportId): Promise<Deletion> {
    return asPortal(async () => {
      const { changes, vault } = this.#signedIn;
      const id = ids.toReport(report);
      const place = this.#library.entry(id);
      if (place === undefined) {
        throw new PortalError('not-found');
      }
      const { section } = place;
      await changes.commit([section], () => vault.sharing.deleteReport(section, id));
      const absence = (await this.#absences.of([place])).get(id);
      if (absence?.kind !== 'deleted') {
        throw new PortalError('internal');
      }
      this.#library.remove(id);
      return this.#deletion(absence);
    });
  }

  activity(record: RecordId, query?: { report?: ReportId; after?: Cursor }): Promise<ActivityPage> {
    return this.#activity.of(record, query);
  }

  /** Ends everything that goes on here; the vault is wiped by whoever calls this. */
  close() {
    this.#recordNews?.close();
    this.#queue.close();
    this.#library.close();
    this.#readers.forEach((reader) => {
      reader.close();
    });
  }

  /** Verifies a report anew; rejects where it does not. */
  async #openInVault(report: string): Promise<Opened> {
    const answer = await this.#stored(report);
    if (answer.report !== report) {
      throw new PortalError('tampered');
    }
    // The newest chains: what was revoked, deleted or rotated since the list was read counts.
    await this.#signedIn.chains.tryRefresh([answer.section, ...answer.shares]);
    await this.#requirePart(answer);
    const [opened] = await this.#opener.open([answer]);
    if (opened === undefined) {
      throw toPortalError(undefined);
    }
    if ('code' in opened) {
      const { code, deletion } = opened;
      throw new PortalError(
        code,
        deletion === undefined ? {} : { deletion: await this.#deletion(deletion) },
      );
    }
    return opened;
  }

  /** What lies in a report that was verified in the vault, and what opens it. */
  async #contents(report: string) {
    const { vault, connection } = this.#signedIn;
    const id = reportId(report);
    const sealed = await connection.octets(`/reports/${report}/contents`);
    const contents = await vault.reports.contents(id, sealed);
    return { contents, key: await vault.reports.bodyKey(id) };
  }

  /** Refuses what somebody else shares and this person has not accepted. */
  async #requirePart({ section, report, shares }: ReportAnswer) {
    const { vault, decisions } = this.#signedIn;
    await decisions.ensure();
    const ways = [section, ...(await vault.reportIndex.sharesOf(section, report, shares))];
    if ((await vault.offers.takingPart(ways)).length === 0) {
      // Perhaps through a group that is not known yet, or a record whose history is refused.
      await this.#library.refreshRecords();
      if (!ways.some((id) => this.#books.records.takesPart(id))) {
        throw new PortalError('not-accepted');
      }
    }
  }

  /** As the service answers it; where it does not, the section's chain tells why. */
  async #stored(report: string): Promise<ReportAnswer> {
    try {
      return await this.#signedIn.connection.get(`/reports/${report}`, answers.report);
    } catch (failure) {
      const place = [...this.#books.reports.entries.values()].find(({ id }) => id === report);
      if (place === undefined && hasCode(failure, 'gone')) {
        // Deleted before this device knew where it lay.
        const { sections } = this.#library;
        const deletion = await this.#absences.deletionIn(sections, reportId(report));
        throw deletion === undefined
          ? failure
          : new PortalError('deleted', { deletion: await this.#deletion(deletion) });
      }
      if (place === undefined || !hasCode(failure, 'not-found', 'gone')) {
        throw failure;
      }
      const absence = (await this.#absences.of([place])).get(place.id);
      switch (absence?.kind) {
        case 'deleted':
          throw new PortalError('deleted', { deletion: await this.#deletion(absence) });
        case 'withheld':
          throw new PortalError('withheld');
        default:
          throw failure;
      }
    }
  }

  async #deletion({ by, at }: Pick<Extract<Absence, { kind: 'deleted' }>, 'by' | 'at'>) {
    const parties = await this.#signedIn.parties.named([by]);
    const party = parties.get(by);
    if (party === undefined) {
      throw new PortalError('internal');
    }
    return { by: party, at: new Date(at) };
  }
}
