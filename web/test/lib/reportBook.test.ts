import { describe, expect, it } from 'vitest';
import { keyringId, reportId } from '@/crypto/ids/ids.ts';
import type { ReportSummary } from '@/crypto/index.ts';
import type { Connection } from '@/lib/api/connection.ts';
import type { ListedReport, ReportAnswer, ReportPage } from '@/lib/api/shapes.ts';
import type { Absences } from '@/lib/reports/absences.ts';
import { ReportBook } from '@/lib/reports/reportBook.ts';
import type { ReportOpener } from '@/lib/reports/reportOpener.ts';
import { ALL_PART, indexOf } from './reportIndexes.ts';

const [mine, theirs, record] = ['1', '2', '3'].map((digit) => keyringId(digit.repeat(64))) as [
  ReturnType<typeof keyringId>,
  ReturnType<typeof keyringId>,
  ReturnType<typeof keyringId>,
];

function answer(number: number, section: typeof mine): ReportAnswer {
  return {
    report: reportId(number.toString(16).padStart(32, '0')),
    record,
    section,
    author: theirs,
    created: new Date(),
    time: new Date(),
    bodyBytes: 1,
    corrections: 0,
    manifest: new Uint8Array(),
    envelopes: [],
    shares: [],
  };
}

function listed(report: ReportAnswer): ListedReport {
  return { ...report, index: undefined };
}

/** A service with so many reports of a stranger before the one of one's own. */
class Service {
  readonly asked: string[] = [];
  readonly #reports: readonly ReportAnswer[];

  constructor(strangers: number) {
    this.#reports = [
      ...Array.from({ length: strangers }, (_, index) => answer(index + 1, theirs)),
      answer(1 << 20, mine),
    ];
  }

  get(path: string): Promise<ReportPage> {
    this.asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const all = query.has('record')
      ? this.#reports.filter(({ section }) => section === mine)
      : this.#reports;
    const from = Number(query.get('after') ?? 0);
    const to = from + Number(query.get('limit'));
    const next = to < all.length ? { next: String(to) } : {};
    return Promise.resolve({ reports: all.slice(from, to).map(listed), ...next } as ReportPage);
  }
}

describe('M12: the list of reports', () => {
  const read = async (strangers: number) => {
    const service = new Service(strangers);
    const opened: ReportAnswer[] = [];
    const opener: Pick<ReportOpener, 'open'> = {
      open: (reports) => {
        opened.push(...reports);
        return Promise.resolve(reports.map((one) => ({ answer: one, code: 'wrong-key' as const })));
      },
    };
    const absences: Pick<Absences, 'of' | 'deleted'> = {
      of: () => Promise.resolve(new Map()),
      deleted: () => Promise.resolve(new Set()),
    };
    const book = new ReportBook(
      service as unknown as Connection,
      opener as ReportOpener,
      absences as Absences,
      indexOf(service as unknown as Connection),
    );
    const part = {
      isSection: (_: typeof mine, section: typeof mine) => section === mine,
      sharesOf: () => [],
      records: [record],
    };
    await book.read(part, () => Promise.resolve());
    return { service, opened, book };
  };

  it.each([0, 3, 500, 20_000])('passes over %i reports of a stranger', async (strangers) => {
    const { service, opened, book } = await read(strangers);
    expect(opened.map(({ section }) => section)).toEqual([mine]);
    expect([...book.entries.values()].map(({ section }) => section)).toEqual([mine]);
    expect(service.asked.length).toBeLessThan(10);
  });
});

/** What was verified of a report that was corrected so often. */
function verified(corrections: number) {
  const document = { description: 'CT' };
  return {
    manifest: {
      author: { keyring: theirs },
      time: 0,
      document,
      body: { size: 1 },
      contents: { files: 1, mediaTypes: [] },
    },
    unawareSince: undefined,
    corrected:
      corrections === 0 ? undefined : { keyring: theirs, time: 0, number: corrections, document },
  };
}

/** A service with reports of many records, one a second, the newest first. */
class Many {
  readonly asked: string[] = [];
  reports: readonly ReportAnswer[];
  /** What is kept of each. */
  entries: Uint8Array<ArrayBuffer> | undefined;

  constructor(count: number) {
    this.reports = Array.from({ length: count }, (_, index) => ({
      ...answer(index + 1, mine),
      record: keyringId((index % 10).toString(16).repeat(64)),
      created: new Date((count - index) * 1_000),
    }));
  }

  get(path: string): Promise<ReportPage> {
    this.asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const all = this.reports.filter(
      (one) => !query.has('record') || one.record === query.get('record'),
    );
    const from = Number(query.get('after') ?? 0);
    const to = from + Number(query.get('limit'));
    const next = to < all.length ? { next: String(to) } : {};
    const reports = all.slice(from, to).map((one) => ({ ...one, index: this.entries }));
    return Promise.resolve({ reports, ...next } as ReportPage);
  }

