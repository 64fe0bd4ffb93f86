import type { DisplayFacts, FrameFacts, Lut, PixelFacts, Tone } from '../parsing/objects.ts';
import type { Samples } from './samples.ts';
import { ownTone, type Range } from './tone.ts';

/** Floating point values are spread over so much, so that a small scale is as exact as a large one. */
export const SPREAD = 65_535;

/** So few bits are made for screens: without a window all that they can say is shown, in films too. */
const NARROW_BITS = 8;

/** A picture in greys. */
export interface GreyPicture {
  readonly kind: 'grey';
  /** What is drawn: each is `(value - offset) * factor` of a value behind the modality LUT. */
  readonly drawn: Uint8Array | Int16Array | Uint16Array | Float32Array;
  readonly offset: number;
  readonly factor: number;
  /** What the image asks for itself. */
  readonly tone: Tone;
  /** Some values are no numbers, and drawn at the ends of the others. */
  readonly isUnreal: boolean;
  /** Small values are white: MONOCHROME1, or the presentation LUT's shape is INVERSE. */
  readonly isInverted: boolean;
}

export function greyPicture(
  stored: Samples,
  pixels: PixelFacts,
  display: DisplayFacts,
  frame: FrameFacts,
  voiLut: Lut | undefined,
): GreyPicture {
  const modality = modalityOf(display, frame);
  const range = () =>
    pixels.bitsStored <= NARROW_BITS && display.modalityLut === undefined
      ? possibleRange(pixels, frame)
      : rangeOf(stored, pixels.isFloat ? undefined : display.padding, modality);
  const type = typeOf(pixels, display, frame);
  const { offset, factor } = type === Float32Array ? spread(range()) : { offset: 0, factor: 1 };
  return {
    kind: 'grey',
    drawn:
      modality === undefined && type !== Float32Array && stored instanceof type
        ? stored
        : drawnAs(new type(stored.length), stored, modality, offset, factor),
    offset,
    factor,
    tone: ownTone(pixels.isFloat ? exactly(frame) : frame, voiLut, range),
    isUnreal: pixels.isFloat && stored.some((value) => !Number.isFinite(value)),
    isInverted: pixels.photometricInterpretation === 'MONOCHROME1' || display.isInverse,
  };
}

/** A linear window counts whole values (PS3.3 C.11.2.1.2.1), of which there are none here. */
function exactly(frame: FrameFacts): FrameFacts {
  return frame.windowFunction === 'LINEAR' ? { ...frame, windowFunction: 'LINEAR_EXACT' } : frame;
}

function spread({ least, most }: Range) {
  return { offset: least, factor: most > least ? SPREAD / (most - least) : 1 };
}

type Modality = ((stored: number) => number) | undefined;

/** Undefined where it changes nothing. */
function modalityOf({ modalityLut }: DisplayFacts, { slope, intercept }: FrameFacts): Modality {
  if (modalityLut !== undefined) {
    const { first, entries } = modalityLut;
    const last = entries.length - 1;
    return (stored) => entries[Math.max(0, Math.min(stored - first, last))] ?? 0;
  }
  const [times, plus] = [slope ?? 1, intercept ?? 0];
  return times === 1 && plus === 0 ? undefined : (stored) => stored * times + plus;
}

/** The least and the greatest value of what is no padding; of everything where all of it is. */
function rangeOf(stored: Samples, padding: DisplayFacts['padding'], modality: Modality): Range {
  let least = Infinity;
  let most = -Infinity;
  const [from, to] = padding ?? [Infinity, -Infinity];
  for (const value of stored) {
    if ((value < from || value > to) && Number.isFinite(value)) {
      const shown = modality === undefined ? value : modality(value);
      least = Math.min(least, shown);
      most = Math.max(most, shown);
    }
  }
  if (least > most) {
    return padding === undefined ? { least: 0, most: 0 } : rangeOf(stored, undefined, modality);
  }
  return { least, most };
}

/**
 * The smallest type that holds every value that the image may have, and so the same for all images
 * of a series: one chosen by each image's values would slow leafing.
 */
export function typeOf(
  pixels: PixelFacts,
  { modalityLut }: Pick<DisplayFacts, 'modalityLut'>,
  frame: Pick<FrameFacts, 'slope' | 'intercept'>,
) {
  if (modalityLut !== undefined) {
    return Uint16Array;
  }
  const { slope = 1, intercept = 0 } = frame;
  if (pixels.isFloat || !Number.isInteger(slope) || !Number.isInteger(intercept)) {
    return Float32Array;
  }
  const { least, most } = possibleRange(pixels, frame);
  if (least >= 0 && most <= 255) {
    return Uint8Array;
  }
  if (least >= -32_768 && most <= 32_767) {
    return Int16Array;
  }
  return least >= 0 && most <= 65_535 ? Uint16Array : Float32Array;
}

/** The least and the greatest value that the bits of a pixel can say. */
export function possibleRange(
  { bitsStored, pixelRepresentation }: PixelFacts,
  { slope = 1, intercept = 0 }: Pick<FrameFacts, 'slope' | 'intercept'>,
): Range {
  const half = 2 ** (bitsStored - 1);
  const [lowest, highest] = pixelRepresentation === 1 ? [-half, half - 1] : [0, 2 * half - 1];
  const ends = [lowest * slope + intercept, highest * slope + intercept];
  return { least: Math.min(...ends), most: Math.max(...ends) };
}

function drawnAs<T extends GreyPicture['drawn']>(
  drawn: T,
  stored: Samples,
  modality: Modality,
  offset: number,
  factor: number,
): T {
  const isSpread = drawn instanceof Float32Array;
  for (let at = 0; at < stored.length; at += 1) {
    const value = modality === undefined ? (stored[at] ?? 0) : modality(stored[at] ?? 0);
    drawn[at] = isSpread ? finite((value - offset) * factor) : value;
  }
  return drawn;
}

/** What is no number lies at the ends of the picture. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : value > 0 ? SPREAD : 0;
}
