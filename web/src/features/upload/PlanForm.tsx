import {
  Alert,
  Button,
  Group,
  Paper,
  Progress,
  Select,
  Stack,
  Switch,
  Text,
  Title,
} from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { isDayReached } from '@/lib/days.ts';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary, ReportSummary } from '@/lib/portal.ts';
import { useCodeChoices } from '@/ui/codings.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { specialtyOf, typeOf } from './codes.ts';
import { patientsIn, strangersIn, type NamedPatient } from '@/lib/dicom/patients.ts';
import { PatientsPart } from './PatientsPart.tsx';
import { withoutPatient, type Findings, type PlannedReport } from './planner.ts';
import type { Previews } from './previews.ts';
import { type IndexStudy, studyFile } from './studyFile.ts';
import { Remarks } from './Remarks.tsx';
import { ReportFields } from './ReportFields.tsx';

interface Properties {
  readonly findings: Findings;
  readonly proposed: readonly PlannedReport[];
  readonly record: string | undefined;
  readonly section: string | undefined;
  readonly replaces: ReportSummary | undefined;
  readonly previews: Previews;
  readonly indexStudy: IndexStudy;
  readonly join: boolean;
  readonly onJoin: ((join: boolean) => void) | undefined;
  readonly wholeDiscs: boolean;
  readonly onWholeDiscs: (wholeDiscs: boolean) => void;
  readonly onStarted: (record: string) => void;
}

/** The sections of a record that this session may add to. */
function addable(record: RecordSummary | undefined) {
  return record?.sections.filter((section) => section.capabilities.has('add')) ?? [];
}

