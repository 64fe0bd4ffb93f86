import { Button, Progress, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconFileUnknown, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { failureOf } from './failures.ts';
import { classNames } from './classNames.ts';
import classes from './States.module.css';
import { chosenName } from '@/ui/people/chosenName.ts';

/** Something is on its way. The place that it takes is the place of what comes. */
export function Loading({ name, fraction }: { readonly name: string; readonly fraction?: number }) {
  const { viewer } = useTexts();
  const percent = Math.floor((fraction ?? 0) * 100);
  return (
    <div className={classes['center']} role="status">
      <Text c="dimmed" size="sm" className={classes['words']}>
        {viewer.opening(chosenName(name))}
      </Text>
      <Progress
        value={fraction === undefined ? 100 : percent}
        animated
        w={220}
        aria-label={viewer.opening(chosenName(name))}
      />
      <Text c="dimmed" size="xs" mih="1.2em">
        {fraction === undefined ? '' : viewer.percent(percent)}
      </Text>
    </div>
  );
}

/** Why something is not shown, and what to do. What was tampered with cannot be overlooked. */
export function Failed({
  error,
  onRetry,
  children,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}) {
  const { viewer, common } = useTexts();
  const failure = failureOf(error, viewer);
  return (
    <div className={classes['center']} role="alert">
      <Stack gap="sm" className={failure.grave ? classes['grave'] : classes['words']}>
        <span
          className={
            failure.grave ? classNames(classes['mark'], classes['graveMark']) : classes['mark']
          }
        >
          {failure.grave ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
        </span>
        <Title order={3} size="h4">
          {failure.title}
        </Title>
        <Text size="sm">{failure.advice}</Text>
        {failure.again && onRetry !== undefined && (
          <div>
            <Button variant="default" onClick={onRetry}>
              {common.retry}
            </Button>
          </div>
        )}
        {!failure.grave && children}
      </Stack>
    </div>
  );
}

/** A plain word where there is nothing to see. */
export function Notice({
  title,
  advice,
  children,
}: {
  readonly title: string;
  readonly advice?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes['center']}>
      <span className={classes['mark']}>
        <IconFileUnknown aria-hidden />
      </span>
      <Title order={3} size="h4" className={classes['words']}>
        {title}
      </Title>
      {advice !== undefined && (
        <Text size="sm" c="dimmed" className={classes['words']}>
          {advice}
        </Text>
      )}
      {children}
    </div>
  );
}
