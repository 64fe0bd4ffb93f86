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
import { useState, type SyntheticEvent } from 'react';
import { isDayReached } from '@/lib/days.ts';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary, ReportSummary } from '@/lib/portal.ts';
import { useCodeChoices } from '@/ui/codings.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { specialtyOf, typeOf } from './codes.ts';
import { patientsIn, type Findings, type PlannedReport } from './planner.ts';
import type { Previews } from './previews.ts';
import { type IndexStudy, studyFile } from './studyFile.ts';
import { ReportFields } from './ReportFields.tsx';
import { chosenName } from '@/ui/people/chosenName.ts';

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

  const record = records.find((one) => one.id === recordId) ?? records[0];
  const sections = addable(record);
  const section = sections.find((one) => one.id === sectionId) ?? sections[0];
  const complete = reports.every((one) => one.title.trim() !== '' && isDayReached(one.date));

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
        date: report.date,
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
    if (complete && reports.length > 0) {
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
        <Remarks findings={findings} reports={reports} patient={record.patient?.name} />
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

function Remarks({
  findings,
  reports,
  patient,
}: {
  readonly findings: Findings;
  readonly reports: readonly PlannedReport[];
  readonly patient: string | undefined;
}) {
  const { upload } = useTexts();
  const patients = patientsIn(findings.files);
  const named = reports.find((report) => report.patientName !== undefined)?.patientName;
  const lines = findings.remarks.map(({ kind, count, name }) => {
    switch (kind) {
      case 'damaged':
        return upload.unreadableHeader(chosenName(name), count);
      case 'left-out-empty':
        return upload.leftOutEmpty(chosenName(name), count);
      case 'left-out-hidden':
        return upload.leftOutHidden(count);
      case 'left-out-index':
        return upload.leftOutIndex(count);
    }
  });
  if (patients > 1) {
    lines.unshift(upload.differentPatients(patients));
  } else if (named !== undefined && patient !== undefined && !sameName(named, patient)) {
    lines.unshift(upload.otherPatient(chosenName(named), chosenName(patient)));
  }
  return lines.length === 0 ? null : (
    <Alert color="orange" role="status">
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
    </Alert>
  );
}

/** The same words in any order, case and accents aside. */
export function sameName(one: string, other: string): boolean {
  const words = (name: string) =>
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .sort()
      .join(' ');
  return words(one) === words(other);
}
