import { useLanguage } from '../LanguageProvider.tsx';
import { useTexts, type Language } from '../texts/texts.ts';
import classes from './LanguageSwitch.module.css';

/** Each language is written in itself. */
const NAMES: readonly [Language, string][] = [
  ['en', 'English'],
  ['hi', 'हिन्दी'],
];

/** Chooses the language. */
export function LanguageSwitch() {
  const { common } = useTexts();
  const { language, choose } = useLanguage();
  return (
    <div className={classes.switch} role="group" aria-label={common.language}>
      {NAMES.map(([one, name]) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          className={classes.one}
          onClick={() => {
            choose(one);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
