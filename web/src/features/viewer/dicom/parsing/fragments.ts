import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';

const ITEM = 0xe000fffe;
const END = 0xe0ddfffe;
/** Bytes of an item before its value. */
const HEAD = 8;

/** A part of an object, from byte to byte. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Which fragments each frame is made of (PS3.5 annex A.4): by an offset table, one each, or by where
 * codestreams begin. As many frames as are whole, which may be fewer or more than the object says.
 */
export function framesOfFragments(
  bytes: Uint8Array,
  start: number,
  count: number,
  root: Elements,
): (readonly Piece[])[] {
  const found = fragmentsOf(bytes, start);
  const fragments = found.fragments.filter((each) => each.end > each.start);
  const [first] = fragments;
  if (first === undefined) {
    throw new DicomError(found.isWhole ? 'malformed' : 'cut-off');
  }
  if (count > 1) {
    if (fragments.length === count) {
      return fragments.map((fragment) => [fragment]);
    }
    const extended = extendedOffsets(root);
    const offsets = extended.length === count ? extended : basicOffsets(bytes, found.table);
    if (offsets.length === count && offsets[0] === 0) {
      return byOffsets(found, offsets);
    }
  }
  const begins = fragments.map((fragment) => isBeginning(bytes, fragment));
  const beginnings = begins.filter(Boolean).length;
  if (count === 1 && beginnings < 2) {
    if (!found.isWhole && !endsCodestream(bytes, fragments.at(-1))) {
      throw new DicomError('cut-off');
    }
    return [fragments];
  }
  if (begins[0] !== true) {
    // Only JPEG and its kin say where they begin; of the others each fragment is a frame.
    if (found.isWhole) {
      throw new DicomError('unsupported');
    }
    return fragments.map((fragment) => [fragment]);
  }
  const frames: Piece[][] = [];
  fragments.forEach((fragment, index) => {
    if (begins[index] === true) {
      frames.push([]);
    }
    frames.at(-1)?.push(fragment);
  });
  // The last one may go on in what is missing.
  return found.isWhole || endsCodestream(bytes, fragments.at(-1)) ? frames : frames.slice(0, -1);
}

/** The frames whose fragments are all there. */
function byOffsets({ fragments, end, isWhole }: Fragments, offsets: readonly number[]): Piece[][] {
  const base = (fragments[0]?.start ?? 0) - HEAD;
  const frames: Piece[][] = [];
  let at = 0;
  const passTo = (offset: number) => {
    while ((fragments[at]?.start ?? Infinity) - HEAD - base < offset) {
      at += 1;
    }
    return at;
  };
  for (const [frame, offset] of offsets.entries()) {
    const next = offsets[frame + 1] ?? end - base;
    const mine = fragments.slice(passTo(offset), passTo(next));
    const isThere = mine.length > 0 && (isWhole || next <= end - base);
    if (!isThere || (!isWhole && frame === offsets.length - 1)) {
      if (isWhole) {
        throw new DicomError('malformed');
      }
      return frames;
    }
    frames.push(mine);
  }
  return frames;
}

/** A JPEG, JPEG-LS or JPEG 2000 codestream begins here. */
function isBeginning(bytes: Uint8Array, { start, end }: Piece): boolean {
  const [one, two, three, four] = bytes.subarray(start, Math.min(end, start + 4));
  return one === 0xff && ((two === 0xd8 && three === 0xff) || (two === 0x4f && four === 0x51));
}

/** Its end is marked, but for padding. */
function endsCodestream(bytes: Uint8Array, fragment: Piece | undefined): boolean {
  let at = fragment?.end ?? 0;
  while (at > 2 && bytes[at - 1] === 0) {
    at -= 1;
  }
  return bytes[at - 2] === 0xff && bytes[at - 1] === 0xd9;
}

interface Fragments {
  readonly table: Piece;
  readonly fragments: readonly Piece[];
  /** Behind the last fragment that is whole. */
  readonly end: number;
  /** Nothing is missing. */
  readonly isWhole: boolean;
}

/** The offset table and the fragments behind it, as far as they are there. */
export function fragmentsOf(bytes: Uint8Array, start: number): Fragments {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const items: Piece[] = [];
  let at = start;
  let isWhole = false;
  while (at + HEAD <= bytes.length) {
    const tag = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    if (tag === END) {
      isWhole = true;
      break;
    }
    if (tag !== ITEM) {
      throw new DicomError('malformed');
    }
    if (at + HEAD + length > bytes.length) {
      break;
    }
    if (items.length > LIMITS.fragments) {
      throw new DicomError('too-big');
    }
    items.push({ start: at + HEAD, end: at + HEAD + length });
    at += HEAD + length;
  }
  const table = items.shift();
  if (table === undefined) {
    throw new DicomError(isWhole ? 'malformed' : 'cut-off');
  }
  return { table, fragments: items, end: at, isWhole };
}

function basicOffsets(bytes: Uint8Array, { start, end }: Piece): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor((end - start) / 4) }, (_, index) =>
    view.getUint32(start + 4 * index, true),
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
