import type { Elements } from './elements.ts';
import type { PixelFacts } from './objects.ts';
import type { Part10 } from './part10.ts';
import { claimedSize } from './codestreams.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';

interface Item {
  readonly start: number;
  readonly end: number;
}

/** Where each frame's bytes lie in an object. Checked against the object's length when made. */
export class Frames {
  readonly #bytes: Uint8Array;
  readonly #frames: readonly (readonly Item[])[];
  readonly #pixels: PixelFacts;
  readonly #encapsulated: boolean;

  constructor(part10: Part10, root: Elements, pixels: PixelFacts, count: number) {
    const element = part10.data.elements['x7fe00010'];
    if (element === undefined) {
      throw new DicomError('malformed');
    }
    this.#bytes = part10.bytes;
    this.#pixels = pixels;
    this.#encapsulated = element.hadUndefinedLength === true;
    this.#frames = this.#encapsulated
      ? encapsulated(part10.bytes, element.dataOffset, count, extendedOffsets(root))
      : native(part10.bytes, element.dataOffset, element.length, pixels, count);
  }

  get count(): number {
    return this.#frames.length;
  }

  /** A copy of a frame's bytes, as they are stored. */
  frame(index: number): Uint8Array<ArrayBuffer> {
    const items = this.#frames[index];
    if (items === undefined) {
      throw new DicomError('cut-off');
    }
    const length = items.reduce((sum, item) => sum + item.end - item.start, 0);
    const frame = new Uint8Array(length);
    let at = 0;
    for (const item of items) {
      frame.set(this.#bytes.subarray(item.start, item.end), at);
      at += item.end - item.start;
    }
    if (this.#encapsulated) {
      checkClaim(frame, this.#pixels);
    }
    return frame;
  }
}

/** Decoders make room for what the codestream claims, not for what the header says. */
export function checkClaim(frame: Uint8Array, pixels: PixelFacts): void {
  const claim = claimedSize(frame);
  if (claim !== undefined && (claim.rows !== pixels.rows || claim.columns !== pixels.columns)) {
    throw new DicomError('malformed');
  }
}

/** Of a frame that is not compressed. */
export function frameBytes(pixels: PixelFacts): number {
  const bits = pixels.rows * pixels.columns * pixels.samplesPerPixel * pixels.bitsAllocated;
  if (bits % 8 !== 0) {
    throw new DicomError('cut-off');
  }
  // Chrominance of 4:2:2 is shared by two pixels.
  return Math.floor(
    pixels.photometricInterpretation === 'YBR_FULL_422' ? (bits / 8 / 3) * 2 : bits / 8,
  );
}

function native(
  bytes: Uint8Array,
  start: number,
  length: number,
  pixels: PixelFacts,
  count: number,
): Item[][] {
  const size = frameBytes(pixels);
  if (size * count > length || start + size * count > bytes.length) {
    throw new DicomError('cut-off');
  }
  return Array.from({ length: count }, (_, frame) => [
    { start: start + frame * size, end: start + (frame + 1) * size },
  ]);
}

function encapsulated(
  bytes: Uint8Array,
  start: number,
  count: number,
  extended: readonly number[],
): (readonly Item[])[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const items: Item[] = [];
  let at = start;
  for (;;) {
    if (at + 8 > bytes.length) {
      throw new DicomError('cut-off');
    }
    const tag = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    if (tag === 0xe0ddfffe) {
      break;
    }
    if (tag !== 0xe000fffe) {
      throw new DicomError('malformed');
    }
    if (at + 8 + length > bytes.length) {
      throw new DicomError('cut-off');
    }
    items.push({ start: at + 8, end: at + 8 + length });
    at += 8 + length;
  }
  const table = items.shift();
  const first = items[0];
  if (table === undefined || first === undefined) {
    throw new DicomError('malformed');
  }
  if (count === 1) {
    return [items];
  }
  if (items.length === count) {
    return items.map((item) => [item]);
  }
  const offsets = extended.length === count ? extended : basicOffsets(view, table);
  if (offsets.length !== count) {
    throw new DicomError('malformed');
  }
  const base = first.start - 8;
  return offsets.map((offset, frame) => {
    const next = offsets[frame + 1] ?? Infinity;
    const mine = items.filter(
      (item) => item.start - 8 - base >= offset && item.start - 8 - base < next,
    );
    if (mine.length === 0) {
      throw new DicomError('malformed');
    }
    return mine;
  });
}

function basicOffsets(view: DataView, table: Item): number[] {
  return Array.from({ length: Math.floor((table.end - table.start) / 4) }, (_, index) =>
    view.getUint32(table.start + 4 * index, true),
  );
}

function extendedOffsets(root: Elements): number[] {
  const bytes = root.bytes('x7fe00001');
  if (bytes === undefined || bytes.length > LIMITS.frames * 8) {
    return [];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) =>
    Number(view.getBigUint64(8 * index, true)),
  );
}
