import type { Texts } from '../texts/texts.ts';
import { chosenName, quoted } from './chosenName.ts';

/** A patient's name beside words of the portal's own. */
export function spokenPatient(
  { common }: Texts,
  patient: { readonly name: string } | undefined,
): string {
  const name = chosenName(patient?.name ?? '');
  return name === '' ? common.unknownPatient : quoted(name);
}
