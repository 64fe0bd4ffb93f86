import type { Bytes } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * A Merkle tree (RFC 9162 section 2.1) over what has come so far, of which only the logarithm of its
 * size is held. Immutable.
 */
export interface History {
  /** How many leaves there are. */
  readonly size: number;
  /** Roots of the full trees that it is made of, the largest first. */
  readonly peaks: readonly Bytes[];
}

/** Before anything. */
export const NO_HISTORY: History = { size: 0, peaks: [] };

/** With one leaf more. */
export function historyWith({ size, peaks }: History, leaf: Bytes): History {
  const after = [...peaks];
  let last = sha256(LEAF, leaf);
  for (let full = size; full % 2 === 1; full = (full - 1) / 2) {
    const beside = after.pop();
    if (beside !== undefined) {
      last = sha256(NODE, beside, last);
    }
  }
  return { size: size + 1, peaks: [...after, last] };
}

/** Its root; of nothing the digest of nothing. */
export function historyRoot({ peaks }: History): Bytes {
  return peaks.length === 0
    ? sha256()
    : peaks.reduceRight((root, peak) => sha256(NODE, peak, root));
}
