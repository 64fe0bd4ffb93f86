import type { Coding } from '@/lib/portal.ts';
import { lookUp } from '@/ui/lookUp.ts';
import { en } from '@/ui/texts/en/index.ts';

export const LOINC = 'http://loinc.org';
export const SNOMED_CT = 'http://snomed.info/sct';

/**
 * A report type by its LOINC code. The words are the English ones in every language, because they
 * are sealed into the manifest for readers of any.
 */
export function typeOf(code: string): Coding {
  return { system: LOINC, code, display: lookUp(en.codes.types, code) };
}

/** A specialty by its SNOMED CT code. */
export function specialtyOf(code: string): Coding {
  return { system: SNOMED_CT, code, display: lookUp(en.codes.specialties, code) };
}

/** The type proposed for a DICOM study. */
export function typeOfModality(modality: string): string {
  return modality === 'ECG' ? '11524-6' : '18748-4';
}

/** The type proposed for other files. */
export function typeOfMedia(mediaType: string): string {
  return mediaType.startsWith('image/') || mediaType.startsWith('video/') ? '72170-4' : '47045-0';
}
