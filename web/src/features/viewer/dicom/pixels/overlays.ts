import type { OverlayPlane } from '../parsing/objects.ts';
import type { Affine } from '../series/planes.ts';
import type { Slice } from '../series/series.ts';
import { RLE } from './picture.ts';
import { isNative, type Samples } from './samples.ts';

/** Pixels that are drawn over a picture, a bit each, the lowest of a byte first; or a byte each. */
export interface Mask {
  readonly rows: number;
  readonly columns: number;
  /** Where its first pixel lies in the picture. */
  readonly row: number;
  readonly column: number;
  readonly bits: Uint8Array<ArrayBuffer>;
  /** The place of its first bit. */
  readonly from: number;
  /** Where each is a byte: what stands for all of a pixel. */
  readonly most?: number;
  /** To the pixels of the picture, where they are not the same. */
  readonly at?: Affine;
}

/** How many overlays of a picture cannot be drawn. */
export function undrawnOverlays(slice: Slice): number {
  const { planes, unreadable } = slice.image.display.overlays;
  return unreadable + planes.filter((plane) => placeOf(plane, slice) === 'unknown').length;
}

/** What is drawn over a picture, of whose pixels these are the stored samples. */
export function masksOf(slice: Slice, samples: Samples): Mask[] {
  return slice.image.display.overlays.planes.flatMap((plane) => {
    const place = placeOf(plane, slice);
    if (place === 'unknown' || place === 'elsewhere') {
      return [];
    }
    const { rows, columns, row, column, bits } = plane;
    return bits === undefined
      ? [{ rows, columns, row, column, bits: embedded(plane, samples), from: 0 }]
      : [{ rows, columns, row, column, bits, from: place * rows * columns }];
  });
}

/** Which of the plane's frames is for this picture. */
function placeOf(plane: OverlayPlane, slice: Slice): number | 'elsewhere' | 'unknown' {
  const { rows, columns, frames, bits } = plane;
  const place = frames === undefined ? 0 : slice.frame - frames.from;
  if (frames !== undefined && (place < 0 || place >= frames.count)) {
    return 'elsewhere';
  }
  if (bits === undefined) {
    return isAmongPixels(plane, slice) ? place : 'unknown';
  }
  return (place + 1) * rows * columns <= 8 * bits.length ? place : 'unknown';
}

/** Its bit is one of each pixel that no value uses, and that the stored form has kept. */
function isAmongPixels({ rows, columns, row, column, bit }: OverlayPlane, slice: Slice): boolean {
  const { pixels, display } = slice.image;
  const { transferSyntax } = slice.facts;
  const isValue = bit <= display.highBit && bit > display.highBit - pixels.bitsStored;
  return (
    (isNative(transferSyntax) || transferSyntax === RLE) &&
    pixels.samplesPerPixel === 1 &&
    !pixels.isFloat &&
    bit < pixels.bitsAllocated &&
    !isValue &&
    rows === pixels.rows &&
    columns === pixels.columns &&
    row === 0 &&
    column === 0
  );
}

function embedded({ rows, columns, bit }: OverlayPlane, samples: Samples) {
  const bits = new Uint8Array(Math.ceil((rows * columns) / 8));
  for (let at = 0; at < rows * columns; at += 1) {
    const index = at >> 3;
    bits[index] = (bits[index] ?? 0) | ((((samples[at] ?? 0) >>> bit) & 1) << (at & 7));
  }
  return bits;
}
