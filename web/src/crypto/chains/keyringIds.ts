import { u8, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes, keyringIdOf } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { kindCode, type KeyringKind, madeByItself } from '../keyrings/kinds.ts';
import { canSign, type PublicKeys } from '../keyrings/publicKeys.ts';

const NOBODY = new Uint8Array(32);

/**
 * The id of a keyring, from what it is bound to (spec/keyrings.md section 3).
 *
 * @param creator not used for kinds that are made by themselves
 * @param keys of generation 1
 */
export function deriveKeyringId(
  kind: KeyringKind,
  creator: KeyringId | undefined,
  parent: KeyringId | undefined,
  keys: PublicKeys,
): KeyringId {
  return keyringIdOf(
    sha256(
      utf8('medseal/v1/keyring'),
      u8(0),
      u8(kindCode(kind)),
      madeByItself(kind) || creator === undefined ? NOBODY : keyringIdBytes(creator),
      parent === undefined ? NOBODY : keyringIdBytes(parent),
      keys.hpke,
      ...(canSign(keys) ? [keys.ed25519, keys.mlDsa65] : []),
    ),
  );
}
