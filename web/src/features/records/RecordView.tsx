import { Alert, Button, Text } from '@mantine/core';
import { IconHistory, IconPlus, IconShare2, IconUpload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary } from '@/lib/portal.ts';
import { AnchorLink, ButtonLink } from '@/ui/controls/links.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { spokenName } from '@/ui/people/person.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { mayOnlyAdd } from './addOnly.ts';
import type { RecordActions } from './Home.tsx';
import { LeaveRecord } from './LeaveRecord.tsx';
import { NewRecordDialog } from './NewRecordDialog.tsx';
import { NewSectionDialog } from './NewSectionDialog.tsx';
import { OtherRecords } from './OtherRecords.tsx';
import { Timeline } from './Timeline.tsx';
import { UnopenedLines } from './UnopenedLines.tsx';
import { VanishedLine } from './VanishedLine.tsx';
import classes from './records.module.css';

/**
 * One record: its sections and its reports, newest first.
 *
 * @param others the other records, where this one is the home
 */
export function RecordView({
  record,
  others,
  onShare,
  onAdd,
  onOpen,
}: RecordActions & { readonly record: RecordSummary; readonly others?: readonly RecordSummary[] }) {
  const texts = useTexts();
  const { records, common, shell } = texts;
  const home = others !== undefined;
  const formats = useFormats();
  const feed = useSession().reports(record.id);
  const state = useFeed(feed);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [makingSection, setMakingSection] = useState(false);
  const [makingRecord, setMakingRecord] = useState(false);

  const section = record.sections.find((candidate) => candidate.id === chosen);
  const entries = useMemo(
    () =>
      section === undefined
        ? state.items
        : state.items.filter((entry) => entry.section === section.id),
    [state.items, section],
  );
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const entry of state.items) {
      found.set(entry.section, (found.get(entry.section) ?? 0) + 1);
    }
    return found;
  }, [state.items]);

  const addable = (section === undefined ? record.sections : [section]).some((candidate) =>
    candidate.capabilities.has('add'),
  );
  const addOnly = mayOnlyAdd(section === undefined ? [record, ...record.sections] : [section]);
  const manages = record.capabilities.has('manage');
  const name = record.patient?.name ?? common.unknownPatient;
  const add = (
    <Button
      leftSection={<IconUpload size={18} aria-hidden />}
      onClick={() => {
        onAdd(record.id, section?.id);
      }}
    >
      {records.addReports}
    </Button>
  );
  return (
    <Page
      title={name}
      subtitle={
        record.patient?.birthDate === undefined
          ? undefined
          : dotted(
              common.bornOn(formats.date(record.patient.birthDate)),
              ...record.patient.identifiers.map((identifier) => identifier.value),
            )
      }
      above={home ? undefined : <AnchorLink to="/">{`‹ ${shell.home}`}</AnchorLink>}
      actions={
        <>
          {addable && add}
          {manages && (
            <Button
              variant="default"
              leftSection={<IconShare2 size={18} aria-hidden />}
              onClick={() => {
                onShare({ kind: 'record', record: record.id });
              }}
            >
              {records.share}
            </Button>
          )}
          {manages && (
            <ButtonLink
              variant="default"
              leftSection={<IconHistory size={18} aria-hidden />}
              to="/records/$record/activity"
              params={{ record: record.id }}
              search={{}}
            >
              {records.activity}
            </ButtonLink>
          )}
          <LeaveRecord record={record} />
          {home && (
            <Button
              variant="subtle"
              onClick={() => {
                setMakingRecord(true);
              }}
            >
              {records.newRecord}
            </Button>
          )}
        </>
      }
    >
      <NewSectionDialog
        record={record.id}
        opened={makingSection}
        onClose={() => {
          setMakingSection(false);
        }}
        onMade={setChosen}
      />
      {home && (
        <NewRecordDialog
          opened={makingRecord}
          onClose={() => {
            setMakingRecord(false);
          }}
          onMade={onOpen}
        />
      )}
      <UnopenedLines />
      <VanishedLine />
      {record.sharedBy !== undefined && (
        <Text mb="md">{records.sharedBy(spokenName(texts, record.sharedBy))}</Text>
      )}
      {home && <OtherRecords records={others} />}
      {record.until !== undefined && (
        <Alert color="orange" mb="md">
          {records.accessUntil(formats.date(record.until))}
        </Alert>
      )}
      {record.sections.length === 0 && (
        <Alert color="cyan" mb="md">
          {records.onlyParts}
        </Alert>
      )}
      <nav className={classes.sections} aria-label={records.sections}>
        <SectionChip
          label={records.allSections}
          count={undefined}
          pressed={section === undefined}
          onClick={() => {
            setChosen(undefined);
          }}
        />
        {record.sections.map((candidate) => (
          <SectionChip
            key={candidate.id}
            label={candidate.name}
            count={mayOnlyAdd([candidate]) ? undefined : (counts.get(candidate.id) ?? 0)}
            pressed={candidate.id === section?.id}
            onClick={() => {
              setChosen(candidate.id);
            }}
          />
        ))}
        {manages && (
          <Button
            radius="xl"
            size="sm"
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => {
              setMakingSection(true);
            }}
          >
            {records.newSection}
          </Button>
        )}
        {section?.capabilities.has('manage') === true && (
          <Button
            radius="xl"
            size="sm"
            variant="subtle"
            leftSection={<IconShare2 size={16} aria-hidden />}
            onClick={() => {
              onShare({ kind: 'section', record: record.id, section: section.id });
            }}
          >
            {records.shareSection}
          </Button>
        )}
      </nav>
      <Timeline
        feed={state}
        entries={entries}
        withPatient={false}
        empty={
          addable
            ? {
                title: addOnly ? records.addOnly : undefined,
                text: records.emptyRecord,
                action: add,
              }
            : { text: records.emptyRecordReader }
        }
        onRefresh={() => {
          feed.refresh();
        }}
      />
    </Page>
  );
}

function SectionChip({
  label,
  count,
  pressed,
  onClick,
}: {
  readonly label: string;
  readonly count: number | undefined;
  readonly pressed: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      radius="xl"
      size="sm"
      variant={pressed ? 'filled' : 'default'}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {count === undefined ? label : `${label} · ${count}`}
    </Button>
  );
}
