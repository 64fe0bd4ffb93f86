import { isDay } from '@/lib/days.ts';

export const PRESETS = ['day', 'week', 'month', 'year', 'always', 'date'] as const;

/** How long an access lasts, as the dialog offers it. */
export type Preset = (typeof PRESETS)[number];

/**
 * When the access ends; undefined: never by itself. A day that is chosen is included to its end on
 * this device's calendar. Null: no day, or one that is over.
 */
export function untilOf(preset: Preset, day: string, now: Date): Date | undefined | null {
  switch (preset) {
    case 'always':
      return undefined;
    case 'day':
      return moved(now, 0, 1);
    case 'week':
      return moved(now, 0, 7);
    case 'month':
      return moved(now, 1, 0);
    case 'year':
      return moved(now, 12, 0);
    case 'date': {
      const end = new Date(`${day}T23:59:59`);
      return !isDay(day) || end <= now ? null : end;
    }
  }
}

/** The same hour that many months and days later; the last of a shorter month. */
function moved(now: Date, months: number, days: number): Date {
  const then = new Date(now);
  then.setDate(1);
  then.setMonth(now.getMonth() + months);
  const last = new Date(then.getFullYear(), then.getMonth() + 1, 0).getDate();
  then.setDate(Math.min(now.getDate(), last) + days);
  return then;
}
