import type { PixelFacts } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';

/** Numbers of a frame, as they are stored or as they are shown. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** The transfer syntaxes whose frames are not compressed. */
const NATIVE = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.98',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]);

export function isNative(transferSyntax: string): boolean {
  return NATIVE.has(transferSyntax);
}

/** The numbers of a frame that is not compressed and begins with its first bit; little endian. */
export function nativeSamples(frame: Uint8Array<ArrayBuffer>, pixels: PixelFacts): Samples {
  const { bitsAllocated, isFloat } = pixels;
  if (bitsAllocated === 1) {
    const count = pixels.rows * pixels.columns * pixels.samplesPerPixel;
    return Uint8Array.from({ length: count }, (_, at) => ((frame[at >> 3] ?? 0) >> (at & 7)) & 1);
  }
  const bytes = bitsAllocated / 8;
  const length = Math.floor(frame.length / bytes);
  const { buffer } = frame.byteOffset % bytes === 0 ? frame : frame.slice();
  const offset = buffer === frame.buffer ? frame.byteOffset : 0;
  switch (bitsAllocated) {
    case 8:
      return frame;
    case 16:
      return new Uint16Array(buffer, offset, length);
    case 32:
      return isFloat
        ? new Float32Array(buffer, offset, length)
        : new Uint32Array(buffer, offset, length);
    case 64:
      return new Float64Array(buffer, offset, length);
    default:
      throw new DicomError('unsupported');
  }
}

/** The transfer syntaxes that may change values: JPEG, JPEG-LS near-lossless, JPEG 2000, HTJ2K, JPEG XL. */
const LOSSY = new Set(['50', '51', '81', '91', '93', '203', '111', '112']);

export function mayBeLossy(transferSyntax: string): boolean {
  const root = '1.2.840.10008.1.2.4.';
  return transferSyntax.startsWith(root) && LOSSY.has(transferSyntax.slice(root.length));
}

/**
 * What was compressed with loss may come back beyond the values that the image can have: it is the
 * nearest of them, where the bits alone would make black of white.
 */
export function saturated(samples: Samples, { bitsStored, pixelRepresentation }: PixelFacts) {
  if (bitsStored > 31 || samples instanceof Float32Array || samples instanceof Float64Array) {
    return samples;
  }
  const isSigned = pixelRepresentation === 1;
  const most = 2 ** (isSigned ? bitsStored - 1 : bitsStored) - 1;
  const least = isSigned ? -most - 1 : 0;
  const values = isSigned && isUnsigned(samples) ? asSigned(samples, bitsStored) : samples;
  const areBits = isSigned && isUnsigned(values);
  if (areBits || !values.some((value) => value < least || value > most)) {
    return values;
  }
  const held = values.slice();
  for (let at = 0; at < held.length; at += 1) {
    held[at] = Math.max(least, Math.min(held[at] ?? 0, most));
  }
  return held;
}

/** Signed values that a codestream without signs holds: in all of its bits, if it uses more than are stored. */
function asSigned(samples: Samples, bitsStored: number): Samples {
  const bits = 8 * samples.BYTES_PER_ELEMENT;
  if (bitsStored >= bits || !samples.some((value) => value >= 2 ** bitsStored)) {
    return samples;
  }
  return inTheSameBits(samples);
}

function inTheSameBits({ buffer, byteOffset, length, BYTES_PER_ELEMENT }: Samples): Samples {
  switch (BYTES_PER_ELEMENT) {
    case 1:
      return new Int8Array(buffer, byteOffset, length);
    case 2:
      return new Int16Array(buffer, byteOffset, length);
    default:
      return new Int32Array(buffer, byteOffset, length);
  }
}

/**
 * The values that the samples stand for: of their bits only those from High Bit down that are stored
 * (PS3.5 section 8.1.1), with their sign. What is packed into the others is no part of them.
 */
export function storedValues(
  samples: Samples,
  { bitsStored, pixelRepresentation, isFloat }: PixelFacts,
  highBit: number,
): Samples {
  if (isFloat) {
    return samples;
  }
  const shift = highBit + 1 - bitsStored;
  const bits = 8 * samples.BYTES_PER_ELEMENT;
  if (pixelRepresentation === 0) {
    return bitsStored >= bits && shift === 0 && isUnsigned(samples)
      ? samples
      : unsigned(samples, shift, bitsStored);
  }
  if (bitsStored > bits) {
    // A decoder gives what needs no more bits in fewer: such values are what they are.
    return samples;
  }
  if (bitsStored === bits && shift === 0) {
    return inTheSameBits(samples);
  }
  return signed(samples, shift, bitsStored);
}

function isUnsigned(samples: Samples): boolean {
  return (
    samples instanceof Uint8Array ||
    samples instanceof Uint16Array ||
    samples instanceof Uint32Array
  );
}

function unsigned(samples: Samples, shift: number, bits: number): Samples {
  const values =
    bits <= 8
      ? new Uint8Array(samples.length)
      : bits <= 16
        ? new Uint16Array(samples.length)
        : new Uint32Array(samples.length);
  const mask = bits >= 32 ? 0xffffffff : 2 ** bits - 1;
  for (let at = 0; at < samples.length; at += 1) {
    values[at] = (((samples[at] ?? 0) >> shift) & mask) >>> 0;
  }
  return values;
}

function signed(samples: Samples, shift: number, bits: number): Samples {
  const values =
    bits <= 8
      ? new Int8Array(samples.length)
      : bits <= 16
        ? new Int16Array(samples.length)
        : new Int32Array(samples.length);
  const above = 32 - bits;
  for (let at = 0; at < samples.length; at += 1) {
    values[at] = (((samples[at] ?? 0) >> shift) << above) >> above;
  }
  return values;
}
