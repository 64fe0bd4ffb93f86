import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconFolderPlus, IconFolders, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { FeedState, RecordSummary } from '@/lib/portal.ts';
import { Empty } from '@/ui/controls/Empty.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { Page } from '@/ui/layout/Page.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { NewRecordDialog } from './NewRecordDialog.tsx';
import { PatientCard } from './PatientCard.tsx';
import classes from './records.module.css';
import { folded } from './search.ts';
import { UnopenedLines } from './UnopenedLines.tsx';
import { useGrowing } from './useGrowing.ts';
import { VanishedLine } from './VanishedLine.tsx';

/** The records of patients, those with something new plainly marked. */
export function Patients({
  state,
  onRefresh,
  onOpen,
  above,
}: {
  readonly state: FeedState<RecordSummary>;
  readonly onRefresh: () => void;
  readonly onOpen: (record: RecordSummary['id']) => void;
  /** The way back, where this is not the first page. */
  readonly above?: ReactNode;
}) {
  const texts = useTexts();
  const { records } = texts;
  const isMissed = useFeed(useSession().vanished()).items.length > 0;
  const [making, setMaking] = useState(false);
  const [words, setWords] = useState('');
  const wanted = folded(words).split(/\s+/);
  const shown = state.items.filter((record) => {
    const text = folded(
      [
        record.patient?.name ?? texts.common.unknownPatient,
        record.patient?.birthDate ?? '',
        ...(record.patient?.identifiers.map((identifier) => identifier.value) ?? []),
      ].join('\n'),
    );
    return wanted.every((word) => text.includes(word));
  });
  const [count, end] = useGrowing(shown.length);
  const loading = state.phase === 'loading' && state.items.length === 0;
  return (
    <Page
      title={records.patients}
      subtitle={records.patientsLead}
      above={above}
      actions={
        <Button
          variant="default"
          leftSection={<IconFolderPlus size={18} aria-hidden />}
          onClick={() => {
            setMaking(true);
          }}
        >
          {records.newRecord}
        </Button>
      }
    >
      <NewRecordDialog
        opened={making}
        onClose={() => {
          setMaking(false);
        }}
        onMade={onOpen}
      />
      <UnopenedLines />
      <VanishedLine />
      <Stack>
        {state.phase === 'failed' && (
          <Problem title={records.notNow} problem={state.problem} retry={onRefresh} />
        )}
        {loading && (
          <div className={classes.cards} role="status" aria-label={texts.common.loading}>
            {[0, 1, 2, 3, 4, 5].map((card) => (
              <Skeleton key={card} height={92} />
            ))}
          </div>
        )}
        {!loading && state.items.length === 0 && (
          <Empty
            icon={IconFolders}
            title={isMissed ? records.noneListedTitle : records.emptyHomeTitle}
            text={records.emptyHome}
          >
            <Button
              onClick={() => {
                setMaking(true);
              }}
            >
              {records.newRecord}
            </Button>
          </Empty>
        )}
        {state.items.length > 0 && (
          <>
            <TextInput
              size="md"
              role="searchbox"
              aria-label={records.searchPatients}
              placeholder={records.searchPatients}
              leftSection={<IconSearch size={18} aria-hidden />}
              value={words}
              onChange={(event) => {
                setWords(event.currentTarget.value);
              }}
              data-search-field
            />
            {shown.length === 0 && (
              <Empty
                icon={IconSearchOff}
                title={records.nothingFoundTitle}
                text={records.nothingFound}
              />
            )}
            {state.isPartial === true && (
              <Text size="sm" c="dimmed" role="status">
                {records.stillReading(state.items.length)}
              </Text>
            )}
            <ul className={classes.cards}>
              {shown.slice(0, count).map((record) => (
                <li key={record.id}>
                  <PatientCard record={record} />
                </li>
              ))}
            </ul>
            <div ref={end} />
          </>
        )}
      </Stack>
    </Page>
  );
}
