import { u32, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { canSign, type PublicKeys } from '../keyrings/publicKeys.ts';

/** Thirty digits for two people to compare by voice (spec/keyrings.md section 10). */
export function safetyNumber(state: KeyringState): string {
  const { number, keys } = currentGeneration(state);
  return safetyNumberOf(state.id, number, keys);
}

/** Of these keys as that generation of the keyring. */
export function safetyNumberOf(keyring: KeyringId, generation: number, keys: PublicKeys): string {
  const digest = sha256(
    utf8('medseal/v1/safety-number'),
    keyringIdBytes(keyring),
    u32(generation),
    keys.hpke,
    ...(canSign(keys) ? [keys.ed25519, keys.mlDsa65] : []),
  );
  const view = new DataView(digest.buffer, digest.byteOffset);
  return Array.from({ length: 6 }, (_, i) => String(view.getUint16(2 * i)).padStart(5, '0')).join(
    ' ',
  );
}
