import { Box, Group, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.ts';
import classes from './Page.module.css';

/** Whether a page has been shown before; the first one leaves the focus where the browser puts it. */
let shownBefore = false;

/** A page: its title in the window and as heading, which takes the focus when one comes to the page. */
export function Page({
  title,
  subtitle,
  above,
  actions,
  narrow = false,
  children,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Above the heading: the way back. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  const { common } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${common.appName}`;
  }, [title, common.appName]);

  useEffect(() => {
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true });
    }
    shownBefore = true;
  }, []);

  return (
    <Box className={narrow ? classes.narrow : classes.page}>
      {above !== undefined && <div className={classes.above}>{above}</div>}
      <div className={classes.head}>
        <div className={classes.titles}>
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          {subtitle !== undefined && (
            <Text component="div" c="dimmed" size="sm">
              {subtitle}
            </Text>
          )}
        </div>
        {actions !== undefined && (
          <Group gap="xs" className={classes.actions}>
            {actions}
          </Group>
        )}
      </div>
      {children}
    </Box>
  );
}
