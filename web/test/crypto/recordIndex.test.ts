import { beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '@/crypto/ids/bytes.ts';
import { type Instant, type KeyringId, keyringId, now, sha256Text } from '@/crypto/ids/ids.ts';
import { sealProfile } from '@/crypto/vault/profiles.ts';
import { sealIndexEntry } from '@/crypto/records/recordIndex.ts';
import type { ToldPart } from '@/crypto/vault/indexed.ts';
import { IndexedRecords } from '@/crypto/vault/indexedRecords.ts';
import { type Actor, World } from './world.ts';

const GROUND = sha256Text('ab'.repeat(32));

describe('What a person keeps of records', () => {
  let world: World;
  let me: Actor;
  let other: Actor;
  let vault: IndexedRecords;

  beforeEach(async () => {
    world = new World();
    me = await world.person();
    other = await world.person();
    await Promise.all([me.sync(), other.sync()]);
    vault = new IndexedRecords(me.chains, me.keys);
  });

  function told(actor: Actor, id: KeyringId, through: readonly KeyringId[] = []): ToldPart {
    const { state } = actor.chains.require(id);
    const { seq, head, parent } = state;
    const kind = state.kind as ToldPart['kind'];
    const by = state.members.get(me.id)?.setBy;
    return {
      keyring: id,
      kind,
      parent,
      seq,
      head,
      through,
      ...(by === undefined ? {} : { addedBy: by }),
    };
  }

  async function name(actor: Actor, record: KeyringId, patient: string) {
    const draft = actor.draft();
    const note = await sealProfile(draft.state(record), { patient: { name: patient } });
    await draft.append(record, { type: 'profile', note });
    await actor.commit(draft);
  }

  async function read(record: KeyringId, parts: readonly ToldPart[], through = [me.id]) {
    const [found] = await vault.read([{ record, through, parts, ground: GROUND }]);
    if (found?.kept === undefined) {
      throw new Error('nothing is kept');
    }
    return { indexed: found.indexed, ...found.kept };
  }

  it('says what the chains say, and opens again as long as nothing else is known', async () => {
    const record = await other.make('record');
    await name(other, record, 'Ada Example');
    const section = await other.make('section', record);
    await other.add(record, me.id, 'collaborator');
    await me.sync();
    const parts = [told(me, section, [record]), told(me, record)];
    const { indexed, entry } = await read(record, parts);
    expect(indexed.sharedBy).toBe(other.id);
    expect(indexed.parts.map(({ kind }) => kind)).toEqual(['record', 'section']);
    expect(indexed.parts[0]).toMatchObject({
      takesPart: true,
      role: 'collaborator',
      soleOwner: false,
      names: { patient: { name: 'Ada Example' } },
    });
    expect(new Set(indexed.parts[1]?.capabilities)).toEqual(new Set(['open', 'add']));
    const kept = { record, through: [me.id], entry };
    expect(await vault.open([kept])).toEqual([indexed]);

    // A device that has just begun knows no chain of the record.
    const device = await reopened();
    expect(await device.open([kept])).toEqual([indexed]);
    expect(await device.open([{ ...kept, through: [me.id, other.id] }])).toEqual([]);
    expect(await device.open([{ ...kept, record: section }])).toEqual([]);
    expect(await device.open([{ ...kept, entry: utf8('junk') }])).toEqual([]);
  });

  /** The same person's vault with nothing but what everybody knows. */
  async function reopened(): Promise<IndexedRecords> {
    const stored = new Map(world.stored);
    const people = new Set(world.people);
    [...stored.keys()]
      .filter((id) => !people.has(id) && me.chains.require(id).state.kind !== 'department')
      .forEach((id) => world.stored.delete(id));
    me.chains.clear();
    await me.sync();
    stored.forEach((statements, id) => world.stored.set(id, statements));
    return vault;
  }

  it('does not hold where the person has decided otherwise since', async () => {
    const record = await other.make('record');
    await other.add(record, me.id, 'reader');
    await me.sync();
    const { entry } = await read(record, [told(me, record)]);
    const kept = { record, through: [me.id], entry };
    const device = await reopened();
    expect(await device.open([kept])).toHaveLength(1);
    me.decide({ keyrings: new Map([[record, 'declined']]) });
    expect(await device.open([kept])).toEqual([]);
    me.decide({});
    expect(await device.open([kept])).toEqual([]);
    me.decide({ keyrings: new Map([[record, 'accepted']]) });
    expect(await device.open([kept])).toHaveLength(1);
  });

  it('says of an offer that it takes no part, until it is accepted', async () => {
    const record = await other.make('record');
    await other.add(record, me.id, 'reader');
    await me.sync();
    me.decide({});
    const { indexed, entry } = await read(record, [told(me, record)]);
    expect(indexed.parts).toMatchObject([{ takesPart: false, capabilities: [], names: {} }]);
    const kept = { record, through: [me.id], entry };
    expect(await vault.open([kept])).toHaveLength(1);
    me.decide({ signers: new Map([[other.id, 'accepted']]) });
    expect(await vault.open([kept])).toEqual([]);
  });

  it('holds for who comes through a department as long as that opens to them', async () => {
    const department = await other.make('department');
    await other.add(department, me.id, 'reader');
    const record = await other.make('record');
    await other.add(record, department, 'reader');
    await me.sync();
    const through = [department];
    const { indexed, entry } = await read(record, [told(me, record, through)], through);
    expect(indexed.sharedBy).toBe(other.id);
    expect(indexed.parts).toMatchObject([{ through, soleOwner: false }]);
    expect(indexed.parts[0]?.role).toBeUndefined();
    const kept = { record, through, entry };
    const device = await reopened();
    expect(await device.open([kept])).toHaveLength(1);
    await other.remove(department, me.id);
    await me.sync();
    expect(await device.open([kept])).toEqual([]);
  });

  it('is read each time where ways end at different times, and ends with the one', async () => {
    const soon = (now() + 60_000) as Instant;
    const record = await other.make('record');
    await other.add(record, me.id, 'reader', soon);
    await me.sync();
    const once = await read(record, [told(me, record)]);
    expect(once.indexed.parts).toMatchObject([{ until: soon }]);
    expect(await vault.open([{ record, through: [me.id], entry: once.entry }])).toHaveLength(1);
    const department = await other.make('department');
    await other.add(department, me.id, 'reader');
    await other.add(record, department, 'reader');
    await me.sync();
    const both = await read(record, [told(me, record, [department])]);
    expect(await vault.open([{ record, through: [me.id], entry: both.entry }])).toEqual([]);
    const past = { ...once.indexed, read: true, through: [me.id] };
    const ended = await sealIndexEntry(me.keys.person, record, {
      ...past,
      parts: past.parts.map(({ names: _, ...part }) => ({ ...part, until: 1 as Instant })),
    });
    expect(await vault.open([{ record, through: [me.id], entry: ended }])).toEqual([]);
  });

  it('keeps nothing of what does not open', async () => {
    const record = await other.make('record');
    await other.add(record, me.id, 'reader');
    world.onTheWay = () => undefined;
    await me.sync();
    const [found] = await vault.read([
      { record, through: [me.id], parts: [told(me, record)], ground: GROUND },
    ]);
    expect(found?.kept).toBeUndefined();
  });

  it('takes nothing for part of a record that its chain says is none', async () => {
    const [ravi, ada] = [await other.make('record'), await other.make('record')];
    const section = await other.make('section', ada);
    await other.add(ravi, me.id, 'reader');
    await other.add(ada, me.id, 'reader');
    await me.sync();
    const own = told(me, ravi);
    for (const foreign of [
      { ...told(me, ada), kind: 'share' as const },
      { ...told(me, ada), kind: 'section' as const, parent: ravi },
      { ...told(me, section), kind: 'share' as const },
      { ...told(me, section), parent: ravi },
      told(me, ada),
    ]) {
      const [found] = await vault.read([
        { record: ravi, through: [me.id], parts: [own, foreign], ground: GROUND },
      ]);
      expect(found?.indexed.parts.map(({ keyring }) => keyring)).toEqual([ravi]);
      expect(found?.kept).toBeUndefined();
    }
  });

  it('fits where somebody is reached through more than an entry holds', async () => {
    const record = await other.make('record');
    await other.add(record, me.id, 'reader');
    await me.sync();
    const through = Array.from({ length: 100 }, (_, index) =>
      keyringId(index.toString(16).padStart(64, '0')),
    );
    const { entry } = await read(record, [told(me, record)], through);
    expect(await vault.open([{ record, through, entry }])).toEqual([]);
  });

  it('has a ground where something takes no part, and none where all does', async () => {
    const record = await other.make('record');
    await other.add(record, me.id, 'reader');
    await me.sync();
    expect((await read(record, [told(me, record)])).ground).toBeUndefined();
    me.decide({});
    expect((await read(record, [told(me, record)])).ground).toBe(GROUND);
    expect(await vault.ground('1')).not.toBe(await vault.ground('2'));
  });
});
