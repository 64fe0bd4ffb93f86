import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconFileOff, IconSearchOff } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import type { FeedState, ReportEntry } from '@/lib/portal.ts';
import { Empty } from '@/ui/controls/Empty.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { FilterBar } from './FilterBar.tsx';
import { ReportList } from './ReportList.tsx';
import classes from './records.module.css';
import { isUnlimited, NO_FILTERS, Search } from './search.ts';

/** Reports with search and filters over them. */
export function Timeline({
  feed,
  entries,
  withPatient,
  empty,
  onRefresh,
}: {
  readonly feed: FeedState<ReportEntry>;
  /** Those of the feed that this page is about. */
  readonly entries: readonly ReportEntry[];
  readonly withPatient: boolean;
  /** What to say where there is nothing at all. */
  readonly empty: {
    readonly title?: string | undefined;
    readonly text: string;
    readonly action?: ReactNode;
  };
  readonly onRefresh: () => void;
}) {
  const texts = useTexts();
  const { records } = texts;
  const formats = useFormats();
  const [filters, setFilters] = useState(NO_FILTERS);
  const settled = useDeferredValue(filters);
  const search = useMemo(() => new Search(texts, formats), [texts, formats]);
  const shown = useMemo(() => search.narrow(entries, settled), [search, entries, settled]);
  const limited = !isUnlimited(settled);
  const loading = feed.phase === 'loading';

  if (entries.length === 0 && loading) {
    return (
      <Stack gap="xs" role="status" aria-label={records.loadingMore}>
        <Skeleton height={42} />
        {[0, 1, 2, 3, 4].map((row) => (
          <Skeleton key={row} height={76} />
        ))}
      </Stack>
    );
  }
  return (
    <>
      {feed.phase === 'failed' && (
        <Stack mb="md">
          <Problem title={records.notNow} problem={feed.problem} retry={onRefresh} />
        </Stack>
      )}
      {entries.length === 0 ? (
        <Empty icon={IconFileOff} title={empty.title ?? records.emptyRecordTitle} text={empty.text}>
          {empty.action}
        </Empty>
      ) : (
        <>
          <FilterBar entries={entries} filters={filters} onChange={setFilters} />
          <Text size="sm" c="dimmed" className={classes.count} role="status">
            {limited
              ? records.found(shown.length, entries.length)
              : texts.common.reportCount(entries.length)}
          </Text>
          {shown.length === 0 ? (
            <Empty
              icon={IconSearchOff}
              title={records.nothingFoundTitle}
              text={records.nothingFound}
            >
              <Button
                variant="default"
                onClick={() => {
                  setFilters(NO_FILTERS);
                }}
              >
                {records.clearFilters}
              </Button>
            </Empty>
          ) : (
            <ReportList entries={shown} withPatient={withPatient} busy={loading} />
          )}
        </>
      )}
    </>
  );
}
