import { doorway } from './en/doorway.ts';
import type { Language, Texts } from './texts.ts';

/**
 * The catalogues that have been fetched. English is there in part from the beginning: its pages before
 * log-in need nothing else, and {@link loadAllTexts} brings the rest before any other page is shown.
 */
let catalogues: Readonly<Partial<Record<Language, Texts>>> = { en: doorway as Texts };
let english: Promise<void> | undefined;
const listeners = new Set<() => void>();

function put(language: Language, texts: Texts) {
  catalogues = { ...catalogues, [language]: texts };
  for (const listener of listeners) {
    listener();
  }
}

export function subscribeToCatalogues(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function catalogueOf(language: Language): Texts | undefined {
  return catalogues[language];
}

/** Fetches a language's whole catalogue, unless it is there. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'hi' && catalogues.hi === undefined) {
    put('hi', (await import('./hi/index.ts')).hi);
  }
}

/** Fetches what pages after log-in say. Other languages come whole from the beginning. */
export function loadAllTexts(): Promise<void> {
  english ??= import('./en/index.ts').then(
    ({ en }) => {
      put('en', en);
    },
    (failure: unknown) => {
      english = undefined; // to be tried again
      throw failure;
    },
  );
  return english;
}
