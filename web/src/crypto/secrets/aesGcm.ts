import type { FormatError } from '../errors.ts';
import { malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, randomBytes, u8 } from '../ids/bytes.ts';

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** AES-256-GCM; the tag stands behind the ciphertext. */
export async function encrypt(
  key: CryptoKey,
  nonce: Bytes,
  associatedData: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: associatedData },
      key,
      plaintext,
    ),
  );
}

/** Undefined where the tag does not match. */
export async function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  associatedData: Bytes,
  ciphertext: Bytes,
): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: associatedData },
        key,
        ciphertext,
      ),
    );
  } catch {
    return undefined;
  }
}

/** suite (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16): the layout of slots, manifests and headers. */
export async function sealBox(
  key: CryptoKey,
  associatedData: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const nonce = randomBytes(NONCE_BYTES);
  return concat(u8(1), nonce, await encrypt(key, nonce, associatedData, plaintext));
}

/** Opens what {@link sealBox} makes; `failure` is what a tag that does not match means here. */
export async function openBox(
  key: CryptoKey,
  associatedData: Bytes,
  box: Bytes,
  failure: FormatError,
): Promise<Bytes> {
  checkBox(box);
  const ciphertext = box.subarray(1 + NONCE_BYTES);
  const nonce = box.subarray(1, 1 + NONCE_BYTES);
  const plaintext = await decrypt(key, nonce, associatedData, ciphertext);
  if (plaintext === undefined) {
    throw failure;
  }
  return plaintext;
}

/** Refuses another suite, then anything too short to be a box. */
export function checkBox(box: Uint8Array) {
  const suite = box[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (box.length < 1 + NONCE_BYTES + TAG_BYTES) {
    throw malformed('too short to be sealed');
  }
}
