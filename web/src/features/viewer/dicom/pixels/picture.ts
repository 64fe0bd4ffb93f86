import { DicomError } from '../parsing/problems.ts';
import type { Slice } from '../series/series.ts';
import { colourPicture, palettePicture, type ColourPicture } from './colour.ts';
import { greyPicture, type GreyPicture } from './grey.ts';
import {
  isNative,
  mayBeLossy,
  nativeSamples,
  saturated,
  storedValues,
  type Samples,
} from './samples.ts';
import { rleSamples } from './rle.ts';

export type Picture = GreyPicture | ColourPicture;

export const RLE = '1.2.840.10008.1.2.5';

/** The samples of frames that need no decoder; undefined for the others. */
export function plainSamples(
  frame: Uint8Array<ArrayBuffer>,
  { facts, image }: Slice,
): Samples | undefined {
  return facts.transferSyntax === RLE
    ? rleSamples(frame, image.pixels)
    : isNative(facts.transferSyntax)
      ? nativeSamples(frame, image.pixels)
      : undefined;
}

/** What is drawn of a frame, by the image pipeline of PS3.4 annex N: its samples to greys or colours. */
export function pictureOf(samples: Samples, slice: Slice, isRgb = false): Picture {
  const { facts, image, frame, frameFacts } = slice;
  const { pixels, display } = image;
  const isPlain = facts.transferSyntax === RLE || isNative(facts.transferSyntax);
  if (pixels.samplesPerPixel === 3) {
    const isNow = isRgb
      ? { photometricInterpretation: 'RGB', bitsStored: Math.max(8, pixels.bitsStored) }
      : {};
    return colourPicture(
      samples,
      isNative(facts.transferSyntax) ? pixels : { ...pixels, ...isNow, planarConfiguration: 0 },
    );
  }
  const count = pixels.rows * pixels.columns;
  if (samples.length < count) {
    throw new DicomError('cut-off');
  }
  const own = samples.length === count ? samples : samples.subarray(0, count);
  const stored = storedValues(
    mayBeLossy(facts.transferSyntax) ? saturated(own, pixels) : own,
    pixels,
    // A codestream holds its values as such.
    isPlain ? display.highBit : pixels.bitsStored - 1,
  );
  if (pixels.palette !== undefined) {
    return palettePicture(stored, pixels.palette, count);
  }
  const { voiLuts } = display;
  const voiLut = voiLuts[Math.min(frame, voiLuts.length - 1)];
  return greyPicture(stored, pixels, display, frameFacts, voiLut);
}
