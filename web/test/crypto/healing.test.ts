import { beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '@/crypto/chains/authority.ts';
import { isStale, sealTargets } from '@/crypto/chains/staleness.ts';
import { previousBinding } from '@/crypto/envelopes/generations.ts';
import { sealEnvelope } from '@/crypto/envelopes/envelopes.ts';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import { type KeyringId, now } from '@/crypto/ids/ids.ts';
import { currentGeneration, openers } from '@/crypto/keyrings/keyringState.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { freshen, freshTargets } from '@/crypto/vault/cascade.ts';
import { ChainVault } from '@/crypto/vault/chainVault.ts';
import { appendRotation, memberOf, sealTo } from '@/crypto/vault/rotation.ts';
import { type Actor, World } from './world.ts';

/** A generation whose envelopes hold another secret than the one announced. */
async function rotateToJunk(actor: Actor, id: KeyringId) {
  const draft = actor.draft();
  const state = draft.state(id);
  const before = currentGeneration(state).number;
  const announced = await KeyringKeys.derive(GenerationSecret.random(), state.kind);
  const junk = GenerationSecret.random();
  const back = previousBinding(id, before, before + 1);
  await appendRotation(
    draft,
    id,
    announced.publicKeys,
    before,
    await sealEnvelope(announced.publicKeys, back, junk),
    await Promise.all(
      openers(state, draft.time).map((member) => sealTo(draft, id, before + 1, junk, member)),
    ),
  );
  await actor.commit(draft);
}

describe('A keyring whose newest generation does not open', () => {
  let world: World;
  let patient: Actor;
  let manager: Actor;
  let reader: Actor;
  let record: KeyringId;
  let section: KeyringId;

  const everybody = () => Promise.all([patient, manager, reader].map((one) => one.sync()));
  const generation = (id: KeyringId) => currentGeneration(patient.chains.require(id).state).number;
  const opens = (who: Actor, id: KeyringId, number: number) =>
    who.keys.keysOf(id, number).then(
      () => true,
      () => false,
    );

  beforeEach(async () => {
    world = new World();
    patient = await world.person();
    manager = await world.person();
    reader = await world.person();
    await everybody();
    record = await patient.make('record');
    await patient.add(record, manager.id, 'manager');
    await patient.add(record, reader.id, 'reader');
    section = await patient.make('section', record);
    await everybody();
  });

  it('can’t come from a reader', async () => {
    await expect(rotateToJunk(reader, record)).rejects.toMatchObject({ code: 'no-authority' });
    await expect(rotateToJunk(reader, section)).rejects.toMatchObject({ code: 'no-authority' });
  });

  it('still opens what came before, names who made it, and is healed by whoever may manage', async () => {
    await rotateToJunk(manager, record);
    await everybody();
    expect(await opens(patient, record, 2)).toBe(false);
    expect(await opens(patient, record, 1)).toBe(true);
    expect(await opens(reader, section, 1)).toBe(true);
    const [view] = await new ChainVault(patient.chains, patient.keys).describe([record]);
    expect(view?.unopened).toEqual({ code: 'wrong-key', by: manager.id });

    const draft = patient.draft();
    expect(await freshTargets(draft, patient.keys, section)).toEqual([section]);
    await patient.commit(draft);
    await everybody();
    const healed = currentGeneration(patient.chains.require(record).state);
    expect(healed.number).toBe(3);
    expect(healed.previous?.generation).toBe(1);
    expect(await opens(reader, record, 3)).toBe(true);
    expect(await opens(reader, record, 1)).toBe(true);
    expect(await opens(reader, record, 2)).toBe(false); // stays with its maker
    expect(await opens(reader, section, generation(section))).toBe(true);
  });

  it('is sealed around by whoever may not manage it', async () => {
    await patient.add(section, reader.id, 'collaborator');
    await everybody();
    await rotateToJunk(manager, section);
    await everybody();
    const draft = reader.draft();
    expect([...(await freshTargets(draft, reader.keys, section))].sort()).toEqual(
      [record, reader.id].sort(),
    );
    expect(draft.appends).toEqual([]);
  });

  it('leads a new member back past every dead end', async () => {
    await rotateToJunk(manager, record);
    await rotateToJunk(manager, record).catch(() => undefined);
    await everybody();
    const draft = patient.draft();
    expect(await freshen(draft, patient.keys, record)).toBe(true);
    await patient.commit(draft);
    const newcomer = await world.person();
    await everybody();
    await patient.add(record, newcomer.id, 'reader');
    await newcomer.sync();
    expect(await opens(newcomer, record, 1)).toBe(true);
    expect(await opens(newcomer, section, 1)).toBe(true);
  });

  it('with junk that never was an envelope of ours stops nothing beside it', async () => {
    const stranger = await world.person();
    await Promise.all([stranger.sync(), patient.sync()]);
    const draft = stranger.draft();
    const secret = GenerationSecret.random();
    const { id } = await draft.create(secret, { kind: 'record' }, async (made) => {
      const own = await sealTo(draft, made, 1, secret, stranger.id);
      const junk = randomBytes(1_169);
      junk[0] = 1;
      const sealed = [own, { keyring: patient.id, generation: 1, envelope: junk }];
      return {
        members: sealed.map((one) => memberOf(one, 'owner')),
        envelopes: sealed.map(({ envelope }) => envelope),
      };
    });
    await stranger.commit(draft);
    await patient.sync();
    const vault = new ChainVault(patient.chains, patient.keys);
    const [theirs, mine] = await vault.describe([id, record]);
    expect(theirs?.unopened).toEqual({ code: 'wrong-key', by: stranger.id });
    expect(mine?.unopened).toBeUndefined();
    expect(await freshen(patient.draft(), patient.keys, id)).toBe(false);
  });
});

describe('One role a member', () => {
  let world: World;
  let patient: Actor;
  let doctor: Actor;
  let record: KeyringId;

  beforeEach(async () => {
    world = new World();
    patient = await world.person();
    doctor = await world.person();
    await patient.sync();
    record = await patient.make('record');
    await patient.add(record, doctor.id, 'manager');
    await doctor.sync();
  });

  it('a lower role replaces the higher one', async () => {
    await patient.add(record, doctor.id, 'reader');
    await doctor.sync();
    expect([...capabilities(doctor.chains, doctor.id, record, now())]).toEqual(['open']);
    expect(patient.chains.require(record).state.members.get(doctor.id)?.role).toBe('reader');
  });

  it('a role that does not open makes a rotation due', async () => {
    const draft = patient.draft();
    const state = await draft.append(record, {
      type: 'set-member',
      member: { keyring: doctor.id, generation: 1, role: 'contributor' },
    });
    expect(state.rotationDue).toBe(true);
    await expect(draft.append(record, { type: 'close' })).rejects.toMatchObject({
      code: 'rotation-due',
    });
  });

  it('who leaves is out at once, and the keyring stale until somebody renews it', async () => {
    const draft = doctor.draft();
    await draft.append(record, { type: 'leave' });
    await doctor.commit(draft);
    await patient.sync();
    expect(capabilities(patient.chains, doctor.id, record, now()).size).toBe(0);
    expect(isStale(patient.chains, record, now())).toBe(true);
    expect(sealTargets(patient.chains, record, now())).toEqual([patient.id]);
    const healing = patient.draft();
    expect(await freshen(healing, patient.keys, record)).toBe(true);
    await expect(doctor.draft().append(record, { type: 'leave' })).rejects.toMatchObject({
      code: 'no-authority',
    });
  });

  it('the last owner can’t leave', async () => {
    await expect(patient.draft().append(record, { type: 'leave' })).rejects.toMatchObject({
      code: 'invalid-change',
    });
  });
});
