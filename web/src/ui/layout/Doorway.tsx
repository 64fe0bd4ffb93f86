import { Paper, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.ts';
import classes from './Doorway.module.css';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Mark } from './Mark.tsx';

/** The frame of every page that a person sees before the keys are open. */
export function Doorway({
  title,
  lead,
  children,
  below,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}) {
  const { common } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${common.appName}`;
  }, [title, common.appName]);
  return (
    <div className={classes.room}>
      <header className={classes.header}>
        <Mark />
        <LanguageSwitch />
      </header>
      <main className={classes.main} id="content">
        <Paper withBorder shadow="sm" radius="lg" className={classes.card}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead !== undefined && (
            <Text component="div" c="dimmed" mt={6}>
              {lead}
            </Text>
          )}
          <div className={classes.body}>{children}</div>
        </Paper>
        {below !== undefined && <div className={classes.below}>{below}</div>}
      </main>
      <footer className={classes.footer}>{common.promise}</footer>
    </div>
  );
}
