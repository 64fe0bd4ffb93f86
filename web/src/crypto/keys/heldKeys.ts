import { sha3_256, shake256 } from '@noble/hashes/sha3.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { KEM_MLKEM768_X25519 as nobleKem } from '@panva/hpke-noble';
import { AEAD_AES_256_GCM, CipherSuite, type Key, KDF_HKDF_SHA256, type KEM } from 'hpke';
import { malformed } from '../errors.ts';
import { type Bytes, concat, utf8 } from '../ids/bytes.ts';
import type { HpkePrivateKey } from './hpke.ts';

const ML_KEM_SEED = 64;
const ML_KEM_PUBLIC_KEY = 1_184;
const ML_KEM_CIPHERTEXT = 1_088;
const X_WING = utf8('\\.//^\\');
const X25519_PKCS8 = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]);

/**
 * An X-Wing private key in its two halves. X-Wing needs both, and the classical one is the browser's
 * own, which never gives it out: whoever takes the other half away opens nothing with it elsewhere.
 */
export interface HeldHpke {
  /** May derive shared secrets, not be read out. */
  readonly x25519: CryptoKey;
  /** FIPS 203's d ‖ z. */
  readonly mlKem: Bytes;
}

/** Takes a raw X-Wing private key apart (draft-connolly-cfrg-xwing-kem, section 5.2). */
export async function heldHpke(seed: Bytes): Promise<HeldHpke> {
  const expanded = new Uint8Array(shake256(seed, { dkLen: ML_KEM_SEED + 32 }));
  const pkcs8 = concat(X25519_PKCS8, expanded.subarray(ML_KEM_SEED));
  try {
    return {
      mlKem: expanded.slice(0, ML_KEM_SEED),
      x25519: await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']),
    };
  } finally {
    expanded.fill(0);
    pkcs8.fill(0);
  }
}

/** The private key that opens what is sealed to `publicKey`, out of both halves. */
export function heldPrivateKey(held: HeldHpke, publicKey: Bytes): HpkePrivateKey {
  const pair = ml_kem768.keygen(held.mlKem);
  if (!pair.publicKey.every((byte, at) => byte === publicKey[at])) {
    throw malformed('this half belongs to another key');
  }
  const ofX25519 = publicKey.slice(ML_KEM_PUBLIC_KEY);
  const decapsulate = async (enc: Uint8Array): Promise<Uint8Array> => {
    const ephemeral = new Uint8Array(enc.slice(ML_KEM_CIPHERTEXT));
    const quantum = ml_kem768.decapsulate(enc.slice(0, ML_KEM_CIPHERTEXT), pair.secretKey);
    const classical = await agree(held.x25519, ephemeral);
    return sha3_256(concat(new Uint8Array(quantum), classical, ephemeral, ofX25519, X_WING));
  };
  const plain = nobleKem();
  const kem = (): KEM => ({ ...plain, Decap: (enc) => decapsulate(enc) });
  const key: Key = { algorithm: { name: plain.name }, extractable: false, type: 'private' };
  return {
    key,
    suite: new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
    wipe: () => {
      pair.secretKey.fill(0);
    },
  };
}

async function agree(privateKey: CryptoKey, ephemeral: Bytes): Promise<Bytes> {
  const other = await crypto.subtle.importKey('raw', ephemeral, 'X25519', false, []);
  const algorithm = { name: 'X25519', public: other };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
}
