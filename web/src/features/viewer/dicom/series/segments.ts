import type { Segment, SegmentFrame, Segmentation } from '../parsing/objects.ts';
import type { Slice } from './series.ts';

/** Of a pixel, and of a millimetre: what written numbers may differ by. */
const SAME_PIXEL = 0.1;
const SAME_PLANE = 0.05;
const SAME = 1e-3;

/** Frames that lie on a picture, and what they mark. */
export interface Marked {
  readonly frame: number;
  readonly segment: Segment;
}

/** What a segmentation marks on a picture; undefined where its pixels cannot be those of the picture. */
export function markedOn(segmentation: Segmentation, slice: Slice): Marked[] | undefined {
  const { pixels, segments, frames, frameOfReference } = segmentation;
  const own = slice.image.pixels;
  const { frameOfReference: ours } = slice.image.display;
  if (pixels.rows !== own.rows || pixels.columns !== own.columns) {
    return undefined;
  }
  if (frameOfReference !== '' && ours !== '' && frameOfReference !== ours) {
    return undefined;
  }
  const marked: Marked[] = [];
  for (const [at, frame] of frames.entries()) {
    const lies = liesOn(frame, slice);
    const segment = segments.find(({ number }) => number === frame.segment);
    if (lies === undefined || segment === undefined) {
      return undefined;
    }
    if (lies) {
      marked.push({ frame: at, segment });
    }
  }
  return marked;
}

/** Undefined where that cannot be told, or its pixels lie between those of the picture. */
function liesOn(frame: SegmentFrame, slice: Slice): boolean | undefined {
  const { position, orientation, spacing } = frame;
  const ours = slice.frameFacts;
  if (
    position === undefined ||
    orientation === undefined ||
    spacing === undefined ||
    ours.position === undefined ||
    ours.orientation === undefined ||
    ours.spacing === undefined
  ) {
    const { source } = frame;
    return source === undefined
      ? undefined
      : source.instance === slice.facts.sopInstance &&
          (source.frame === undefined
            ? slice.image.frames === 1
            : source.frame === slice.frame + 1);
  }
  const mine = ours.orientation;
  const isParallel = orientation.every((value, axis) => Math.abs(value - (mine[axis] ?? 9)) < SAME);
  const [rows, columns] = ours.spacing;
  const isAsLarge =
    Math.abs(spacing[0] / rows - 1) < SAME && Math.abs(spacing[1] / columns - 1) < SAME;
  const from = ours.position;
  const away = position.map((value, axis) => value - (from[axis] ?? 0));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mine;
  const along = Math.abs(dot(away, [a, b, c])) / columns;
  const down = Math.abs(dot(away, [d, e, f])) / rows;
  if (!isParallel || !isAsLarge || along > SAME_PIXEL || down > SAME_PIXEL) {
    return undefined;
  }
  return Math.abs(dot(away, [b * f - c * e, c * d - a * f, a * e - b * d])) < SAME_PLANE;
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
}

const COLOURS = ['#ff5252', '#40c4ff', '#69f0ae', '#ffd740', '#e040fb', '#ff9e40', '#b2ff59'];

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
