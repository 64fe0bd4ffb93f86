import { beforeAll, describe, expect, it } from 'vitest';
import { isOutside } from '@/crypto/chains/authority.ts';
import { formerAuthority } from '@/crypto/chains/formerAuthority.ts';
import { Participation } from '@/crypto/decisions/participation.ts';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import { type KeyringId, keyringIdOf, now } from '@/crypto/ids/ids.ts';
import { stateHash } from '@/crypto/keyrings/stateHash.ts';
import type { ChainStore } from '@/crypto/vault/chainStore.ts';
import { BegunWorld } from './begunWorld.ts';
import { entryOf } from './shownStates.ts';

const NOT_SHOWN = expect.objectContaining({ code: 'not-shown' }) as Error;

describe('A group whose chain is begun later', () => {
  const stranger = keyringIdOf(randomBytes(32));
  let w: BegunWorld;
  const showing = async (...ids: readonly KeyringId[]): Promise<ChainStore> => {
    const { store, accepted } = await w.store(
      w.answer(9, { shows: { ids: [w.second.id, ...ids] } }),
    );
    expect(accepted.refused).toEqual([]);
    return store;
  };

  beforeAll(async () => {
    w = await BegunWorld.begin();
  });

  it('has nobody certainly outside where some of its members are not shown', async () => {
    const part = await showing(stranger);
    expect(part.require(w.department).state.members.has(stranger)).toBe(false);
    expect(isOutside(part, stranger, w.department, now())).toBe(false);
    expect(isOutside(part, w.guest.id, w.department, now())).toBe(false);
    expect(isOutside(w.founder.chains, stranger, w.department, now())).toBe(true);
    expect(isOutside(w.founder.chains, w.guest.id, w.department, now())).toBe(false);
  });

  it('takes no part where it may hold something that was not accepted', async () => {
    const among = (store: ChainStore) =>
      new Participation(store, () => stranger).among(store).find(w.department);
    expect(among(await showing(stranger))).toBeUndefined();
    expect(among(w.founder.chains)).toBe(w.founder.chains.require(w.department));
  });

  it('changes a member while others beside it are not shown', async () => {
    const shows = { ids: [w.founder.id, w.second.id, w.nurse.id] };
    const { store, accepted } = await w.store(w.answer(6, { line: [0], shows, to: 7 }));
    expect(accepted.refused).toEqual([]);
    const { state } = store.require(w.department);
    expect(entryOf(w.whole, 6).state.members.get(w.nurse.id)?.role).toBe('manager');
    expect(state.members.get(w.nurse.id)?.role).toBe('reader');
    expect(stateHash(state)).toBe(stateHash(entryOf(w.whole, 7).state));
    expect(() => state.members.get(w.guest.id)).toThrow(NOT_SHOWN);
  });

  it('is not taken to hold nobody any more whom it does not show', async () => {
    const record = await w.founder.make('record');
    await w.founder.add(record, w.department, 'manager');
    await w.guest.sync();
    w.guest.decide({ signers: new Map([[w.founder.id, 'accepted']]) });
    await w.guest.add(record, w.doctor.id, 'reader');
    await w.founder.sync();
    const chain = w.founder.chains.require(record);
    expect(formerAuthority(w.founder.chains, chain, undefined, now())).toEqual([]);
    const { department } = w;
    const { store } = await w.store();
    await store.accept([w.answer(9, { shows: { ids: [w.second.id] } })]);
    const keyrings = {
      find: (id: KeyringId) => (id === department ? store : w.founder.chains).find(id),
    };
    expect(() => formerAuthority(keyrings, chain, undefined, now())).toThrow(NOT_SHOWN);
  });
});
