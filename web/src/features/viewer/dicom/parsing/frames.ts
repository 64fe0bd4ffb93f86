import { claimedSize } from './codestreams.ts';
import type { Elements } from './elements.ts';
import { fragmentsOf, framesOfFragments, type Piece } from './fragments.ts';
import type { PixelFacts } from './objects.ts';
import { isBigEndian, type Part10 } from '@/lib/dicom/part10.ts';
import { LIMITS } from './limits.ts';
import { PIXEL_DATA } from './pixelFacts.ts';
import { DicomError } from './problems.ts';

/** Up to the next byte, and one more. */
const EVEN_BITS = 16;

/** The element that holds the pixels, whatever kind of numbers they are. */
export function pixelElement({ data }: Part10) {
  return PIXEL_DATA.map((tag) => data.elements[tag]).find((element) => element !== undefined);
}

/** The frames of an object. */
export interface FrameBytes {
  readonly count: number;
  /** A copy of a frame's bytes, little endian and from the first bit of the first byte on. */
  frame(index: number): Uint8Array<ArrayBuffer>;
}

/** Frames of an object without pixels, nothing but zeros. */
export class EmptyFrames implements FrameBytes {
  readonly count: number;
  readonly #bytes: number;

  constructor(pixels: PixelFacts, count: number) {
    this.count = count;
    this.#bytes = frameBytes(pixels);
  }

  frame(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }
}

/** Where each frame's bytes lie in an object. Checked against the object's length when made. */
export class Frames implements FrameBytes {
  readonly #bytes: Uint8Array;
  readonly #frames: readonly (readonly Piece[])[];
  readonly #pixels: PixelFacts;
  readonly #encapsulated: boolean;
  /** Bytes that are stored in the other order, of each number or of each word of a big endian file. */
  readonly #swapped: number;
  readonly #start: number;

  constructor(part10: Part10, root: Elements, pixels: PixelFacts, count: number) {
    const element = pixelElement(part10);
    if (element === undefined) {
      throw new DicomError('malformed');
    }
    this.#bytes = part10.bytes;
    this.#pixels = pixels;
    this.#encapsulated = element.hadUndefinedLength === true;
    this.#start = element.dataOffset;
    const isWords = element.vr !== 'OB' || pixels.bitsAllocated > 8;
    this.#swapped =
      isBigEndian(part10) && isWords ? Math.max(2, Math.ceil(pixels.bitsAllocated / 8)) : 1;
    this.#frames = this.#encapsulated
      ? framesOfFragments(part10.bytes, element.dataOffset, count, root)
      : native(part10.bytes, element.dataOffset, element.length, pixels, count);
  }

  get count(): number {
    return this.#frames.length;
  }

