import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import type { KeyringKind } from '../keyrings/kinds.ts';
import { type PublicKeys, samePublicKeys } from '../keyrings/publicKeys.ts';
import type { GenerationSecret } from '../secrets/secret.ts';
import { keyringBinding, type KeyringBinding } from './binding.ts';
import { openGenerationSecret } from './envelopes.ts';

/** A generation's secret and the keys that follow from it. */
export interface OpenedGeneration {
  readonly secret: GenerationSecret;
  readonly keys: KeyringKeys;
}

/**
 * Opens a member's envelope and makes sure that its secret yields the public keys that the chain
 * announced (spec/keyrings.md section 4).
 */
export async function openGeneration(
  keys: KeyringKeys,
  binding: KeyringBinding,
  envelope: Bytes,
  kind: KeyringKind,
  announced: PublicKeys,
): Promise<OpenedGeneration> {
  return checkedGeneration(await openGenerationSecret(keys, binding, envelope), kind, announced);
}

/**
 * The keys of a secret that came another way (an unlock slot, a link), with the same check. A secret
 * that is refused is wiped.
 */
export async function checkedGeneration(
  secret: GenerationSecret,
  kind: KeyringKind,
  announced: PublicKeys,
): Promise<OpenedGeneration> {
  const keys = await KeyringKeys.derive(secret, kind);
  if (!samePublicKeys(keys.publicKeys, announced)) {
    keys.wipe();
    secret.wipe();
    throw new FormatError('tampered', 'the secret does not yield the announced keys');
  }
  return { secret, keys };
}

/** Of the envelope that carries the secret of an older generation, sealed to `generation`. */
export function previousBinding(
  keyring: KeyringId,
  previous: number,
  generation: number,
): KeyringBinding {
  return keyringBinding(keyring, previous, keyring, generation);
}
