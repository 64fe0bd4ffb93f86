import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat } from './bytes.ts';

/** SHA-256 of short input, at once; long input goes through {@link sha256Async}. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(nobleSha256(concat(...parts)));
}

/** SHA-256 by the platform. */
export async function sha256Async(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
