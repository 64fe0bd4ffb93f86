import { Button, Paper, Skeleton, Stack, Text } from '@mantine/core';
import {
  IconEye,
  IconDoorExit,
  IconFileExport,
  IconFileImport,
  IconFilePlus,
  IconFolderPlus,
  IconHistory,
  IconKey,
  IconLock,
  IconListDetails,
  IconPencil,
  IconShare2,
  IconShieldX,
  IconTrash,
  IconUserMinus,
  type Icon,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { ActivityEvent, ActivityKind, Cursor, RecordId, ReportId } from '@/lib/portal.ts';
import { Empty } from '@/ui/controls/Empty.tsx';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats, type Formats } from '@/ui/formats.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { problemOf } from '@/ui/problems.ts';
import { useTexts, type Texts } from '@/ui/texts/texts.ts';
import classes from './activity.module.css';
import { sentenceOf } from './sentence.ts';
import { spokenPatient } from '@/ui/people/patient.ts';

const ICONS: Readonly<Record<ActivityKind, Icon>> = {
  created: IconFolderPlus,
  uploaded: IconFilePlus,
  seen: IconListDetails,
  opened: IconEye,
  corrected: IconPencil,
  deleted: IconTrash,
  'moved-away': IconFileExport,
  'moved-here': IconFileImport,
  shared: IconShare2,
  left: IconDoorExit,
  unshared: IconUserMinus,
  rotated: IconKey,
  'profile-changed': IconPencil,
  closed: IconLock,
  refused: IconShieldX,
};

/** The report is there no more. */
const GONE: ReadonlySet<ActivityKind> = new Set<ActivityKind>(['deleted', 'moved-away']);

/** Everything that happened to a record or to one report of it, newest first. */
export function ActivityPage({
  record,
  report,
}: {
  readonly record: RecordId;
  readonly report: ReportId | undefined;
}) {
  const texts = useTexts();
  const { activity, common } = texts;
  const formats = useFormats();
  const session = useSession();
  const known = useFeed(session.records()).items.find((candidate) => candidate.id === record);
  const log = useInfiniteQuery({
    queryKey: ['activity', record, report ?? ''],
    queryFn: ({ pageParam }) =>
      session.activity(record, {
        ...(report === undefined ? {} : { report }),
        ...(pageParam === undefined ? {} : { after: pageParam }),
      }),
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: (page) => page.next,
  });
  const events = log.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Page
      narrow
      title={
        report === undefined
          ? activity.titleRecord(spokenPatient(texts, known?.patient))
          : activity.titleReport
      }
      subtitle={activity.lead}
      above={
        report === undefined ? (
          <AnchorLink to="/records/$record" params={{ record }}>
            {`‹ ${activity.back}`}
          </AnchorLink>
        ) : (
          <AnchorLink to="/reports/$report" params={{ report }}>
            {`‹ ${activity.backReport}`}
          </AnchorLink>
        )
      }
    >
      {log.isError && <Problem problem={problemOf(log.error)} retry={() => void log.refetch()} />}
      {log.isPending && (
        <Stack role="status" aria-label={common.loading}>
          {[0, 1, 2, 3, 4].map((line) => (
            <Skeleton key={line} height={44} />
          ))}
        </Stack>
      )}
      {log.isSuccess && events.length === 0 && (
        <Empty icon={IconHistory} title={activity.emptyTitle} text={activity.empty} />
      )}
      {byDay(events, formats, texts).map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <Text component="h2" className={classes.day}>
            {day}
          </Text>
          <Paper withBorder>
            <ul className={classes.list}>
              {ofDay.map((event) => (
                <Line key={event.id} event={event} />
              ))}
            </ul>
          </Paper>
        </section>
      ))}
      {log.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {common.more}
        </Button>
      )}
    </Page>
  );
}

function Line({ event }: { readonly event: ActivityEvent }) {
  const texts = useTexts();
  const formats = useFormats();
  const Shown = ICONS[event.kind];
  const sentence = sentenceOf(texts, event);
  return (
    <li className={classes.line} data-refused={event.kind === 'refused' || undefined}>
      <Shown size={20} stroke={1.6} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        {event.report !== undefined && !GONE.has(event.kind) ? (
          <AnchorLink
            to="/reports/$report"
            params={{ report: event.report.id }}
            c="inherit"
            underline="hover"
          >
            {sentence}
          </AnchorLink>
        ) : (
          sentence
        )}
        {event.until !== undefined && ` · ${texts.common.untilDate(formats.date(event.until))}`}
      </div>
      <time dateTime={event.time.toISOString()} className={classes.time}>
        {formats.time(event.time)}
      </time>
    </li>
  );
}

function byDay(events: readonly ActivityEvent[], formats: Formats, texts: Texts) {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const days = new Map<string, ActivityEvent[]>();
  for (const event of events) {
    const date = event.time.toDateString();
    const day =
      date === now.toDateString()
        ? texts.activity.today
        : date === yesterday.toDateString()
          ? texts.activity.yesterday
          : formats.date(event.time);
    const before = days.get(day);
    if (before === undefined) {
      days.set(day, [event]);
    } else {
      before.push(event);
    }
  }
  return [...days];
}
