import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, Sha256 } from '../ids/ids.ts';
import type { MembersEnvelopes } from '../statements/statement.ts';
import { MerkleTree } from '../trees/merkleTree.ts';
import { envelopeLeaf } from './envelopeTree.ts';

/** A secret, sealed to one generation of one keyring. */
export interface SealedSecret {
  readonly keyring: KeyringId;
  readonly generation: number;
  readonly envelope: Bytes;
}

/** By which a statement announces it. */
export function leafOf({ keyring, generation, envelope }: SealedSecret): Sha256 {
  return envelopeLeaf(keyring, generation, envelope);
}

/** By which a rotation announces those for its members, given in the order of their ids. */
export function membersEnvelopes(sealed: readonly SealedSecret[]): MembersEnvelopes {
  return {
    generations: sealed.map(({ generation }) => generation),
    root: new MerkleTree(sealed.map(leafOf)).root,
  };
}
