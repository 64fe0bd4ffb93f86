import { expect } from 'vitest';
import { recipientsOf } from '@/crypto/chains/transition.ts';
import type { Entry } from '@/crypto/chains/verifiedChain.ts';
import { MerkleTree } from '@/crypto/trees/merkleTree.ts';
import { leafOf } from '@/crypto/envelopes/sealedSecret.ts';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import type { KeyringId, Sha256 } from '@/crypto/ids/ids.ts';
import { currentGeneration, type KeyringState } from '@/crypto/keyrings/keyringState.ts';
import type { NewMember } from '@/crypto/statements/statement.ts';
import type { EnvelopeName, FoundEnvelope } from '@/crypto/vault/envelopeBook.ts';

/** The envelopes of one tree, in their order. */
interface Announced {
  readonly root: Sha256 | undefined;
  readonly names: readonly EnvelopeName[];
}

/** Takes the envelopes that a statement announces from the front of `left`; fails where others are there. */
export function takeAnnounced(
  entry: Entry,
  before: KeyringState | undefined,
  left: Bytes[],
): readonly FoundEnvelope[] {
  return announcedIn(entry, before).flatMap(({ root, names }) => {
    const own = names.map((name) => ({ ...name, envelope: left.shift() ?? new Uint8Array() }));
    const leaves = own.map(({ recipient, recipientGeneration, envelope }) =>
      leafOf({ keyring: recipient, generation: recipientGeneration, envelope }),
    );
    const tree = new MerkleTree(leaves);
    expect(tree.root).toBe(root);
    return own.map((one, index) => ({ ...one, path: tree.path(index) }));
  });
}

function announcedIn(
  { statement: { header, change }, state }: Entry,
  before: KeyringState | undefined,
): readonly Announced[] {
  const { keyring } = header;
  switch (change.type) {
    case 'create':
      return change.members.flatMap((member) => ofMember(keyring, 1, member));
    case 'set-member':
      return ofMember(keyring, currentGeneration(state).number, change.member);
    case 'rotate': {
      const { generation } = change;
      const recipients = before === undefined ? [] : recipientsOf(before, change, header.time);
      const back = {
        keyring,
        generation: change.previousGeneration,
        recipient: keyring,
        recipientGeneration: generation,
      };
      return [
        { root: change.previousSecret, names: [back] },
        {
          root: change.envelopes.root,
          names: (recipients ?? []).map((to) => nameOf(keyring, generation, to)),
        },
      ];
    }
    default:
      return [];
  }
}

function ofMember(keyring: KeyringId, generation: number, member: NewMember): readonly Announced[] {
  const { envelope } = member;
  return envelope === undefined
    ? []
    : [{ root: envelope, names: [nameOf(keyring, generation, member)] }];
}

function nameOf(
  keyring: KeyringId,
  generation: number,
  to: Pick<NewMember, 'keyring' | 'generation'>,
): EnvelopeName {
  return { keyring, generation, recipient: to.keyring, recipientGeneration: to.generation };
}
