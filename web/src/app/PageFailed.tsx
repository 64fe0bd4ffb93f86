import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Empty } from '@/ui/controls/Empty.tsx';
import { ButtonLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { Page } from '@/ui/layout/Page.tsx';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';

/** In the place of a page that threw: what happened, and the way on. */
export function PageFailed({ error }: ErrorComponentProps) {
  const { shell, common } = useTexts();
  return (
    <Page title={shell.failedTitle} narrow>
      <Problem problem={problemOf(error)} />
      <Button
        mt="md"
        onClick={() => {
          window.location.reload();
        }}
      >
        {common.retry}
      </Button>
    </Page>
  );
}

/** For addresses that no page has. */
export function NoSuchPage() {
  const { shell } = useTexts();
  return (
    <Page title={shell.notFoundTitle} narrow>
      <Empty icon={IconMapOff} title={shell.notFoundTitle} text={shell.notFoundText}>
        <ButtonLink to="/">{shell.goHome}</ButtonLink>
      </Empty>
    </Page>
  );
}
