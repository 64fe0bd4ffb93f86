import { lookUp } from './lookUp.ts';
import { chosenName, quoted } from './people/chosenName.ts';
import { useTexts, type Texts } from './texts/texts.ts';

interface CodingLike {
  readonly code: string;
  readonly display: string | undefined;
}

/** A code of LOINC or SNOMED CT, which means nothing to anybody who reads it. */
const BARE = /^[\d-]*$/;

/** The catalogue's word for a type, else the author's own, quoted; never a number. */
export function typeName(texts: Texts, coding: CodingLike): string {
  return lookUp(texts.codes.types, coding.code) ?? ownWord(coding) ?? texts.codes.otherType;
}

/** The catalogue's word for a specialty, else the author's own, quoted; never a number. */
export function specialtyName(texts: Texts, coding: CodingLike): string {
  const known = lookUp(texts.codes.specialties, coding.code);
  return known ?? ownWord(coding) ?? texts.codes.otherSpecialty;
}

/** As people write it on their cards: a code, or words. */
export function specialtyWritten(texts: Texts, written: string): string {
  return specialtyName(texts, { code: written.trim(), display: undefined });
}

function ownWord({ code, display }: CodingLike): string | undefined {
  return [display, code]
    .map((word) => chosenName(word ?? ''))
    .filter((word) => !BARE.test(word))
    .map(quoted)[0];
}

/** Choices for a select, in the order of the language. */
export function useCodeChoices(kind: 'types' | 'specialties') {
  const texts = useTexts();
  return Object.entries(texts.codes[kind])
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
