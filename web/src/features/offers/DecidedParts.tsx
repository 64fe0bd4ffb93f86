import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Party } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { GroupLine } from './GroupLine.tsx';
import { PersonLine } from '@/ui/people/PersonLine.tsx';
import { spokenName } from '@/ui/people/person.ts';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** What was declined, who was blocked and who was accepted, each with the way back. */
export function DecidedParts({ onChanged }: { readonly onChanged: () => Promise<void> }) {
  const texts = useTexts();
  const { offers: words } = texts;
  const { offers } = useSession();
  const decided = useQuery({ queryKey: ['offers', 'decided'], queryFn: () => offers.decided() });
  const undoing = useAction(async (undo: () => Promise<void>, said: string) => {
    await undo();
    notify(said);
    await onChanged();
  });
  const asked = (party: Party) => words.undone(spokenName(texts, party));
  const { accepted = [], blocked = [], declined = [], groups = [] } = decided.data ?? {};
  return (
    <>
      {decided.isError && (
        <Problem problem={problemOf(decided.error)} retry={() => void decided.refetch()} />
      )}
      <Problem problem={undoing.problem} />
      <People title={words.declinedTitle} count={declined.length}>
        {declined.map(({ party, keyrings }) => (
          <Line
            key={party.keyring}
            party={party}
            about={words.declinedCount(keyrings.length)}
            action={words.askAgain}
            label={words.askAgainFor(spokenName(texts, party))}
            busy={undoing.busy}
            onAct={() => void undoing.run(() => offers.askAgain(keyrings), asked(party))}
          />
        ))}
      </People>
      <People title={words.blockedTitle} count={blocked.length}>
        {blocked.map((party) => (
          <Line
            key={party.keyring}
            party={party}
            action={words.unblock}
            label={words.unblockPerson(spokenName(texts, party))}
            busy={undoing.busy}
            onAct={() => void undoing.run(() => offers.forget(party.keyring), asked(party))}
          />
        ))}
      </People>
      <People title={words.groupsTitle} count={groups.length}>
        {groups.map((party) => (
          <GroupLine key={party.keyring} party={party} onLeft={onChanged} />
        ))}
      </People>
      <People title={words.acceptedTitle} count={accepted.length}>
        {accepted.map((party) => (
          <Line
            key={party.keyring}
            party={party}
            action={words.block}
            label={words.blockPerson(spokenName(texts, party))}
            busy={undoing.busy}
            onAct={() =>
              void undoing.run(
                () => offers.block(party.keyring),
                words.blocked(spokenName(texts, party)),
              )
            }
          />
        ))}
      </People>
    </>
  );
}

function People({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return count === 0 ? null : (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}

function Line({
  party,
  about,
  action,
  label,
  busy,
  onAct,
}: {
  readonly party: Party;
  readonly about?: string;
  readonly action: string;
  readonly label: string;
  readonly busy: boolean;
  readonly onAct: () => void;
}) {
  return (
    <Group justify="space-between" gap="xs">
      <PersonLine person={party}>
        {about !== undefined && (
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        )}
      </PersonLine>
      <Button size="xs" variant="default" disabled={busy} aria-label={label} onClick={onAct}>
        {action}
      </Button>
    </Group>
  );
}
