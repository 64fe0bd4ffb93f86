import { useTexts, type Texts } from './texts/texts.ts';

interface CodingLike {
  readonly code: string;
  readonly display: string | undefined;
}

/** The catalogue's word for a type, else the author's, else the code. */
export function typeName(texts: Texts, coding: CodingLike): string {
  return texts.codes.types[coding.code] ?? coding.display ?? coding.code;
}

/** The catalogue's word for a specialty, else the author's, else the code. */
export function specialtyName(texts: Texts, coding: CodingLike): string {
  return texts.codes.specialties[coding.code] ?? coding.display ?? coding.code;
}

/** Choices for a select, in the order of the language. */
export function useCodeChoices(kind: 'types' | 'specialties') {
  const texts = useTexts();
  return Object.entries(texts.codes[kind])
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
