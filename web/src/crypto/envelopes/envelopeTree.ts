import { type Bytes, u32 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes, type Sha256 } from '../ids/ids.ts';
import { merkleLeaf } from '../trees/merkleTree.ts';

/**
 * The leaf of one envelope in the tree that a statement announces (spec/keyrings.md section 4);
 * `generation` is the recipient's, which it is sealed to.
 */
export function envelopeLeaf(recipient: KeyringId, generation: number, envelope: Bytes): Sha256 {
  return merkleLeaf(keyringIdBytes(recipient), u32(generation), envelope);
}
