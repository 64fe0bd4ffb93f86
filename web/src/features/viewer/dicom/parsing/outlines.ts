import { LIMITS } from './limits.ts';
import type { Outline } from './objects.ts';
import { type Values, writtenNumber } from './values.ts';

const SHAPES: Readonly<Record<string, Outline['shape']>> = {
  CLOSED_PLANAR: 'closed',
  CLOSEDPLANAR_XOR: 'closed',
  OPEN_PLANAR: 'open',
  OPEN_NONPLANAR: 'open',
  POINT: 'point',
};

/**
 * The lines of a set of structures (PS3.3 C.8.8.5 and C.8.8.6). Undefined where one of them cannot be
 * read, names no structure, or they are more than are drawn: then none is.
 */
export function readOutlines(root: Values): Outline[] | undefined {
  const listed = root.items('x30060020');
  const structures = new Map(
    listed.map((item) => [
      item.number('x30060022'),
      {
        name: item.fact('x30060026'),
        frameOfReference: item.fact('x30060024').replace(/\0/gu, ''),
      },
    ]),
  );
  if (structures.size !== listed.length || structures.has(undefined)) {
    return undefined;
  }
  const outlines: Outline[] = [];
  let points = 0;
  for (const contours of root.items('x30060039')) {
    const structure = structures.get(contours.number('x30060084'));
    const colour = colourOf(contours.numbers('x3006002a'));
    for (const contour of contours.items('x30060040')) {
      const shape = SHAPES[contour.fact('x30060042')];
      const count = contour.number('x30060046') ?? 0;
      points += count;
      if (
        structure === undefined ||
        isOffset(contour) ||
        shape === undefined ||
        !(count > 0) ||
        points > LIMITS.outlinePoints ||
        outlines.length >= LIMITS.outlines
      ) {
        return undefined;
      }
      // A cut line would be another line.
      const length = contour.bytes('x30060050')?.length ?? 0;
      const numbers = contour.text('x30060050', length).split('\\').map(writtenNumber);
      if (numbers.length !== 3 * count || !numbers.every((each) => each !== undefined)) {
        return undefined;
      }
      outlines.push({ ...structure, colour, shape, points: Float64Array.from(numbers) });
    }
  }
  return outlines;
}

/** Contour Offset Vector, retired: the line belongs somewhere else than where its points are. */
function isOffset(contour: Values): boolean {
  const offset = contour.saidNumbers('x30060045');
  return offset !== undefined && (offset.length !== 3 || offset.some((each) => each !== 0));
}

/** Bytes that outlines take in memory. */
export function outlineBytes(outlines: readonly Outline[]): number {
  return outlines.reduce((sum, { points }) => sum + points.byteLength + 128, 0);
}

/** ROI Display Color. */
function colourOf(rgb: readonly number[]): string | undefined {
  return rgb.length === 3 && rgb.every((each) => Number.isInteger(each) && each >= 0 && each < 256)
    ? `#${rgb.map((each) => each.toString(16).padStart(2, '0')).join('')}`
    : undefined;
}
