import { useEffect, useState } from 'react';
import type { StackScreen } from './stackScreen.ts';

/** Frames a second where the object does not say. */
const USUAL = 20;

/** What a person can set, slower and faster. */
export const RATES = { least: 0.1, most: 60 } as const;

/** Whole, but for films that show a picture for longer than a second or two. */
function readable(rate: number): number {
  return Math.max(RATES.least, rate < 2 ? Math.round(rate * 100) / 100 : Math.round(rate));
}

/** Plays a stack as a film; waits for frames that are not there yet instead of leaving them out. */
export function useCine(
  screen: StackScreen | undefined,
  count: number,
  framesPerSecond: number | undefined,
) {
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(readable(framesPerSecond ?? USUAL));
  useEffect(() => {
    if (!playing || screen === undefined || count < 2) {
      return undefined;
    }
    let due = performance.now() + 1000 / rate;
    let handle = 0;
    const step = (now: number) => {
      if (now >= due && !screen.waiting) {
        screen.next();
        due = Math.max(due + 1000 / rate, now);
      }
      handle = requestAnimationFrame(step);
    };
    handle = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(handle);
    };
  }, [playing, screen, count, rate]);
  return {
    playing,
    rate,
    setRate,
    toggle: () => {
      setPlaying((before) => !before);
    },
    stop: () => {
      setPlaying(false);
    },
  };
}
