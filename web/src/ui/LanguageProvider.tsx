import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en } from './texts/en/index.ts';
import { TextsContext, type Language, type Texts } from './texts/texts.ts';

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
  const kept = localStorage.getItem(KEY);
  if (kept === 'en' || kept === 'hi') {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith('hi') ? 'hi' : 'en';
}

/** Every language but English is fetched when it is chosen. */
async function load(language: Language): Promise<Texts> {
  return language === 'en' ? en : (await import('./texts/hi/index.ts')).hi;
}

/** Gives the texts of the chosen language to everything below, and names it on the document. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  const [loaded, setLoaded] = useState<{ language: Language; texts: Texts } | undefined>(
    language === 'en' ? { language, texts: en } : undefined,
  );

  useEffect(() => {
    let stale = false;
    void load(language).then(
      (texts) => {
        if (!stale) {
          setLoaded({ language, texts });
        }
      },
      () => {
        if (!stale) {
          setLoaded({ language: 'en', texts: en });
        }
      },
    );
    return () => {
      stale = true;
    };
  }, [language]);

  const shown = loaded?.language;
  useEffect(() => {
    if (shown !== undefined) {
      document.documentElement.lang = shown;
    }
  }, [shown]);

  const choice = useMemo<LanguageChoice>(
    () => ({
      language: shown ?? 'en',
      choose: (chosen) => {
        localStorage.setItem(KEY, chosen);
        setLanguage(chosen);
      },
    }),
    [shown],
  );

  if (loaded === undefined) {
    return null;
  }
  return (
    <LanguageContext value={choice}>
      <TextsContext value={loaded.texts}>{children}</TextsContext>
    </LanguageContext>
  );
}
