import type { Texts } from '@/ui/texts/texts.ts';
import type { Slice } from '../series/series.ts';

/** What a person has to know before they rely on the picture, a sentence each. */
export function cautionsOf(slice: Slice, { dicom }: Texts['viewer']): string[] {
  return [...ofFrames(slice, dicom), ...ofLengths(slice, dicom)];
}

function ofFrames({ image }: Slice, texts: Texts['viewer']['dicom']): string[] {
  const { frames, display } = image;
  const { found = frames } = display;
  return found === frames
    ? []
    : [found < frames ? texts.shorter(found, frames) : texts.longer(found, frames)];
}

function ofLengths({ frameFacts, image }: Slice, texts: Texts['viewer']['dicom']): string[] {
  if (frameFacts.spacing === undefined && image.regions.length === 0) {
    return [texts.uncalibrated];
  }
  return frameFacts.atDetector ? [texts.atDetector] : [];
}
