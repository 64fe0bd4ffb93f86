import type { Companion } from '../parsing/objects.ts';
import { markedOn, type Marked } from './segments.ts';
import type { Series, Slice } from './series.ts';

/** What the other objects of a report say of a picture. */
export interface Companions {
  /** What is not drawn or applied, once for each object. */
  readonly undrawn: readonly Companion['kind'][];
  /** Frames of segmentations that lie on it. */
  readonly marked: readonly (Marked & { readonly file: number })[];
}

export function companionsOf(slice: Slice, all: readonly Series[]): Companions {
  const undrawn: Companion['kind'][] = [];
  const marked: (Marked & { readonly file: number })[] = [];
  for (const series of all) {
    const companion =
      series.kind === 'object' && series.object.content.kind === 'other'
        ? series.object.content.companion
        : undefined;
    const isOurs =
      companion !== undefined &&
      DRAWN.has(companion.kind) &&
      (companion.series.length > 0
        ? companion.series.includes(slice.facts.seriesUid)
        : series.facts.studyUid === slice.facts.studyUid);
    if (companion === undefined || !isOurs || series.kind !== 'object') {
      continue;
    }
    const found = companion.segmentation && markedOn(companion.segmentation, slice);
    if (found === undefined) {
      undrawn.push(companion.kind);
    } else {
      marked.push(...found.map((each) => ({ ...each, file: series.file })));
    }
  }
  return { undrawn, marked };
}

/** Those that other programs draw over pictures, or show these by. */
const DRAWN: ReadonlySet<Companion['kind']> = new Set([
  'segmentation',
  'presentation',
  'structures',
]);
