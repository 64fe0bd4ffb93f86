import { createContext, useContext } from 'react';
import type { en } from './en/index.ts';

/** What a catalogue has: the same keys, and the same values for each function, in every language. */
export type Texts = typeof en;

export type Language = 'en' | 'hi';

/** The catalogue of the language that the person chose. */
export const TextsContext = createContext<Texts | undefined>(undefined);

/** The texts that this component shows: `useTexts().common.cancel`. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === undefined) {
    throw new Error('no texts around this component');
  }
  return texts;
}
