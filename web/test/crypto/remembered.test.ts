import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { type Actor, World } from './world.ts';

describe('Chains that an earlier visit has seen', () => {
  let world: World;
  let patient: Actor;
  let record: KeyringId;
  let section: KeyringId;

  const answers = (cut: readonly KeyringId[] = []) =>
    [...world.stored].map(([keyring, statements]) => ({
      keyring,
      after: -1,
      statements: cut.includes(keyring) ? statements.slice(0, -1) : statements,
    }));
  const head = (of: KeyringId) => ({
    keyring: of,
    head: patient.chains.require(of).state.head,
  });

  beforeAll(async () => {
    world = new World();
    patient = await world.person();
    const doctor = await world.person();
    await patient.sync();
    record = await patient.make('record');
    section = await patient.make('section', record);
    await patient.add(record, doctor.id, 'reader');
  });

  it('are taken where they go on from there', async () => {
    const store = new ChainStore();
    store.remember([head(record), head(section)]);
    expect((await store.accept(answers())).refused).toEqual([]);
    expect(store.find(record)).toBeDefined();
  });

  it('are refused where they were rolled back, and the others are taken', async () => {
    const store = new ChainStore();
    store.remember([head(record)]);
    const { refused } = await store.accept(answers([record]));
    expect(refused).toContainEqual({ keyring: record, code: 'broken-chain' });
    expect(store.find(record)).toBeUndefined();
    expect(store.find(patient.id)).toBeDefined();
  });

  it('are dropped where they were taken before it was known what had been seen', async () => {
    const store = new ChainStore();
    await store.accept(answers([record]));
    expect(store.find(record)).toBeDefined();
    expect(store.remember([head(record)])).toEqual([{ keyring: record, code: 'broken-chain' }]);
    expect(store.find(record)).toBeUndefined();
  });

  it('are refused where a statement is older than a moment at which it was not there', async () => {
    const store = new ChainStore();
    const before = patient.chains.require(record).entries[0]?.state;
    if (before === undefined) {
      throw new Error('a chain has a first statement');
    }
    const hour = 3_600_000;
    const seenAt = (patient.chains.require(record).state.time + hour) as typeof before.time;
    store.remember([{ keyring: record, head: before.head, seenAt }]);
    const { refused } = await store.accept(answers());
    expect(refused).toContainEqual({ keyring: record, code: 'broken-chain' });
  });
});
