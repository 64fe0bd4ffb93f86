import { chosenName, quoted } from './chosenName.ts';
import type { Formats } from '../formats.ts';
import type { Texts } from '../texts/texts.ts';

/** What stands behind an institute's name; where nothing does, it is unverified. */
export interface Backing {
  readonly domain: { readonly name: string; readonly checked: Date } | undefined;
  readonly operator: Date | undefined;
  readonly you: Date | undefined;
}

/** Whether anything stands behind it. */
export function isVerified(backing: Backing | undefined): boolean {
  return (
    backing !== undefined &&
    (backing.domain !== undefined || backing.operator !== undefined || backing.you !== undefined)
  );
}

/** An institute's name, never without what it is worth. */
export function instituteName(
  { institutes: words }: Texts,
  name: string | undefined,
  backing: Backing | undefined,
): string {
  const called = chosen(name);
  if (!isVerified(backing)) {
    return called === undefined ? words.unverifiedUnnamed : words.unverified(called);
  }
  const domain = backing?.domain?.name;
  return domain === undefined
    ? called === undefined
      ? words.unnamed
      : quoted(called)
    : words.backed(called ?? words.unnamed, domain);
}

/** The same, with all that it rests on. */
export function instituteInFull(
  texts: Texts,
  formats: Formats,
  name: string | undefined,
  backing: Backing | undefined,
): string {
  if (backing === undefined || !isVerified(backing)) {
    return instituteName(texts, name, backing);
  }
  const { institutes: words } = texts;
  const { domain, operator, you } = backing;
  const rests = [
    domain === undefined ? undefined : words.domain(domain.name, formats.date(domain.checked)),
    operator === undefined ? undefined : words.operator,
    you === undefined ? undefined : words.you,
  ].filter((word) => word !== undefined);
  return words.backed(chosen(name) ?? words.unnamed, rests.join('; '));
}

function chosen(name: string | undefined): string | undefined {
  const called = chosenName(name ?? '');
  return called === '' ? undefined : called;
}
