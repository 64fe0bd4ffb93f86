import type { Slice } from '../series/series.ts';

export type ValueType = 'Uint8Array' | 'Int16Array' | 'Uint16Array' | 'Float32Array';

/** The smallest type that holds every value that the slice may have; undefined for colour. */
export function typeOf({ image, frameFacts }: Slice): ValueType | undefined {
  const { samplesPerPixel, photometricInterpretation, bitsStored, pixelRepresentation } =
    image.pixels;
  if (samplesPerPixel !== 1 || photometricInterpretation === 'PALETTE COLOR') {
    return undefined;
  }
  const slope = frameFacts.slope ?? 1;
  const intercept = frameFacts.intercept ?? 0;
  if (!Number.isInteger(slope) || !Number.isInteger(intercept)) {
    return 'Float32Array';
  }
  const [least, most] =
    pixelRepresentation === 1
      ? [-(2 ** (bitsStored - 1)), 2 ** (bitsStored - 1) - 1]
      : [0, 2 ** bitsStored - 1];
  const ends = [least * slope + intercept, most * slope + intercept];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (low >= 0 && high <= 255) {
    return 'Uint8Array';
  }
  if (low >= -32_768 && high <= 32_767) {
    return 'Int16Array';
  }
  return low >= 0 && high <= 65_535 ? 'Uint16Array' : 'Float32Array';
}