  book(): ReportBook {
    const opener: Pick<ReportOpener, 'open'> = {
      open: (reports) =>
        Promise.resolve(reports.map((one) => ({ answer: one, code: 'wrong-key' as const }))),
    };
    const absences: Pick<Absences, 'of' | 'deleted'> = {
      of: () => Promise.resolve(new Map()),
      deleted: () => Promise.resolve(new Set()),
    };
    return new ReportBook(
      this as unknown as Connection,
      opener as ReportOpener,
      absences as Absences,
      indexOf(this as unknown as Connection),
    );
  }
}

describe('Reports of somebody who has many', () => {
  const part = { ...ALL_PART, records: [] };
  const nothing = () => Promise.resolve();
  const [first, second] = ['0', '1'].map((digit) => keyringId(digit.repeat(64))) as [
    typeof mine,
    typeof mine,
  ];

  it('are read as far as a list goes, and of a record when somebody looks at it', async () => {
    const service = new Many(5_000);
    const book = service.book();
    await book.read(part, nothing);
    expect(book.entries.size).toBeGreaterThanOrEqual(1_000);
    expect(book.entries.size).toBeLessThan(1_500);
    expect(book.isWhole(first)).toBe(false);
    const { listedFrom } = book;
    expect(listedFrom).toBe(Math.min(...[...book.entries.values()].map((one) => one.created)));
    const before = service.asked.length;
    await book.readOf(new Set([first]), part, nothing);
    const own = [...book.entries.values()].filter(({ record: one }) => one === first);
    expect(own).toHaveLength(500);
    expect(book.isWhole(first)).toBe(true);
    expect(book.isWhole(second)).toBe(false);
    expect(service.asked.slice(before).every((path) => path.includes(`record=${first}`))).toBe(
      true,
    );
    // What lies further back than the list stays known when that is read again.
    await book.read(part, nothing);
    expect([...book.entries.values()].filter(({ record: one }) => one === first)).toHaveLength(500);
  });

  it('are read again where one was corrected since', async () => {
    const service = new Many(3);
    const summaries: string[] = [];
    const connection = service as unknown as Connection;
    const book = new ReportBook(
      connection,
      {
        open: (reports: readonly ReportAnswer[]) =>
          Promise.resolve(
            reports.map((one) => {
              summaries.push(`${one.report.slice(-1)}:${String(one.corrections)}`);
              return { answer: one, ...verified(one.corrections) };
            }),
          ),
      } as unknown as ReportOpener,
      {
        of: () => Promise.resolve(new Map()),
        deleted: () => Promise.resolve(new Set()),
      } as unknown as Absences,
      indexOf(connection),
    );
    await book.read(part, nothing);
    expect(summaries.sort()).toEqual(['1:0', '2:0', '3:0']);
    await book.read(part, nothing);
    expect(summaries).toHaveLength(3);
    service.reports = service.reports.map((one, index) =>
      index === 1 ? { ...one, corrections: 1 } : one,
    );
    await book.read(part, nothing);
    expect(summaries.slice(3)).toEqual(['2:1']);
  });

  it('are read, not taken from an older entry, where a correction was seen before', async () => {
    const service = new Many(1);
    const opened: number[] = [];
    const { manifest } = verified(0);
    const book = new ReportBook(
      service as unknown as Connection,
      {
        open: (reports: readonly ReportAnswer[]) =>
          Promise.resolve(
            reports.map((one) => {
              opened.push(one.corrections);
              return { answer: one, ...verified(1) };
            }),
          ),
      } as unknown as ReportOpener,
      {
        of: () => Promise.resolve(new Map()),
        deleted: () => Promise.resolve(new Set()),
      } as unknown as Absences,
      indexOf(
        service as unknown as Connection,
        {
          ...manifest,
          record: first,
          section: mine,
          manifest: 'ab'.repeat(32),
        } as unknown as ReportSummary,
      ),
    );
    await book.read(part, nothing);
    service.entries = new Uint8Array(100);
    await book.read(part, nothing);
    expect(opened).toEqual([0, 0]);
    expect([...book.entries.values()]).toMatchObject([{ content: { corrections: 1 } }]);
  });

  it('are let go where they are not answered any more, and only there', async () => {
    const service = new Many(40);
    const book = service.book();
    await book.read(part, nothing);
    expect(book.isWhole(first)).toBe(true);
    service.reports = service.reports.slice(2);
    await book.readOf(new Set([first]), part, nothing);
    expect(book.entries.size).toBe(39);
    await book.read(part, nothing);
    expect(book.entries.size).toBe(38);
  });

  it('begin with a first page', async () => {
    const service = new Many(500);
    const book = service.book();
    await book.readNewest(part, nothing);
    expect(service.asked).toEqual(['/reports?limit=20']);
    expect(book.entries.size).toBe(20);
    expect(book.isWhole(first)).toBe(false);
  });
});
