import type { Hindrance, Segment, SegmentFrame, Segmentation, Triple } from '../parsing/objects.ts';
import { affine, areParallel, heightOver, isInPlane, planeOf } from './planes.ts';
import type { Affine, Place, Plane } from './planes.ts';
import type { Slice } from './series.ts';

/** Frames that lie on a picture, and what they mark. */
export interface Marked {
  readonly frame: number;
  readonly segment: Segment;
  /** From its pixels to the picture's; undefined where they are the same. */
  readonly at: Affine | undefined;
}

/** What a segmentation marks on a picture of a stack, or why that is not drawn. */
export function markedOn(
  segmentation: Segmentation,
  slice: Slice,
  place: Place | undefined,
): Marked[] | Hindrance {
  const { segments, frames, frameOfReference } = segmentation;
  const { frameOfReference: ours } = slice.image.display;
  if (frameOfReference !== '' && ours !== '' && frameOfReference !== ours) {
    return 'elsewhere';
  }
  const marked: Marked[] = [];
  const between = new Set<number>();
  for (const [at, frame] of frames.entries()) {
    const segment = segments.find(({ number }) => number === frame.segment);
    if (segment === undefined) {
      return 'kind';
    }
    const own = planeOf(frame);
    const lies =
      own === undefined || place === undefined
        ? liesByName(frame, segmentation, slice)
        : liesIn(own, segmentation, place);
    if (lies === 'between') {
      between.add(segment.number);
    } else if (typeof lies === 'string') {
      return lies;
    } else if (lies !== undefined) {
      marked.push({ frame: at, segment, at: lies.at });
    }
  }
  return [...between].every((number) => marked.some(({ segment }) => segment.number === number))
    ? marked
    : 'between';
}

type Lies = { readonly at: Affine | undefined } | Hindrance | undefined;

/** A frame that has no place is for the one picture of which it was made, pixel by pixel. */
function liesByName({ source }: SegmentFrame, { pixels }: Segmentation, slice: Slice): Lies {
  if (source === undefined) {
    return 'elsewhere';
  }
  const isFrame =
    source.frame === undefined ? slice.image.frames === 1 : source.frame === slice.frame + 1;
  if (source.instance !== slice.facts.sopInstance || !isFrame) {
    return undefined;
  }
  const { rows, columns } = slice.image.pixels;
  return pixels.rows === rows && pixels.columns === columns ? { at: undefined } : 'elsewhere';
}

function liesIn(own: Plane, { pixels }: Segmentation, place: Place): Lies {
  const { plane } = place;
  const heights = cornersOf(own, pixels.rows, pixels.columns).map((corner) =>
    heightOver(plane, corner),
  );
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  if (heights.every(isInPlane)) {
    return { at: affine(own, plane) };
  }
  if (!areParallel(own, plane) || !isInPlane(most - least)) {
    return place.isNear(least, most) ? 'oblique' : undefined;
  }
  return place.isBetween(least) ? 'between' : undefined;
}

function cornersOf({ from, along, down, width, height }: Plane, rows: number, columns: number) {
  return [
    [0, 0],
    [columns - 1, 0],
    [0, rows - 1],
    [columns - 1, rows - 1],
  ].map(([x = 0, y = 0]): Triple => {
    const at = (axis: 0 | 1 | 2) => from[axis] + x * width * along[axis] + y * height * down[axis];
    return [at(0), at(1), at(2)];
  });
}

/** For what says no colour of its own. */
export const COLOURS = [
  '#ff5252',
  '#40c4ff',
  '#69f0ae',
  '#ffd740',
  '#e040fb',
  '#ff9e40',
  '#b2ff59',
];

/** Recommended Display CIELab Value, else one of a few colours. */
export function colourOf({ number, lab }: Segment): string {
  if (lab === undefined) {
    return COLOURS[number % COLOURS.length] ?? '#fff';
  }
  // PS3.3 C.10.7.1.1; then CIE 1976, under D50, to sRGB.
  const [l, a, b] = [
    (lab[0] * 100) / 65_535,
    (lab[1] * 255) / 65_535 - 128,
    (lab[2] * 255) / 65_535 - 128,
  ];
  const y = (l + 16) / 116;
  const linear = (t: number) => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));
  const xyz = [0.9642 * linear(y + a / 500), linear(y), 0.8249 * linear(y - b / 200)];
  return `#${[
    [3.1339, -1.6169, -0.4906],
    [-0.9788, 1.9161, 0.0335],
    [0.0719, -0.229, 1.4052],
  ]
    .map((row) => {
      const value = Math.max(0, Math.min(dot(row, xyz), 1));
      const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
      return Math.round(255 * encoded)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
}
