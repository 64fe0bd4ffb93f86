import type { Bytes } from '../ids/bytes.ts';

const NO_SALT = new Uint8Array(0);

/** Input key material as a key that can only be derived from, never read. */
export function hkdfKey(input: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', input, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

/** HKDF-SHA256 with empty salt, 32 bytes. */
export async function deriveBytes(input: Bytes | CryptoKey, info: Bytes): Promise<Bytes> {
  const key = input instanceof Uint8Array ? await hkdfKey(input) : input;
  return new Uint8Array(await crypto.subtle.deriveBits(parameters(NO_SALT, info), key, 256));
}

/** HKDF-SHA256 to an AES-256-GCM key that can't be read out. */
export async function deriveAesKey(
  input: Bytes | CryptoKey,
  info: Bytes,
  usage: 'encrypt' | 'decrypt',
  salt: Bytes = NO_SALT,
): Promise<CryptoKey> {
  const key = input instanceof Uint8Array ? await hkdfKey(input) : input;
  return crypto.subtle.deriveKey(
    parameters(salt, info),
    key,
    { name: 'AES-GCM', length: 256 },
    false,
    [usage],
  );
}

/** As {@link deriveAesKey}, for whatever is sealed and opened again. */
export function deriveBoxKey(base: CryptoKey, info: Bytes): Promise<CryptoKey> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  const usages: KeyUsage[] = ['encrypt', 'decrypt'];
  return crypto.subtle.deriveKey(parameters(NO_SALT, info), base, algorithm, false, usages);
}

/** HKDF-SHA256 with empty salt to a key of HMAC-SHA256 that can't be read out. */
export async function deriveHmacKey(base: CryptoKey, info: Bytes): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(parameters(NO_SALT, info), base, algorithm, false, ['sign']);
}

function parameters(salt: Bytes, info: Bytes): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt, info };
}
