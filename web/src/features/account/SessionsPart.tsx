import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats } from '@/ui/formats.ts';
import { problemOf } from '@/ui/problems.ts';
import { programName } from '@/ui/programName.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { Part } from './Part.tsx';

/** Browsers and programs that are logged in. */
export function SessionsPart() {
  const texts = useTexts();
  const { account: words, common } = texts;
  const formats = useFormats();
  const settings = useSession().account;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => settings.sessions() });
  const refresh = () => queries.invalidateQueries({ queryKey: ['sessions'] });
  const ending = useAction(async (id: string) => {
    await settings.endSession(id);
    await refresh();
  });
  const endingOthers = useAction(async () => {
    await settings.endOtherSessions();
    setAsking(false);
    await refresh();
  });
  return (
    <Part title={words.sessionsTitle}>
      <Stack gap="sm">
        {sessions.isPending && (
          <div role="status" aria-label={common.loading}>
            <Skeleton height={48} />
          </div>
        )}
        {sessions.isError && (
          <Problem problem={problemOf(sessions.error)} retry={() => void sessions.refetch()} />
        )}
        <Problem problem={ending.problem} />
        {sessions.data?.map((session) => (
          <Group key={session.id} justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Group gap="xs">
                <Text>{programName(texts, session.client)}</Text>
                {session.current && <Badge size="sm">{words.thisSession}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {words.lastUsed(formats.ago(session.lastUsed))}
              </Text>
            </div>
            {!session.current && (
              <Button
                variant="default"
                size="xs"
                flex="none"
                aria-label={words.endSessionFor(programName(texts, session.client))}
                disabled={ending.busy}
                onClick={() => void ending.run(session.id)}
              >
                {words.endSession}
              </Button>
            )}
          </Group>
        ))}
        {(sessions.data?.length ?? 0) > 1 && (
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setAsking(true);
              }}
            >
              {words.endOthers}
            </Button>
          </Group>
        )}
      </Stack>
      <Confirm
        opened={asking}
        title={words.endOthers}
        action={words.endOthers}
        busy={endingOthers.busy}
        problem={endingOthers.problem}
        onConfirm={() => void endingOthers.run()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <Text>{words.endOthersText}</Text>
      </Confirm>
    </Part>
  );
}
