import type { Texts } from '../texts/texts.ts';

/** Somebody, as far as a page names them. */
export interface Person {
  readonly kind: keyof Texts['people']['kinds'];
  readonly email: string | undefined;
  readonly card: { readonly name: string; readonly specialty: string | undefined } | undefined;
  readonly endorsements: readonly {
    readonly instituteName: string | undefined;
    readonly name: string;
    readonly specialty: string | undefined;
    readonly licence: string | undefined;
    readonly until: Date | undefined;
  }[];
  readonly safetyNumber: string;
  readonly compared: boolean;
  readonly me: boolean;
}

/** The best name there is: an institute's word, their own card, their address. */
export function nameOf(texts: Texts, person: Person): string {
  const card = person.card?.name.trim();
  return (
    person.endorsements[0]?.name ??
    (card === undefined || card === '' ? undefined : card) ??
    person.email ??
    (person.kind === 'person' ? texts.people.unnamed : texts.people.kinds[person.kind])
  );
}

/** The name, or “You”. */
export function nameOrYou(texts: Texts, person: Person): string {
  return person.me ? texts.common.you : nameOf(texts, person);
}
