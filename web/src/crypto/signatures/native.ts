import type { Bytes } from '../ids/bytes.ts';

/** An algorithm of WebCrypto and how its keys are imported raw. */
export interface NativeSignature {
  readonly name: 'Ed25519' | 'ML-DSA-65';
  readonly publicFormat: string;
  importPrivate(seed: Bytes): Promise<CryptoKey>;
}

const ED25519_PKCS8 = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0x00,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
);

export const nativeEd25519: NativeSignature = {
  name: 'Ed25519',
  publicFormat: 'raw',
  async importPrivate(seed) {
    const pkcs8 = new Uint8Array(ED25519_PKCS8.length + seed.length);
    pkcs8.set(ED25519_PKCS8);
    pkcs8.set(seed, ED25519_PKCS8.length);
    try {
      return await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    } finally {
      pkcs8.fill(0);
    }
  },
};

const mlDsa65: NativeSignature = {
  name: 'ML-DSA-65',
  publicFormat: 'raw-public',
  importPrivate: (seed) => importRaw('raw-seed', seed, 'ML-DSA-65', 'sign'),
};

/** The newer raw formats are not in the DOM's types yet. */
function importRaw(format: string, key: Bytes, name: string, usage: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey(format as 'raw', key, name, false, [usage]);
}

export async function nativeVerify(
  algorithm: NativeSignature,
  publicKey: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  let key: CryptoKey;
  try {
    key = await importRaw(algorithm.publicFormat, publicKey, algorithm.name, 'verify');
  } catch {
    return false; // not a key of this algorithm
  }
  return crypto.subtle.verify(algorithm.name, key, signature, message);
}

/** Any but all zeros, which WebKit refuses. */
const PROBE = Uint8Array.from({ length: 32 }, (_, position) => position + 1);

async function works(algorithm: NativeSignature): Promise<NativeSignature | undefined> {
  try {
    await algorithm.importPrivate(PROBE.slice());
    return algorithm;
  } catch {
    return undefined;
  }
}

let found: Promise<readonly [NativeSignature | undefined, NativeSignature | undefined]> | undefined;

/** Ed25519 and ML-DSA-65 of this platform's WebCrypto, each where it is there. */
export function nativeSignatures() {
  found ??= Promise.all([works(nativeEd25519), works(mlDsa65)]);
  return found;
}
