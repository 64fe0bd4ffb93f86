import { LIMITS } from './limits.ts';
import type { OverlayPlane, Overlays, PixelFacts } from './objects.ts';
import { DicomError } from './problems.ts';
import type { Values } from './values.ts';

/** 6000, 6002 … 601e. */
const GROUPS = Array.from({ length: 16 }, (_, index) => (0x6000 + 2 * index).toString(16));

/** The overlay planes of an object (PS3.3 C.9.2): bits of their own, or among those of its pixels. */
export function readOverlays(root: Values): Overlays {
  const planes: OverlayPlane[] = [];
  let unreadable = 0;
  let bytes = 0;
  for (const group of GROUPS) {
    const tag = (element: string) => `x${group}${element}`;
    if (['0010', '0040', '0102', '3000'].some((element) => root.has(tag(element)))) {
      const plane = readPlane(root, tag, LIMITS.overlayBytes - bytes);
      if (plane === undefined) {
        unreadable += 1;
      } else {
        planes.push(plane);
        bytes += plane.bits?.length ?? 0;
      }
    }
  }
  return { planes, unreadable };
}

/** The empty picture under the overlays of an object that has nothing else; undefined without any. */
export function emptyUnder(root: Values): { pixels: PixelFacts; frames: number } | undefined {
  const { planes } = readOverlays(root);
  const own = planes.filter(({ bits }) => bits !== undefined);
  if (own.length === 0) {
    return undefined;
  }
  const most = (of: (plane: OverlayPlane) => number) => Math.max(1, ...own.map(of));
  const rows = root.uint16('x00280010') ?? most((plane) => plane.row + plane.rows);
  const columns = root.uint16('x00280011') ?? most((plane) => plane.column + plane.columns);
  const frames = most(({ frames: its }) => (its === undefined ? 1 : its.from + its.count));
  if (rows * columns > LIMITS.overlayPixels || frames > LIMITS.frames) {
    throw new DicomError('too-big');
  }
  const pixels = {
    rows: Math.max(1, rows),
    columns: Math.max(1, columns),
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    planarConfiguration: 0,
    bitsAllocated: 1,
    bitsStored: 1,
    pixelRepresentation: 0,
    isFloat: false,
    palette: undefined,
  };
  return { pixels, frames };
}

/** Undefined where it is not said how large it is or where its bits are, or it is more than is kept. */
function readPlane(
  root: Values,
  tag: (element: string) => string,
  room: number,
): OverlayPlane | undefined {
  const rows = root.uint16(tag('0010')) ?? 0;
  const columns = root.uint16(tag('0011')) ?? 0;
  const count = root.number(tag('0015'));
  const from = root.uint16(tag('0051'));
  if (rows === 0 || columns === 0 || rows * columns > LIMITS.overlayPixels) {
    return undefined;
  }
  const plane = {
    rows,
    columns,
    row: signed(root.uint16(tag('0050'), 0) ?? 1) - 1,
    column: signed(root.uint16(tag('0050'), 1) ?? 1) - 1,
    // Of a film, one that does not say for which frames it is, is for all.
    frames:
      count === undefined && from === undefined
        ? undefined
        : { from: Math.max(1, from ?? 1) - 1, count: Math.max(1, Math.round(count ?? 1)) },
  };
  if (!root.has(tag('3000'))) {
    const bit = root.uint16(tag('0102')) ?? 0;
    return bit > 0 && bit < 32 ? { ...plane, bits: undefined, bit } : undefined;
  }
  const length = root.bytes(tag('3000'))?.length ?? 0;
  const bits =
    8 * length < rows * columns || length > room ? undefined : root.inOurOrder(tag('3000'));
  return bits === undefined ? undefined : { ...plane, bits, bit: 0 };
}

function signed(value: number): number {
  return value > 0x7fff ? value - 0x10000 : value;
}
