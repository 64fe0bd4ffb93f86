import {
  PortalError,
  type Account,
  type AccountNotice,
  type AccountSettings,
  type ActivityEvent,
  type ActivityPage,
  type Cursor,
  type Deletion,
  type Institutes,
  type KeyringId,
  type NewAccount,
  type Party,
  type Portal,
  type PortalState,
  type RecordId,
  type RecordSummary,
  type RecoveryCode,
  type ReportEntry,
  type ReportId,
  type ReportFile,
  type ReportReader,
  type ReportSummary,
  type SectionId,
  type Session,
  type Unopened,
} from '../../src/lib/portal.ts';
import type { NamedPatient } from '../../src/lib/dicom/patients.ts';
import { judgePassword } from '../../src/crypto/slots/passwordRules.ts';
import { FakeFeed } from './feed.ts';
import { FakeLate } from './fakeLate.ts';
import { FakeOffers } from './fakeOffers.ts';
import { FakeSharing } from './fakeSharing.ts';
import { FakeUploads } from './fakeUploads.ts';
import { ALL, record, recordId, section, sectionId } from './world.ts';

export const PASSWORD = 'a long demo sentence';
export const CODE = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789';

/** A portal in memory, to develop and test pages against. It seals nothing and asks nobody. */
export class FakePortal implements Portal {
  #state: PortalState = { kind: 'out' };
  readonly #listeners = new Set<() => void>();
  readonly session: FakeSession;
  passkeys = true;
  /** What was asked for at sign-up. */
  signedUp: NewAccount | undefined;

  constructor(me: Party, records: readonly RecordSummary[], reports: readonly ReportEntry[]) {
    this.session = new FakeSession(me, records, reports);
  }

  /** As after a log-in. */
  opened(): this {
    this.set({ kind: 'open', session: this.session });
    return this;
  }

  set(state: PortalState) {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  state = () => this.#state;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What {@link lastActive} answers; always now where it is undefined. */
  activeUntil: number | undefined;

  lastActive = () => this.activeUntil ?? Date.now();

  prepare = () => Promise.resolve();
  approach = () => undefined;

  signUpRule = () => Promise.resolve('open' as const);
  passkeysSupported = () => Promise.resolve(this.passkeys);

  signUp(account: NewAccount): Promise<RecoveryCode> {
    this.signedUp = account;
    this.opened();
    return Promise.resolve(this.#code(account.email));
  }

  logIn(_email: string, password: string): Promise<void> {
    return this.#enter(password);
  }

  logInWithPasskey(): Promise<void> {
    return this.#enter(PASSWORD);
  }

  judgePassword = judgePassword;

  recoveryCodeIsWellTyped(code: string): Promise<boolean> {
    return Promise.resolve(code.replaceAll(/[\s-]/g, '').length === 32);
  }

  recover(email: string): Promise<RecoveryCode> {
    this.opened();
    return Promise.resolve(this.#code(email));
  }

  unlock(password: string): Promise<void> {
    return this.#enter(password);
  }

  unlockWithPasskey(): Promise<void> {
    return this.#enter(PASSWORD);
  }

  lock(): Promise<void> {
    this.set({ kind: 'locked', email: 'maya@demo.invalid', passkeys: true });
    return Promise.resolve();
  }

  logOut(): Promise<void> {
    this.set({ kind: 'out' });
    return Promise.resolve();
  }

  #code(email: string): RecoveryCode {
    return { text: CODE, email, made: new Date('2026-11-25T09:00:00Z') };
  }

  #enter(password: string): Promise<void> {
    if (password !== PASSWORD) {
      return Promise.reject(new PortalError('wrong-credentials'));
    }
    this.opened();
    return Promise.resolve();
  }
}

export class FakeSession implements Session {
  readonly me: Party;
  readonly account: FakeAccount;
  readonly sharing: FakeSharing;
  readonly offers = new FakeOffers();
  /** Whose numbers were compared, or no longer count. */
  readonly comparedInstitutes: { institute: KeyringId; compared: boolean }[] = [];
  readonly institutes: Institutes = {
    setCompared: (institute, compared) => {
      this.comparedInstitutes.push({ institute, compared });
      return Promise.resolve();
    },
  };
  news: readonly AccountNotice[] = [];
  readonly uploads = new FakeUploads();
  readonly recordFeed: FakeFeed<RecordSummary>;
  readonly unopenedFeed = new FakeFeed<Unopened>([]);
  readonly late = new FakeLate(this.unopenedFeed);
  readonly vanishedFeed = new FakeFeed<RecordSummary['id']>([]);
  readonly reportFeed: FakeFeed<ReportEntry>;
  readonly #ofRecord = new Map<string, FakeFeed<ReportEntry>>();
  /** What a report's opening rejects with. */
  readonly refusals = new Map<ReportId, PortalError>();
  /** Readers of reports that have bytes; all others are empty. */
  readonly readers = new Map<ReportId, (report: ReportSummary) => Promise<ReportReader>>();
  events: readonly ActivityEvent[] = [];
  /** Whom every report's files name. */
  named: readonly NamedPatient[] = [];
  readonly moved: { id: ReportId; record: RecordId; section: SectionId }[] = [];
  /** As it was sent. */
  corrections: Words[] = [];
  deleted: ReportId[] = [];
  saved: string[] = [];

