import { LIMITS } from './limits.ts';
import type { Drawing } from './objects.ts';

/** By Graphic Type: PS3.3 C.10.5 and C.18.6 of pixels, C.18.9 of space. */
const SHAPES: Readonly<Record<string, Drawing['shape']>> = {
  POINT: 'points',
  MULTIPOINT: 'points',
  POLYLINE: 'line',
  POLYGON: 'polygon',
  INTERPOLATED: 'line',
  CIRCLE: 'circle',
  ELLIPSE: 'ellipse',
};
/** Of each, as many points as it has at least and at most. */
const POINTS: Readonly<Record<Drawing['shape'], readonly [number, number]>> = {
  points: [1, Infinity],
  line: [2, Infinity],
  polygon: [3, Infinity],
  circle: [2, 2],
  ellipse: [4, 4],
};

/** A drawing of so many numbers a point; undefined where it is none that is drawn. */
export function drawingOf(
  type: string,
  numbers: readonly number[],
  dimensions: 2 | 3,
): Drawing | undefined {
  const shape = SHAPES[type];
  const count = numbers.length / dimensions;
  if (
    shape === undefined ||
    !Number.isInteger(count) ||
    count < POINTS[shape][0] ||
    count > Math.min(POINTS[shape][1], LIMITS.drawnPoints) ||
    !numbers.every(Number.isFinite)
  ) {
    return undefined;
  }
  return {
    shape,
    points: Array.from({ length: count }, (_, at) =>
      numbers.slice(dimensions * at, dimensions * (at + 1)),
    ),
  };
}
