import { LIMITS } from '../parsing/limits.ts';
import type { Hindrance, Outline, Triple } from '../parsing/objects.ts';
import { heightOver, isInPlane, pixelAt, type Place, type Plane } from './planes.ts';
import { COLOURS } from './segments.ts';
import type { Slice } from './series.ts';

/** A line on a picture, in its pixels: the first one reaches from 0 to 1. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly shape: Outline['shape'];
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** The lines that lie on a picture of a stack, or why one that belongs there is not drawn. */
export function outlinesOn(
  outlines: readonly Outline[],
  slice: Slice,
  place: Place | undefined,
): Line[] | Hindrance {
  const { frameOfReference } = slice.image.display;
  if (place === undefined || frameOfReference === '') {
    return 'elsewhere';
  }
  const { plane } = place;
  const names = [...new Set(outlines.map(({ name }) => name))];
  const lines: Line[] = [];
  const between = new Set<string>();
  let points = 0;
  for (const [at, outline] of outlines.entries()) {
    if (outline.frameOfReference !== frameOfReference) {
      return 'elsewhere';
    }
    const [least = 0, most = 0] = heights(outlines, plane)[at] ?? [];
    if (isInPlane(least) && isInPlane(most)) {
      points += outline.points.length / 3;
      if (points > LIMITS.drawnPoints) {
        return 'kind';
      }
      const { name, colour = COLOURS[names.indexOf(name) % COLOURS.length] ?? '#fff' } = outline;
      lines.push({ name, colour, shape: outline.shape, points: pixelsOf(outline, plane) });
    } else if (!isInPlane(most - least)) {
      if (place.isNear(least, most)) {
        return 'oblique';
      }
    } else if (place.isBetween(least)) {
      between.add(outline.name);
    }
  }
  return [...between].every((name) => lines.some((line) => line.name === name)) ? lines : 'between';
}

const known = new WeakMap<
  readonly Outline[],
  { readonly key: string; readonly heights: readonly (readonly [number, number])[] }
>();

/** The least and the greatest height of each over a plane. Pictures are looked at more than once. */
function heights(
  outlines: readonly Outline[],
  plane: Plane,
): readonly (readonly [least: number, most: number])[] {
  const key = JSON.stringify(plane);
  let found = known.get(outlines);
  if (found?.key !== key) {
    const each = outlines.map(({ points }): [number, number] => {
      let [least, most] = [Infinity, -Infinity];
      for (let at = 0; at < points.length; at += 3) {
        const height = heightOver(plane, pointAt(points, at));
        least = Math.min(least, height);
        most = Math.max(most, height);
      }
      return [least, most];
    });
    found = { key, heights: each };
    known.set(outlines, found);
  }
  return found.heights;
}

function pixelsOf({ points }: Outline, plane: Plane): [number, number][] {
  return Array.from({ length: points.length / 3 }, (_, at) =>
    pixelAt(plane, pointAt(points, 3 * at)),
  );
}

function pointAt(points: Float64Array, at: number): Triple {
  return [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0];
}
