import type { Access, Ended, Scope, Standing } from '@/lib/portal.ts';
import type { useFormats } from '@/ui/formats.ts';
import { chosenName } from '@/ui/people/chosenName.ts';
import { spokenName } from '@/ui/people/person.ts';
import type { Texts } from '@/ui/texts/texts.ts';

/** What is in force after a change, as one would tell it. */
export function standingSentence(
  texts: Texts,
  formats: ReturnType<typeof useFormats>,
  { party, role, until, capabilities }: Standing,
): string {
  const { sharing } = texts;
  const name = spokenName(texts, party);
  if (role !== undefined) {
    return sharing.standing(
      name,
      sharing.roles[role],
      until === undefined ? undefined : formats.date(until),
    );
  }
  return capabilities.size === 0 ? sharing.nothingHere(name) : sharing.elsewhere(name);
}

/** The title of a report, where it is known. */
export type TitleOf = (report: Extract<Scope, { kind: 'report' }>) => string | undefined;

/** Where an access was given, as the end of a sentence. */
export function placeWords(
  { sharing: { givenOn } }: Texts,
  { grantedOn, sectionName }: Access,
  scope: Scope,
  titleOf: TitleOf,
): string {
  switch (grantedOn.kind) {
    case 'record':
      return givenOn.record;
    case 'section':
      return givenOn.section(chosenName(sectionName ?? ''));
    case 'report': {
      const title = chosenName(titleOf(grantedOn) ?? '');
      return scope.kind === 'report' || title === '' ? givenOn.report : givenOn.titled(title);
    }
  }
}

/** Ways that somebody has, each with the group through which they have it. */
export function waysWords(
  texts: Texts,
  ways: readonly Access[],
  who: Ended['party'],
  scope: Scope,
  titleOf: TitleOf,
): string {
  return ways
    .map((way) => {
      const place = placeWords(texts, way, scope, titleOf);
      return way.party.keyring === who.keyring
        ? place
        : texts.sharing.throughToo(place, spokenName(texts, way.party));
    })
    .join('; ');
}

/** What is left after an access was ended. */
export function endedSentence(
  texts: Texts,
  { party, remaining }: Ended,
  { grantedOn, sectionName }: Access,
  scope: Scope,
  titleOf: TitleOf,
): string {
  const { sharing } = texts;
  const name = spokenName(texts, party);
  if (remaining.length > 0) {
    return sharing.remains(name, waysWords(texts, remaining, party, scope, titleOf));
  }
  return grantedOn.kind === 'section'
    ? sharing.stopped.section(name, chosenName(sectionName ?? ''))
    : sharing.stopped[grantedOn.kind](name);
}

/** Whether it lies in what the other was given on. */
export function liesIn({ grantedOn: inner }: Access, { grantedOn: outer }: Access): boolean {
  if (outer.kind === 'record') {
    return true;
  }
  return (
    inner.kind !== 'record' &&
    inner.section === outer.section &&
    (outer.kind === 'section' || (inner.kind === 'report' && inner.report === outer.report))
  );
}
