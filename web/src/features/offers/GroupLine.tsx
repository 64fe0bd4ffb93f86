import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Party } from '@/lib/portal.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { PersonLine } from '@/ui/people/PersonLine.tsx';
import { spokenName } from '@/ui/people/person.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** A department or institute that one belongs to, and the way out. */
export function GroupLine({
  party,
  onLeft,
}: {
  readonly party: Party;
  readonly onLeft: () => Promise<void>;
}) {
  const texts = useTexts();
  const { offers: words, sharing } = texts;
  const session = useSession();
  const name = spokenName(texts, party);
  const [asking, setAsking] = useState(false);
  const leaving = useAction(async () => {
    const remaining = await session.sharing.leave([party]);
    notify(remaining.size === 0 ? sharing.left : sharing.leftElsewhere);
    setAsking(false);
    await onLeft();
  });
  return (
    <Group justify="space-between" gap="xs">
      <PersonLine person={party} />
      <Button
        size="xs"
        variant="default"
        aria-label={words.leaveGroup(name)}
        onClick={() => {
          leaving.forget();
          setAsking(true);
        }}
      >
        {sharing.leave}
      </Button>
      <Confirm
        opened={asking}
        title={words.leaveGroupTitle(name)}
        action={sharing.leave}
        busy={leaving.busy}
        problem={leaving.problem}
        onConfirm={() => void leaving.run()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <Text>{words.leaveGroupText}</Text>
      </Confirm>
    </Group>
  );
}
