import { dayOf } from '@/lib/dicom/days.ts';
import type {
  DicomObject,
  DisplayFacts,
  Facts,
  FrameFacts,
  ImageContent,
  Triple,
} from '../parsing/objects.ts';

/** One picture of a stack. */
export interface Slice {
  readonly file: number;
  readonly frame: number;
  readonly facts: Facts;
  readonly frameFacts: FrameFacts;
  readonly image: ImageContent;
  /** What the index says and the file has to confirm, before the picture is shown. */
  readonly announced: DicomObject | undefined;
}

/** What one thumbnail stands for. */
export type Series =
  | {
      readonly kind: 'stack';
      readonly key: string;
      readonly facts: Facts;
      readonly slices: readonly Slice[];
      /** Frames of one object, to be played. */
      readonly framesPerSecond: number | undefined;
    }
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly facts: Facts;
      readonly file: number;
      readonly object: DicomObject;
    };

/** Groups what has been read so far into series, and sorts these and their slices. */
export function seriesOf(objects: ReadonlyMap<number, DicomObject>): Series[] {
  const stacks = new Map<string, Slice[]>();
  const series: Series[] = [];
  for (const [file, object] of objects) {
    if (object.content.kind !== 'image') {
      series.push({ kind: 'object', key: `file ${file}`, facts: object.facts, file, object });
    } else if (framesIn(object.content) > 1) {
      series.push(filmOf(file, object, object.content));
    } else {
      const key = stackKey(object.facts, object.content);
      const slices = stacks.get(key) ?? [];
      slices.push(...slicesOf(file, object, object.content));
      stacks.set(key, slices);
    }
  }
  for (const [key, slices] of stacks) {
    const sorted = sortSlices(slices);
    const first = sorted[0];
    if (first !== undefined) {
      series.push({
        kind: 'stack',
        key,
        facts: first.facts,
        slices: sorted,
        framesPerSecond: undefined,
      });
    }
  }
  return series.sort(bySeries);
}

function framesIn({ frames, display }: ImageContent): number {
  return display.found ?? frames;
}

function filmOf(file: number, object: DicomObject, image: ImageContent): Series {
  return {
    kind: 'stack',
    key: `file ${file}`,
    facts: object.facts,
    slices: sortFrames(slicesOf(file, object, image), image.display.dimensions),
    framesPerSecond: image.framesPerSecond,
  };
}

function slicesOf(file: number, object: DicomObject, image: ImageContent): Slice[] {
  return Array.from({ length: framesIn(image) }, (_, frame) => sliceOf(file, object, image, frame));
}

/** One frame of an object, as the object says that it is. */
export function sliceOf(
  file: number,
  object: DicomObject,
  image: ImageContent,
  frame: number,
): Slice {
  const frameFacts = image.frameFacts[frame] ?? image.frameFacts.at(-1);
  if (frameFacts === undefined) {
    throw new Error('an image has facts of at least one frame');
  }
  const announced = object.isAnnounced === true ? object : undefined;
  return { file, frame, facts: object.facts, frameFacts, image, announced };
}

/** Pictures of one series that differ in size or colour cannot be leafed through together. */
function stackKey(facts: Facts, { pixels }: ImageContent): string {
  return [
    'stack',
    facts.studyUid,
    facts.seriesUid,
    pixels.rows,
    pixels.columns,
    pixels.samplesPerPixel,
    pixels.photometricInterpretation === 'PALETTE COLOR' ? 'palette' : '',
  ].join(' ');
}

/**
 * By place along the stack's axis where every slice has one, in the direction in which the instance
 * numbers rise; by instance number otherwise, and by file where there is none.
 */
export function sortSlices(slices: readonly Slice[]): Slice[] {
  const numbered = [...slices].sort(
    (one, other) => instanceOf(one) - instanceOf(other) || one.file - other.file,
  );
  const places = placesOf(numbered);
  return places === undefined ? numbered : inSpace(numbered, places);
}

/**
 * Frames of one object by their place in space where each has its own, in the direction in which its
 * dimensions rise; by its dimensions otherwise, the first of which changes slowest (PS3.3 C.7.6.17).
 */
function sortFrames(
  slices: readonly Slice[],
  dimensions: DisplayFacts['dimensions'],
): readonly Slice[] {
  const byDimensions = (one: Slice, other: Slice) => {
    const [mine = [], others = []] = [dimensions[one.frame], dimensions[other.frame]];
    const at = mine.findIndex((index, place) => index !== others[place]);
    return at < 0 ? one.frame - other.frame : (mine[at] ?? 0) - (others[at] ?? 0);
  };
  const hasOwnFacts = slices.length > 1 && slices[0]?.frameFacts !== slices[1]?.frameFacts;
  const numbered = dimensions.length < slices.length ? slices : [...slices].sort(byDimensions);
  const places = hasOwnFacts ? placesOf(numbered) : undefined;
  return places === undefined ? numbered : inSpace(numbered, places);
}

function inSpace(numbered: readonly Slice[], places: ReadonlyMap<Slice, number>): Slice[] {
  const direction = rising(numbered, places) ? 1 : -1;
  return [...numbered].sort(
    (one, other) => direction * ((places.get(one) ?? 0) - (places.get(other) ?? 0)),
  );
}

function instanceOf(slice: Slice): number {
  return slice.facts.instanceNumber ?? Number.MAX_SAFE_INTEGER;
}

/** Each slice's place along the common normal; undefined if they do not form one stack. */
function placesOf(slices: readonly Slice[]): Map<Slice, number> | undefined {
  const normal = normalOf(slices[0]);
  if (normal === undefined) {
    return undefined;
  }
  const places = new Map<Slice, number>();
  const taken = new Set<string>();
  for (const slice of slices) {
    const own = normalOf(slice);
    const position = slice.frameFacts.position;
    if (own === undefined || position === undefined || dot(own, normal) < 0.99) {
      return undefined;
    }
    const place = dot(position, normal);
    places.set(slice, place);
    taken.add(place.toFixed(3));
  }
  return taken.size === slices.length ? places : undefined;
}

function normalOf(slice: Slice | undefined): Triple | undefined {
  const [a, b, c, d, e, f] = slice?.frameFacts.orientation ?? [];
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
  ) {
    return undefined;
  }
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

function rising(numbered: readonly Slice[], places: ReadonlyMap<Slice, number>): boolean {
  const [first, last] = [numbered[0], numbered.at(-1)];
  return (
    first === undefined || last === undefined || (places.get(first) ?? 0) <= (places.get(last) ?? 0)
  );
}

function dot(one: Triple, other: Triple): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function bySeries(one: Series, other: Series): number {
  const order = (series: Series) => series.facts.seriesNumber ?? Number.MAX_SAFE_INTEGER;
  return (
    (dayOf(one.facts.studyDate) ?? '').localeCompare(dayOf(other.facts.studyDate) ?? '') ||
    one.facts.studyUid.localeCompare(other.facts.studyUid) ||
    order(one) - order(other) ||
    one.facts.seriesUid.localeCompare(other.facts.seriesUid) ||
    (one.facts.instanceNumber ?? 0) - (other.facts.instanceNumber ?? 0) ||
    one.key.localeCompare(other.key)
  );
}
