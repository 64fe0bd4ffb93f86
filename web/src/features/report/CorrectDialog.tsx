import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { ReportSummary } from '@/lib/portal.ts';
import { DayInput, today } from '@/ui/controls/DayInput.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

interface Properties {
  readonly report: ReportSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCorrected: () => void;
}

/** Corrects title and day of a report. */
export function CorrectDialog({ opened, ...others }: Properties) {
  const { report: words, common } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={others.onClose}
      title={words.correctTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <CorrectForm {...others} />
    </Modal>
  );
}

function CorrectForm({ report, onClose, onCorrected }: Omit<Properties, 'opened'>) {
  const { report: words, common } = useTexts();
  const session = useSession();
  const [title, setTitle] = useState(report.title);
  const [date, setDate] = useState(report.date);
  const isTitled = title.trim() !== report.title;
  const isDated = date !== report.date;
  const correcting = useAction(async () => {
    await session.correctReport(report.id, {
      ...(isTitled ? { title: title.trim() } : {}),
      ...(isDated ? { date } : {}),
    });
    onClose();
    onCorrected();
  });
  const isMissing = title.trim() === '';
  const isDay = date !== '' && date <= today();

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isMissing && isDay && (isTitled || isDated)) {
      void correcting.run();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.correctHelp}
        </Text>
        <Problem problem={correcting.problem} />
        <TextInput
          label={words.titleWord}
          value={title}
          maxLength={1_000}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
          }}
          error={isMissing ? common.required : undefined}
          data-autofocus
        />
        <DayInput
          label={words.date}
          value={date}
          max={today()}
          onChange={setDate}
          error={isDay ? undefined : common.required}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={correcting.busy} disabled={!isTitled && !isDated}>
            {words.correct}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
