import { Alert, Button, List, Modal, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { LateChange, LateChanges } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';
import { spokenName } from '@/ui/people/person.ts';
import { type Texts, useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** Who changed what, and when, where a service shows it later than it should have; to be accepted. */
export function LateDialog({ onClose }: { readonly onClose: () => void }) {
  const { records, common } = useTexts();
  const { late: words } = records;
  const session = useSession();
  const [all, setAll] = useState<readonly LateChanges[] | undefined>(undefined);
  const looking = useAction(async () => {
    setAll(await session.late.changes());
  });
  const accepting = useAction(async (late: LateChanges) => {
    await session.late.accept(late);
    notify(words.accepted);
    setAll(await session.late.changes());
  });
  useEffect(() => {
    void looking.run();
    // Once, when it is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Text>{words.help}</Text>
        {all?.map((late) => (
          <OneKeyring
            key={late.keyring}
            late={late}
            busy={accepting.busy}
            onAccept={() => void accepting.run(late)}
          />
        ))}
        {all?.length === 0 && <Text>{words.nothing}</Text>}
        <Problem problem={looking.problem ?? accepting.problem} />
      </Stack>
    </Modal>
  );
}

function OneKeyring({
  late,
  busy,
  onAccept,
}: {
  readonly late: LateChanges;
  readonly busy: boolean;
  readonly onAccept: () => void;
}) {
  const texts = useTexts();
  const { late: words } = texts.records;
  const formats = useFormats();
  return (
    <section>
      <Title order={3} size="h5">
        {words.of(
          late.name === undefined ? words.kinds[late.kind] : quoted(chosenName(late.name)),
          late.creator.me ? texts.common.youWithin : spokenName(texts, late.creator),
          formats.date(late.created),
          late.keyring.slice(0, 12),
        )}
      </Title>
      <List size="sm" my="xs">
        {late.changes.map((change, at) => (
          <List.Item key={at}>
            {dotted(
              sentenceOf(texts, change),
              formats.dateTime(change.time),
              change.until === undefined
                ? undefined
                : texts.common.untilDate(formats.date(change.until)),
              change.former ? words.former : undefined,
            )}
          </List.Item>
        ))}
      </List>
      {late.acceptable ? (
        <Button variant="default" loading={busy} onClick={onAccept}>
          {words.accept}
        </Button>
      ) : (
        <Alert color="red">{late.lost ? words.notAccepted : words.notLost}</Alert>
      )}
    </section>
  );
}

function sentenceOf(texts: Texts, { kind, by, subject, role }: LateChange): string {
  const { sentences } = texts.records.late;
  const who = by.me ? texts.activity.you : spokenName(texts, by);
  const whom =
    subject === undefined
      ? texts.activity.somebody
      : subject.me
        ? texts.common.youWithin
        : spokenName(texts, subject);
  switch (kind) {
    case 'shared':
      return sentences.shared(who, whom, role === undefined ? '' : texts.sharing.roles[role]);
    case 'unshared':
    case 'endorsed':
    case 'unendorsed':
      return sentences[kind](who, whom);
    default:
      return sentences[kind](who);
  }
}
