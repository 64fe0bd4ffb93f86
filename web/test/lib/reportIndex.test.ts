import { describe, expect, it } from 'vitest';
import type { KeyringId, ReportId, ReportSummary } from '@/crypto/index.ts';
import { instant, keyringId, reportId, sha256Text } from '@/crypto/ids/ids.ts';
import type { Connection } from '@/lib/api/connection.ts';
import type { ListedReport } from '@/lib/api/shapes.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import type { Absences } from '@/lib/reports/absences.ts';
import { ReportBook } from '@/lib/reports/reportBook.ts';
import { ReportIndex } from '@/lib/reports/reportIndex.ts';
import type { ReportOpener } from '@/lib/reports/reportOpener.ts';
import { ALL_PART } from './reportIndexes.ts';

const [section, author, record] = ['1', '2', '3'].map((digit) => keyringId(digit.repeat(64))) as [
  KeyringId,
  KeyringId,
  KeyringId,
];
const ids = [1, 2, 3].map((number) => reportId(String(number).padStart(32, '0')));
const time = instant('2026-11-23T12:00:00.000Z');

function summary(title: string): ReportSummary {
  return {
    manifest: sha256Text('ab'.repeat(32)),
    record,
    section,
    author: { keyring: author },
    time,
    document: { resourceType: 'DocumentReference', description: title },
    contents: { files: 1, mediaTypes: ['text/plain'] },
    body: { size: 3 },
  };
}

/** A service that has an entry of each report, and answers manifests to whoever asks for them. */
class Service {
  readonly asked: string[] = [];
  readonly kept: string[] = [];
  withheld = new Set<ReportId>();
  elsewhere = new Set<ReportId>();
  refuses: ReportId | undefined;

  get(path: string) {
    this.asked.push(path.split('?')[0] ?? '');
    return Promise.resolve({ reports: ids.map((id) => this.#listed(id, true)), next: undefined });
  }

  post(path: string, { reports }: { reports: readonly ReportId[] }) {
    this.asked.push(path);
    const found = reports.filter((id) => !this.withheld.has(id));
    return Promise.resolve({
      reports: found.map((id) => this.#listed(id, false)),
      complete: true,
    });
  }

  put(path: string, { entries }: { entries: readonly { report: ReportId }[] }) {
    this.asked.push(path);
    if (entries.some(({ report }) => report === this.refuses)) {
      return Promise.reject(new PortalError('not-found'));
    }
    this.kept.push(...entries.map(({ report }) => report));
    return Promise.resolve();
  }

  #listed(report: ReportId, byEntry: boolean): ListedReport {
    return {
      report,
      record: !byEntry && this.elsewhere.has(report) ? author : record,
      section,
      author,
      created: new Date(time),
      time: new Date(time),
      bodyBytes: 31,
      corrections: 0,
      shares: [],
      index: byEntry ? new Uint8Array(100) : undefined,
      manifest: byEntry ? undefined : new Uint8Array(10),
      envelopes: byEntry ? undefined : [],
    };
  }
}

describe('A list of reports by what was kept', () => {
  const read = async (
    service: Service,
    opens: readonly ReportId[],
    refused: readonly KeyringId[] = [],
    corrected: readonly ReportId[] = [],
  ) => {
    const connection = service as unknown as Connection;
    const index = new ReportIndex(
      connection,
      {
        chains: { correctedMore: () => Promise.resolve(corrected) },
        reportIndex: {
          open: (kept) =>
            Promise.resolve(
              kept
                .filter(({ report }) => opens.includes(report))
                .map(({ report }) => ({ report, summary: summary(`kept ${report.slice(-1)}`) })),
            ),
          sharesOf: () => Promise.resolve([]),
          keep: (reports) =>
            Promise.resolve(reports.map((report) => ({ report, entry: new Uint8Array(100) }))),
        },
      },
      { refusal: (id) => (refused.includes(id) ? new PortalError('broken-chain') : undefined) },
    );
    const opener: Pick<ReportOpener, 'open'> = {
      open: (reports) =>
        Promise.resolve(
          reports.map((answer) => ({
            answer,
            manifest: {
              ...summary(`read ${answer.report.slice(-1)}`),
              report: answer.report,
            } as never,
            unawareSince: undefined,
            corrected: undefined,
          })),
        ),
    };
    const absences: Pick<Absences, 'of' | 'deleted'> = {
      of: () => Promise.resolve(new Map()),
      deleted: () => Promise.resolve(new Set()),
    };
    const book = new ReportBook(connection, opener as ReportOpener, absences as Absences, index);
    const part = { ...ALL_PART, records: [record] };
    const shown: number[] = [];
    await book.read(part, () => {
      shown.push(service.asked.length);
      return Promise.resolve();
    });
    const titles = [...book.entries.values()].map((entry) =>
      'content' in entry ? entry.content.title : entry.code,
    );
    return { titles: titles.sort(), shown };
  };

  it('asks for nothing else', async () => {
    const service = new Service();
    const { titles } = await read(service, ids);
    expect(titles).toEqual(['kept 1', 'kept 2', 'kept 3']);
    expect(service.asked).toEqual(['/reports']);
  });

  it('asks for the manifests of what does not open, and keeps them after they are shown', async () => {
    const service = new Service();
    const { titles, shown } = await read(service, ids.slice(0, 1));
    expect(titles).toEqual(['kept 1', 'read 2', 'read 3']);
    expect(service.asked).toEqual(['/reports', '/reports/query', '/reports/index']);
    expect(shown).toEqual([2]);
    expect(service.kept).toEqual(ids.slice(1));
  });

  it('reads what leans on a history that was refused', async () => {
    for (const refused of [record, section, author]) {
      const { titles } = await read(new Service(), ids, [refused]);
      expect(titles).toEqual(['read 1', 'read 2', 'read 3']);
    }
  });

  it('reads what was corrected, by a chain that is known here, after it was kept', async () => {
    const { titles } = await read(new Service(), ids, [], ids.slice(1, 2));
    expect(titles).toEqual(['kept 1', 'kept 3', 'read 2']);
  });

  it('shows nothing of what is named and not answered', async () => {
    const service = new Service();
    service.withheld = new Set(ids.slice(2));
    const { titles } = await read(service, ids.slice(0, 1));
    expect(titles).toEqual(['kept 1', 'read 2']);
  });

  it('shows nothing that is answered of another place than it was listed by', async () => {
    const service = new Service();
    service.elsewhere = new Set(ids.slice(2));
    const { titles } = await read(service, ids.slice(0, 1));
    expect(titles).toEqual(['kept 1', 'read 2']);
  });

  it('keeps the others where one is not taken', async () => {
    const service = new Service();
    service.refuses = ids[1];
    await read(service, []);
    expect(service.kept.sort()).toEqual([ids[0], ids[2]]);
  });
});
