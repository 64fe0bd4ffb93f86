/** Spaces of all kinds that a line may be broken at. */
const SPACE = '[ \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]+';
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'gu');

/** Without padding and control characters; undefined if nothing is left. */
export function trimmed(text: string): string | undefined {
  const clean = text.replaceAll(/[\0-\x1f\x7f]+/gu, ' ').replaceAll(AROUND, '');
  return clean === '' ? undefined : clean;
}

/** The first of several values. */
export function firstOf(values: string): string {
  const next = values.indexOf('\\');
  return next < 0 ? values : values.slice(0, next);
}

/**
 * `Family^Given^Middle^Prefix^Suffix`, in up to three scripts joined by `=`, as people write it: the one
 * name, once for each script that it is written in.
 */
export function personNames(value: string): string[] {
  return firstOf(value)
    .split('=')
    .flatMap((script) => {
      const [family = '', given = '', middle = '', prefix = '', suffix = ''] = script.split('^');
      const parts = [prefix, given, middle, family, suffix].flatMap((part) => trimmed(part) ?? []);
      return parts.length === 0 ? [] : [parts.join(' ')];
    });
}
