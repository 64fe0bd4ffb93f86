import type { Lut, Palette, PixelFacts } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';
import type { Samples } from './samples.ts';

/** A picture in colours: red, green and blue of each pixel, 8 bits each. */
export interface ColourPicture {
  readonly kind: 'colour';
  readonly rgb: Uint8Array;
}

/** Weights of luminance and of both chrominances, and how far black lies above zero. */
interface Space {
  readonly black: number;
  readonly y: number;
  readonly redCr: number;
  readonly greenCb: number;
  readonly greenCr: number;
  readonly blueCb: number;
}

/** PS3.3 C.7.6.3.1.2. */
const FULL: Space = {
  black: 0,
  y: 1,
  redCr: 1.402,
  greenCb: -0.344136,
  greenCr: -0.714136,
  blueCb: 1.772,
};
const PARTIAL: Space = {
  black: 16,
  y: 255 / 219,
  redCr: (1.402 * 255) / 224,
  greenCb: (-0.344136 * 255) / 224,
  greenCr: (-0.714136 * 255) / 224,
  blueCb: (1.772 * 255) / 224,
};

/** Three samples of each pixel, as the object says that they are, in red, green and blue. */
export function colourPicture(samples: Samples, pixels: PixelFacts): ColourPicture {
  const { rows, columns, photometricInterpretation: photometric } = pixels;
  const count = rows * columns;
  const isHalved = photometric.endsWith('_422') && samples.length < 3 * count;
  if (samples.length < (isHalved ? 2 : 3) * count) {
    throw new DicomError('cut-off');
  }
  const eight = eightBits(samples, pixels.bitsStored);
  const each = isHalved
    ? spread422(eight, rows, columns)
    : pixels.planarConfiguration === 1
      ? byPixel(eight, count)
      : eight.subarray(0, 3 * count);
  const space = photometric.startsWith('YBR_FULL')
    ? FULL
    : photometric.startsWith('YBR_PARTIAL')
      ? PARTIAL
      : undefined;
  return { kind: 'colour', rgb: space === undefined ? each : toRgb(each, space) };
}

/** Each value as the colour that the palette has for it. */
export function palettePicture(
  stored: Samples,
  { red, green, blue }: Palette,
  count: number,
): ColourPicture {
  if (stored.length < count) {
    throw new DicomError('cut-off');
  }
  // Some tables of 8 bit entries are said to have 16.
  const isNarrow = [red, green, blue].every(({ entries }) => entries.every((entry) => entry < 256));
  const rgb = new Uint8Array(3 * count);
  [red, green, blue].forEach((lut, channel) => {
    const colours = isNarrow ? lut.entries : eightBits(lut.entries, lut.bits);
    for (let at = 0; at < count; at += 1) {
      rgb[3 * at + channel] = colours[indexIn(lut, stored[at] ?? 0)] ?? 0;
    }
  });
  return { kind: 'colour', rgb };
}

function indexIn({ first, entries }: Lut, value: number): number {
  return Math.max(0, Math.min(value - first, entries.length - 1));
}

function eightBits(samples: Samples, bitsStored: number): Uint8Array {
  if (bitsStored === 8 && samples instanceof Uint8Array) {
    return samples;
  }
  const most = 2 ** bitsStored - 1;
  return Uint8Array.from(samples, (sample) =>
    Math.max(0, Math.min(Math.round((sample * 255) / most), 255)),
  );
}

function byPixel(planes: Uint8Array, count: number): Uint8Array {
  const pixels = new Uint8Array(3 * count);
  for (let at = 0; at < count; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[3 * at + channel] = planes[channel * count + at] ?? 0;
    }
  }
  return pixels;
}

/** Two pixels of a row share their chrominance: Y, Y, Cb, Cr. */
function spread422(samples: Uint8Array, rows: number, columns: number): Uint8Array {
  const pixels = new Uint8Array(3 * rows * columns);
  const rowBytes = 4 * Math.ceil(columns / 2);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const pair = row * rowBytes + 4 * (column >> 1);
      const to = 3 * (row * columns + column);
      pixels[to] = samples[pair + (column & 1)] ?? 0;
      pixels[to + 1] = samples[pair + 2] ?? 128;
      pixels[to + 2] = samples[pair + 3] ?? 128;
    }
  }
  return pixels;
}

function toRgb(ybr: Uint8Array, space: Space): Uint8Array {
  const rgb = new Uint8ClampedArray(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const y = space.y * ((ybr[at] ?? 0) - space.black);
    const cb = (ybr[at + 1] ?? 0) - 128;
    const cr = (ybr[at + 2] ?? 0) - 128;
    rgb[at] = y + space.redCr * cr;
    rgb[at + 1] = y + space.greenCb * cb + space.greenCr * cr;
    rgb[at + 2] = y + space.blueCb * cb;
  }
  return new Uint8Array(rgb.buffer);
}
