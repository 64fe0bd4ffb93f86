import type { Channel, WaveformGroup } from '../parsing/waveform.ts';

/** Millimetres of paper a second, and a millivolt. */
export interface Paper {
  readonly speed: 25 | 50;
  readonly gain: 5 | 10 | 20;
}

/** Space for names and the calibration mark, left of the curves, in millimetres. */
export const MARGIN_MM = 16;
const LEAST_ROW_MM = 18;

/** The conventional order of the leads; others follow in the file's order. */
const ORDER = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

export interface Row {
  readonly channel: Channel;
  /** Where the zero line lies, in millimetres from the top. */
  readonly baseline: number;
  readonly top: number;
  readonly height: number;
}

export function sortedChannels(group: WaveformGroup): Channel[] {
  const rank = ({ name }: Channel) => {
    const place = ORDER.findIndex((each) => each.toLowerCase() === name.toLowerCase());
    return place < 0 ? ORDER.length : place;
  };
  return [...group.channels].sort((one, other) => rank(one) - rank(other));
}

/** One row for each channel, as high as its curve needs. */
export function rowsOf(channels: readonly Channel[], gain: number): Row[] {
  let top = 5;
  return channels.map((channel) => {
    const { low, high } = extent(channel.samples);
    const scale = unitScale(channel, low, high, gain);
    const above = Math.max(8, Math.min(high * scale, 60)) + 3;
    const below = Math.max(5, Math.min(-low * scale, 60)) + 3;
    const height = Math.max(LEAST_ROW_MM, 5 * Math.ceil((above + below) / 5));
    const row = { channel, baseline: top + above, top, height };
    top += height;
    return row;
  });
}

/** Millimetres for one unit: the gain for millivolts, what fills 20 mm for any other unit. */
export function unitScale(channel: Channel, low: number, high: number, gain: number): number {
  if (channel.unit === 'mV') {
    return gain;
  }
  const span = Math.max(Math.abs(low), Math.abs(high));
  return span > 0 ? 20 / span : 1;
}

export function extent(samples: Float32Array): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const value of samples) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

/**
 * The curve between two moments as an SVG path in millimetres. Where several samples fall on a tenth
 * of a millimetre, the least and the greatest of them are drawn, so that no spike is lost.
 */
export function curve(
  samples: Float32Array,
  frequency: number,
  from: number,
  to: number,
  speed: number,
  scale: number,
  baseline: number,
): string {
  const first = Math.max(0, Math.floor(from * frequency));
  const last = Math.min(samples.length, Math.ceil(to * frequency));
  const step = Math.max(1, Math.floor(frequency / speed / 10));
  const points: string[] = [];
  const add = (index: number, value: number) => {
    const x = MARGIN_MM + (index / frequency - from) * speed;
    points.push(`${x.toFixed(2)} ${(baseline - value * scale).toFixed(2)}`);
  };
  for (let start = first; start < last; start += step) {
    let [least, most] = [start, start];
    for (let index = start; index < Math.min(start + step, last); index += 1) {
      least = (samples[index] ?? 0) < (samples[least] ?? 0) ? index : least;
      most = (samples[index] ?? 0) > (samples[most] ?? 0) ? index : most;
    }
    const [one, other] = least < most ? [least, most] : [most, least];
    add(one, samples[one] ?? 0);
    if (other !== one) {
      add(other, samples[other] ?? 0);
    }
  }
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
