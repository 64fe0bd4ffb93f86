import { Notification, Portal } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useTexts } from '../texts/texts.ts';
import classes from './Notices.module.css';

interface Notice {
  readonly id: number;
  readonly text: string;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]) {
  notices = next;
  for (const listener of listeners) {
    listener();
  }
}

/** Tells in passing that something was done. What failed is said where it failed, not here. */
export function notify(text: string) {
  last += 1;
  change([...notices, { id: last, text }]);
}

function close(id: number) {
  change(notices.filter((notice) => notice.id !== id));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Where notices appear. */
export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <Portal>
      <div className={classes.notices} role="status" aria-live="polite">
        {shown.map((notice) => (
          <Passing key={notice.id} notice={notice} />
        ))}
      </div>
    </Portal>
  );
}

function Passing({ notice }: { readonly notice: Notice }) {
  const { common } = useTexts();
  useEffect(() => {
    const timer = setTimeout(() => {
      close(notice.id);
    }, 6_000);
    return () => {
      clearTimeout(timer);
    };
  }, [notice.id]);
  return (
    <Notification
      role="presentation"
      withBorder
      onClose={() => {
        close(notice.id);
      }}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {notice.text}
    </Notification>
  );
}
