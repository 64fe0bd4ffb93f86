import { readPaletteLut } from './luts.ts';
import type { Palette, PixelFacts } from './objects.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';
import type { Values } from './values.ts';

const FLAT = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']);
const COLOUR = new Set([
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
]);
/** Where pixels stand: as integers, as floating point numbers of 32 bits, and of 64. */
export const PIXEL_DATA = ['x7fe00010', 'x7fe00008', 'x7fe00009'] as const;

/** How pixels are stored; throws where the standard is broken or they cannot be shown here. */
export function readPixels(root: Values): PixelFacts {
  const rows = root.uint16('x00280010') ?? 0;
  const columns = root.uint16('x00280011') ?? 0;
  const samplesPerPixel = root.uint16('x00280002') ?? 1;
  const isFloat = root.has('x7fe00008') || root.has('x7fe00009');
  const bitsAllocated = isFloat
    ? root.has('x7fe00008')
      ? 32
      : 64
    : (root.uint16('x00280100') ?? 0);
  const bitsStored = isFloat ? bitsAllocated : (root.uint16('x00280101') ?? bitsAllocated);
  const photometric = root.text('x00280004') || 'MONOCHROME2';
  if (rows === 0 || columns === 0 || bitsStored < 1 || bitsStored > bitsAllocated) {
    throw new DicomError('malformed');
  }
  const isFlat = samplesPerPixel === 1 && FLAT.has(photometric);
  const isColour = samplesPerPixel === 3 && COLOUR.has(photometric);
  if (
    (isFlat && !(isFloat || [1, 8, 16, 32].includes(bitsAllocated))) ||
    (isColour && (isFloat || ![8, 16].includes(bitsAllocated))) ||
    (!isFlat && !isColour)
  ) {
    throw new DicomError('unsupported');
  }
  if ((rows * columns * samplesPerPixel * bitsAllocated) / 8 > LIMITS.frameBytes) {
    throw new DicomError('too-big');
  }
  return {
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: photometric,
    planarConfiguration: root.uint16('x00280006') ?? 0,
    bitsAllocated,
    bitsStored,
    pixelRepresentation: root.uint16('x00280103') === 1 ? 1 : 0,
    isFloat,
    palette: photometric === 'PALETTE COLOR' ? readPalette(root) : undefined,
  };
}

function readPalette(root: Values): Palette {
  return {
    red: readPaletteLut(root, '1'),
    green: readPaletteLut(root, '2'),
    blue: readPaletteLut(root, '3'),
  };
}
