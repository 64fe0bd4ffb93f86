import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary } from '@/lib/portal.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { useGone } from '@/ui/useGone.ts';

/** Gives up whatever of a record was shared with this person; nothing where that can't be. */
export function LeaveRecord({ record }: { readonly record: RecordSummary }) {
  const { sharing: words } = useTexts();
  const session = useSession();
  const gone = useGone();
  const [asking, setAsking] = useState(false);
  const leaving = useAction(async () => {
    const remaining = await session.sharing.leave(record.memberships);
    notify(remaining.size === 0 ? words.left : words.leftElsewhere);
    if (remaining.size === 0) {
      await gone();
    }
    setAsking(false);
  });
  return record.memberships.length === 0 ? null : (
    <>
      <Button
        variant="subtle"
        onClick={() => {
          leaving.forget();
          setAsking(true);
        }}
      >
        {words.leave}
      </Button>
      <Confirm
        opened={asking}
        title={words.leaveTitle}
        action={words.leave}
        busy={leaving.busy}
        problem={leaving.problem}
        onConfirm={() => void leaving.run()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <Text>{words.leaveText}</Text>
      </Confirm>
    </>
  );
}
