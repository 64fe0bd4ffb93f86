import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { type Actor, World } from './world.ts';

describe('A chain that is answered with its end', () => {
  let world: World;
  let patient: Actor;
  let record: KeyringId;
  const whole = () => world.stored.get(record) ?? [];
  const chain = () => patient.chains.require(record);
  /** What is behind `after`, of the first `length` statements, and the end of that. */
  const answer = (after: number, length = whole().length) => ({
    keyring: record,
    after,
    statements: whole().slice(after + 1, length),
    end: endOf(length - 1),
  });
  const endOf = (seq: number) => {
    const entry = chain().entries[seq];
    if (entry === undefined) {
      throw new Error('a chain is as long as that');
    }
    return { seq, head: entry.state.head };
  };
  const refusal = () => [{ keyring: record, code: 'broken-chain' }];
  const holding = async (length = whole().length) => {
    const store = new ChainStore();
    const others = [...world.stored].filter(([keyring]) => keyring !== record);
    await store.accept([
      ...others.map(([keyring, statements]) => ({ keyring, after: -1, statements })),
      answer(-1, length),
    ]);
    return store;
  };

  beforeAll(async () => {
    world = new World();
    patient = await world.person();
    const doctor = await world.person();
    await patient.sync();
    record = await patient.make('record');
    await patient.add(record, doctor.id, 'reader');
    await patient.add(record, doctor.id, 'collaborator');
  });

  it('is taken where it ends there, whole or behind what is held', async () => {
    for (const [held, sent] of [
      [1, answer(0)],
      [2, answer(1)],
      [3, answer(2)],
      [2, answer(-1)],
    ] as const) {
      const store = await holding(held);
      expect(store.require(record).state.seq).toBe(held - 1);
      expect((await store.accept([sent])).refused).toEqual([]);
      expect(store.require(record).state.head).toBe(chain().state.head);
    }
  });

  it('is refused where the service stands behind what is held', async () => {
    const store = await holding();
    for (const length of [1, 2]) {
      const rolledBack = { ...answer(2), end: endOf(length - 1) };
      expect((await store.accept([rolledBack])).refused).toEqual(refusal());
      expect((await store.accept([answer(-1, length)])).refused).toEqual(refusal());
    }
    expect(store.require(record).state.seq).toBe(2);
  });

  it('is held against what another page has seen, as soon as it reaches so far', async () => {
    const behind = await holding(2);
    const ahead = { keyring: record, ...endOf(2) };
    expect(behind.learn([ahead])).toEqual([]);
    expect(behind.require(record).state.seq).toBe(1);
    const rolledBack = { ...answer(1, 2), end: endOf(1) };
    expect((await behind.accept([rolledBack])).refused).toEqual(refusal());
    const again = await holding(2);
    again.learn([ahead]);
    expect((await again.accept([answer(1)])).refused).toEqual([]);
    const forked = await holding(3);
    expect(forked.learn([{ ...ahead, head: endOf(1).head }])).toEqual([]);
    expect(forked.learn([{ ...ahead, head: 'f'.repeat(64) as typeof ahead.head }])).toEqual(
      refusal(),
    );
  });

  it('is refused where the service has another statement there', async () => {
    const store = await holding();
    const forked = { ...answer(2), end: { seq: 2, head: endOf(1).head } };
    expect((await store.accept([forked])).refused).toEqual(refusal());
  });

  it('is refused where less is shown than is told of', async () => {
    for (const held of [1, 2]) {
      const store = await holding(held);
      const cut = { ...answer(held - 1, 2), end: endOf(2) };
      expect((await store.accept([cut])).refused).toEqual(refusal());
      expect(store.require(record).state.seq).toBe(held - 1);
    }
    const fresh = new ChainStore();
    const nothing = { keyring: record, after: -1, statements: [], end: endOf(2) };
    expect((await fresh.accept([nothing])).refused).toEqual(refusal());
  });

  it('counts as it was told last, where several answers have it', async () => {
    const store = await holding(1);
    expect((await store.accept([answer(0, 2), answer(1)])).refused).toEqual([]);
    expect(store.require(record).state.seq).toBe(2);
  });
});

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
    expect(refused).toContainEqual({ keyring: record, code: 'added-late' });

    const [late] = store.late.list(store);
    const newest = patient.chains.require(record).state.head;
    expect(late).toMatchObject({ keyring: record, kind: 'record', newest });
    expect(late?.changes.at(-1)).toMatchObject({
      signer: patient.id,
      type: 'set-member',
      role: 'reader',
      former: false,
    });
    expect(() => store.acceptLate(record, before.head, seenAt)).toThrow();
    expect(store.acceptLate(record, newest, seenAt)).toMatchObject({ head: newest, seenAt });
    expect((await store.accept(answers())).refused).toEqual([]);
    expect(store.find(record)).toBeDefined();
    expect(store.late.list(store)).toEqual([]);
  });
});
