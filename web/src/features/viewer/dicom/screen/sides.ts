import type { Texts } from '@/ui/texts/texts.ts';
import type { Slice } from '../series/series.ts';
import { isFrame, isLength, scaleOf, type Scale } from './geometry.ts';

/**
 * Which way of the body an edge of the picture lies: R, L, A, P, H, F, or two or three of these; of an
 * animal on four legs RT, LE, V, D, CD or CR, or two or three with hyphens between them.
 */
export interface Edges {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** Of a patient: right to left, front to back, feet to head (PS3.3 C.7.6.2.1.1). */
const AXES = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
] as const;
/** Of an animal on four legs, along the same axes: right to left, belly to back, tail to head. */
const QUADRUPED_AXES = [
  ['RT', 'LE'],
  ['V', 'D'],
  ['CD', 'CR'],
] as const;
type Axes = typeof AXES | typeof QUADRUPED_AXES;
const OPPOSITE: Readonly<Record<string, string>> = Object.fromEntries(
  [...AXES, ...QUADRUPED_AXES].flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);
/** A direction leans so far to a side, of 1, that its letter stands second or third. */
const LEANING = 0.2;

/** By the directions of rows and columns, else by Patient Orientation; undefined where nothing is said. */
export function edgesOf({ frame, frameFacts, image }: Slice): Edges | undefined {
  const { orientation } = frameFacts;
  const { isQuadruped, sides } = image.display;
  if (orientation !== undefined && isFrame(orientation)) {
    const axes = isQuadruped ? QUADRUPED_AXES : AXES;
    return edges(
      lettersOf(orientation.slice(0, 3), axes),
      lettersOf(orientation.slice(3, 6), axes),
      isQuadruped ? '-' : '',
    );
  }
  // Those of a limb or a jaw have no one word for their opposite.
  const [right = '', bottom = ''] = isQuadruped ? [] : sideOf(sides, frame).orientation;
  return isLetters(right) && isLetters(bottom) ? edges([...right], [...bottom], '') : undefined;
}

function edges(right: readonly string[], bottom: readonly string[], between: string): Edges {
  return {
    left: right.map(opposite).join(between),
    right: right.join(between),
    top: bottom.map(opposite).join(between),
    bottom: bottom.join(between),
  };
}

function lettersOf(direction: readonly number[], axes: Axes): string[] {
  return direction
    .map((value, axis) => ({ value, letters: axes[axis] }))
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value))
    .flatMap(({ value, letters }, place) =>
      letters !== undefined && (place === 0 || Math.abs(value) > LEANING)
        ? [letters[value < 0 ? 0 : 1]]
        : [],
    );
}

/** One to three letters, none with its opposite; of an animal there are other ones. */
function isLetters(text: string): boolean {
  const axes = [...text].map((letter) =>
    AXES.findIndex((axis) => axis.some((one) => one === letter)),
  );
  return axes.length > 0 && !axes.includes(-1) && new Set(axes).size === axes.length;
}

function opposite(letter: string): string {
  return OPPOSITE[letter] ?? '';
}

/** Side of the body and view, in a line; empty where nothing is said. */
export function viewLine({ frame, image }: Slice, texts: Texts['viewer']['dicom']): string {
  const { laterality, view } = sideOf(image.display.sides, frame);
  const side =
    laterality === 'R' || laterality === 'L' || laterality === 'B' || laterality === 'U'
      ? texts.laterality[laterality]
      : laterality;
  return [side, view].filter((part) => part !== '').join(' · ');
}

function sideOf(sides: Slice['image']['display']['sides'], frame: number) {
  return sides[Math.min(frame, sides.length - 1)] ?? { orientation: [], laterality: '', view: '' };
}

/** A length to compare with, and how wide it is on the screen. */
export interface ScaleBar {
  readonly millimetres: number;
  readonly screenPixels: number;
  readonly kind: Scale['kind'];
}

/**
 * The longest round length that is no wider than there is room; undefined without a scale.
 *
 * @param column what a column of the picture takes on the screen, in pixels of its own
 */
export function scaleBarOf(slice: Slice, column: number, room: number): ScaleBar | undefined {
  const millimetresInColumn = columnOf(slice);
  if (millimetresInColumn === undefined || !(column > 0)) {
    return undefined;
  }
  const most = (room * millimetresInColumn) / column;
  const power = 10 ** Math.floor(Math.log10(most));
  const millimetres = [5, 2, 1].map((each) => each * power).find((each) => each <= most);
  return millimetres === undefined
    ? undefined
    : {
        millimetres,
        screenPixels: (millimetres / millimetresInColumn) * column,
        kind: scaleOf(slice).kind,
      };
}

function columnOf(slice: Slice): number | undefined {
  const scale = scaleOf(slice);
  switch (scale.kind) {
    case 'none':
      return undefined;
    case 'regions': {
      // One for all of them, the same in both directions; else none of it holds for the picture.
      const { regions } = slice.image;
      const [first, ...others] = regions.flatMap((region) => [
        Math.abs(region.physicalDeltaX),
        Math.abs(region.physicalDeltaY),
      ]);
      const isOne = others.every((each) => Math.abs(each - (first ?? 0)) <= 1e-4 * each);
      return first !== undefined && isOne && regions.every(isLength) ? 10 * first : undefined;
    }
    default:
      return scale.spacing[1];
  }
}

/** A length as people say it. */
export function readableLength(millimetres: number): string {
  const [value, unit] =
    millimetres >= 10
      ? [millimetres / 10, 'cm']
      : millimetres >= 0.1
        ? [millimetres, 'mm']
        : [millimetres * 1000, 'µm'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}
