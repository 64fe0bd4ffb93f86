import { Button, Checkbox, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { ChangedContact, Contact } from '@/lib/portal.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { EndorsementLine, PersonLine } from '@/ui/people/PersonLine.tsx';
import { SafetyDigits } from '@/ui/people/SafetyNumber.tsx';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import classes from './sharing.module.css';

/** Who it was and who it is now; the new keys are accepted only by whoever compared their number. */
export function ChangedPerson({
  email,
  onAccepted,
  onRefused,
}: {
  readonly email: string;
  readonly onAccepted: (contact: Contact) => void;
  readonly onRefused: () => void;
}) {
  const { sharing: words, common } = useTexts();
  const { sharing } = useSession();
  const asked = useQuery({
    queryKey: ['changed', email],
    queryFn: async () => (await sharing.changed(email)) ?? null,
    gcTime: 0,
  });
  if (asked.isPending) {
    return <Skeleton height={220} role="status" aria-label={common.loading} />;
  }
  if (asked.isError) {
    return <Problem problem={problemOf(asked.error)} retry={() => void asked.refetch()} />;
  }
  return asked.data === null ? (
    <Text size="sm">{words.changed.gone}</Text>
  ) : (
    <Compare changed={asked.data} onAccepted={onAccepted} onRefused={onRefused} />
  );
}

function Compare({
  changed,
  onAccepted,
  onRefused,
}: {
  readonly changed: ChangedContact;
  readonly onAccepted: (contact: Contact) => void;
  readonly onRefused: () => void;
}) {
  const { sharing, people } = useTexts();
  const { changed: words } = sharing;
  const session = useSession();
  const [compared, setCompared] = useState(false);
  const { before, now } = changed;
  const accepting = useAction(async () => {
    onAccepted(await session.sharing.accept(changed));
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{words.why}</Text>
      <Paper withBorder p="sm" component="section" aria-label={words.before}>
        <Title order={3} size="h6" mb={6}>
          {words.before}
        </Title>
        {before === undefined ? (
          <Text size="sm">{words.forgotten}</Text>
        ) : (
          <PersonLine person={before}>
            <EndorsementLine person={before} />
            <Text size="sm" c="dimmed">
              {`${people.safetyNumber}: `}
              <span className={classes.digits}>{before.safetyNumber}</span>
            </Text>
          </PersonLine>
        )}
      </Paper>
      <Paper withBorder p="sm" component="section" aria-label={words.now}>
        <Title order={3} size="h6" mb={6}>
          {words.now}
        </Title>
        <PersonLine person={now}>
          <EndorsementLine person={now} />
        </PersonLine>
        <Text size="sm" mt="sm" mb={4}>
          {words.newNumber}
        </Text>
        <SafetyDigits number={now.safetyNumber} />
      </Paper>
      <Checkbox
        label={words.confirm}
        checked={compared}
        onChange={(event) => {
          setCompared(event.currentTarget.checked);
        }}
      />
      <Problem problem={accepting.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onRefused} disabled={accepting.busy}>
          {words.refuse}
        </Button>
        <Button
          color="red"
          disabled={!compared}
          loading={accepting.busy}
          onClick={() => void accepting.run()}
        >
          {words.accept}
        </Button>
      </Group>
    </Stack>
  );
}
