import { Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { RecordId } from '@/lib/portal.ts';
import { isDayReached } from '@/lib/days.ts';
import { DayInput, today } from '@/ui/controls/DayInput.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

interface Properties {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (record: RecordId) => void;
}

/** Makes a record for a patient. */
export function NewRecordDialog({ opened, onClose, onMade }: Properties) {
  const { records, common } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={records.newRecordTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <NewRecordForm onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function NewRecordForm({ onClose, onMade }: Omit<Properties, 'opened'>) {
  const { records, common, entry } = useTexts();
  const session = useSession();
  const [name, setName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [sections, setSections] = useState<string[]>([entry.signUp.firstSection]);
  const [asked, setAsked] = useState(false);
  const making = useAction(async () => {
    const patient = birthDate === '' ? { name: name.trim() } : { name: name.trim(), birthDate };
    const record = await session.newRecord({ patient, sections });
    onClose();
    onMade(record);
  });
  const nameMissing = name.trim() === '';
  const dayWrong = birthDate !== '' && !isDayReached(birthDate);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!nameMissing && !dayWrong && sections.length > 0) {
      void making.run();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {records.newRecordHelp}
        </Text>
        <Problem problem={making.problem} />
        <TextInput
          label={records.patientName}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
          error={asked && nameMissing ? common.required : undefined}
          autoComplete="off"
          data-autofocus
        />
        <DayInput
          label={`${records.birthDate} (${common.optional})`}
          max={today()}
          value={birthDate}
          onChange={setBirthDate}
          error={asked && dayWrong ? common.dayWrong : undefined}
        />
        <TagsInput
          label={records.sections}
          description={records.sectionsHelp}
          placeholder={records.sectionsExample}
          value={sections}
          onChange={setSections}
          maxTags={20}
          acceptValueOnBlur
          error={asked && sections.length === 0 ? records.sectionsMissing : undefined}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={making.busy}>
            {records.createRecord}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
