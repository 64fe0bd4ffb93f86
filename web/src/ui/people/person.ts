import type { Texts } from '../texts/texts.ts';
import { chosenName, quoted } from './chosenName.ts';
import { type Backing, instituteName, isVerified } from './institute.ts';

/** What names are written with, besides letters and digits of any script. */
const PUNCTUATION =
  '!-~\\p{Pd}\\p{Pi}\\p{Pf}\\u00B7\\u2022\\u2026\\u2027\\u30FB\\u3001\\uFF0C\\uFF08\\uFF09' +
  '\\u0964\\u0965\\u0970\\u05BE\\u05F3\\u05F4\\u060C\\u061B\\u055A-\\u055E\\u0589';
/** Everything else: ticks and other pictures, which the portal's own marks could be taken for. */
const SIGNS = new RegExp(
  `(?:[\\uFE00-\\uFE0F]|[^\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Nl}\\p{Z}\\u200C-\\u200D${PUNCTUATION}])+`,
  'gu',
);

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
  return chosen === '' || name.normalize('NFKC').includes('@') ? undefined : chosen;
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
 * address. A name that somebody chose is in quotation marks, an institute's own never without what it
 * is worth: so whatever is chosen stands for no word of the portal's own.
 */
export function nameOf(texts: Texts, person: Person): string {
  if (person.kind === 'institute') {
    return instituteName(texts, person.card?.name, person.backing);
  }
  const chosen = chosenFor(person);
  return chosen === undefined
    ? (person.email ?? person.toldEmail ?? withoutName(texts, person))
    : quoted(chosen);
}

/** The same beside words of the portal's own, which no address may be taken for either. */
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

/** Who corrected a report, within a sentence; nobody whose history does not verify has a name. */
export function corrector(texts: Texts, { by }: { readonly by: Person | undefined }): string {
  return by === undefined ? texts.activity.somebody : nameWithin(texts, by);
}
