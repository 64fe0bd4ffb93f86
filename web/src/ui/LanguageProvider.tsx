import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { remember, remembered } from './deviceMemory.ts';
import { catalogueOf, loadLanguage, subscribeToCatalogues } from './texts/catalogues.ts';
import { TextsContext, type Language } from './texts/texts.ts';

const KEY = 'medseal-language';

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({
  language: 'en',
  choose: () => undefined,
});

/** The language in use, and how to change it. */
export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/** The language kept on this device, or what the browser asks for. */
function initialLanguage(): Language {
  const kept = remembered(KEY);
  if (kept === 'en' || kept === 'hi') {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith('hi') ? 'hi' : 'en';
}

/** Gives the texts of the chosen language to everything below, and names it on the document. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  // While a language is fetched, and where it cannot be, the one before stays.
  const [shown, setShown] = useState<Language | undefined>(language === 'en' ? 'en' : undefined);
  const texts = useSyncExternalStore(subscribeToCatalogues, () =>
    shown === undefined ? undefined : catalogueOf(shown),
  );

  useEffect(() => {
    let stale = false;
    loadLanguage(language).then(
      () => {
        if (!stale) {
          setShown(language);
        }
      },
      () => {
        if (!stale) {
          setShown((before) => before ?? 'en');
        }
      },
    );
    return () => {
      stale = true;
    };
  }, [language]);

  useEffect(() => {
    if (shown !== undefined) {
      document.documentElement.lang = shown;
    }
  }, [shown]);

  const choice = useMemo<LanguageChoice>(
    () => ({
      language: shown ?? 'en',
      choose: (chosen) => {
        remember(KEY, chosen);
        setLanguage(chosen);
      },
    }),
    [shown],
  );

  if (texts === undefined) {
    return null;
  }
  return (
    <LanguageContext value={choice}>
      <TextsContext value={texts}>{children}</TextsContext>
    </LanguageContext>
  );
}
