import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { RecordId, SectionId } from '@/lib/portal.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

interface Properties {
  readonly record: RecordId;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (section: SectionId) => void;
}

/** Adds a section to a record. */
export function NewSectionDialog({ opened, ...others }: Properties) {
  const { records, common } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={others.onClose}
      title={records.newSectionTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <NewSectionForm {...others} />
    </Modal>
  );
}

function NewSectionForm({ record, onClose, onMade }: Omit<Properties, 'opened'>) {
  const { records, common } = useTexts();
  const session = useSession();
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const making = useAction(async () => {
    const section = await session.addSection(record, name.trim());
    onClose();
    onMade(section);
  });
  const missing = name.trim() === '';

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing) {
      void making.run();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {records.sectionsHelp}
        </Text>
        <Problem problem={making.problem} />
        <TextInput
          label={records.sectionName}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
          error={asked && missing ? common.required : undefined}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={making.busy}>
            {records.createSection}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
