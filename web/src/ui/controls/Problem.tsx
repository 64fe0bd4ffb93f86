import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { problemSentence, type ProblemFacts } from '../problems.ts';
import { useTexts } from '../texts/texts.ts';

/** Says what went wrong and what to do; announced at once by screen readers. */
export function Problem({
  problem,
  retry,
  title,
  children,
}: {
  readonly problem: ProblemFacts | undefined;
  readonly retry?: () => void;
  readonly title?: string;
  readonly children?: ReactNode;
}) {
  const texts = useTexts();
  if (problem === undefined) {
    return null;
  }
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
    >
      <Text size="sm">{problemSentence(texts, problem)}</Text>
      {children}
      {retry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            {texts.common.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