  frame(index: number): Uint8Array<ArrayBuffer> {
    const pieces = this.#frames[index];
    if (pieces === undefined) {
      throw new DicomError('cut-off');
    }
    if (this.#encapsulated) {
      const frame = together(this.#bytes, pieces);
      checkClaim(frame, this.#pixels);
      return frame;
    }
    const stored = together(this.#bytes, this.#inWords(pieces));
    const [piece] = pieces;
    const before = piece === undefined ? 0 : (piece.start - this.#start) % this.#swapped;
    const length = piece === undefined ? 0 : piece.end - piece.start;
    const frame = swapped(stored, this.#swapped).slice(before, before + length);
    return this.#pixels.bitsAllocated === 1 ? fromBit(frame, this.#firstBit(index)) : frame;
  }

  /** Whole words, where they are stored in the other order. */
  #inWords(pieces: readonly Piece[]): readonly Piece[] {
    const word = this.#swapped;
    return pieces.map(({ start, end }) => ({
      start: this.#start + Math.floor((start - this.#start) / word) * word,
      end: Math.min(this.#start + Math.ceil((end - this.#start) / word) * word, this.#bytes.length),
    }));
  }

  #firstBit(index: number): number {
    return (index * frameBits(this.#pixels)) % 8;
  }
}

/** All fragments behind the offset table, as one file. */
export function fragmentsTogether(part10: Part10): Uint8Array<ArrayBuffer> {
  const element = pixelElement(part10);
  if (element === undefined) {
    throw new DicomError('malformed');
  }
  const { bytes } = part10;
  if (element.hadUndefinedLength === true) {
    const { fragments, isWhole } = fragmentsOf(bytes, element.dataOffset);
    if (!isWhole) {
      throw new DicomError('cut-off');
    }
    return together(bytes, fragments);
  }
  return together(bytes, [{ start: element.dataOffset, end: element.dataOffset + element.length }]);
}

/** Decoders make room for what the codestream claims, not for what the header says. */
export function checkClaim(frame: Uint8Array, pixels: PixelFacts): void {
  const claim = claimedSize(frame);
  if (claim !== undefined && (claim.rows !== pixels.rows || claim.columns !== pixels.columns)) {
    throw new DicomError('malformed');
  }
}

/** Of a frame that is not compressed; frames of single bits may share a byte. */
export function frameBytes(pixels: PixelFacts): number {
  return Math.ceil(frameBits(pixels) / 8);
}

function frameBits(pixels: PixelFacts): number {
  const { rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation } = pixels;
  // Chrominance of 4:2:2 is shared by two pixels of a row.
  return photometricInterpretation.endsWith('_422')
    ? rows * 4 * Math.ceil(columns / 2) * bitsAllocated
    : rows * columns * samplesPerPixel * bitsAllocated;
}

/** As many frames as are whole, which may be fewer or more than the object says. */
function native(
  bytes: Uint8Array,
  start: number,
  length: number,
  pixels: PixelFacts,
  count: number,
): Piece[][] {
  const bits = storedFrameBits(pixels, length, count);
  const there = Math.floor((8 * Math.min(length, bytes.length - start)) / bits);
  const found = holdsMore(bits, length, count) ? there : Math.min(count, there);
  if (found === 0) {
    throw new DicomError('cut-off');
  }
  if (found > LIMITS.frames) {
    throw new DicomError('too-big');
  }
  return Array.from({ length: found }, (_, frame) => [
    {
      start: start + Math.floor((bits * frame) / 8),
      end: start + Math.ceil((bits * (frame + 1)) / 8),
    },
  ]);
}

/** Some say that their chrominance is shared where it is not; how much there is tells. */
function storedFrameBits(pixels: PixelFacts, length: number, count: number): number {
  const own = frameBits(pixels);
  const whole = frameBits({ ...pixels, photometricInterpretation: 'RGB' });
  if (whole === own || 8 * length < whole * count || isFilled(own, length, count)) {
    return own;
  }
  return isFilled(whole, length, count) || !holdsMore(own, length, count) ? whole : own;
}

/** So many frames are all that is there, but for what makes the length even. */
function isFilled(bits: number, length: number, count: number): boolean {
  const rest = 8 * length - bits * count;
  return rest >= 0 && rest < EVEN_BITS;
}

/** There are more frames than an object says, whole ones and nothing behind them. */
export function holdsMore(bits: number, length: number, count: number): boolean {
  return (
    !isFilled(bits, length, count) && 8 * length > bits * count && (8 * length) % bits < EVEN_BITS
  );
}

function together(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of pieces) {
    whole.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return whole;
}

function swapped(bytes: Uint8Array<ArrayBuffer>, word: number): Uint8Array<ArrayBuffer> {
  for (let at = 0; word > 1 && at + word <= bytes.length; at += word) {
    bytes.subarray(at, at + word).reverse();
  }
  return bytes;
}

function fromBit(bytes: Uint8Array<ArrayBuffer>, bit: number): Uint8Array<ArrayBuffer> {
  return bit === 0
    ? bytes
    : Uint8Array.from(
        bytes,
        (byte, at) => ((byte >> bit) | ((bytes[at + 1] ?? 0) << (8 - bit))) & 0xff,
      );
}
