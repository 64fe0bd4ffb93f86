import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';

const ITEM = 0xe000fffe;
const END = 0xe0ddfffe;

/** A part of an object, from byte to byte. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Which fragments each frame is made of (PS3.5 annex A.4). */
export function framesOfFragments(
  bytes: Uint8Array,
  start: number,
  count: number,
  root: Elements,
): (readonly Piece[])[] {
  const { table, fragments } = fragmentsOf(bytes, start);
  const first = fragments[0];
  if (first === undefined) {
    throw new DicomError('malformed');
  }
  if (count === 1) {
    return [fragments];
  }
  if (fragments.length === count) {
    return fragments.map((fragment) => [fragment]);
  }
  const extended = extendedOffsets(root);
  const offsets = extended.length === count ? extended : basicOffsets(bytes, table);
  if (offsets.length !== count) {
    throw new DicomError('malformed');
  }
  const base = first.start - 8;
  return offsets.map((offset, frame) => {
    const next = offsets[frame + 1] ?? Infinity;
    const mine = fragments.filter(
      (item) => item.start - 8 - base >= offset && item.start - 8 - base < next,
    );
    if (mine.length === 0) {
      throw new DicomError('malformed');
    }
    return mine;
  });
}

/** The offset table and the fragments behind it. */
export function fragmentsOf(
  bytes: Uint8Array,
  start: number,
): { readonly table: Piece; readonly fragments: readonly Piece[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const items: Piece[] = [];
  let at = start;
  for (;;) {
    if (at + 8 > bytes.length) {
      throw new DicomError('cut-off');
    }
    const tag = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    if (tag === END) {
      break;
    }
    if (tag !== ITEM) {
      throw new DicomError('malformed');
    }
    if (at + 8 + length > bytes.length) {
      throw new DicomError('cut-off');
    }
    items.push({ start: at + 8, end: at + 8 + length });
    at += 8 + length;
  }
  const table = items.shift();
  if (table === undefined) {
    throw new DicomError('malformed');
  }
  return { table, fragments: items };
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
