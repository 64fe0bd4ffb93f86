import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, Sha256 } from '../ids/ids.ts';
import { treeContains } from '../trees/merkleTree.ts';
import { envelopeLeaf } from './envelopeTree.ts';

/** What a statement says of one envelope: its place in a tree of them. */
export interface Commitment {
  /** Of the tree, as the statement says it. */
  readonly root: Sha256;
  /** Of this envelope's leaf. */
  readonly index: number;
  /** How many leaves there are. */
  readonly size: number;
}

/** Of an envelope that a statement names by itself: the only leaf of its tree. */
export function aloneIn(leaf: Sha256): Commitment {
  return { root: leaf, index: 0, size: 1 };
}

/**
 * Whether this is the envelope that the statement means.
 *
 * @param recipient whom it is sealed to, in `generation`
 * @param path as the service answers it
 */
export function isAnnounced(
  { root, index, size }: Commitment,
  recipient: KeyringId,
  generation: number,
  envelope: Bytes,
  path: readonly Sha256[],
): boolean {
  return treeContains(root, size, index, envelopeLeaf(recipient, generation, envelope), path);
}
