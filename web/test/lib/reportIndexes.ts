import type { Connection } from '@/lib/api/connection.ts';
import type { ReportSummary } from '@/crypto/index.ts';
import type { OwnPart } from '@/lib/reports/reportBook.ts';
import { ReportIndex } from '@/lib/reports/reportIndex.ts';

/** An index in which nothing is kept but this of each report. */
export function indexOf(connection: Connection, kept?: ReportSummary): ReportIndex {
  return new ReportIndex(
    connection,
    {
      chains: { correctedMore: () => Promise.resolve([]) },
      reportIndex: {
        open: (entries) =>
          Promise.resolve(
            kept === undefined ? [] : entries.map(({ report }) => ({ report, summary: kept })),
          ),
        keep: () => Promise.resolve([]),
        sharesOf: () => Promise.resolve([]),
      },
    },
    { refusal: () => undefined },
  );
}

/** Everything takes part. */
export const ALL_PART: Omit<OwnPart, 'records'> = {
  isSection: () => true,
  sharesOf: ({ shares }) => shares,
};
