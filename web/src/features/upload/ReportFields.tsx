import { ActionIcon, Group, Paper, Select, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useCodeChoices } from '@/ui/codings.ts';
import { isDayReached } from '@/lib/days.ts';
import { DayInput, today } from '@/ui/controls/DayInput.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { Picture } from './Picture.tsx';
import type { PlannedReport } from './planner.ts';
import type { Previews } from './previews.ts';
import classes from './upload.module.css';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';

/** One proposed report, to be corrected. */
export function ReportFields({
  report,
  previews,
  asked,
  onChange,
  onRemove,
}: {
  readonly report: PlannedReport;
  readonly previews: Previews;
  readonly asked: boolean;
  readonly onChange: (report: PlannedReport) => void;
  readonly onRemove: (() => void) | undefined;
}) {
  const texts = useTexts();
  const { upload, common } = texts;
  const formats = useFormats();
  const types = useCodeChoices('types');
  const specialties = useCodeChoices('specialties');
  const size = report.files.reduce((sum, { file }) => sum + file.size, 0);
  const facts = dotted(
    report.modality === undefined
      ? undefined
      : report.modality === ''
        ? upload.study
        : upload.studyOf(report.modality),
    report.modality === undefined
      ? common.fileCount(report.files.length)
      : upload.images(report.files.length),
    formats.bytes(size),
    report.patientName === undefined ? undefined : quoted(report.patientName),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={report.title}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Group gap="xs" wrap="nowrap">
          <Picture report={report} previews={previews} />
          <Text size="sm" c="dimmed" className={classes.wrap}>
            {facts}
          </Text>
        </Group>
        {onRemove !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={upload.remove(chosenName(report.title))}
            onClick={onRemove}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <div className={classes.fields}>
        <TextInput
          className={classes.wide}
          label={upload.reportTitle}
          maxLength={200}
          value={report.title}
          onChange={(event) => {
            onChange({ ...report, title: event.currentTarget.value });
          }}
          error={asked && report.title.trim() === '' ? upload.titleMissing : undefined}
        />
        <DayInput
          label={upload.date}
          value={report.date}
          onChange={(date) => {
            onChange({ ...report, date });
          }}
          max={today()}
          error={
            asked && report.date !== '' && !isDayReached(report.date) ? upload.dateWrong : undefined
          }
        />
        <Select
          label={upload.type}
          data={types}
          searchable
          allowDeselect={false}
          value={report.type}
          onChange={(type) => {
            onChange({ ...report, type: type ?? report.type });
          }}
        />
        <Select
          label={upload.specialty}
          placeholder={common.optional}
          data={specialties}
          searchable
          value={report.specialty === '' ? null : report.specialty}
          onChange={(specialty) => {
            onChange({ ...report, specialty: specialty ?? '' });
          }}
        />
      </div>
    </Paper>
  );
}
