import { noteBinding } from '../envelopes/binding.ts';
import { malformed } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import { isDate, type KeyringId } from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { writeJson } from '../json/writer.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { openNote, sealNote } from '../notes/notes.ts';

/** Whose record it is. */
export interface Patient {
  readonly name?: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string;
  readonly identifiers?: readonly { readonly system: string; readonly value: string }[];
}

/** Content of a profile (spec/keyrings.md section 6): a record's has no name of its own. */
export interface ProfileContent {
  readonly name?: string;
  readonly patient?: Patient;
}

const date: read.Reader<string> = (value) => {
  const text = read.text(value);
  if (!isDate(text)) {
    throw malformed('a date is written like 2026-11-23');
  }
  return text;
};

const content = read.object({
  name: read.optional(read.text),
  patient: read.optional(
    read.object({
      name: read.optional(read.text),
      birthDate: read.optional(date),
      identifiers: read.optional(read.array(read.object({ system: read.text, value: read.text }))),
    }),
  ),
});

/** Seals a profile to its keyring's current generation. */
export function sealProfile(state: KeyringState, profile: ProfileContent): Promise<Bytes> {
  const { number, keys } = currentGeneration(state);
  return sealNote(keys, noteBinding(state.id, state.id, number), utf8(writeJson(profile)));
}

/** The text of a profile in a keyring's chain; `keys` are those of the generation it is sealed to. */
export function openProfile(
  keys: KeyringKeys,
  id: KeyringId,
  profile: { readonly generation: number; readonly note: Bytes },
): Promise<Bytes> {
  return openNote(keys, noteBinding(id, id, profile.generation), profile.note);
}

/** What that text says. */
export function readProfile(text: Bytes): ProfileContent {
  return content(parseStrictJson(text));
}
