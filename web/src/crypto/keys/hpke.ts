import { MLKEM768X25519 } from '@noble/post-quantum/hybrid.js';
import { KEM_MLKEM768_X25519 as nobleKem } from '@panva/hpke-noble';
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  type Key,
  KDF_HKDF_SHA256,
  KEM_MLKEM768_X25519 as nativeKem,
} from 'hpke';
import { FormatError, malformed } from '../errors.ts';
import { type Bytes, concat } from '../ids/bytes.ts';
import { HPKE_PUBLIC_KEY_BYTES } from '../keyrings/publicKeys.ts';

export const ENCAPSULATION_BYTES = 1_120;
const TAG_BYTES = 16;

/** A private key that can't be read out. */
export interface HpkePrivateKey {
  readonly key: Key;
  /** Undefined for the usual one. */
  readonly suite?: CipherSuite;
  wipe(): void;
}

const newSuite = (kem: typeof nativeKem) => new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

interface Chosen {
  readonly suite: CipherSuite;
  readonly isNative: boolean;
}

let chosen: Promise<Chosen> | undefined;

/** Over WebCrypto where it has all that X-Wing takes, else over noble. */
async function choose(): Promise<Chosen> {
  const native = newSuite(nativeKem);
  try {
    const seed = new Uint8Array(32);
    const to = await native.DeserializePublicKey(hpkePublicKey(seed));
    const { encapsulatedSecret, ciphertext } = await native.Seal(to, seed);
    const own = await native.DeserializePrivateKey(seed, false);
    await native.Open(own, encapsulatedSecret, ciphertext);
    return { suite: native, isNative: true };
  } catch {
    return { suite: newSuite(nobleKem), isNative: false };
  }
}

async function suite(): Promise<CipherSuite> {
  chosen ??= choose();
  return (await chosen).suite;
}

/** Whether HPKE runs in the platform's own code here. */
export async function hpkeIsNative(): Promise<boolean> {
  chosen ??= choose();
  return (await chosen).isNative;
}

/** The public key that belongs to a raw private key of 32 bytes. */
export function hpkePublicKey(seed: Bytes): Bytes {
  return new Uint8Array(MLKEM768X25519.getPublicKey(seed));
}

/** Imports the raw private key; never through DeriveKeyPair, on which implementations disagree. */
export async function hpkePrivateKey(seed: Bytes): Promise<HpkePrivateKey> {
  const own = seed.slice();
  const key = await (await suite()).DeserializePrivateKey(own, false);
  const wipe = () => {
    own.fill(0);
  };
  if (await hpkeIsNative()) {
    wipe(); // the platform keeps its own
  }
  return { key, wipe };
}

/** HPKE base mode, single shot: encapsulation ‖ ciphertext. */
export async function hpkeSeal(
  publicKey: Bytes,
  info: Bytes,
  associatedData: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const hpke = await suite();
  let to: Key;
  try {
    if (publicKey.length !== HPKE_PUBLIC_KEY_BYTES) {
      throw malformed('an HPKE public key has 1,216 bytes');
    }
    to = await hpke.DeserializePublicKey(publicKey);
  } catch {
    throw malformed('this is not an X-Wing public key');
  }
  const { encapsulatedSecret, ciphertext } = await hpke.Seal(to, plaintext, {
    info,
    aad: associatedData,
  });
  return concat(encapsulatedSecret, ciphertext);
}

/** Opens what {@link hpkeSeal} made. */
export async function hpkeOpen(
  { key, suite: own }: HpkePrivateKey,
  info: Bytes,
  associatedData: Bytes,
  sealed: Bytes,
): Promise<Bytes> {
  if (sealed.length < ENCAPSULATION_BYTES + TAG_BYTES) {
    throw malformed('too short for an encapsulation and a tag');
  }
  const hpke = own ?? (await suite());
  try {
    return new Uint8Array(
      await hpke.Open(
        key,
        sealed.slice(0, ENCAPSULATION_BYTES),
        sealed.slice(ENCAPSULATION_BYTES),
        { info, aad: associatedData },
      ),
    );
  } catch {
    throw new FormatError('wrong-key', 'this key does not open it');
  }
}
