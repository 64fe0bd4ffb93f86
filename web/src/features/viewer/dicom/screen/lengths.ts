import type { Texts } from '@/ui/texts/texts.ts';
import type { UltrasoundRegion } from '../parsing/objects.ts';
import type { Slice } from '../series/series.ts';
import { isLength, pixelSize, regionsOf, scaleOf, unitOf } from './geometry.ts';

/** A place in a picture: the middle of its first pixel is 0 and 0. */
export type Place = readonly [column: number, row: number];

type Words = Texts['viewer']['dicom'];

/** The length of a line, and where its unit is not that of the body. */
export function lengthLines(slice: Slice, from: Place, to: Place, words: Words): string[] {
  const region = regionAround(slice, [from, to]);
  if (region !== undefined && !isLength(region)) {
    // Seconds and speeds are no two sides of one length.
    const [across, down] = [to[0] - from[0], to[1] - from[1]];
    return [
      `↔ ${inUnit(across * region.physicalDeltaX, region.physicalUnitsXDirection)}`,
      `↕ ${inUnit(down * region.physicalDeltaY, region.physicalUnitsYDirection)}`,
    ];
  }
  const [along, down] = sidesOf(slice, region, from, to);
  const length = readable(Math.hypot(along, down));
  return [
    region === undefined && !isInMillimetres(slice)
      ? `${length} px`
      : qualified(`${length} mm`, slice, words),
  ];
}

/** A length, a line across it, each as {@link lengthLines} says it. */
export function bidirectionalLines(
  slice: Slice,
  [a, b, c, d]: readonly Place[],
  words: Words,
): string[] {
  return a === undefined || b === undefined || c === undefined || d === undefined
    ? []
    : [...lengthLines(slice, a, b, words), ...lengthLines(slice, c, d, words)];
}

/** The area of a rectangle or a part of it; none where no square millimetres are known. */
export function areaLines(
  slice: Slice,
  from: Place,
  to: Place,
  share: number,
  words: Words,
): string[] {
  const region = regionAround(slice, [from, to]);
  if (region === undefined ? !isInMillimetres(slice) : !isLength(region)) {
    return [];
  }
  const [along, down] = sidesOf(slice, region, from, to);
  const area = `${readable(Math.abs(along * down) * share)} mm²`;
  return [words.area(qualified(area, slice, words))];
}

/** The angle at the second of three places, in degrees. */
export function angleLines(slice: Slice, places: readonly Place[], words: Words): string[] {
  const [one, corner, other] = places;
  if (one === undefined || corner === undefined || other === undefined) {
    return [];
  }
  const angle = betweenLines(slice, [corner, one], [corner, other], (a, b) =>
    Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])),
  );
  return [angle === undefined ? words.noAngle : `${angle.toFixed(1)}°`];
}

/**
 * The angle between two lines across the body, each from left to right whichever way it was drawn:
 * so end plates that lean towards each other have a small one.
 */
export function cobbLines(slice: Slice, places: readonly Place[], words: Words): string[] {
  const [a, b, c, d] = places;
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    return [];
  }
  const slope = ([along, down]: readonly [number, number]) =>
    Math.atan(down / Math.abs(along)) * Math.sign(along || 1);
  const isPoint = (from: Place, to: Place) => from[0] === to[0] && from[1] === to[1];
  if (isPoint(a, b) || isPoint(c, d)) {
    return [];
  }
  const angle = betweenLines(slice, [a, b], [c, d], (one, other) =>
    Math.abs(slope(one) - slope(other)),
  );
  return [angle === undefined ? words.noAngle : `${angle.toFixed(1)}°`];
}

type Line = readonly [from: Place, to: Place];

/** In degrees; undefined where the picture's two directions have no common unit. */
function betweenLines(
  slice: Slice,
  one: Line,
  other: Line,
  angle: (one: readonly [number, number], other: readonly [number, number]) => number,
): number | undefined {
  const region = regionAround(slice, [...one, ...other]);
  if (regionsOf(slice.image).length > 0 && (region === undefined || !isLength(region))) {
    return undefined;
  }
  return (180 / Math.PI) * angle(sidesOf(slice, region, ...one), sidesOf(slice, region, ...other));
}

/** How far it is along the rows and down the columns: in millimetres where there are any. */
function sidesOf(
  slice: Slice,
  region: UltrasoundRegion | undefined,
  from: Place,
  to: Place,
): [number, number] {
  const [rows, columns] =
    region === undefined
      ? pixelSize(slice)
      : [10 * Math.abs(region.physicalDeltaY), 10 * Math.abs(region.physicalDeltaX)];
  return [(to[0] - from[0]) * columns, (to[1] - from[1]) * rows];
}

/** The region that all places lie in; undefined where there is none, or two that differ. */
function regionAround({ image }: Slice, places: readonly Place[]): UltrasoundRegion | undefined {
  const [first, ...others] = regionsOf(image).filter((region) =>
    places.every(
      ([column, row]) =>
        column >= region.regionLocationMinX0 - 0.5 &&
        column <= region.regionLocationMaxX1 + 0.5 &&
        row >= region.regionLocationMinY0 - 0.5 &&
        row <= region.regionLocationMaxY1 + 0.5,
    ),
  );
  const isOne = others.every(
    (other) =>
      first !== undefined &&
      other.physicalUnitsXDirection === first.physicalUnitsXDirection &&
      other.physicalUnitsYDirection === first.physicalUnitsYDirection &&
      other.physicalDeltaX === first.physicalDeltaX &&
      other.physicalDeltaY === first.physicalDeltaY,
  );
  return isOne ? first : undefined;
}

function isInMillimetres(slice: Slice): boolean {
  const { kind } = scaleOf(slice);
  return kind !== 'none' && kind !== 'regions';
}

/** Says besides where a length or an area is not that in the body. */
function qualified(measure: string, slice: Slice, words: Words): string {
  switch (scaleOf(slice).kind) {
    case 'detector':
      return words.barAtDetector(measure);
    case 'film':
      return words.barOnFilm(measure);
    case 'doubtful':
      return words.barPerhapsAtDetector(measure);
    case 'estimated':
      return words.barEstimated(measure);
    case 'body':
    case 'regions':
    case 'none':
      return measure;
  }
}

function inUnit(value: number, unit: number): string {
  return `${readable(Math.abs(value))} ${unitOf(unit) ?? ''}`;
}

/** By four digits, and whole numbers to the last one. */
export function readable(value: number): string {
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return String(Number(value.toFixed(Math.max(0, Math.min(3 - size, 12)))));
}
