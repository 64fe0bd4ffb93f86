import type { Companion } from '../parsing/objects.ts';
import type { Series, Slice } from './series.ts';

/** What the other objects of a report say of a picture, and is not drawn over it. */
export function companionsOf(slice: Slice, all: readonly Series[]): Companion['kind'][] {
  return all.flatMap((series) => {
    if (series.kind !== 'object' || series.object.content.kind !== 'other') {
      return [];
    }
    const { companion } = series.object.content;
    const isOurs =
      companion !== undefined &&
      DRAWN.has(companion.kind) &&
      (companion.series.length > 0
        ? companion.series.includes(slice.facts.seriesUid)
        : series.facts.studyUid === slice.facts.studyUid);
    return isOurs ? [companion.kind] : [];
  });
}

/** Those that other programs draw over pictures, or show these by. */
const DRAWN: ReadonlySet<Companion['kind']> = new Set([
  'segmentation',
  'presentation',
  'structures',
]);
