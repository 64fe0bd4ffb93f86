import type { KeyringId, ReportId } from '@/crypto/index.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { PortalError } from '../contract/errors.ts';
import type { Party } from '../contract/people.ts';
import type { Patient, RecordSummary } from '../contract/records.ts';
import type { BrokenReport, ReportEntry, ReportSummary, Said } from '../contract/reports.ts';
import { ids } from '../ids.ts';
import { type BookedEntry, type BookedReport, isVerified } from '../reports/reportBook.ts';
import type { BookedRecord } from './recordBook.ts';

/** What lists are made of. */
export interface Shelf {
  readonly records: ReadonlyMap<KeyringId, BookedRecord>;
  readonly reports: ReadonlyMap<ReportId, BookedEntry>;
  readonly parties: ReadonlyMap<KeyringId, Party>;
  readonly patients: ReadonlyMap<string, Patient>;
  readonly isSeen: (report: string, created: number) => boolean;
  /** Whether all reports of that record are known. */
  readonly isWhole: (record: KeyringId) => boolean;
  readonly refusal: TrustedChains['refusal'];
  readonly me: KeyringId;
}

/** The lists as pages see them. */
export function summariesOf(shelf: Shelf): {
  readonly reports: readonly ReportEntry[];
  readonly records: readonly RecordSummary[];
} {
  const replacedBy = replacements(shelf);
  const reports = [...shelf.reports.values()]
    .map((entry) => summaryOf(entry, shelf, replacedBy))
    .sort(byExamination);
  return { reports, records: recordsOf(shelf, reports) };
}

function summaryOf(
  entry: BookedEntry,
  shelf: Shelf,
  replacedBy: ReadonlyMap<string, BookedReport>,
): ReportEntry {
  const { record, section } = entry;
  // What is wrong further up comes first: the rest may only follow from it.
  const place = shelf.refusal(record) ?? shelf.refusal(section);
  if (place !== undefined) {
    return broken(entry, place);
  }
  if (!isVerified(entry)) {
    return broken(entry, new PortalError(entry.code));
  }
  if (entry.isWithheld === true) {
    return broken(entry, new PortalError('withheld'));
  }
  const { content } = entry;
  const refusal = shelf.refusal(content.author);
  if (refusal !== undefined) {
    return broken(entry, refusal);
  }
  const author = shelf.parties.get(content.author);
  if (author === undefined) {
    return broken(entry, new PortalError('no-authority'));
  }
  const booked = shelf.records.get(record);
  const here = booked?.sections.find(({ id }) => id === section);
  const newer = replacedBy.get(entry.id);
  const summary: ReportSummary = {
    state: 'verified',
    id: ids.report(entry.id),
    record: ids.record(record),
    section: ids.section(section),
    sectionName: here?.name ?? '',
    patient: booked?.patient ?? shelf.patients.get(entry.id),
    title: content.title,
    type: content.type,
    specialty: content.specialty,
    date: content.date,
    signed: new Date(content.signed),
    author,
    authorName: content.authorName,
    fileCount: content.fileCount,
    mediaTypes: content.mediaTypes,
    unawareSince: content.unawareSince === undefined ? undefined : new Date(content.unawareSince),
    corrected:
      content.corrected === undefined
        ? undefined
        : {
            by: shelf.parties.get(content.corrected.by),
            at: new Date(content.corrected.at),
            before: content.corrected.before,
            now: saidOf(content),
          },
    size: content.size,
    replaces: content.replaces === undefined ? undefined : ids.report(content.replaces),
    replacedBy: newer === undefined ? undefined : ids.report(newer.id),
    isNew: content.author !== shelf.me && !shelf.isSeen(entry.id, entry.created),
    manageable: here?.capabilities.includes('manage') ?? false,
  };
  return summary;
}

function saidOf({ title, type, specialty, date, subject }: Said): Said {
  return { title, type, specialty, date, subject };
}

function broken(entry: BookedEntry, problem: PortalError): BrokenReport {
  return {
    state: 'broken',
    id: ids.report(entry.id),
    record: ids.record(entry.record),
    section: ids.section(entry.section),
    created: new Date(entry.created),
    problem,
  };
}

