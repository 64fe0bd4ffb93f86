import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { dotted } from '@/ui/dotted.ts';
import { nameWithin } from '@/ui/people/person.ts';
import { problemSentence } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { LateDialog } from './LateDialog.tsx';

const SHOWN = 3;

/** What is missing from the lists because it can't be opened: one line each, and nothing else stops. */
export function UnopenedLines() {
  const texts = useTexts();
  const { records: words } = texts;
  const { items } = useFeed(useSession().unopened());
  const [looking, setLooking] = useState(false);
  const dialog = looking && (
    <LateDialog
      onClose={() => {
        setLooking(false);
      }}
    />
  );
  if (items.length === 0) {
    return dialog;
  }
  return (
    <Alert color="orange" mb="md" icon={<IconAlertTriangle aria-hidden />}>
      {items.slice(0, SHOWN).map(({ keyring, kind, problem, by }) => (
        <Text key={keyring} size="sm">
          {dotted(
            words.unopened[kind],
            problemSentence(texts, problem),
            by === undefined ? undefined : words.unopenedBy(nameWithin(texts, by)),
          )}
        </Text>
      ))}
      {items.length > SHOWN && <Text size="sm">{words.unopenedMore(items.length - SHOWN)}</Text>}
      {items.some(({ problem }) => problem.code === 'added-late') && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          onClick={() => {
            setLooking(true);
          }}
        >
          {words.late.look}
        </Button>
      )}
      {dialog}
    </Alert>
  );
}
