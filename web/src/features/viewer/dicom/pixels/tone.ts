import type { FrameFacts, GreyWindow, Lut, Tone, WindowFunction } from '../parsing/objects.ts';

/** The least and the greatest of some values. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** So many points describe a curve that is no line. */
const POINTS = 1024;
/** Beyond so many widths a sigmoid is black or white on any screen. */
const SIGMOID_REACH = 2;

/**
 * What the image itself asks for: its first window, else its table; from the least to the greatest
 * value where it asks for nothing.
 */
export function ownTone(
  { windows, windowFunction }: FrameFacts,
  table: Lut | undefined,
  range: () => Range,
): Tone {
  const [window] = windows;
  if (window !== undefined) {
    return { kind: 'window', function: windowFunction, ...window };
  }
  if (table !== undefined) {
    return { kind: 'table', table };
  }
  const { least, most } = range();
  if (most > least) {
    const center = (least + most) / 2;
    return { kind: 'window', function: 'LINEAR_EXACT', center, width: most - least };
  }
  // One value everywhere: nothing is black, anything else is grey.
  return least > 0
    ? { kind: 'window', function: 'LINEAR_EXACT', center: least, width: 2 * least }
    : { kind: 'window', function: 'LINEAR', center: least + 1, width: 1 };
}

/** The grey of a value, from 0 (black) to 1 (white). */
export function greyOf(value: number, tone: Tone): number {
  if (tone.kind === 'table') {
    const { first, bits, entries } = tone.table;
    const index = Math.max(0, Math.min(Math.round(value) - first, entries.length - 1));
    return Math.min(1, (entries[index] ?? 0) / (2 ** bits - 1));
  }
  if (tone.function === 'SIGMOID') {
    return 1 / (1 + Math.exp((-4 * (value - tone.center)) / tone.width));
  }
  const { lower, upper } = rangeOf(tone);
  return value <= lower ? 0 : value >= upper ? 1 : (value - lower) / (upper - lower);
}

/** The values that become black and white; a function that never reaches them, at its steepest. */
export function rangeOf(tone: Tone): { lower: number; upper: number } {
  if (tone.kind === 'table') {
    const { first, entries } = tone.table;
    return { lower: first, upper: first + entries.length - 1 };
  }
  const { center, width } = tone;
  // A linear window has a width of 1 at least (PS3.3 C.11.2.1.2.1); below, the exact one is meant.
  return tone.function === 'LINEAR' && width >= 1
    ? { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 }
    : { lower: center - width / 2, upper: center + width / 2 };
}

/** The window whose black and white are these values. */
export function windowOf(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  kind: WindowFunction,
): GreyWindow {
  return kind === 'LINEAR'
    ? { center: (lower + upper + 1) / 2, width: upper - lower + 1 }
    : { center: (lower + upper) / 2, width: upper - lower };
}

/** The curve of a tone, by points between which it is straight: values rising, greys from 0 to 1. */
export function curveOf(tone: Tone, isWhole: boolean): [value: number, grey: number][] {
  const { lower, upper } = rangeOf(tone);
  if (tone.kind === 'window' && tone.function !== 'SIGMOID') {
    return upper > lower
      ? [
          [lower, 0],
          [upper, 1],
        ]
      : stepAt(lower, isWhole);
  }
  const reach = tone.kind === 'window' ? SIGMOID_REACH * tone.width : 0;
  const [from, to] =
    tone.kind === 'window' ? [tone.center - reach, tone.center + reach] : [lower, upper];
  const count = tone.kind === 'window' ? POINTS : tone.table.entries.length;
  return Array.from({ length: count }, (_, at) => {
    const value = from + ((to - from) * at) / Math.max(1, count - 1);
    return [value, greyOf(value, tone)];
  });
}

/** Black up to a value and white above it; between whole values there is room for the step. */
function stepAt(value: number, isWhole: boolean): [number, number][] {
  const [from, to] = isWhole
    ? [Math.floor(value) + 0.25, Math.floor(value) + 0.75]
    : [value, value + Math.max(Math.abs(value), 1) * 2 ** -20];
  return [
    [from, 0],
    [to, 1],
  ];
}
