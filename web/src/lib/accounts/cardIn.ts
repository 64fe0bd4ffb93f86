import type { Card } from '../contract/people.ts';

/** As it is signed: what is absent is left out. */
export function cardIn({ name, specialty }: Card) {
  return specialty === undefined ? { name } : { name, specialty };
}
