import {
  type KeyringId,
  type ReportId,
  type ReportSummary,
  sha256Async,
  toHex,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { after, Paging } from '../api/paging.ts';
import { REPORTS_AT_FIRST, reportsPath } from '../api/paths.ts';
import { answers, type ListedReport, type ReportPage } from '../api/shapes.ts';
import type { PortalErrorCode } from '../contract/errors.ts';
import { contentOf, type ReportContent } from './documents.ts';
import type { Absences } from './absences.ts';
import type { ReportIndex } from './reportIndex.ts';
import type { Opened, ReportOpener } from './reportOpener.ts';

const PAGE = 200;
/** After so many pages in a row with nothing that takes part, each record is asked for by itself. */
const MOST_PASSED_OVER = 3;
/** So many are read by themselves; older ones when somebody looks at their record. */
const MOST_LISTED = 1_000;

/** Of which records all reports are known: of all, or of these. */
export type WholeReports = 'all' | readonly KeyringId[];

/** What of the service's answers may be shown. */
export interface OwnPart {
  isSection(record: KeyringId, section: KeyringId): boolean;
  /** Those that are of that report. */
  sharesOf(report: ListedReport): readonly KeyringId[];
  readonly records: readonly KeyringId[];
}

interface Booked {
  readonly id: ReportId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  /** The service's word, in milliseconds since 1970. */
  readonly created: number;
  /** Shares of it through which the person is a recipient. */
  readonly shares: readonly KeyringId[];
}

/** A report whose manifest this device has verified. */
export interface BookedReport extends Booked {
  readonly content: ReportContent;
  /** SHA-256 of the sealed manifest that was verified. */
  readonly manifest: string;
  readonly bodyBytes: number;
  /** The service does not answer it any more, though nobody deleted it and it is still open to the person. */
  readonly isWithheld?: boolean;
}

export interface BookedFailure extends Booked {
  readonly code: PortalErrorCode;
}

export type BookedEntry = BookedReport | BookedFailure;

export function isVerified(entry: BookedEntry): entry is BookedReport {
  return 'content' in entry;
}

/**
 * Every report that the account may open. A sealed manifest that was verified here before is not
 * verified again in a list: it is the same bytes, and chains only grow. Opening a report to read it
 * makes every check anew.
 */
export class ReportBook {
  readonly #connection: Connection;
  readonly #opener: ReportOpener;
  readonly #absences: Absences;
  readonly #index: ReportIndex;
  #entries = new Map<ReportId, BookedEntry>();
  #isAll = false;
  #listedFrom = 0;
  readonly #whole = new Set<KeyringId>();

  constructor(
    connection: Connection,
    opener: ReportOpener,
    absences: Absences,
    index: ReportIndex,
  ) {
    this.#connection = connection;
    this.#opener = opener;
    this.#absences = absences;
    this.#index = index;
  }

  get entries(): ReadonlyMap<ReportId, BookedEntry> {
    return this.#entries;
  }

  /** What earlier visits have verified. */
  restore(entries: readonly BookedReport[], whole: WholeReports) {
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#isAll = whole === 'all';
    if (whole !== 'all') {
      whole.forEach((record) => this.#whole.add(record));
    }
  }

  /** What became visible before then is known of single records only. */
  get listedFrom(): number {
    return this.#listedFrom;
  }

  get whole(): WholeReports {
    return this.#isAll ? 'all' : [...this.#whole];
  }

  /** Whether all reports of a record are known that the person may open. */
  isWhole(record: KeyringId): boolean {
    return this.#isAll || this.#whole.has(record);
  }

  /** Reads the newest reports, before all else is known. */
  async readNewest(
    part: OwnPart,
    onPage: (fresh: readonly BookedEntry[]) => Promise<void>,
  ): Promise<void> {
    const { reports } = await this.#page(REPORTS_AT_FIRST, '');
    await this.#take(
      reports.flatMap((report) => ownOf(report, part) ?? []),
      onPage,
    );
  }

  /** Reads those of some records anew, and lets go what is not answered of these any more. */
  async readOf(
    records: ReadonlySet<KeyringId>,
    part: OwnPart,
    onPage: (fresh: readonly BookedEntry[]) => Promise<void>,
  ): Promise<void> {
    const answered = new Set<ReportId>();
    for (const record of records) {
      await this.#readPages(`&record=${record}`, async (reports) => {
        const own = reports.flatMap((report) => ownOf(report, part) ?? []);
        own.forEach(({ report }) => answered.add(report));
        await this.#take(own, onPage);
        return true;
      });
      this.#whole.add(record);
    }
    await this.#judgeAbsent(
      [...this.#entries.values()].filter(
        ({ id, record }) => records.has(record) && !answered.has(id),
      ),
    );
  }

  /**
   * Reads the pages anew, the newest first, as far as a list goes; tells after each what is known then.
   * What others share and is not accepted is passed over.
   */
  async read(
    part: OwnPart,
    onPage: (fresh: readonly BookedEntry[]) => Promise<void>,
  ): Promise<void> {
    const answered = new Set<ReportId>();
    let oldest = Number.POSITIVE_INFINITY;
    const take = async (reports: readonly ListedReport[]) => {
      const own = reports.flatMap((report) => ownOf(report, part) ?? []);
      own.forEach(({ report }) => answered.add(report));
      const booked = await this.#take(own, onPage);
      oldest = booked.reduce((time, { created }) => Math.min(time, created), oldest);
      return own.length > 0;
    };
    const end = await this.#readPages('', take, () => answered.size >= MOST_LISTED);
    if (end === 'passed-over') {
      for (const record of part.records) {
        await this.#readPages(`&record=${record}`, async (reports) => {
          await take(reports);
          return true;
        });
      }
    }
    this.#isAll = end !== 'enough';
    this.#listedFrom = this.#isAll ? 0 : oldest;
    this.#whole.clear();
    // Of what lies further back, nothing was asked.
    await this.#judgeAbsent(
      [...this.#entries.values()].filter(
        ({ id, created }) => !answered.has(id) && (end !== 'enough' || created > oldest),
      ),
    );
  }

  /** Gives up where strangers' reports stand before one's own, and where it is enough. */
  async #readPages(
    query: string,
    take: (reports: readonly ListedReport[]) => Promise<boolean>,
    isEnough: () => boolean = () => false,
  ): Promise<'end' | 'enough' | 'passed-over'> {
    const paging = new Paging();
    let coming: Promise<ReportPage> | undefined = this.#page(REPORTS_AT_FIRST, query);
    let passedOver = 0;
    while (coming !== undefined) {
      const page: ReportPage = await coming;
      const { reports } = page;
      const next = paging.next(
        page,
        reports.map(({ report }) => report),
      );
      if (passedOver === MOST_PASSED_OVER && next !== undefined) {
        return 'passed-over';
      }
      if (next !== undefined && isEnough()) {
        await take(reports);
        return 'enough';
      }
      // The next page comes while this one is opened.
      coming = next === undefined ? undefined : this.#page(PAGE, query + after(next));
      coming?.catch(() => undefined); // it is awaited later
      passedOver = (await take(reports)) ? 0 : passedOver + 1;
    }
    return 'end';
  }

  /** What was there before and is not answered any more: deleted, no longer for this person, or withheld. */
  async #judgeAbsent(absent: readonly BookedEntry[]) {
    const reasons = await this.#absences.of(absent);
    for (const entry of absent) {
      if (isVerified(entry) && reasons.get(entry.id)?.kind === 'withheld') {
        this.#entries.set(entry.id, { ...entry, isWithheld: true });
      } else {
        this.#entries.delete(entry.id);
      }
    }
  }

  /** Takes note of one that was just opened. */
  async note(opened: Opened): Promise<BookedEntry> {
    const entry = await bookedOf(opened);
    this.#entries.set(entry.id, entry);
    return entry;
  }

  remove(id: ReportId) {
    this.#entries.delete(id);
  }

  #page(limit: number, query: string): Promise<ReportPage> {
    return this.#connection.get(reportsPath(limit, query), answers.reportPage);
  }

  /** Keeps what was verified only after it has been shown. */
  async #take(
    reports: readonly ListedReport[],
    onPage: (fresh: readonly BookedEntry[]) => Promise<void>,
  ): Promise<readonly BookedEntry[]> {
    const { booked, verified } = await this.#booked(reports);
    await onPage(booked);
    await this.#index.keep(verified);
    return booked;
  }

  /** By what was verified here before, by what was kept, and else by their manifests. */
  async #booked(reports: readonly ListedReport[]): Promise<{
    readonly booked: readonly BookedEntry[];
    readonly verified: readonly ReportId[];
  }> {
    const kept = await this.#index.open(reports);
    const behind = await this.#index.behind(reports);
    const known = new Set<ReportId>();
    for (const listed of reports) {
      const before = this.#entries.get(listed.report);
      const summary = kept.get(listed.report);
      if (behind.has(listed.report) || isAfter(before, listed)) {
        continue; // an entry of before a correction
      }
      if (before !== undefined && isVerified(before) && (await isSame(before, listed, summary))) {
        known.add(listed.report);
        const { isWithheld: _, ...again } = before;
        this.#entries.set(listed.report, { ...again, shares: listed.shares });
      } else if (summary !== undefined) {
        known.add(listed.report);
        this.#entries.set(listed.report, bookedBy(summary, listed));
      }
    }
    const places = reports.map(({ report, section, shares }) => ({ id: report, section, shares }));
    const deleted = await this.#absences.deleted(places.filter(({ id }) => known.has(id)));
    deleted.forEach((id) => this.#entries.delete(id));
    const whole = await this.#index.whole(reports.filter(({ report }) => !known.has(report)));
    const opened = await this.#opener.open(whole);
    await Promise.all(
      opened
        .filter((one) => !('code' in one && one.code === 'deleted'))
        .map((one) => this.note(one)),
    );
    return {
      booked: reports.flatMap(({ report }) => this.#entries.get(report) ?? []),
      verified: opened.filter((one) => 'manifest' in one).map(({ answer }) => answer.report),
    };
  }
}

/** Without shares that do not take part; undefined where nothing of it does. */
function ownOf(answer: ListedReport, part: OwnPart): ListedReport | undefined {
  const shares = part.sharesOf(answer);
  const isOwn = shares.length > 0 || part.isSection(answer.record, answer.section);
  return isOwn ? { ...answer, shares } : undefined;
}

async function bookedOf(opened: Opened): Promise<BookedEntry> {
  const { answer } = opened;
  return 'manifest' in opened
    ? {
        ...placeOf(answer),
        content: contentOf(
          { ...opened.manifest, corrected: opened.corrected },
          opened.unawareSince,
        ),
        manifest: toHex(await sha256Async(answer.manifest)),
        bodyBytes: answer.bodyBytes,
      }
    : { ...placeOf(answer), code: opened.code };
}

function bookedBy(summary: ReportSummary, listed: ListedReport): BookedReport {
  return {
    ...placeOf(listed),
    content: contentOf(summary, summary.unawareSince),
    manifest: summary.manifest,
    bodyBytes: listed.bodyBytes,
  };
}

function placeOf({
  report,
  record,
  section,
  created,
  shares,
}: Pick<ListedReport, 'report' | 'record' | 'section' | 'created' | 'shares'>): Booked {
  return { id: report, record, section, created: created.getTime(), shares };
}

/** Whether more corrections of it were seen here than the service tells of. */
function isAfter(before: BookedEntry | undefined, { corrections }: ListedReport): boolean {
  return before !== undefined && isVerified(before) && before.content.corrections > corrections;
}

/** Whether it is what was verified here before, by its manifest or by what was kept of that. */
async function isSame(
  before: BookedReport,
  { record, section, bodyBytes, corrections, manifest }: ListedReport,
  kept: ReportSummary | undefined,
): Promise<boolean> {
  const isInPlace =
    before.record === record &&
    before.section === section &&
    before.bodyBytes === bodyBytes &&
    before.content.corrections === corrections;
  const hash =
    kept?.manifest ?? (manifest === undefined ? undefined : toHex(await sha256Async(manifest)));
  return isInPlace && before.manifest === hash;
}
