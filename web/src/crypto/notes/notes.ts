import { FormatError, malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, randomBytes, utf8 } from '../ids/bytes.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { encodeBinding, type NoteBinding } from '../envelopes/binding.ts';
import { openNoteKey, sealEnvelope } from '../envelopes/envelopes.ts';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { NoteKey } from '../secrets/secret.ts';
import { ENVELOPE_BYTES } from '../statements/statementCodec.ts';

const MAX_TEXT_BYTES = 65_536;
const OVERHEAD = ENVELOPE_BYTES + NONCE_BYTES + TAG_BYTES;
const INFO = utf8('medseal/v1/note');

/** Seals a small JSON text to a keyring (spec/keyrings.md section 5). */
export async function sealNote(to: PublicKeys, binding: NoteBinding, json: Bytes): Promise<Bytes> {
  if (json.length > MAX_TEXT_BYTES) {
    throw malformed('a note has at most 65,536 bytes');
  }
  const noteKey = NoteKey.random();
  try {
    const envelope = await sealEnvelope(to, binding, noteKey);
    const key = await deriveAesKey(noteKey.revealSecretBytes(), INFO, 'encrypt');
    const nonce = randomBytes(NONCE_BYTES);
    return concat(envelope, nonce, await encrypt(key, nonce, encodeBinding(binding), json));
  } finally {
    noteKey.wipe();
  }
}

/** Opens a note; whether its text is JSON is for the reader to check. */
export async function openNote(
  keys: KeyringKeys,
  binding: NoteBinding,
  note: Bytes,
): Promise<Bytes> {
  const suite = note[0];
  if (suite !== undefined && suite !== 1) {
    throw unknownSuite();
  }
  if (note.length < OVERHEAD || note.length > OVERHEAD + MAX_TEXT_BYTES) {
    throw malformed('a note’s length is not one');
  }
  const noteKey = await openNoteKey(keys, binding, note.slice(0, ENVELOPE_BYTES));
  try {
    const key = await deriveAesKey(noteKey.revealSecretBytes(), INFO, 'decrypt');
    const nonce = note.slice(ENVELOPE_BYTES, ENVELOPE_BYTES + NONCE_BYTES);
    const sealed = note.slice(ENVELOPE_BYTES + NONCE_BYTES);
    const text = await decrypt(key, nonce, encodeBinding(binding), sealed);
    if (text === undefined) {
      throw new FormatError('tampered', 'the note was changed');
    }
    return text;
  } finally {
    noteKey.wipe();
  }
}
