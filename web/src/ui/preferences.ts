import { useSyncExternalStore } from 'react';
import { remember, remembered } from './deviceMemory.ts';

const KEY = 'medseal-lock-minutes';
const DEFAULT_MINUTES = 15;
const listeners = new Set<() => void>();

/** The choices for the time without any use after which the portal locks. */
export const LOCK_MINUTES = [5, 15, 30, 60] as const;

/** Minutes without use after which the portal locks; kept on this device. */
export function lockMinutes(): number {
  const minutes = Number(remembered(KEY));
  return LOCK_MINUTES.some((choice) => choice === minutes) ? minutes : DEFAULT_MINUTES;
}

export function setLockMinutes(minutes: number) {
  remember(KEY, String(minutes));
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** {@link lockMinutes}, for a page that shows them. */
export function useLockMinutes(): number {
  return useSyncExternalStore(subscribe, lockMinutes);
}
