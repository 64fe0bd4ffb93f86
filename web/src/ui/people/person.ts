import type { Texts } from '../texts/texts.ts';
import { chosenName, quoted } from './chosenName.ts';
import { type Backing, instituteName, isVerified } from './institute.ts';

/** Ticks and other pictures, which the portal's own marks could be taken for. */
const SIGNS = /(?:\p{So}|\u221A|\uFE0E|\uFE0F)+/gu;

type Endorsement = Person['endorsements'][number];

/** Somebody, as far as a page names them. */
export interface Person {
  readonly kind: keyof Texts['people']['kinds'];
  readonly email: string | undefined;
  /** With which address the account signs in, by the service's word only. */
  readonly toldEmail: string | undefined;
  readonly card: { readonly name: string; readonly specialty: string | undefined } | undefined;
  readonly endorsements: readonly {
    readonly instituteName: string | undefined;
    readonly backing: Backing;
    readonly name: string;
    readonly specialty: string | undefined;
    readonly licence: string | undefined;
    readonly until: Date | undefined;
  }[];
  /** Of an institute. */
  readonly backing: Backing | undefined;
  readonly safetyNumber: string;
  readonly compared: boolean;
  readonly me: boolean;
}

/** What a verified institute says of them: the word of any other gives nobody a name. */
export function verifiedWord({ endorsements }: Person) {
  return endorsements.find(confirms);
}

/** Whose word is shown: a verified institute's, else that of the first that says anything. */
export function speakerOf<Word extends Pick<Endorsement, 'backing' | 'name'>>(
  endorsements: readonly Word[],
): Word | undefined {
  return endorsements.find(confirms) ?? endorsements.find(({ name }) => chosenName(name) !== '');
}

function confirms({ backing, name }: Pick<Endorsement, 'backing' | 'name'>): boolean {
  return isVerified(backing) && usable(name) !== undefined;
}

/** A name without signs such as ticks, if there is one and nobody could take it for an address. */
function usable(name: string): string | undefined {
  const chosen = chosenName(name.replace(SIGNS, ' '));
  return chosen === '' || chosen.normalize('NFKC').includes('@') ? undefined : chosen;
}

/** A name that somebody chose: a verified institute's word, or their own. */
function chosenFor(person: Person): string | undefined {
  const word = verifiedWord(person)?.name;
  return usable(word ?? person.card?.name ?? '');
}

function withoutName({ people }: Texts, { kind }: Person): string {
  return kind === 'person' ? people.unnamed : people.kinds[kind];
}

/**
 * The best name there is, for a line of its own: a verified institute's word, their own card, their
 * address. An institute's own name is never without what it is worth.
 */
export function nameOf(texts: Texts, person: Person): string {
  if (person.kind === 'institute') {
    return instituteName(texts, person.card?.name, person.backing);
  }
  const chosen = chosenFor(person);
  const named = chosen !== undefined && !isOfThePortal(texts, chosen) ? chosen : undefined;
  return named ?? person.email ?? person.toldEmail ?? withoutName(texts, person);
}

/** The same beside words of the portal's own, which no name and no address may be taken for. */
export function spokenName(texts: Texts, person: Person): string {
  if (person.kind === 'institute') {
    return nameOf(texts, person);
  }
  const chosen = chosenFor(person);
  const { email, toldEmail } = person;
  return chosen === undefined
    ? (email ??
        (toldEmail === undefined
          ? withoutName(texts, person)
          : texts.people.addressSaid(toldEmail)))
    : quoted(chosen);
}

/** The spoken name, or “You”. */
export function spokenNameOrYou(texts: Texts, person: Person): string {
  return person.me ? texts.common.you : spokenName(texts, person);
}

/** The same within a sentence: “you”. */
export function nameWithin(texts: Texts, person: Person): string {
  return person.me ? texts.common.youWithin : spokenName(texts, person);
}

/** Whether the portal itself calls people so. */
function isOfThePortal({ common, people, activity }: Texts, name: string): boolean {
  return [common.you, activity.somebody, people.unnamed, ...Object.values(people.kinds)].some(
    (word) => word.toLowerCase() === name.toLowerCase(),
  );
}
