import { ActionIcon, Group, Paper, Progress, Text, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { isUnderWay, togetherOf } from './rate.ts';
import classes from './upload.module.css';
import { UploadLine } from './UploadLine.tsx';

/** So long after everything is stored it goes by itself, unless a pointer or the focus is in it. */
export const DOCK_STAYS = 20_000;

/** The uploads of this device, on every page while there are any. */
export function UploadDock() {
  const { upload } = useTexts();
  const { uploads } = useSession();
  const { items } = useFeed(uploads.feed);
  // On a phone the list would cover half the page.
  const [opened, setOpened] = useState(() => !matchMedia('(max-width: 48em)').matches);
  const [held, setHeld] = useState(false);
  const allDone = items.length > 0 && items.every(({ phase }) => phase === 'done');
  useEffect(() => {
    if (!allDone || held) {
      return undefined;
    }
    const timer = setTimeout(() => {
      items.forEach(({ id }) => {
        uploads.dismiss(id);
      });
    }, DOCK_STAYS);
    return () => {
      clearTimeout(timer);
    };
  }, [allDone, held, items, uploads]);
  if (items.length === 0) {
    return null;
  }
  const running = items.filter(isUnderWay);
  const finished = items.filter(({ phase }) => phase === 'done');
  return (
    <Paper
      withBorder
      className={classes.dock}
      component="section"
      aria-label={upload.dock}
      onPointerEnter={(event) => {
        setHeld(event.pointerType === 'mouse');
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocus={(event) => {
        setHeld(event.target.matches(':focus-visible'));
      }}
      onBlur={() => {
        setHeld(false);
      }}
    >
      <div className={classes.line}>
        <div role="status">
          <Title order={2} size="h6">
            {upload.dockSummary(running.length)}
          </Title>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={opened}
            aria-label={opened ? upload.collapse : upload.expand}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            {opened ? (
              <IconChevronDown size={18} aria-hidden />
            ) : (
              <IconChevronUp size={18} aria-hidden />
            )}
          </ActionIcon>
          {finished.length > 0 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={upload.dismissFinished}
              onClick={() => {
                finished.forEach(({ id }) => {
                  uploads.dismiss(id);
                });
              }}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </div>
      {opened ? (
        <ul className={classes.uploads}>
          {items.map((one) => (
            <UploadLine key={one.id} upload={one} uploads={uploads} />
          ))}
        </ul>
      ) : (
        running.length > 0 && (
          <>
            <Progress value={togetherOf(running) * 100} mt={6} aria-label={upload.dock} />
            <Text className={classes.numbers}>{running[0]?.title}</Text>
          </>
        )
      )}
    </Paper>
  );
}
