import type { Companion, Hindrance } from '../parsing/objects.ts';
import { outlinesOn, type Line } from './outlines.ts';
import { Place } from './planes.ts';
import { isNamed, presented, type Presented } from './presentations.ts';
import { measuredOn, type Measured } from './reportMarks.ts';
import { markedOn, type Marked } from './segments.ts';
import type { Series, Slice } from './series.ts';

/** What belongs to a picture and is not drawn or applied, and why. */
export interface Undrawn {
  readonly kind: Companion['kind'] | 'measurement';
  readonly why: Hindrance;
}

/** What the other objects of a report say of a picture. */
export interface Companions {
  /** Once for each object, and for each measurement of a report. */
  readonly undrawn: readonly Undrawn[];
  /** Frames of segmentations that lie on it. */
  readonly marked: readonly (Marked & {
    readonly file: number;
    readonly rows: number;
    readonly columns: number;
    readonly most: number;
  })[];
  readonly lines: readonly Line[];
  readonly measured: readonly Measured[];
  /** The one presentation state that names it. */
  readonly presented: Presented | undefined;
}

export function companionsOf(slice: Slice, all: readonly Series[]): Companions {
  const stack =
    all.flatMap((series) =>
      series.kind === 'stack' && series.slices.some((other) => isSame(other, slice))
        ? [series.slices]
        : [],
    )[0] ?? [];
  const place = Place.of(slice, stack);
  const undrawn: Undrawn[] = [];
  const marked: Companions['marked'][number][] = [];
  const lines: Line[] = [];
  const measured: Measured[] = [];
  const states: (Presented | Hindrance)[] = [];
  for (const series of all) {
    if (series.kind !== 'object') {
      continue;
    }
    const { content } = series.object;
    const isOfStudy = series.facts.studyUid === slice.facts.studyUid;
    if (content.kind === 'report' && isOfStudy) {
      for (const mark of content.marks) {
        const found = measuredOn(mark, slice, place);
        if (typeof found === 'string') {
          undrawn.push({ kind: 'measurement', why: found });
        } else if (found !== undefined) {
          measured.push(found);
        }
      }
    }
    const companion = content.kind === 'other' ? content.companion : undefined;
    const isOurs =
      companion !== undefined &&
      (companion.series.length > 0 ? companion.series.includes(slice.facts.seriesUid) : isOfStudy);
    if (companion === undefined || !isOurs) {
      continue;
    }
    const { kind, segmentation, outlines, presentation } = companion;
    switch (kind) {
      case 'segmentation': {
        const isNamedOrPlaced =
          companion.series.length > 0 ||
          (segmentation?.frameOfReference ?? '') === slice.image.display.frameOfReference;
        const found =
          segmentation === undefined
            ? 'kind'
            : isNamedOrPlaced
              ? markedOn(segmentation, slice, place)
              : 'elsewhere';
        if (typeof found === 'string' || segmentation === undefined) {
          undrawn.push({ kind, why: typeof found === 'string' ? found : 'kind' });
        } else {
          const { most, pixels } = segmentation;
          const { rows, columns } = pixels;
          marked.push(
            ...found.map((each) => ({ ...each, file: series.file, rows, columns, most })),
          );
        }
        break;
      }
      case 'structures': {
        const found = outlines === undefined ? 'kind' : outlinesOn(outlines, slice, place);
        if (typeof found === 'string') {
          undrawn.push({ kind, why: found });
        } else {
          lines.push(...found);
        }
        break;
      }
      case 'presentation':
        if (presentation === undefined || presentation.images.length === 0) {
          undrawn.push({ kind, why: presentation?.hindrance ?? 'elsewhere' });
        } else if (isNamed(presentation.images, slice)) {
          states.push(presented(presentation, slice));
        }
        break;
      case 'plan':
      case 'registration':
        break;
    }
  }
  const [state] = states;
  const isApplied = states.length === 1 && typeof state === 'object';
  if (!isApplied) {
    undrawn.push(
      ...states.map((each): Undrawn => ({
        kind: 'presentation',
        why: typeof each === 'string' ? each : 'several',
      })),
    );
  }
  return { undrawn, marked, lines, measured, presented: isApplied ? state : undefined };
}

function isSame(one: Slice, other: Slice): boolean {
  return one.file === other.file && one.frame === other.frame;
}
