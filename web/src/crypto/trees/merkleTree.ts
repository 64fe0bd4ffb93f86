import { type Bytes, fromHex, toHex, u8 } from '../ids/bytes.ts';
import { type Sha256, sha256Text } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';

const LEAF = u8(0);
const NODE = u8(1);

/** What stands for those bytes at the bottom of a tree. */
export function merkleLeaf(...parts: readonly Uint8Array[]): Sha256 {
  return digest(LEAF, ...parts);
}

/**
 * A Merkle tree (RFC 9162 section 2.1). With the path of a leaf, one thing can be told from any other
 * without the rest.
 */
export class MerkleTree {
  /** The leaves, then what is above them, up to the root. */
  readonly #levels: readonly (readonly Sha256[])[];

  /** Over leaves in their order; none gives the digest of nothing. */
  constructor(leaves: readonly Sha256[]) {
    const levels = [leaves];
    for (let level = leaves; level.length > 1; levels.push(level)) {
      level = above(level);
    }
    this.#levels = levels;
  }

  get root(): Sha256 {
    return this.#levels.at(-1)?.[0] ?? digest();
  }

  /** What that leaf is hashed with, from the leaf up. */
  path(index: number): readonly Sha256[] {
    return this.#levels.flatMap((level, height) => {
      const beside = level[Math.floor(index / 2 ** height) ^ 1];
      return beside === undefined ? [] : [beside];
    });
  }
}

/** Whether that leaf stands there in the tree of that size and root. */
export function treeContains(
  root: Sha256,
  size: number,
  index: number,
  leaf: Sha256,
  path: readonly Sha256[],
): boolean {
  if (index < 0 || index >= size) {
    return false;
  }
  let hash = leaf;
  let used = 0;
  let at = index;
  for (let last = size - 1; last > 0; last = Math.floor(last / 2)) {
    if (at % 2 === 1 || at < last) {
      const beside = path[used++];
      if (beside === undefined) {
        return false;
      }
      hash = at % 2 === 1 ? node(beside, hash) : node(hash, beside);
    }
    at = Math.floor(at / 2);
  }
  return used === path.length && hash === root;
}

/** Two become one; the last of an odd number goes up as it is. */
function above(level: readonly Sha256[]): readonly Sha256[] {
  return level.flatMap((hash, index) => {
    const right = level[index + 1];
    return index % 2 === 1 ? [] : [right === undefined ? hash : node(hash, right)];
  });
}

function node(left: Sha256, right: Sha256): Sha256 {
  return digest(NODE, hashBytes(left), hashBytes(right));
}

function hashBytes(hash: Sha256): Bytes {
  return fromHex(hash, 32, 'a SHA-256');
}

function digest(...parts: readonly Uint8Array[]): Sha256 {
  return sha256Text(toHex(sha256(...parts)));
}
