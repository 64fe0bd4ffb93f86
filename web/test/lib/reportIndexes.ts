import type { Connection } from '@/lib/api/connection.ts';
import type { OwnPart } from '@/lib/reports/reportBook.ts';
import { ReportIndex } from '@/lib/reports/reportIndex.ts';

/** An index in which nothing is kept. */
export function indexOf(connection: Connection): ReportIndex {
  return new ReportIndex(
    connection,
    {
      reportIndex: {
        open: () => Promise.resolve([]),
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
