import type { Connection } from '@/lib/api/connection.ts';
import { ReportIndex } from '@/lib/reports/reportIndex.ts';

/** An index in which nothing is kept. */
export function indexOf(connection: Connection): ReportIndex {
  return new ReportIndex(
    connection,
    { reportIndex: { open: () => Promise.resolve([]), keep: () => Promise.resolve([]) } },
    { refusal: () => undefined },
  );
}
