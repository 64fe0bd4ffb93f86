import { describe, expect, it } from 'vitest';
import type { KeyringId } from '@/crypto/index.ts';
import { ownedAlone } from '@/lib/accounts/ownedAlone.ts';

type Session = Parameters<typeof ownedAlone>[0];
type Told = Parameters<typeof ownedAlone>[1];

const id = (digit: string) => digit.repeat(64) as KeyringId;
const me = id('1');
const other = id('2');
const record = id('3');

const owner = (keyring: KeyringId, until?: Date) => ({
  keyring,
  role: 'owner',
  ...(until === undefined ? {} : { until }),
});

/** A person who has accepted one record that has these members. */
function session(members: readonly object[], closed = false) {
  return {
    keyring: me,
    chains: {
      load: () => Promise.resolve(),
      complete: () => Promise.resolve(),
      knows: () => true,
      views: () =>
        Promise.resolve(new Map([[record, { keyring: record, kind: 'record', closed, members }]])),
    },
    vault: { offers: { takingPart: (ids: readonly KeyringId[]) => Promise.resolve(ids) } },
  } as unknown as Session;
}

const told = (alone: readonly KeyringId[] = []): Told => ({
  owned: [],
  memberships: [record],
  alone,
});

describe('What keeps an account from being deleted', () => {
  it('is what its person accepted and nobody else owns without end', async () => {
    const reader = { keyring: other, role: 'reader' };
    expect(await ownedAlone(session([owner(me), reader]), told())).toEqual([record]);
    const ending = owner(other, new Date(0));
    expect(await ownedAlone(session([owner(me), ending]), told())).toEqual([record]);
    expect(await ownedAlone(session([owner(me), owner(other)]), told())).toEqual([]);
    expect(await ownedAlone(session([owner(me)]), told())).toEqual([]);
  });

  it('is also what all other owners of have deleted their accounts, as the service says', async () => {
    const both = [owner(me), owner(other)];
    expect(await ownedAlone(session(both), told([record]))).toEqual([record]);
    expect(await ownedAlone(session(both, true), told([record]))).toEqual([]);
    const mine = [{ keyring: me, role: 'reader' }, owner(other)];
    expect(await ownedAlone(session(mine), told([record]))).toEqual([]);
  });
});
