import { FormatError } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import type { KeyChest } from './keyChest.ts';
import { doesNotOpen } from './openingWalk.ts';
import { openProfile, type Patient, type ProfileContent, readProfile } from './profiles.ts';

/** What a keyring's profile says, as far as the person can open it. */
export interface Names {
  /** Of a person or section. */
  readonly name?: string;
  /** Whose record it is; has a name. */
  readonly patient?: Patient & { readonly name: string };
}

/**
 * Reads a profile. One that does not open, or does not hold what it should, yields nothing: names are
 * for display and prove nothing. What the service withholds is refused.
 */
export async function namesOf(state: KeyringState, chest: KeyChest): Promise<Names> {
  const text = await profileText(state, chest);
  return text === undefined ? {} : namesIn(text);
}

/** The text of a profile, not looked at; undefined where it does not open. What is withheld is refused. */
export async function profileText(
  state: KeyringState,
  chest: KeyChest,
): Promise<Bytes | undefined> {
  const { profile } = state;
  if (profile === undefined) {
    return undefined;
  }
  try {
    return await openProfile(await chest.keysOf(state.id, profile.generation), state.id, profile);
  } catch (failure) {
    if (doesNotOpen(failure)) {
      return undefined;
    }
    throw failure;
  }
}

/** What the text of a profile says. */
export function namesIn(text: Bytes | string): Names {
  let content: ProfileContent;
  try {
    content = readProfile(typeof text === 'string' ? utf8(text) : text);
  } catch (failure) {
    if (failure instanceof FormatError) {
      return {};
    }
    throw failure;
  }
  const name = line(content.name);
  const patientName = line(content.patient?.name);
  return {
    ...(name === undefined ? {} : { name }),
    ...(patientName === undefined ? {} : { patient: { ...content.patient, name: patientName } }),
  };
}

/** One line of text that can be shown without steering whoever reads it. */
function line(text: string | undefined): string | undefined {
  const clean = text?.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return clean === '' ? undefined : clean;
}
