import { describe, expect, it } from 'vitest';
import { keyringId } from '@/crypto/ids/ids.ts';
import { ActivityLog } from '@/lib/activity/activityLog.ts';
import { allOf } from '@/lib/api/paging.ts';
import type { Connection } from '@/lib/api/connection.ts';
import type { RecordId, ReportId, SectionId } from '@/lib/contract/ids.ts';
import type { Absences } from '@/lib/reports/absences.ts';
import { listKeyrings } from '@/lib/records/memberships.ts';
import type { Library } from '@/lib/records/library.ts';
import { ReportBook } from '@/lib/reports/reportBook.ts';
import type { ReportOpener } from '@/lib/reports/reportOpener.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';
import { ReportShares } from '@/lib/sharing/reportShares.ts';
import { ALL_PART, indexOf } from './reportIndexes.ts';

const me = keyringId('1'.repeat(64));
const MANY = 50;

/** A service whose lists never end; it gives up by itself, so that a test ends that finds a fault. */
class Endless {
  asked = 0;
  readonly #page: (asked: number) => unknown;

  constructor(page: (asked: number) => unknown) {
    this.#page = page;
  }

  get(): Promise<unknown> {
    this.asked++;
    return this.asked > MANY
      ? Promise.reject(new Error('asked for ever'))
      : Promise.resolve(this.#page(this.asked));
  }
}

const LISTS = { keyrings: [], reports: [], shares: [], events: [] };
const lies: readonly [string, (asked: number) => unknown][] = [
  ['ends each page at the same place', (asked) => ({ ...one(asked), next: '00' })],
  ['goes round in a circle', (asked) => ({ ...one(asked), next: String(asked % 3) })],
  ['answers nothing, at places that are new', (asked) => ({ ...LISTS, next: String(asked) })],
  ['answers the same, at places that are new', (asked) => ({ ...one(0), next: String(asked) })],
];

function one(asked: number) {
  const keyring = asked.toString(16).padStart(64, '0');
  return {
    keyrings: [{ keyring }],
    shares: [{ keyring }],
    reports: [{ report: keyring, section: me, shares: [], manifest: [], envelopes: [] }],
    events: [{ id: keyring }],
  };
}

function walks(service: Endless): Readonly<Record<string, () => Promise<unknown>>> {
  const connection = service as unknown as Connection;
  const chains = { views: () => Promise.resolve(new Map()), tryRefresh: () => Promise.resolve() };
  const signedIn = { connection, chains, contacts: {} } as unknown as SignedIn;
  const record = 'a' as RecordId;
  const report = 'b' as ReportId;
  return {
    keyrings: () => listKeyrings(signedIn),
    reports: () =>
      new ReportBook(
        connection,
        { open: () => Promise.resolve([]) } as unknown as ReportOpener,
        { deleted: () => Promise.resolve(new Set()) } as unknown as Absences,
        indexOf(connection),
      ).read({ ...ALL_PART, records: [] }, () => Promise.resolve()),
    shares: () =>
      new ReportShares(signedIn, () => []).of({
        kind: 'report',
        record,
        section: 'c'.repeat(64) as SectionId,
        report: report,
      }),
    activity: () => new ActivityLog(signedIn, {} as unknown as Library).of(record, { report }),
  };
}

describe.each(lies)('a service that %s', (_, page) => {
  it.each(Object.keys(walks(new Endless(page))))('is not asked for ever for %s', async (list) => {
    const service = new Endless(page);
    await expect(walks(service)[list]?.()).rejects.toMatchObject({ code: 'list-endless' });
    expect(service.asked).toBeLessThan(8);
  });
});

it('a list is read to its end', async () => {
  const pages = new Map([
    ['', { all: ['a', 'b'], next: '1' }],
    ['&after=1', { all: ['c'], next: '2 3' }],
    ['&after=2%203', { all: [] }],
  ]);
  const all = await allOf(
    (after) => Promise.resolve(pages.get(after) ?? { all: [] }),
    (answer: { readonly all: readonly string[]; readonly next?: string }) => answer.all,
    (id) => id,
  );
  expect(all).toEqual(['a', 'b', 'c']);
});