/** By the report replaced: the newest that says so, in the same record. */
function replacements({ reports }: Shelf): ReadonlyMap<string, BookedReport> {
  const newest = new Map<string, BookedReport>();
  for (const entry of reports.values()) {
    const replaced = isVerified(entry) ? entry.content.replaces : undefined;
    if (isVerified(entry) && replaced !== undefined) {
      const before = newest.get(replaced);
      const isHere = reports.get(replaced)?.record === entry.record;
      if (isHere && (before === undefined || before.content.signed < entry.content.signed)) {
        newest.set(replaced, entry);
      }
    }
  }
  return newest;
}

function byExamination(one: ReportEntry, other: ReportEntry): number {
  const [a, b] = [one, other].map((entry) =>
    entry.state === 'verified'
      ? { date: entry.date, time: entry.signed.getTime() }
      : { date: entry.created.toISOString().slice(0, 10), time: entry.created.getTime() },
  ) as [{ date: string; time: number }, { date: string; time: number }];
  return a.date === b.date ? b.time - a.time : a.date < b.date ? 1 : -1;
}

function recordsOf(
  { records, reports, parties, isWhole }: Shelf,
  entries: readonly ReportEntry[],
): readonly RecordSummary[] {
  const byRecord = new Map<string, ReportEntry[]>();
  for (const entry of entries) {
    const own = byRecord.get(entry.record) ?? [];
    own.push(entry);
    byRecord.set(entry.record, own);
  }
  const latest = new Map<string, number>();
  for (const { record, created } of reports.values()) {
    latest.set(record, Math.max(created, latest.get(record) ?? 0));
  }
  const all = new Map<KeyringId, BookedRecord>(records);
  for (const { record } of entries.filter(({ state }) => state === 'verified')) {
    const id = ids.toKeyring(record);
    if (!all.has(id)) {
      all.set(id, only(id));
    }
  }
  return [...all.values()]
    .map((record) => {
      const sharedBy = record.sharedBy === undefined ? undefined : parties.get(record.sharedBy);
      const own = byRecord.get(record.id) ?? [];
      const count = isWhole(record.id) ? own.length : undefined;
      return recordOf(record, sharedBy, own, count, latest.get(record.id));
    })
    .sort(
      (one, other) =>
        rankOf(one) - rankOf(other) ||
        (other.latest?.getTime() ?? 0) - (one.latest?.getTime() ?? 0) ||
        (one.patient?.name ?? '').localeCompare(other.patient?.name ?? '') ||
        (one.id < other.id ? -1 : 1),
    );
}

/** Those that the person made come first, then others of which it is an owner. */
function rankOf({ capabilities, sharedBy }: RecordSummary): number {
  return capabilities.has('own') ? (sharedBy === undefined ? 0 : 1) : 2;
}

/** A record of which single reports are shared. */
function only(id: KeyringId): BookedRecord {
  return {
    id,
    patient: undefined,
    sections: [],
    capabilities: [],
    memberships: [],
    sharedBy: undefined,
    until: undefined,
  };
}

function recordOf(
  record: BookedRecord,
  sharedBy: Party | undefined,
  entries: readonly ReportEntry[],
  count: number | undefined,
  latest: number | undefined,
): RecordSummary {
  const verified = entries.filter((entry) => entry.state === 'verified');
  return {
    id: ids.record(record.id),
    patient: record.patient ?? verified.find(({ patient }) => patient !== undefined)?.patient,
    sections: record.sections.map((section) => ({
      id: ids.section(section.id),
      record: ids.record(record.id),
      name: section.name,
      capabilities: new Set(section.capabilities),
    })),
    capabilities: new Set(record.capabilities),
    memberships: record.memberships.map(({ id, kind }) => ({ keyring: ids.keyring(id), kind })),
    sharedBy,
    until: record.until === undefined ? undefined : new Date(record.until),
    reports: count,
    newReports: verified.filter(({ isNew }) => isNew).length,
    latest: latest === undefined ? undefined : new Date(latest),
  };
}
