import { ActionIcon, Group, Progress, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Upload, Uploads } from '@/lib/portal.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { FileButton } from '@/ui/files/FileButton.tsx';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { fractionOf, secondsLeft } from './rate.ts';
import classes from './upload.module.css';
import { chosenName } from '@/ui/people/chosenName.ts';

/** One upload: how far it is, how fast, and what can be done with it. */
export function UploadLine({
  upload,
  uploads,
}: {
  readonly upload: Upload;
  readonly uploads: Uploads;
}) {
  const { upload: words } = useTexts();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const resuming = useAction((files?: readonly File[]) => uploads.resume(upload.id, files));
  const cancelling = useAction(async () => {
    await uploads.cancel(upload.id);
    setAsking(false);
  });
  const { phase, title } = upload;
  const called = chosenName(title);
  const fraction = fractionOf(upload);
  const left = secondsLeft(upload);
  const wantsFiles =
    phase === 'needs-files' || (phase === 'failed' && upload.problem?.code === 'file-changed');
  const numbers = [
    words.phases[phase],
    phase === 'done'
      ? formats.bytes(upload.totalBytes)
      : words.of(formats.bytes(upload.doneBytes), formats.bytes(upload.totalBytes)),
    phase === 'running' && upload.bytesPerSecond !== undefined
      ? words.rate(formats.bytes(upload.bytesPerSecond))
      : undefined,
    left === undefined ? undefined : words.left(formats.duration(left)),
  ].filter((part) => part !== undefined);
  const again = (files: { readonly file: File }[]) =>
    void resuming.run(files.map(({ file }) => file));

  return (
    <li className={classes.one}>
      <div className={classes.line}>
        {phase === 'done' && upload.report !== undefined ? (
          <AnchorLink
            to="/reports/$report"
            params={{ report: upload.report }}
            className={classes.name ?? ''}
            aria-label={words.open(called)}
          >
            {title}
          </AnchorLink>
        ) : (
          <Text className={classes.name ?? ''}>{title}</Text>
        )}
        <Group gap={4} wrap="nowrap">
          {(phase === 'running' || phase === 'waiting' || phase === 'offline') && (
            <ActionIcon
              variant="subtle"
              aria-label={words.pause(called)}
              onClick={() => {
                uploads.pause(upload.id);
              }}
            >
              <IconPlayerPause size={18} aria-hidden />
            </ActionIcon>
          )}
          {(phase === 'paused' || phase === 'failed') && (
            <ActionIcon
              variant="subtle"
              aria-label={words.resume(called)}
              disabled={resuming.busy}
              onClick={() => void resuming.run()}
            >
              <IconPlayerPlay size={18} aria-hidden />
            </ActionIcon>
          )}
          {phase === 'done' ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.dismiss(called)}
              onClick={() => {
                uploads.dismiss(upload.id);
              }}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          ) : (
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={words.cancel(called)}
              onClick={() => {
                setAsking(true);
              }}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </div>
      <Progress
        value={fraction * 100}
        size="sm"
        my={4}
        color={phase === 'done' ? 'teal' : phase === 'failed' ? 'red' : 'cyan'}
        aria-label={title}
      />
      <Text className={classes.numbers}>{numbers.join(' · ')}</Text>
      {wantsFiles && (
        <Group gap="xs" mt={6}>
          <FileButton size="xs" loading={resuming.busy} onChosen={again}>
            {words.chooseAgain}
          </FileButton>
          <FileButton size="xs" variant="default" folder disabled={resuming.busy} onChosen={again}>
            {words.chooseAgainFolder}
          </FileButton>
        </Group>
      )}
      <Problem problem={resuming.problem ?? (phase === 'failed' ? upload.problem : undefined)} />
      <Confirm
        opened={asking}
        title={words.cancelTitle}
        action={words.cancelAction}
        busy={cancelling.busy}
        problem={cancelling.problem}
        onConfirm={() => void cancelling.run()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <Text>{words.cancelText(called)}</Text>
      </Confirm>
    </li>
  );
}
