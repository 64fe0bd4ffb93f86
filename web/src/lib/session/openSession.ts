import type { KeyringId } from '@/crypto/index.ts';
import { answers } from '../api/shapes.ts';
import { Settings } from '../accounts/settings.ts';
import { ActivityLog } from '../activity/activityLog.ts';
import type { AccountSettings } from '../contract/account.ts';
import type { ActivityPage } from '../contract/activity.ts';
import { PortalError } from '../contract/errors.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Cursor, RecordId, ReportId, SectionId } from '../contract/ids.ts';
import type { Party } from '../contract/people.ts';
import type { NewRecord, RecordSummary } from '../contract/records.ts';
import type { ReportEntry, ReportReader } from '../contract/reports.ts';
import type { Session } from '../contract/sessions.ts';
import type { Sharing } from '../contract/sharing.ts';
import type { Uploads } from '../contract/uploads.ts';
import { asPortal, hasCode, toPortalError } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { MediaAddresses } from '../media/mediaAddresses.ts';
import { Library } from '../records/library.ts';
import { RecordBook } from '../records/recordBook.ts';
import { OpenReader } from '../reports/openReader.ts';
import { ReportBook } from '../reports/reportBook.ts';
import { type Opened, ReportOpener } from '../reports/reportOpener.ts';
import { RecordSharing } from '../sharing/sharing.ts';
import { UploadQueue, type UploadSources } from '../uploads/uploadQueue.ts';
import type { SignedIn } from './signedIn.ts';

/** What outlives a session on this page. */
export interface PageParts {
  readonly media: MediaAddresses;
  readonly sources: UploadSources;
}

/** A logged-in, unlocked person. */
export class OpenSession implements Session {
  readonly account: AccountSettings;
  readonly sharing: Sharing;
  readonly #signedIn: SignedIn;
  readonly #media: MediaAddresses;
  readonly #opener: ReportOpener;
  readonly #books: { readonly records: RecordBook; readonly reports: ReportBook };
  readonly #library: Library;
  readonly #queue: UploadQueue;
  readonly #activity: ActivityLog;
  readonly #readers = new Set<OpenReader>();
  #me: Party;

  private constructor(
    signedIn: SignedIn,
    me: Party,
    { media, sources }: PageParts,
    onChange: () => void,
  ) {
    const { vault, connection, chains, keeper, parties, keyring } = signedIn;
    this.#signedIn = signedIn;
    this.#me = me;
    this.#media = media;
    this.#opener = new ReportOpener(vault, chains);
    this.#books = {
      records: new RecordBook(vault, connection, chains),
      reports: new ReportBook(connection, this.#opener),
    };
    const { records, reports } = this.#books;
    this.#library = new Library(keeper, chains, records, reports, parties, keyring);
    this.#queue = new UploadQueue(signedIn, sources, async (report) => {
      await this.#library.markSeen(report);
      await this.#library.refresh();
    });
    this.#activity = new ActivityLog(signedIn, this.#library);
    this.account = new Settings(signedIn, async () => {
      this.#me = await parties.one(keyring);
      onChange();
    });
    this.sharing = new RecordSharing(signedIn, {
      records,
      openReport: async (report) => {
        await this.#openInVault(report);
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
    const me = await signedIn.parties.one(signedIn.keyring);
    const session = new OpenSession(signedIn, me, parts, onChange);
    await session.#library.restore();
    await session.#queue.restore();
    return session;
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
      if (!('manifest' in opened) || summary === undefined) {
        throw new PortalError('code' in opened ? opened.code : 'no-authority');
      }
      const { vault, connection } = this.#signedIn;
      const id = ids.toReport(report);
      const sealed = await connection.octets(`/reports/${report}/contents`);
      const contents = await vault.reports.contents(id, sealed);
      const key = await vault.reports.bodyKey(id);
      const reader = new OpenReader(summary, contents, key, connection, this.#media);
      this.#readers.add(reader);
      reader.onClose(() => this.#readers.delete(reader));
      reader.warmUp();
      await this.#library.markSeen(report);
      return reader;
    });
  }

  deleteReport(report: ReportId): Promise<void> {
    return asPortal(async () => {
      try {
        await this.#signedIn.connection.delete(`/reports/${report}`);
      } catch (failure) {
        if (!hasCode(failure, 'gone')) {
          throw failure;
        }
      }
      this.#library.remove(ids.toReport(report));
    });
  }

  activity(record: RecordId, query?: { report?: ReportId; after?: Cursor }): Promise<ActivityPage> {
    return this.#activity.of(record, query);
  }

  /** Ends everything that goes on here; the vault is wiped by whoever calls this. */
  close() {
    this.#queue.close();
    this.#library.close();
    this.#readers.forEach((reader) => {
      reader.close();
    });
  }

  /** Verifies a report anew; rejects where it does not. */
  async #openInVault(report: string): Promise<Opened> {
    const answer = await this.#signedIn.connection.get(`/reports/${report}`, answers.report);
    if (answer.report !== report) {
      throw new PortalError('tampered');
    }
    // The newest chains: what was revoked or rotated since the list was read counts.
    await this.#signedIn.chains.tryRefresh([answer.section]);
    const [opened] = await this.#opener.open([answer]);
    if (opened === undefined || 'code' in opened) {
      throw opened === undefined ? toPortalError(undefined) : new PortalError(opened.code);
    }
    return opened;
  }
}
