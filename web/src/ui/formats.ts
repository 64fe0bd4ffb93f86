import { useMemo } from 'react';
import { useLanguage } from './LanguageProvider.tsx';
import type { Language } from './texts/texts.ts';

/** Dates, numbers and sizes as people of the chosen language write them. */
export interface Formats {
  /** A day: a `YYYY-MM-DD` or a moment on this device's calendar. */
  date(day: string | Date): string;
  /** `June 2026`. */
  month(day: string): string;
  dateTime(moment: Date): string;
  /** `14:05`. */
  time(moment: Date): string;
  number(value: number): string;
  percent(fraction: number): string;
  bytes(size: number): string;
  /** `3 minutes`. */
  duration(seconds: number): string;
  /** `2 hours ago`. */
  ago(moment: Date, now?: Date): string;
}

function localeOf(language: Language): string {
  if (language === 'hi') {
    return 'hi-IN';
  }
  return navigator.language.startsWith('en-') ? navigator.language : 'en-GB';
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function make(locale: string): Formats {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const calendarDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const calendar = (text: string, format: Intl.DateTimeFormat) => {
    const parsed = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(parsed.getTime()) ? text : format.format(parsed);
  };
  const unit = (value: number, name: string, unitDisplay: 'short' | 'long') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay,
      maximumFractionDigits: value < 10 && name !== 'byte' && name !== 'second' ? 1 : 0,
    }).format(value);
  return {
    date: (value) => (typeof value === 'string' ? calendar(value, calendarDay) : day.format(value)),
    month: (value) => calendar(value, month),
    dateTime: (value) => moment.format(value),
    time: (value) => time.format(value),
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    bytes: (size) => {
      const step = Math.min(
        UNITS.length - 1,
        Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)),
      );
      return unit(size / 1_000 ** step, UNITS[step] ?? 'byte', step === 0 ? 'long' : 'short');
    },
    duration: (seconds) => {
      if (seconds < 60) {
        return unit(Math.max(1, Math.round(seconds)), 'second', 'long');
      }
      if (seconds < 3_600) {
        return unit(Math.round(seconds / 60), 'minute', 'long');
      }
      return unit(Math.round(seconds / 360) / 10, 'hour', 'long');
    },
    ago: (value, now = new Date()) => {
      const seconds = Math.round((value.getTime() - now.getTime()) / 1_000);
      if (Math.abs(seconds) > 6 * 86_400) {
        return day.format(value);
      }
      for (const [name, length] of STEPS) {
        if (Math.abs(seconds) >= length) {
          return relative.format(Math.trunc(seconds / length), name);
        }
      }
      return relative.format(0, 'minute');
    },
  };
}

/** The formats of the language in use. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => make(localeOf(language)), [language]);
}
