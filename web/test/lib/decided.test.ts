import { describe, expect, it } from 'vitest';
import { type KeyringId, keyringId } from '@/crypto/ids/ids.ts';
import type { Decisions, SignerDecision } from '@/crypto/decisions/decisions.ts';
import { ids } from '@/lib/ids.ts';
import { OfferBook } from '@/lib/offers/offerBook.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';
import { party } from '../fakes/world.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [me, sharer, shared] = [id('1'), id('2'), id('a')];

function bookOf(signers: readonly (readonly [KeyringId, SignerDecision])[]) {
  const made: Decisions = {
    version: 1,
    keyrings: new Map([[shared, 'declined']]),
    signers: new Map(signers),
  };
  const told = [{ keyring: shared, kind: 'record', addedBy: sharer, through: [] }];
  const named = (all: Iterable<KeyringId>) =>
    Promise.resolve(new Map([...all].map((one) => [one, party(0, { keyring: ids.keyring(one) })])));
  const signedIn = {
    keyring: me,
    connection: { get: () => Promise.resolve({ keyrings: told }) },
    contacts: { hear: () => undefined },
    chains: { views: () => Promise.resolve(new Map()) },
    vault: { offers: { takingPart: () => Promise.resolve([]) } },
    decisions: { read: () => Promise.resolve(made) },
    parties: { named, all: named },
  };
  return new OfferBook(
    signedIn as unknown as SignedIn,
    () => {
      throw new Error('nobody looks');
    },
    () => Promise.resolve(),
  );
}

describe('what was decided about somebody', () => {
  const shown = async (signers: readonly (readonly [KeyringId, SignerDecision])[]) => {
    const { declined, blocked } = await bookOf(signers).decided();
    return { declined: declined.length, blocked: blocked.length };
  };

  it('is that what they shared was declined', async () => {
    expect(await shown([])).toEqual({ declined: 1, blocked: 0 });
  });

  it('is that they are blocked, and nothing besides', async () => {
    expect(await shown([[sharer, 'blocked']])).toEqual({ declined: 0, blocked: 1 });
  });
});
