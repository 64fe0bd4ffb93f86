import type { Texts } from '@/ui/texts/texts.ts';

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people read it: three digits at most, units of a thousand. */
export function sizeText(bytes: number, texts: Texts['viewer']): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return texts.bytes(value.toFixed(digits), UNITS[unit] ?? 'GB');
}
