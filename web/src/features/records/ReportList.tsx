import { Loader, Text } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { ReportEntry } from '@/lib/portal.ts';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { BrokenRow, ReportRow } from './ReportRow.tsx';
import classes from './records.module.css';

const ROW = 84;
const MONTH = 40;

/** The day that a list is ordered by. */
export function dayOf(entry: ReportEntry): string {
  return entry.state === 'verified' ? entry.date : entry.created.toISOString().slice(0, 10);
}

/** Whether a new month begins here. */
function beginsMonth(entries: readonly ReportEntry[], index: number): boolean {
  const entry = entries[index];
  const before = entries[index - 1];
  return (
    entry !== undefined &&
    (before === undefined || dayOf(entry).slice(0, 7) !== dayOf(before).slice(0, 7))
  );
}

/** Any number of reports under the months they belong to; only those in view are in the page. */
export function ReportList({
  entries,
  withPatient,
  busy,
}: {
  readonly entries: readonly ReportEntry[];
  readonly withPatient: boolean;
  readonly busy: boolean;
}) {
  const { records } = useTexts();
  const formats = useFormats();
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);

  // Where the list begins changes with everything above it.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      setMargin(Math.round(top + window.scrollY));
    });
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, []);

  const virtual = useWindowVirtualizer({
    count: entries.length,
    estimateSize: (index) => ROW + (beginsMonth(entries, index) ? MONTH : 0),
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 8,
    scrollMargin: margin,
  });

  return (
    <>
      {busy && (
        <Text size="sm" c="dimmed" className={classes.busy} role="status">
          <Loader size="xs" aria-hidden /> {records.loadingMore}
        </Text>
      )}
      <ul
        ref={list}
        className={classes.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={records.listOfReports}
      >
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          if (entry === undefined) {
            return null;
          }
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={classes.item}
              style={{ transform: `translateY(${item.start - margin}px)` }}
              aria-setsize={entries.length}
              aria-posinset={item.index + 1}
            >
              {beginsMonth(entries, item.index) && (
                <div className={classes.month}>
                  {formats.month(`${dayOf(entry).slice(0, 7)}-01`)}
                </div>
              )}
              {entry.state === 'verified' ? (
                <ReportRow report={entry} withPatient={withPatient} />
              ) : (
                <BrokenRow report={entry} />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
