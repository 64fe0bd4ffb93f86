import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProblemFacts } from '../problems.ts';
import { useTexts } from '../texts/texts.ts';
import { Problem } from './Problem.tsx';

/** Asks before something that cannot be taken back. */
export function Confirm({
  opened,
  title,
  children,
  action,
  busy,
  problem,
  onConfirm,
  onClose,
}: {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The words on the button that does it. */
  readonly action: string;
  readonly busy: boolean;
  readonly problem?: ProblemFacts | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const { common } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        {children}
        <Problem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red" loading={busy} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
