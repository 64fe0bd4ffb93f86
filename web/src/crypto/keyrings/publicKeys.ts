import { malformed } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import { bytes, object, optional, type Reader } from '../json/readers.ts';
import { isEd25519Key, isX25519Key } from './curvePoints.ts';

/** The public half of one generation. */
export interface PublicKeys {
  /** X-Wing public key, 1,216 bytes. */
  readonly hpke: Bytes;
  /** 32 bytes; only for kinds that sign. */
  readonly ed25519?: Bytes;
  /** 1,952 bytes; only for kinds that sign. */
  readonly mlDsa65?: Bytes;
}

/** The public half of a generation that signs. */
export type SigningPublicKeys = Required<PublicKeys>;

export const HPKE_PUBLIC_KEY_BYTES = 1_216;
export const ED25519_PUBLIC_KEY_BYTES = 32;
const X25519_BYTES = 32;
export const ML_DSA_65_PUBLIC_KEY_BYTES = 1_952;

/** Whether this generation can sign. */
export function canSign(keys: PublicKeys): keys is SigningPublicKeys {
  return keys.ed25519 !== undefined;
}

export function checkPublicKeys(keys: PublicKeys): PublicKeys {
  if (keys.hpke.length !== HPKE_PUBLIC_KEY_BYTES) {
    throw malformed('an HPKE public key has 1,216 bytes');
  }
  if ((keys.ed25519 === undefined) !== (keys.mlDsa65 === undefined)) {
    throw malformed('a keyring has both signature keys or none');
  }
  if (keys.ed25519 !== undefined && keys.ed25519.length !== ED25519_PUBLIC_KEY_BYTES) {
    throw malformed('an Ed25519 public key has 32 bytes');
  }
  if (keys.mlDsa65 !== undefined && keys.mlDsa65.length !== ML_DSA_65_PUBLIC_KEY_BYTES) {
    throw malformed('an ML-DSA-65 public key has 1,952 bytes');
  }
  return keys;
}

const shape = object({ hpke: bytes, ed25519: optional(bytes), mlDsa65: optional(bytes) });

/** Reads announced keys. */
export const publicKeys: Reader<PublicKeys> = (value) => checkKeys(shape(value));

/** Refuses keys that are none, or with which others could act too. */
export function checkKeys(given: PublicKeys): PublicKeys {
  const keys = checkPublicKeys(given);
  if (keys.ed25519 !== undefined && !isEd25519Key(keys.ed25519)) {
    throw malformed('an Ed25519 public key is a canonical point of prime order');
  }
  if (!isX25519Key(keys.hpke.subarray(-X25519_BYTES))) {
    throw malformed('an X-Wing public key ends with a canonical point that is not of small order');
  }
  return keys;
}

export function samePublicKeys(one: PublicKeys, other: PublicKeys): boolean {
  return (
    equalBytes(one.hpke, other.hpke) &&
    sameOptional(one.ed25519, other.ed25519) &&
    sameOptional(one.mlDsa65, other.mlDsa65)
  );
}

function sameOptional(one: Bytes | undefined, other: Bytes | undefined): boolean {
  return one === undefined || other === undefined ? one === other : equalBytes(one, other);
}
