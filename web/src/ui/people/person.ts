import type { Texts } from '../texts/texts.ts';
import { chosenName } from './chosenName.ts';
import { type Backing, instituteName, isVerified } from './institute.ts';

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
export function verifiedWord(person: Person) {
  return person.endorsements.find(({ backing }) => isVerified(backing));
}

/** What they call themselves, if nobody could take it for an address. */
export function ownName({ card }: Person): string | undefined {
  const name = chosenName(card?.name ?? '');
  return name === '' || name.normalize('NFKC').includes('@') ? undefined : name;
}

/**
 * The best name there is: a verified institute's word, their own card, their address. An institute's
 * own name is never without what it is worth.
 */
export function nameOf(texts: Texts, person: Person): string {
  if (person.kind === 'institute') {
    return instituteName(texts, person.card?.name.trim(), person.backing);
  }
  return (
    verifiedWord(person)?.name ??
    ownName(person) ??
    person.email ??
    person.toldEmail ??
    (person.kind === 'person' ? texts.people.unnamed : texts.people.kinds[person.kind])
  );
}

/** The name, or “You”. */
export function nameOrYou(texts: Texts, person: Person): string {
  return person.me ? texts.common.you : nameOf(texts, person);
}