  constructor(me: Party, records: readonly RecordSummary[], reports: readonly ReportEntry[]) {
    this.me = { ...me, me: true };
    this.account = new FakeAccount(this.me);
    this.sharing = new FakeSharing(this.me);
    this.recordFeed = new FakeFeed(records);
    this.reportFeed = new FakeFeed(reports);
  }

  records = () => this.recordFeed;
  unopened = () => this.unopenedFeed;
  vanished = () => this.vanishedFeed;
  dismissVanished = () => {
    this.vanishedFeed.change(() => []);
    return Promise.resolve();
  };

  reports(only?: RecordSummary['id']): FakeFeed<ReportEntry> {
    if (only === undefined) {
      return this.reportFeed;
    }
    let feed = this.#ofRecord.get(only);
    if (feed === undefined) {
      feed = new FakeFeed(this.reportFeed.snapshot().items.filter((one) => one.record === only));
      this.#ofRecord.set(only, feed);
    }
    return feed;
  }

  newRecord({ patient, sections }: Parameters<Session['newRecord']>[0]) {
    const number = 500 + this.recordFeed.snapshot().items.length;
    const id = recordId(number);
    this.recordFeed.change((items) => [
      ...items,
      record(number, {
        patient: { name: patient.name, birthDate: patient.birthDate, identifiers: [] },
        sections: sections.map((name, index) => section(number * 100 + index, id, name, ALL)),
        capabilities: ALL,
        reports: 0,
      }),
    ]);
    return Promise.resolve(id);
  }

  addSection(to: RecordSummary['id'], name: string) {
    const id = sectionId(7_000 + name.length);
    this.recordFeed.change((items) =>
      items.map((one) =>
        one.id === to
          ? { ...one, sections: [...one.sections, { id, record: to, name, capabilities: ALL }] }
          : one,
      ),
    );
    return Promise.resolve(id);
  }

  open(id: ReportId): Promise<ReportReader> {
    const refusal = this.refusals.get(id);
    if (refusal !== undefined) {
      return Promise.reject(refusal);
    }
    const found = this.reportFeed.snapshot().items.find((one) => one.id === id);
    if (found === undefined) {
      return Promise.reject(new PortalError('not-found'));
    }
    return found.state === 'broken'
      ? Promise.reject(found.problem)
      : (this.readers.get(id)?.(found) ?? Promise.resolve(this.#reader(found)));
  }

  correctReport(id: ReportId, words: Words): Promise<void> {
    this.corrections.push(words);
    this.reportFeed.change((items) =>
      items.map((one) => (one.id === id && one.state === 'verified' ? corrected(one, words) : one)),
    );
    return Promise.resolve();
  }

  patientsOf(): Promise<readonly NamedPatient[]> {
    return Promise.resolve(this.named);
  }

  moveReport(
    id: ReportId,
    to: { readonly record: RecordId; readonly section: SectionId },
  ): Promise<ReportId> {
    this.moved.push({ id, ...to });
    this.reportFeed.change((items) => items.filter((one) => one.id !== id));
    return Promise.resolve(id);
  }

  deleteReport(id: ReportId): Promise<Deletion> {
    this.deleted.push(id);
    this.reportFeed.change((items) => items.filter((one) => one.id !== id));
    return Promise.resolve({ by: this.me, at: new Date() });
  }

  activity(
    _record: RecordSummary['id'],
    { report, after }: { report?: ReportId; after?: Cursor } = {},
  ): Promise<ActivityPage> {
    const all = this.events.filter((one) => report === undefined || one.report?.id === report);
    const from = after === undefined ? 0 : Number(after);
    const next = from + 20 < all.length ? (String(from + 20) as Cursor) : undefined;
    return Promise.resolve({ events: all.slice(from, from + 20), next });
  }

  #reader(report: ReportSummary): ReportReader {
    return {
      report,
      files: filesOf(report),
      read: () => Promise.resolve(new Uint8Array()),
      whole: () => Promise.resolve(new Uint8Array()),
      stream: () => new ReadableStream(),
      mediaAddress: () => Promise.resolve(undefined),
      onMediaFailure: () => () => undefined,
      save: (_file, name) => {
        this.saved.push(name);
        return Promise.resolve();
      },
      saveArchive: (name, files) => {
        this.saved.push(name, ...files.map(({ path }) => path));
        return Promise.resolve();
      },
      close: () => undefined,
    };
  }
}

/** As many as the report has, all alike. */
function filesOf({ fileCount, mediaTypes, size }: ReportSummary): readonly ReportFile[] {
  return Array.from({ length: fileCount }, (_, index) => ({
    index,
    name: fileCount === 1 ? 'letter.pdf' : `series/${index + 1}.dcm`,
    mediaType: mediaTypes[0] ?? 'application/octet-stream',
    size: size / fileCount,
    role: 'content',
  }));
}

export class FakeAccount implements AccountSettings {
  #account: Account;