/** Where to, and what each report is called; then they are sealed and sent. */
export function PlanForm(properties: Properties) {
  const { findings, proposed, replaces, previews, indexStudy, join, onJoin, onStarted } =
    properties;
  const { wholeDiscs, onWholeDiscs } = properties;
  const texts = useTexts();
  const { upload, common } = texts;
  const session = useSession();
  const specialties = useCodeChoices('specialties');
  const records = useFeed(session.records()).items.filter((one) => addable(one).length > 0);
  const [recordId, setRecordId] = useState(replaces?.record ?? properties.record);
  const [sectionId, setSectionId] = useState<string | undefined>(
    replaces?.section ?? properties.section,
  );
  const [reports, setReports] = useState<readonly PlannedReport[]>(() =>
    replaces === undefined
      ? proposed
      : proposed.map((one) => ({
          ...one,
          title: replaces.title,
          type: replaces.type?.code ?? one.type,
          specialty: replaces.specialty?.code ?? one.specialty,
        })),
  );
  const [asked, setAsked] = useState(false);
  const [started, setStarted] = useState(0);
  /** Patients and records about whom somebody said yes. */
  const [meant, setMeant] = useState<readonly string[]>([]);
  const strangersPart = useRef<HTMLElement>(null);

  const record = records.find((one) => one.id === recordId) ?? records[0];
  const sections = addable(record);
  const section = sections.find((one) => one.id === sectionId) ?? sections[0];
  const planned = reports.flatMap((one) => one.files);
  const patients = patientsIn(findings.files).filter(({ key }) =>
    planned.some(({ patient }) => patient === key),
  );
  const keyOf = (named: NamedPatient) => `${record?.id ?? ''} ${named.key}`;
  const strangers = strangersIn(patients, record?.patient).map((named) => ({
    named,
    files: planned.filter(({ patient }) => patient === named.key).length,
    isMeant: meant.includes(keyOf(named)),
  }));
  const isOfPatient = strangers.every(({ isMeant }) => isMeant);
  const complete = reports.every(
    (one) => one.title.trim() !== '' && (one.date === '' || isDayReached(one.date)),
  );

  const starting = useAction(async () => {
    if (record === undefined || section === undefined) {
      return;
    }
    for (const [index, report] of reports.slice(started).entries()) {
      const preview = await previews.asFile(report.files);
      const study = await studyFile(report.files, indexStudy);
      await session.uploads.start({
        record: record.id,
        section: section.id,
        title: report.title.trim(),
        type: typeOf(report.type),
        specialty: report.specialty === '' ? undefined : specialtyOf(report.specialty),
        date: report.date === '' ? undefined : report.date,
        ...(replaces === undefined ? {} : { replaces: replaces.id }),
        files: [
          ...report.files.map(({ file, name, mediaType }) => ({
            name,
            mediaType,
            role: 'content' as const,
            source: file,
          })),
          ...(preview === undefined ? [] : [preview]),
          ...(study === undefined ? [] : [study]),
        ],
      });
      setStarted(started + index + 1);
    }
    onStarted(record.id);
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!isOfPatient) {
      strangersPart.current?.querySelector<HTMLElement>('input:not(:checked)')?.focus();
    } else if (complete && reports.length > 0) {
      void starting.run();
    }
  };
  const change = (changed: PlannedReport) => {
    setReports(reports.map((one) => (one.key === changed.key ? changed : one)));
  };

  if (record === undefined || section === undefined) {
    return <Alert color="orange">{upload.noRecord}</Alert>;
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Remarks
          findings={findings}
          patients={patients}
          wholeDiscs={wholeDiscs}
          onWholeDiscs={onWholeDiscs}
        />
        <Paper withBorder p="md" component="section" aria-label={upload.where}>
          <Title order={2} size="h5" mb="sm">
            {upload.where}
          </Title>
          <Group grow align="flex-start">
            <Select
              label={upload.record}
              data={records.map((one) => ({
                value: one.id,
                label: one.patient?.name ?? common.unknownPatient,
              }))}
              value={record.id}
              onChange={(value) => {
                setRecordId(value ?? undefined);
              }}
              disabled={replaces !== undefined}
              allowDeselect={false}
              searchable={records.length > 8}
            />
            <Select
              label={upload.section}
              data={sections.map((one) => ({ value: one.id, label: one.name }))}
              value={section.id}
              onChange={(value) => {
                setSectionId(value ?? undefined);
              }}
              disabled={replaces !== undefined}
              allowDeselect={false}
            />
          </Group>
          {reports.length > 1 && (
            <Select
              mt="sm"
              label={upload.applyAll}
              placeholder={common.optional}
              data={specialties}
              searchable
              value={null}
              onChange={(value) => {
                setReports(reports.map((one) => ({ ...one, specialty: value ?? one.specialty })));
              }}
            />
          )}
          {onJoin !== undefined && findings.files.length > 1 && (
            <Switch
              mt="md"
              label={upload.join}
              checked={join}
              onChange={(event) => {
                onJoin(event.currentTarget.checked);
              }}
            />
          )}
        </Paper>
        <PatientsPart
          ref={strangersPart}
          strangers={strangers}
          patient={record.patient?.name}
          asked={asked}
          onMeant={(named, isMeant) => {
            const others = meant.filter((key) => key !== keyOf(named));
            setMeant(isMeant ? [...others, keyOf(named)] : others);
          }}
          onLeaveOut={(named) => {
            setReports(withoutPatient(reports, named, patients));
          }}
        />
        <Text fw={600} role="status">
          {upload.planned(reports.length)}
        </Text>
        {reports.map((report) => (
          <ReportFields
            key={report.key}
            report={report}
            previews={previews}
            asked={asked}
            onChange={change}
            onRemove={
              reports.length > 1
                ? () => {
                    setReports(reports.filter((one) => one.key !== report.key));
                  }
                : undefined
            }
          />
        ))}
        <Problem problem={starting.problem} />
        {starting.busy && (
          <div>
            <Text size="sm" c="dimmed" role="status">
              {upload.starting(Math.min(started + 1, reports.length), reports.length)}
            </Text>
            <Progress
              value={(started / reports.length) * 100}
              aria-label={upload.starting(started, reports.length)}
            />
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={starting.busy} disabled={reports.length === 0}>
            {upload.start(reports.length)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
