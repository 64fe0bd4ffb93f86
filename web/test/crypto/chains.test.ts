import { beforeAll, describe, expect, it } from 'vitest';
import { unawareSince } from '@/crypto/chains/authorityCheck.ts';
import { authorityPath, capabilities } from '@/crypto/chains/authority.ts';
import { isStale, sealTargets } from '@/crypto/chains/staleness.ts';
import { safetyNumber } from '@/crypto/chains/safetyNumber.ts';
import { currentGeneration } from '@/crypto/keyrings/keyringState.ts';
import { type Instant, type KeyringId, now } from '@/crypto/ids/ids.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { freshen, freshTargets } from '@/crypto/vault/cascade.ts';
import { type Actor, World } from './world.ts';

const HOUR = 3_600_000;

describe('Chains', () => {
  let world: World;
  let patient: Actor;
  let doctor: Actor;
  let head: Actor;
  let record: KeyringId;
  let section: KeyringId;
  let department: KeyringId;

  const generation = (who: Actor, id: KeyringId) =>
    currentGeneration(who.chains.require(id).state).number;
  const opens = (who: Actor, id: KeyringId) =>
    who.keys.keysOf(id, generation(who, id)).then(
      () => true,
      () => false,
    );

  beforeAll(async () => {
    world = new World();
    patient = await world.person();
    doctor = await world.person();
    head = await world.person();
    await Promise.all([patient.sync(), doctor.sync(), head.sync()]);
    record = await patient.make('record');
    section = await patient.make('section', record);
    await head.sync();
    department = await head.make('department');
    await head.add(department, doctor.id, 'reader');
    await patient.sync();
    await patient.add(section, department, 'reader');
    await doctor.sync();
  });

  it('lead from a person through a department to a section', async () => {
    expect([...capabilities(doctor.chains, doctor.id, section, now())]).toEqual(['open']);
    expect(authorityPath(doctor.chains, doctor.id, section, 'open', now())).toEqual([department]);
    expect(await opens(doctor, section)).toBe(true);
    expect(await opens(doctor, record)).toBe(false);
    expect([...capabilities(doctor.chains, doctor.id, record, now())]).toEqual([]);
  });

  it('M4: tell what an author did not know when the heads they name had long been followed', async () => {
    const actor = await world.person();
    await Promise.all([actor.sync(), patient.sync()]);
    const own = await patient.make('record');
    const named = [{ keyring: own, head: patient.chains.require(own).state.head }];
    expect(unawareSince(patient.chains, named, now() + HOUR)).toBeUndefined();
    await patient.add(own, actor.id, 'reader');
    const followed = patient.chains.require(own).state.time;
    const late = followed + 15 * 60_000;
    expect(unawareSince(patient.chains, named, late)).toBeUndefined();
    expect(unawareSince(patient.chains, named, late + 1)).toBe(followed);
  });

  it('give a section what its record’s members may do there', () => {
    const mine = capabilities(patient.chains, patient.id, section, now());
    expect([...mine].sort()).toEqual(['add', 'manage', 'open', 'own']);
  });

  it('are the same to everybody who verifies them', async () => {
    const stranger = new ChainStore();
    const answers = [...world.stored].map(([keyring, statements]) => ({
      keyring,
      after: -1,
      statements,
    }));
    const { grown, refused, missing } = await stranger.accept(answers.reverse());
    expect(refused).toEqual([]);
    expect(missing).toEqual([]);
    expect(grown).toHaveLength(world.stored.size);
    expect(stranger.require(section).state.head).toBe(patient.chains.require(section).state.head);
    expect(safetyNumber(stranger.require(patient.id).state)).toMatch(/^(\d{5} ){5}\d{5}$/);
  });

  it('name what is missing to verify them', async () => {
    const stranger = new ChainStore();
    const { refused, missing } = await stranger.accept([
      { keyring: record, after: -1, statements: world.stored.get(record) ?? [] },
    ]);
    expect(refused).toEqual([{ keyring: record, code: 'no-authority' }]);
    expect(missing).toEqual([patient.id]);
  });

  it('that are rolled back are refused', async () => {
    const shorter = (world.stored.get(department) ?? []).slice(0, -1);
    const { refused } = await doctor.chains.accept([
      { keyring: department, after: -1, statements: shorter },
    ]);
    expect(refused).toEqual([{ keyring: department, code: 'broken-chain' }]);
  });

  it('with any changed byte are refused', async () => {
    const statement = world.stored.get(department)?.[1] ?? new Uint8Array();
    for (const at of [0, 3, 40, 300, statement.length - 3_340, statement.length - 1]) {
      const changed = new Uint8Array(statement);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const stranger = new ChainStore();
      const answers = [...world.stored].map(([keyring, statements]) => ({
        keyring,
        after: -1,
        statements: statements.map((bytes) => (bytes === statement ? changed : bytes)),
      }));
      const { refused } = await stranger.accept(answers);
      expect(refused.map(({ keyring }) => keyring)).toContain(department);
    }
  });

  it('M4: close a group to whoever was removed, and what it opens after the next rotation', async () => {
    await head.remove(department, doctor.id);
    await Promise.all([patient.sync(), doctor.sync()]);
    expect(await opens(doctor, department)).toBe(false);
    expect(isStale(patient.chains, section, now())).toBe(true);
    expect(sealTargets(patient.chains, section, now())).toEqual([department, record].sort());

    const draft = patient.draft();
    expect(await freshTargets(draft, patient.keys, section)).toEqual([section]);
    await patient.commit(draft);
    await Promise.all([head.sync(), doctor.sync()]);
    expect(isStale(head.chains, section, now())).toBe(false);
    expect(await opens(head, section)).toBe(true);
    expect(await opens(doctor, section)).toBe(false);
    await expect(
      doctor.keys.keysOf(section, generation(doctor, section) - 1),
    ).resolves.toBeDefined();
  });

  it('let a new member open the generations before', async () => {
    const colleague = await world.person();
    await head.sync();
    await head.add(department, colleague.id, 'reader');
    await colleague.sync();
    await expect(colleague.keys.keysOf(department, 1)).resolves.toBeDefined();
    await expect(colleague.keys.keysOf(section, 1)).resolves.toBeDefined();
  });

  it('end a membership when its time is up', async () => {
    const guest = await world.person();
    await patient.sync();
    const until = (now() + HOUR) as Instant;
    await patient.add(section, guest.id, 'reader', until);
    await guest.sync();
    expect(await opens(guest, section)).toBe(true);
    expect(capabilities(guest.chains, guest.id, section, until).size).toBe(0);
    expect(isStale(patient.chains, section, until - 1)).toBe(false);
    expect(isStale(patient.chains, section, until)).toBe(true);

    const draft = patient.draft(until);
    expect(await freshen(draft, patient.keys, section)).toBe(true);
    const state = draft.state(section);
    expect(state.members.has(guest.id)).toBe(false);
    expect(currentGeneration(state).sealedTo.has(guest.id)).toBe(false);
  });

  it('refuse a signer without the right', async () => {
    const draft = doctor.draft();
    await expect(
      draft.append(record, { type: 'remove-member', member: patient.id }),
    ).rejects.toMatchObject({ code: 'no-authority' });
  });

  it('keep the last owner', async () => {
    const draft = patient.draft();
    await expect(
      draft.append(record, { type: 'remove-member', member: patient.id }),
    ).rejects.toMatchObject({ code: 'invalid-change' });
  });

  it('that lean on each other in turn verify together', async () => {
    const one = await world.person();
    const other = await world.person();
    await Promise.all([one.sync(), other.sync()]);
    const left = await one.make('department');
    await other.sync();
    const right = await other.make('department');
    await one.sync();
    await one.add(left, right, 'owner'); // right owns left …
    await other.sync();
    await other.add(right, left, 'owner'); // … and left owns right
    await one.sync();
    await one.add(right, patient.id, 'reader'); // said through left
    await other.sync();
    await other.add(left, doctor.id, 'reader'); // said through right
    const stranger = new ChainStore();
    const { refused } = await stranger.accept(
      [...world.stored].map(([keyring, statements]) => ({ keyring, after: -1, statements })),
    );
    expect(refused).toEqual([]);
    expect(isStale(stranger, left, now())).toBe(true); // a ring can't be judged
  });
});