  constructor(me: Party) {
    this.#account = {
      email: me.email ?? '',
      created: new Date('2026-01-15T12:00:00Z'),
      safetyNumber: me.safetyNumber,
      card: me.card,
      hasPassword: true,
      passkeys: [{ id: 'p1', label: 'Laptop', created: new Date('2026-02-01T12:00:00Z') }],
      recoverySheetMade: new Date('2026-01-15T12:00:00Z'),
    };
  }

  account = () => Promise.resolve(this.#account);

  usage = () =>
    Promise.resolve({
      storedBytes: 18_400_000_000,
      receivedBytes: 22_100_000_000,
      sentBytes: 91_000_000_000,
      requests: 48_211,
      since: new Date('2026-01-15T12:00:00Z'),
    });

  sessions = () =>
    Promise.resolve([
      {
        id: 's1',
        created: new Date('2026-11-24T08:00:00Z'),
        lastUsed: new Date(),
        client: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        current: true,
      },
      {
        id: 's2',
        created: new Date('2026-11-01T08:00:00Z'),
        lastUsed: new Date(Date.now() - 86_400_000),
        client: 'medseal-java (Linux)',
        current: false,
      },
    ]);

  endSession = () => Promise.resolve();
  notices = () => Promise.resolve([]);
  endOtherSessions = () => Promise.resolve();

  setPassword: AccountSettings['setPassword'] = (proof) => this.#proved(proof);
  addPasskey: AccountSettings['addPasskey'] = (proof) => this.#proved(proof);
  removePasskey: AccountSettings['removePasskey'] = (proof) => this.#proved(proof);

  alone: readonly string[] = [];
  isDeleted = false;
  ownedAlone = () => Promise.resolve(this.alone);

  async deleteAccount(proof: Parameters<AccountSettings['deleteAccount']>[0]) {
    await this.#proved(proof);
    this.isDeleted = true;
  }

  async newRecoveryCode(proof: Parameters<AccountSettings['newRecoveryCode']>[0]) {
    await this.#proved(proof);
    return { text: CODE, email: this.#account.email, made: new Date() };
  }

  publishCard: AccountSettings['publishCard'] = (card) => {
    this.#account = { ...this.#account, card };
    return Promise.resolve();
  };

  #proved(proof: Parameters<AccountSettings['setPassword']>[0]): Promise<void> {
    return proof.kind === 'password' && proof.password !== PASSWORD
      ? Promise.reject(new PortalError('wrong-credentials'))
      : Promise.resolve();
  }
}

type Words = Parameters<Session['correctReport']>[1];

function corrected(report: ReportSummary, words: Words): ReportSummary {
  const { title, type, specialty, date } = report;
  const before = { title, type, specialty, date, subject: undefined };
  const now = { ...before, ...words };
  return { ...report, ...words, corrected: { by: report.author, at: new Date(), before, now } };
}
