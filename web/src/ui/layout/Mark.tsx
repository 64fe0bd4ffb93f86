import { useTexts } from '../texts/texts.ts';
import classes from './Mark.module.css';

/** The portal's name with its seal. */
export function Mark({ small = false }: { readonly small?: boolean }) {
  const { common } = useTexts();
  const size = small ? 26 : 32;
  return (
    <span className={classes.mark}>
      <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden>
        <rect width="32" height="32" rx="7" className={classes.ground} />
        <path
          className={classes.line}
          d="M16 6l8 3v6c0 5.500-3.400 9-8 11-4.600-2-8-5.500-8-11V9z"
        />
        <path className={classes.line} d="M16 11.500v9M11.500 16h9" />
      </svg>
      <span className={classes.name}>{common.appName}</span>
    </span>
  );
}
