import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Account } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { Part } from './Part.tsx';

/** The name and specialty that others find. */
export function CardPart({
  account,
  onChanged,
}: {
  readonly account: Account;
  readonly onChanged: () => void;
}) {
  const { account: words, common } = useTexts();
  const settings = useSession().account;
  const [name, setName] = useState(account.card?.name ?? '');
  const [specialty, setSpecialty] = useState(account.card?.specialty ?? '');
  const [asked, setAsked] = useState(false);
  const publishing = useAction(async () => {
    await settings.publishCard({
      name: name.trim(),
      specialty: specialty.trim() === '' ? undefined : specialty.trim(),
    });
    notify(words.published);
    onChanged();
  });
  const missing = name.trim() === '';

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing) {
      void publishing.run();
    }
  };
  return (
    <Part title={words.cardTitle} help={words.cardHelp}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Problem problem={publishing.problem} />
          <TextInput
            label={common.name}
            autoComplete="name"
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
            error={asked && missing ? common.required : undefined}
          />
          <TextInput
            label={`${common.specialty} (${common.optional})`}
            value={specialty}
            onChange={(event) => {
              setSpecialty(event.currentTarget.value);
            }}
          />
          <Group>
            <Button type="submit" variant="default" loading={publishing.busy}>
              {words.publish}
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}
