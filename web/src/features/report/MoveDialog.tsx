import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  Progress,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { type NamedPatient, strangersIn } from '@/lib/dicom/patients.ts';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { PortalError } from '@/lib/portal.ts';
import type { RecordSummary, ReportId, ReportSummary, Session } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';
import { useSpoken } from '@/ui/people/namedPatient.ts';
import { spokenPatient } from '@/ui/people/patient.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** What a record begins with. */
const GENERAL = 'General';

interface Properties {
  readonly report: ReportSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMoved: (to: ReportId) => void;
}

/** Takes a report that was filed in the wrong place to where it belongs. */
export function MoveDialog({ opened, ...others }: Properties) {
  const { report: words, common } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={others.onClose}
      title={words.moveTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <MoveForm {...others} />
    </Modal>
  );
}

function targets(report: ReportSummary, record: RecordSummary | undefined) {
  return (
    record?.sections.filter(
      ({ id, capabilities }) => capabilities.has('add') && id !== report.section,
    ) ?? []
  );
}

function MoveForm({ report, onClose, onMoved }: Omit<Properties, 'opened'>) {
  const texts = useTexts();
  const { report: words, common } = texts;
  const session = useSession();
  const records = useFeed(session.records()).items.filter((one) => targets(report, one).length > 0);
  const [recordId, setRecord] = useState<string | null>(null);
  const [sectionId, setSection] = useState<string | null>(null);
  const [strangers, setStrangers] = useState<readonly NamedPatient[]>([]);
  const [meant, setMeant] = useState<readonly string[]>([]);
  const [done, setDone] = useState(0);
  const record = records.find(({ id }) => id === recordId);
  const sections = targets(report, record);
  const section =
    sections.find(({ id }) => id === sectionId) ??
    sections.find(({ name }) => name === GENERAL) ??
    sections[0];
  const labelOf = useRecordLabel(report.record);

  const moving = useAction(async () => {
    if (record === undefined || section === undefined) {
      return;
    }
    if (record.id !== report.record) {
      const found = strangersIn(await patientsOf(session, report.id), record.patient);
      setStrangers(found);
      if (found.some(({ key }) => !meant.includes(key))) {
        return; // asked now
      }
    }
    const moved = await session.moveReport(
      report.id,
      { record: record.id, section: section.id },
      { onProgress: setDone },
    );
    notify(words.moved(spokenPatient(texts, record.patient)));
    onClose();
    onMoved(moved);
  });
  const isAsking = strangers.some(({ key }) => !meant.includes(key));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (section !== undefined && !isAsking) {
      void moving.run();
    }
  };
  if (records.length === 0) {
    return <Text>{words.moveNowhere}</Text>;
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.moveHelp}
        </Text>
        <Problem problem={moving.problem} />
        {moving.problem !== undefined && <Text size="sm">{words.moveUnfinished}</Text>}
        <Select
          label={words.moveTo}
          data={records.map((one) => ({ value: one.id, label: labelOf(one) }))}
          value={record?.id ?? null}
          onChange={(value) => {
            setRecord(value);
            setSection(null);
            setStrangers([]);
            setMeant([]);
          }}
          disabled={moving.busy}
          searchable={records.length > 8}
          data-autofocus
        />
        <Select
          label={words.moveSection}
          data={sections.map(({ id, name }) => ({ value: id, label: name }))}
          value={section?.id ?? null}
          onChange={setSection}
          disabled={moving.busy || record === undefined}
          allowDeselect={false}
        />
        <Strangers strangers={strangers} record={record} meant={meant} onMeant={setMeant} />
        {record !== undefined && section !== undefined && (
          <Text>
            {words.moveMeans(
              quoted(chosenName(report.title)),
              labelOf(record),
              quoted(chosenName(section.name)),
            )}
          </Text>
        )}
        {record !== undefined && <Disconnected report={report} record={record} />}
        <Moving busy={moving.busy} done={done} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={moving.busy}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={moving.busy} disabled={section === undefined || isAsking}>
            {words.move}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Nobody where it is gone: an earlier attempt may have ended, which moving finds out. */
async function patientsOf(session: Session, report: ReportId): Promise<readonly NamedPatient[]> {
  try {
    return await session.patientsOf(report);
  } catch (failure) {
    if (failure instanceof PortalError && failure.code === 'deleted') {
      return [];
    }
    throw failure;
  }
}

/** Whose it is, so that people of one name are told apart. */
function useRecordLabel(present: RecordSummary['id']) {
  const { report: words, common } = useTexts();
  const formats = useFormats();
  return ({ id, patient }: RecordSummary) =>
    dotted(
      chosenName(patient?.name ?? '') || common.unknownPatient,
      patient?.birthDate === undefined
        ? undefined
        : words.moveBorn(formats.date(patient.birthDate)),
      ...(patient?.identifiers ?? []).map(({ value }) => chosenName(value)),
      id.slice(0, 8),
      id === present ? words.movePresent : undefined,
    );
}

/** Which other versions of it are not connected with it any more, once it has been moved. */
function Disconnected({
  report,
  record,
}: {
  readonly report: ReportSummary;
  readonly record: RecordSummary;
}) {
  const { report: words } = useTexts();
  const losesOlder = report.replaces !== undefined && record.id !== report.record;
  const losesNewer = report.replacedBy !== undefined;
  return losesOlder || losesNewer ? (
    <Alert color="orange" role="alert">
      {losesOlder && <Text size="sm">{words.moveLosesOlder}</Text>}
      {losesNewer && <Text size="sm">{words.moveLosesNewer}</Text>}
    </Alert>
  ) : null;
}

function Moving({ busy, done }: { readonly busy: boolean; readonly done: number }) {
  const { report: words } = useTexts();
  return busy ? (
    <div>
      <Text size="sm" c="dimmed" role="status">
        {words.moving}
      </Text>
      <Progress value={100 * done} aria-label={words.moving} />
    </div>
  ) : null;
}

/** Keeps one patient's files out of another one's record, unless somebody says yes to each. */
function Strangers({
  strangers,
  record,
  meant,
  onMeant,
}: {
  readonly strangers: readonly NamedPatient[];
  readonly record: RecordSummary | undefined;
  readonly meant: readonly string[];
  readonly onMeant: (meant: readonly string[]) => void;
}) {
  const { report: words } = useTexts();
  const spoken = useSpoken();
  if (strangers.length === 0) {
    return null;
  }
  const patient = chosenName(record?.patient?.name ?? '');
  return (
    <Stack gap="xs" role="group">
      <Text role="alert" c="red">
        {patient === '' ? words.moveNamesSeveral : words.moveNames(patient)}
      </Text>
      {strangers.map((named) => (
        <Checkbox
          key={named.key}
          label={words.moveMeant(spoken(named))}
          checked={meant.includes(named.key)}
          onChange={(event) => {
            const others = meant.filter((key) => key !== named.key);
            onMeant(event.currentTarget.checked ? [...others, named.key] : others);
          }}
        />
      ))}
    </Stack>
  );
}
