import type { FrameFacts } from '../parsing/objects.ts';
import type { Slice } from '../series/series.ts';

/** Centimetres (PS3.3 C.8.5.5.1.15). */
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
  /** Millimetres within some regions of an ultrasound image, pixels elsewhere. */
  | { readonly kind: 'regions' }
  | { readonly kind: 'none' };

/** What an image says of its scale (PS3.3 10.7.1.3). */
export function scaleOf({ facts, frameFacts, image }: Slice): Scale {
  const { spacing, atDetector } = frameFacts;
  const { isCalibrated, magnification } = image.display;
  if (image.regions.length > 0) {
    return measurableRegions(image.regions).length > 0 ? { kind: 'regions' } : { kind: 'none' };
  }
  if (spacing === undefined) {
    return { kind: 'none' };
  }
  if (isCalibrated) {
    return { kind: 'body', spacing };
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

/** Regions in which both directions are lengths. */
export function measurableRegions(regions: Slice['image']['regions']): Slice['image']['regions'] {
  return regions.filter(
    ({ physicalUnitsXDirection: x, physicalUnitsYDirection: y, ...region }) =>
      x === CENTIMETRES &&
      y === CENTIMETRES &&
      region.physicalDeltaX !== 0 &&
      region.physicalDeltaY !== 0,
  );
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
