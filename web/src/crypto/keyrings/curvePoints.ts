import { ed25519 } from '@noble/curves/ed25519.js';

const PRIME = 2n ** 255n - 19n;

/** Their product with any secret is one of few values that everybody knows. */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  PRIME - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/** Whether these 32 bytes are the canonical encoding of a point of prime order (RFC 8032 section 5.1.3). */
export function isEd25519Key(key: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(key, false);
    return !point.is0() && point.isTorsionFree();
  } catch {
    return false; // not a point, or not written canonically
  }
}

/** Whether these 32 bytes are the canonical encoding of a coordinate that is not of small order. */
export function isX25519Key(key: Uint8Array): boolean {
  let coordinate = 0n;
  for (let i = key.length - 1; i >= 0; i--) {
    coordinate = (coordinate << 8n) | BigInt(key[i] ?? 0);
  }
  return coordinate < PRIME && !SMALL_ORDER.has(coordinate);
}
