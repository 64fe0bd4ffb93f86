import { describe, expect, it } from 'vitest';
import { keyringId, reportId } from '@/crypto/ids/ids.ts';
import type { Connection } from '@/lib/api/connection.ts';
import type { ReportAnswer, ReportPage } from '@/lib/api/shapes.ts';
import type { Absences } from '@/lib/reports/absences.ts';
import { ReportBook } from '@/lib/reports/reportBook.ts';
import type { ReportOpener } from '@/lib/reports/reportOpener.ts';

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
    manifest: new Uint8Array(),
    envelopes: [],
    shares: [],
  };
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
    return Promise.resolve({ reports: all.slice(from, to), ...next } as ReportPage);
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
    );
    const part = { takesPart: (id: typeof mine) => id === mine, records: [record] };
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
