import type { Drawing, Hindrance, ReportMark, Triple } from '../parsing/objects.ts';
import { heightOver, isInPlane, pixelAt, type Place } from './planes.ts';
import { isNamed } from './presentations.ts';
import type { Slice } from './series.ts';

/** What was measured on a picture, and where, in its pixels. */
export interface Measured {
  readonly drawing: Drawing | undefined;
  readonly lines: readonly string[];
}

/** How a report's mark lies on a picture of a stack; undefined where it is for others. */
export function measuredOn(
  mark: ReportMark,
  slice: Slice,
  place: Place | undefined,
): Measured | Hindrance | undefined {
  const { drawing, lines } = mark;
  if (mark.frameOfReference === '') {
    if (!isNamed(mark.images, slice)) {
      // What names no picture may be meant for any of them.
      return mark.images.length === 0 ? 'elsewhere' : undefined;
    }
    if (drawing === undefined) {
      return 'kind';
    }
    if (drawing === 'none') {
      return { drawing: undefined, lines };
    }
    const { rows, columns } = slice.image.pixels;
    const isWithin = drawing.points.every(
      ([x = -9, y = -9]) => x >= -1 && y >= -1 && x <= columns + 1 && y <= rows + 1,
    );
    return isWithin ? { drawing, lines } : 'elsewhere';
  }
  if (place === undefined || mark.frameOfReference !== slice.image.display.frameOfReference) {
    return undefined;
  }
  if (drawing === undefined || drawing === 'none') {
    return 'kind';
  }
  const { plane } = place;
  const points = drawing.points.map(([x = 0, y = 0, z = 0]): Triple => [x, y, z]);
  const heights = points.map((point) => heightOver(plane, point));
  if (heights.every(isInPlane)) {
    return {
      drawing: { ...drawing, points: points.map((point) => pixelAt(plane, point)) },
      lines,
    };
  }
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  if (!isInPlane(most - least)) {
    return place.isNear(least, most) ? 'oblique' : undefined;
  }
  return place.isBetween(least) ? 'between' : undefined;
}
