import { dayOf } from '@/lib/dicom/days.ts';
import { strangersIn } from '@/lib/dicom/patients.ts';
import type { Patient } from '@/lib/portal.ts';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';
import type { Texts } from '@/ui/texts/texts.ts';
import { undrawnOverlays } from '../pixels/overlays.ts';
import type { Facts, Hindrance } from '../parsing/objects.ts';
import type { Undrawn } from '../series/companions.ts';
import type { Slice } from '../series/series.ts';
import { isFrame, scaleOf } from './geometry.ts';

/** What lies in space as its images say, and is not only a picture. */
const IN_SPACE = new Set(['CT', 'MR', 'PT']);

/** What a person has to know before they rely on the picture, a sentence each. */
export function cautionsOf(slice: Slice, { dicom }: Texts['viewer']): string[] {
  return [
    ...ofFrames(slice, dicom),
    ...ofOverlays(slice, dicom),
    ...ofDirections(slice, dicom),
    ...ofLengths(slice, dicom),
  ];
}

/** That the file names somebody else than the record is of; by the rules of the upload form. */
export function otherPatient(
  { patientNames: names, patientId, birthDate }: Facts,
  patient: Patient | undefined,
  { dicom }: Texts['viewer'],
): string[] {
  const named = {
    key: '',
    names,
    birthDate: dayOf(birthDate),
    id: patientId === '' ? undefined : patientId,
  };
  return patient === undefined || strangersIn([named], patient).length === 0
    ? []
    : [dicom.otherPatient(quoted(chosenName(patient.name)))];
}

function ofFrames({ image }: Slice, texts: Texts['viewer']['dicom']): string[] {
  const { frames, display } = image;
  const { found = frames } = display;
  return found === frames
    ? []
    : [found < frames ? texts.shorter(found, frames) : texts.longer(found, frames)];
}

function ofOverlays(slice: Slice, texts: Texts['viewer']['dicom']): string[] {
  const undrawn = undrawnOverlays(slice);
  return undrawn === 0 ? [] : [texts.overlays(undrawn)];
}

/** Once for each kind and reason, with how many there are. */
export function companionCautions(
  undrawn: readonly Undrawn[],
  { dicom }: Texts['viewer'],
): string[] {
  return (['segmentation', 'presentation', 'structures', 'measurement'] as const).flatMap((kind) =>
    (Object.keys(dicom.hindrances) as Hindrance[]).flatMap((why) => {
      const count = undrawn.filter((each) => each.kind === kind && each.why === why).length;
      return count === 0 ? [] : [`${dicom.notDrawn[kind](count)} (${dicom.hindrances[why]})`];
    }),
  );
}

function ofDirections({ facts, frameFacts }: Slice, texts: Texts['viewer']['dicom']): string[] {
  const { orientation } = frameFacts;
  const isKnown = orientation === undefined ? !IN_SPACE.has(facts.modality) : isFrame(orientation);
  return isKnown ? [] : [texts.flat];
}

function ofLengths(slice: Slice, texts: Texts['viewer']['dicom']): string[] {
  const scale = scaleOf(slice);
  switch (scale.kind) {
    case 'body':
      return [];
    case 'detector':
      return [texts.atDetector];
    case 'film':
      return [texts.onFilm];
    case 'doubtful':
      return [texts.perhapsAtDetector];
    case 'estimated':
      return [texts.estimated(String(scale.magnification))];
    case 'regions':
      return [texts.inRegions];
    case 'none':
      return [texts.uncalibrated];
  }
}
