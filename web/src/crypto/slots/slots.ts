import { FormatError, malformed } from '../errors.ts';
import { type Bytes, concat, u32, u8, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes } from '../ids/ids.ts';
import { checkBox, NONCE_BYTES, openBox, sealBox, TAG_BYTES } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { GenerationSecret, SECRET_BYTES, type UnlockKey } from '../secrets/secret.ts';

/** A way in (spec/accounts.md section 1). */
export type SlotKind = 'password' | 'recovery' | 'passkey';

/** Length of every slot. */
export const SLOT_BYTES = 1 + NONCE_BYTES + SECRET_BYTES + TAG_BYTES;

const CODES: Readonly<Record<SlotKind, number>> = { password: 1, recovery: 2, passkey: 3 };
const WRAP = utf8('medseal/v1/slot/wrap');
const AUTHENTICATE = utf8('medseal/v1/slot/authenticate');

/** The key that the service asks for at log-in; it opens nothing. */
export function authenticationKey(unlockKey: UnlockKey): Promise<Bytes> {
  return unlockKey.derive(AUTHENTICATE);
}

/** Seals a keyring's current secret under the wrap key of an unlock key. */
export async function sealSlot(
  unlockKey: UnlockKey,
  kind: SlotKind,
  keyring: KeyringId,
  generation: number,
  secret: GenerationSecret,
): Promise<Bytes> {
  const key = await deriveAesKey(unlockKey.revealSecretBytes(), WRAP, 'encrypt');
  return sealBox(key, associatedData(kind, keyring, generation), secret.revealSecretBytes());
}

/**
 * Opens a slot. One that does not open is `wrong-key`: another password or code, another keyring,
 * kind or generation, or changed bytes; these can't be told apart.
 */
export async function openSlot(
  unlockKey: UnlockKey,
  kind: SlotKind,
  keyring: KeyringId,
  generation: number,
  slot: Bytes,
): Promise<GenerationSecret> {
  checkBox(slot);
  if (slot.length !== SLOT_BYTES) {
    throw malformed('a slot has 61 bytes');
  }
  const key = await deriveAesKey(unlockKey.revealSecretBytes(), WRAP, 'decrypt');
  const content = await openBox(
    key,
    associatedData(kind, keyring, generation),
    slot,
    new FormatError('wrong-key', 'the slot does not open'),
  );
  try {
    return new GenerationSecret(content);
  } finally {
    content.fill(0);
  }
}

function associatedData(kind: SlotKind, keyring: KeyringId, generation: number): Bytes {
  if (generation < 1) {
    throw malformed('generations count from 1');
  }
  return concat(utf8('medseal/v1/slot'), u8(CODES[kind]), keyringIdBytes(keyring), u32(generation));
}
