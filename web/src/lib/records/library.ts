import type { KeyringId, ReportId } from '@/crypto/index.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { Feed, FeedState } from '../contract/feeds.ts';
import type { KeyringId as ContractKeyringId, RecordId } from '../contract/ids.ts';
import type { Party } from '../contract/people.ts';
import type { Patient, RecordSummary, Unopened } from '../contract/records.ts';
import type { ReportEntry } from '../contract/reports.ts';
import { toPortalError } from '../errors/portalErrors.ts';
import { LiveFeed } from '../feeds/liveFeed.ts';
import { ids } from '../ids.ts';
import type { Parties } from '../people/parties.ts';
import { peopleOf } from '../reports/documents.ts';
import { type BookedEntry, isVerified, type ReportBook } from '../reports/reportBook.ts';
import type { Keeper } from '../storage/keeper.ts';
import { readLibrary, writeLibrary } from './libraryCache.ts';
import { ListedRecords } from './listedRecords.ts';
import type { BookedRecord, RecordBook, SharedPlace } from './recordBook.ts';
import { SeenReports } from './seenReports.ts';
import { summariesOf } from './summaries.ts';

const FRESH_FOR = 10_000;
const ASK_EVERY = 60_000;
/** Of more records than that, all reports are read in one list. */
const MOST_BY_RECORD = 20;

/** The person's records and reports: first what this device remembers, then what the service answers. */
export class Library {
  readonly #keeper: Keeper;
  readonly #chains: TrustedChains;
  readonly #recordBook: RecordBook;
  readonly #listed: ListedRecords;
  readonly #reportBook: ReportBook;
  readonly #people: Parties;
  readonly #me: KeyringId;
  readonly #reportFeeds = new Map<RecordId | undefined, LiveFeed<ReportEntry>>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly recordFeed: LiveFeed<RecordSummary>;
  readonly unopenedFeed: LiveFeed<Unopened>;
  /** Records that were listed on this device and are not any more, without a reason that is known. */
  readonly vanishedFeed: LiveFeed<RecordId>;
  /** Who shares something that nothing was decided about. */
  readonly sharerFeed: LiveFeed<ContractKeyringId>;
  #records = new Map<KeyringId, BookedRecord>();
  #parties = new Map<KeyringId, Party>();
  #patients = new Map<string, Patient>();
  readonly #seen: SeenReports;
  #entries: readonly ReportEntry[] = [];
  #phase: Omit<FeedState<never>, 'items'> = { phase: 'loading' };
  #running: Promise<void> | undefined;
  #again: Promise<void> | undefined;
  #completedAt = 0;
  #unopened: readonly Unopened[] = [];
  #isClosed = false;
  /** Records whose reports may be others than those known here; undefined for all. */
  #stale: ReadonlySet<KeyringId> | undefined;

