import type { Texts } from '@/ui/texts/texts.ts';
import type { Picture } from '../pixels/picture.ts';
import type { Slice } from '../series/series.ts';
import { areaLines, readable, type Place } from './lengths.ts';
import { planeOf } from './modules.ts';

/** An upright rectangle, or the ellipse in it. */
export interface Region {
  readonly kind: 'rectangle' | 'ellipse';
  readonly from: Place;
  readonly to: Place;
}

export interface Statistics {
  readonly count: number;
  readonly mean: number;
  /** Of all that there are. */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

type Words = Texts['viewer']['dicom'];

/** Where a point in space lies in the picture. */
export function placeIn(slice: Slice, point: readonly number[]): Place {
  const { imagePositionPatient, rowCosines, columnCosines, rowPixelSpacing, columnPixelSpacing } =
    planeOf(slice);
  const from = point.map((value, axis) => value - (imagePositionPatient[axis] ?? 0));
  const [along, down] = [dot(from, rowCosines), dot(from, columnCosines)];
  // Both directions may be a little off a right angle, and of the length of 1.
  const [a, b, c] = [
    dot(rowCosines, rowCosines),
    dot(rowCosines, columnCosines),
    dot(columnCosines, columnCosines),
  ];
  const whole = a * c - b * b;
  return [
    (c * along - b * down) / whole / columnPixelSpacing,
    (a * down - b * along) / whole / rowPixelSpacing,
  ];
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
}

/** The region between places at its edges. */
export function regionOf(kind: Region['kind'], places: readonly Place[]): Region {
  const [columns, rows] = [places.map(([column]) => column), places.map(([, row]) => row)];
  return {
    kind,
    from: [Math.min(...columns), Math.min(...rows)],
    to: [Math.max(...columns), Math.max(...rows)],
  };
}

/** Of the pixels whose middles lie within; undefined where there is none. Padding is no value. */
export function statisticsOf(
  picture: Extract<Picture, { kind: 'grey' }>,
  slice: Slice,
  { kind, from, to }: Region,
): Statistics | undefined {
  const { columns } = slice.image.pixels;
  const { factor } = slice.image.display.unit;
  const isPadding = paddingOf(slice);
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
  const radius = [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2] as const;
  let [count, mean, squares, least, most] = [0, 0, 0, Infinity, -Infinity];
  for (let row = Math.ceil(from[1]); row <= to[1]; row += 1) {
    for (let column = Math.ceil(from[0]); column <= to[0]; column += 1) {
      const [x, y] = [(column - middle[0]) / radius[0], (row - middle[1]) / radius[1]];
      const value = valueAt(picture, row * columns + column);
      if ((kind === 'ellipse' && x * x + y * y > 1) || isPadding(value)) {
        continue;
      }
      const shown = value * factor;
      count += 1;
      const off = shown - mean;
      mean += off / count;
      squares += off * (shown - mean);
      least = Math.min(least, shown);
      most = Math.max(most, shown);
    }
  }
  return count === 0
    ? undefined
    : { count, mean, deviation: Math.sqrt(squares / count), least, most };
}

/** Behind the modality LUT. */
function valueAt({ drawn, offset, factor }: Extract<Picture, { kind: 'grey' }>, at: number) {
  return (drawn[at] ?? 0) / factor + offset;
}

function paddingOf({ image, frameFacts }: Slice): (value: number) => boolean {
  const { padding, modalityLut } = image.display;
  const { slope = 1, intercept = 0 } = frameFacts;
  if (padding === undefined || modalityLut !== undefined || slope === 0) {
    return () => false;
  }
  return (value) => {
    const stored = (value - intercept) / slope;
    return stored > padding[0] - 0.5 && stored < padding[1] + 0.5;
  };
}

/** What stands beside a region. */
export function regionLines(
  picture: Picture,
  slice: Slice,
  region: Region,
  words: Words,
): string[] {
  if (!isWithin(region.from, slice) || !isWithin(region.to, slice)) {
    return [words.beyond];
  }
  const share = region.kind === 'ellipse' ? Math.PI / 4 : 1;
  return [
    ...valueLines(picture, slice, region, words),
    ...areaLines(slice, region.from, region.to, share, words),
  ];
}

function valueLines(picture: Picture, slice: Slice, region: Region, words: Words): string[] {
  if (picture.kind === 'colour') {
    return [words.noValues];
  }
  if (picture.isUnreal) {
    return [words.unrealValues];
  }
  const found = statisticsOf(picture, slice, region);
  if (found === undefined) {
    return [words.noPixels];
  }
  const { name } = slice.image.display.unit;
  const [mean, deviation, least, most] = [found.mean, found.deviation, found.least, found.most].map(
    readable,
  );
  return [
    words.mean(inUnit(mean, name), deviation ?? ''),
    words.extremes(least ?? '', inUnit(most, name)),
  ];
}

function inUnit(value: string | undefined, unit: string): string {
  return `${value ?? ''} ${unit}`.trim();
}

/** What stands beside a point. */
export function probeLines(picture: Picture, slice: Slice, place: Place, words: Words): string[] {
  if (!isWithin(place, slice)) {
    return [words.beyond];
  }
  const at = Math.round(place[1]) * slice.image.pixels.columns + Math.round(place[0]);
  if (picture.kind === 'colour') {
    const [red, green, blue] = picture.rgb.subarray(3 * at, 3 * at + 3);
    return [words.colour(red ?? 0, green ?? 0, blue ?? 0)];
  }
  if (picture.isUnreal) {
    return [words.unrealValues];
  }
  const value = valueAt(picture, at);
  const { name, factor } = slice.image.display.unit;
  return [paddingOf(slice)(value) ? words.padding : inUnit(readable(value * factor), name)];
}

function isWithin([column, row]: Place, { image }: Slice): boolean {
  const { columns, rows } = image.pixels;
  return column >= -0.5 && row >= -0.5 && column < columns - 0.5 && row < rows - 0.5;
}
