import type { FrameFacts, UltrasoundRegion } from '../parsing/objects.ts';
import type { Slice } from '../series/series.ts';

/** Of an ultrasound region's directions (PS3.3 C.8.5.5.1.15), those that are told. */
const UNITS: Readonly<Record<number, string>> = {
  1: '%',
  2: 'dB',
  3: 'cm',
  4: 's',
  5: 'Hz',
  6: 'dB/s',
  7: 'cm/s',
  12: '°',
};
const CENTIMETRES = 3;
const FLAT = [1, 0, 0, 0, 1, 0] as const;
/** What makes pictures of shadows, larger than what throws them. */
const PROJECTING = new Set(['CR', 'DX', 'IO', 'MG', 'PX', 'RF', 'RG', 'XA']);

/** How lengths in a picture are to be understood. */
export type Scale =
  /** Millimetres. */
  | { readonly kind: 'body'; readonly spacing: readonly [number, number] }
  /** Millimetres of the shadow, which is larger than what throws it. */
  | { readonly kind: 'detector' | 'doubtful'; readonly spacing: readonly [number, number] }
  /** Millimetres, the shadow's divided by its estimated magnification. */
  | {
      readonly kind: 'estimated';
      readonly spacing: readonly [number, number];
      readonly magnification: number;
    }
  /** Millimetres on a film that was scanned. */
  | { readonly kind: 'film'; readonly spacing: readonly [number, number] }
  /** Units of their own within some regions of an ultrasound image, pixels elsewhere. */
  | { readonly kind: 'regions' }
  | { readonly kind: 'none' };

/** What an image says of its scale (PS3.3 10.7.1.3). */
export function scaleOf({ facts, frameFacts, image }: Slice): Scale {
  const { spacing, atDetector } = frameFacts;
  const { isCalibrated, magnification, onFilm } = image.display;
  if (image.regions.length > 0) {
    return regionsOf(image).length > 0 ? { kind: 'regions' } : { kind: 'none' };
  }
  if (spacing !== undefined && isCalibrated) {
    return { kind: 'body', spacing };
  }
  if (onFilm !== undefined && (spacing === undefined || onFilm.every(isAsIn(spacing)))) {
    return { kind: 'film', spacing: onFilm };
  }
  if (spacing === undefined) {
    return { kind: 'none' };
  }
  if (atDetector && magnification !== undefined && magnification > 1) {
    const [rows, columns] = spacing;
    return {
      kind: 'estimated',
      spacing: [rows / magnification, columns / magnification],
      magnification,
    };
  }
  const kind = atDetector ? 'detector' : PROJECTING.has(facts.modality) ? 'doubtful' : 'body';
  return { kind, spacing };
}

/** But for how many digits are written. */
function isAsIn(spacing: readonly [number, number]) {
  return (each: number, at: number) => Math.abs(each - (spacing[at] ?? 0)) <= 1e-4 * each;
}

/** Regions whose both directions have a unit. */
export function regionsOf({ regions }: Slice['image']): readonly UltrasoundRegion[] {
  return regions.filter(
    (region) =>
      unitOf(region.physicalUnitsXDirection) !== undefined &&
      unitOf(region.physicalUnitsYDirection) !== undefined &&
      region.physicalDeltaX !== 0 &&
      region.physicalDeltaY !== 0,
  );
}

/** Whether both of its directions are lengths. */
export function isLength(region: UltrasoundRegion): boolean {
  return (
    region.physicalUnitsXDirection === CENTIMETRES && region.physicalUnitsYDirection === CENTIMETRES
  );
}

export function unitOf(code: number): string | undefined {
  return UNITS[code];
}

/** Height and width of a pixel on the screen, in millimetres where the scale is in millimetres. */
export function pixelSize(slice: Slice): readonly [rows: number, columns: number] {
  const scale = scaleOf(slice);
  if (scale.kind !== 'none' && scale.kind !== 'regions') {
    return scale.spacing;
  }
  const [vertical, horizontal] = slice.frameFacts.spacing ?? slice.image.display.aspect ?? [1, 1];
  return [vertical / horizontal, 1];
}

/** The directions of rows and columns; flat where the image has none, or none that can be. */
export function directionsOf({ orientation }: Pick<FrameFacts, 'orientation'>): readonly number[] {
  return orientation !== undefined && isFrame(orientation) ? orientation : FLAT;
}

/** Whether these are two directions at right angles (PS3.3 C.7.6.2.1.1). */
export function isFrame(orientation: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation;
  const isUnit = (x: number, y: number, z: number) => Math.abs(Math.hypot(x, y, z) - 1) < 0.05;
  return isUnit(a, b, c) && isUnit(d, e, f) && Math.abs(a * d + b * e + c * f) < 0.05;
}