  constructor(
    keeper: Keeper,
    chains: TrustedChains,
    recordBook: RecordBook,
    reportBook: ReportBook,
    people: Parties,
    me: KeyringId,
  ) {
    this.#keeper = keeper;
    this.#seen = new SeenReports(keeper);
    this.#chains = chains;
    this.#recordBook = recordBook;
    this.#listed = new ListedRecords(keeper, (records) => recordBook.closed(records));
    this.#reportBook = reportBook;
    this.#people = people;
    this.#me = me;
    this.recordFeed = this.#feed([]);
    this.unopenedFeed = this.#feed([]);
    this.vanishedFeed = this.#feed([]);
    this.sharerFeed = this.#feed([]);
    this.#timer = setInterval(() => {
      this.#askNow(ASK_EVERY);
    }, ASK_EVERY);
  }

  /** Shows what earlier visits have verified. */
  async restore() {
    const [cached] = await Promise.all([
      readLibrary(this.#keeper),
      this.#seen.restore(),
      this.#listed.restore(),
    ]);
    if (cached !== undefined) {
      this.#recordBook.restore(cached.book);
      this.#records = new Map(this.#recordBook.records.map((record) => [record.id, record]));
      this.#parties = new Map(cached.parties);
      this.#patients = new Map(cached.patients);
      this.#reportBook.restore(cached.reports, cached.whole);
      this.#stale = new Set();
    } else {
      void this.refresh(); // there will be nothing to show before its answer
    }
    this.#publish();
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }

  reportFeed(record: RecordId | undefined): Feed<ReportEntry> {
    const known = this.#reportFeeds.get(record);
    if (known !== undefined) {
      return known;
    }
    const feed = this.#feed<ReportEntry>(ofRecord(this.#entries, record), () => {
      this.#lookAt(record);
    });
    this.#reportFeeds.set(record, feed);
    feed.set({ items: feed.snapshot().items, ...this.#phase });
    return feed;
  }

  record(id: KeyringId): BookedRecord | undefined {
    return this.#records.get(id);
  }

  patient(record: KeyringId): Patient | undefined {
    return this.#records.get(record)?.patient;
  }

  sectionName(section: KeyringId): string | undefined {
    for (const record of this.#records.values()) {
      const found = record.sections.find(({ id }) => id === section);
      if (found !== undefined && found.name !== '') {
        return found.name;
      }
    }
    return undefined;
  }

  /** Of every record, as they were last read. */
  get sections(): readonly KeyringId[] {
    return [...this.#records.values()].flatMap(({ sections }) => sections.map(({ id }) => id));
  }

  summary(report: string): ReportEntry | undefined {
    return this.#entries.find(({ id }) => id === report);
  }

  entry(report: ReportId): BookedEntry | undefined {
    return this.#reportBook.entries.get(report);
  }

  /** As {@link summary}, after a report was opened by itself. */
  async describe(entry: BookedEntry): Promise<ReportEntry | undefined> {
    await this.#describe([entry]);
    this.#publish();
    return this.summary(entry.id);
  }

  /** Remembers that a report has been opened or uploaded here. */
  async markSeen(report: string) {
    if (await this.#seen.mark(report)) {
      this.#publish();
    }
  }

  remove(report: ReportId) {
    this.#reportBook.remove(report);
    this.#publish();
  }

  /** Brings the records up to date, without their reports. */
  refreshRecords(): Promise<void> {
    return this.#readRecords(() => undefined);
  }

  /** @param onPage called after each page of a first reading */
  async #readRecords(onPage: () => void): Promise<void> {
    const turn = this.#listed.begin();
    const changed = await this.#recordBook.read(async () => {
      await this.#takeRecords();
      this.#publish();
      onPage();
    });
    const stale = this.#stale;
    this.#stale =
      changed === undefined || stale === undefined ? undefined : new Set([...stale, ...changed]);
    await this.#takeRecords();
    this.#unopened = await this.#describeTroubles();
    const { reading } = this.#recordBook;
    if (reading !== undefined) {
      await this.#listed.note(turn, reading);
    }
    this.#publish();
  }

  async #takeRecords() {
    const { records } = this.#recordBook;
    const sharers = await this.#people.named(records.flatMap(({ sharedBy }) => sharedBy ?? []));
    sharers.forEach((party, id) => this.#parties.set(id, party));
    this.#records = new Map(records.map((record) => [record.id, record]));
  }

  /** The person has left these, and does not miss what was reached through them. */
  left(keyrings: readonly KeyringId[]): Promise<void> {
    return this.#listed.left(keyrings);
  }

  /** The person has taken note of what is not listed any more. */
  async dismissVanished() {
    await this.#listed.dismiss();
    this.#publish();
  }

  /** Asks the service for everything; what has begun already is followed by another round. */
  refresh(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#run().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    this.#again ??= this.#running.then(() => {
      this.#again = undefined;
      return this.refresh();
    });
    return this.#again;
  }

  async #run() {
    this.#phase = { phase: 'loading' };
    this.#publish();
    try {
      let newest: Promise<void> | undefined;
      await this.#readRecords(() => {
        newest ??= this.#readNewest();
      });
      await newest;
      await this.#readReports();
      const { entries, listedFrom } = this.#reportBook;
      await this.#seen.settle([...entries.values()], listedFrom);
      this.#completedAt = Date.now();
      this.#phase = { phase: 'complete' };
      this.#publish();
      await this.#save();
    } catch (failure) {
      this.#phase = { phase: 'failed', problem: toPortalError(failure) };
      this.#publish();
    }
  }

  /** So that the first page stands before everything has been read. */
  async #readNewest() {
    if (this.#reportBook.entries.size === 0) {
      await this.#reportBook.readNewest(this.#part, (fresh) => this.#take(fresh));
    }
  }

  /** Those of records that changed; at first all. */
  async #readReports() {
    const stale = this.#stale;
    if (stale === undefined || stale.size > MOST_BY_RECORD) {
      await this.#reportBook.read(this.#part, (fresh) => this.#take(fresh));
    } else {
      await this.#reportBook.readOf(stale, this.#part, (fresh) => this.#take(fresh));
    }
    if (this.#stale === stale) {
      this.#stale = new Set();
    }
  }

  get #part() {
    return {
      isSection: (record: KeyringId, section: KeyringId) =>
        this.#recordBook.isSection(record, section),
      sharesOf: (report: SharedPlace) => this.#recordBook.sharesOf(report),
      records: [...this.#records.keys()],
    };
  }

  async #take(fresh: readonly BookedEntry[]) {
    await this.#describe(fresh);
    this.#publish();
  }

  async #save() {
    await writeLibrary(this.#keeper, {
      book: this.#recordBook.kept,
      reports: [...this.#reportBook.entries.values()].filter(isVerified),
      whole: this.#reportBook.whole,
      parties: [...this.#parties],
      patients: [...this.#patients],
    });
  }

  /** Looks up the people and patients that new entries name. */
  async #describe(fresh: readonly BookedEntry[]) {
    const people = fresh.filter(isVerified).flatMap(({ content }) => peopleOf(content));
    const parties = await this.#people.all(people);
    parties.forEach((party, id) => this.#parties.set(id, party));
    const nameless = fresh
      .filter(isVerified)
      .filter(({ id, record }) => this.patient(record) === undefined && !this.#patients.has(id));
    nameless.forEach(({ id, record, section, shares }) => {
      const patient = this.#recordBook.patientOf({ record, section, report: id, shares });
      if (patient !== undefined) {
        this.#patients.set(id, patient);
      }
    });
  }

  /** What is left out of the lists may not look as if it had never been. */
  async #describeTroubles(): Promise<readonly Unopened[]> {
    const { troubles } = this.#recordBook;
    const parties = await this.#people.named(troubles.flatMap(({ by }) => by ?? []));
    return troubles.map(({ id, kind, problem, by }) => ({
      keyring: ids.keyring(id),
      kind,
      problem,
      by: by === undefined ? undefined : parties.get(by),
    }));
  }

  #publish() {
    if (this.#isClosed) {
      return;
    }
    const { reports, records } = summariesOf({
      records: this.#records,
      reports: this.#reportBook.entries,
      parties: this.#parties,
      patients: this.#patients,
      isSeen: (report, created) => this.#seen.has(report, created),
      isWhole: (record) => this.#reportBook.isWhole(record),
      refusal: (id) => this.#chains.refusal(id),
      me: this.#me,
    });
    this.#entries = reports;
    this.recordFeed.set({
      items: records,
      ...this.#phase,
      isPartial: !this.#recordBook.isWhole,
    });
    this.unopenedFeed.set({ items: this.#unopened, ...this.#phase });
    const vanished = this.#listed.vanished.map((id) => ids.record(id));
    this.vanishedFeed.set({ items: vanished, ...this.#phase });
    const sharers = this.#recordBook.sharers.map((id) => ids.keyring(id));
    this.sharerFeed.set({ items: sharers, ...this.#phase });
    this.#reportFeeds.forEach((feed, record) => {
      feed.set({ items: ofRecord(reports, record), ...this.#phase });
    });
  }

  #feed<T>(items: readonly T[], onWatched: () => void = () => undefined): LiveFeed<T> {
    return new LiveFeed<T>(
      () => {
        this.#stale = undefined; // whoever asks by hand is answered with everything
        this.#askNow(0);
      },
      () => {
        onWatched();
        this.#askNow(FRESH_FOR);
      },
      items,
    );
  }

  /** Reports of a record are read when somebody looks at it, whether it has changed or not. */
  #lookAt(record: RecordId | undefined) {
    if (record !== undefined && this.#stale !== undefined) {
      this.#stale = new Set([...this.#stale, ids.toKeyring(record)]);
      this.#completedAt = 0;
    }
  }

  /** Asks, unless the last answer is younger than that, nobody looks, or the page is hidden. */
  #askNow(youngerThan: number) {
    const feeds = [
      this.recordFeed,
      this.unopenedFeed,
      this.vanishedFeed,
      this.sharerFeed,
      ...this.#reportFeeds.values(),
    ];
    const isWatched = feeds.some((feed) => feed.isWatched);
    const isDue = Date.now() - this.#completedAt >= youngerThan;
    const isShown = youngerThan !== ASK_EVERY || document.visibilityState === 'visible';
    const isBusy = youngerThan > 0 && this.#running !== undefined;
    if (!this.#isClosed && isWatched && isDue && isShown && !isBusy) {
      void this.refresh();
    }
  }
}

function ofRecord(
  entries: readonly ReportEntry[],
  record: RecordId | undefined,
): readonly ReportEntry[] {
  return record === undefined ? entries : entries.filter((entry) => entry.record === record);
}
