import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAnnounced } from '@/crypto/envelopes/commitment.ts';
import { sealEnvelope } from '@/crypto/envelopes/envelopes.ts';
import { envelopeLeaf } from '@/crypto/envelopes/envelopeTree.ts';
import { MerkleTree } from '@/crypto/trees/merkleTree.ts';
import { previousBinding } from '@/crypto/envelopes/generations.ts';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { currentGeneration, type KeyringState, openers } from '@/crypto/keyrings/keyringState.ts';
import type { Role } from '@/crypto/keyrings/kinds.ts';
import { KeyringKeys } from '@/crypto/keys/keyringKeys.ts';
import { GenerationSecret } from '@/crypto/secrets/secret.ts';
import { freshen } from '@/crypto/vault/cascade.ts';
import { ChainVault } from '@/crypto/vault/chainVault.ts';
import type { FoundEnvelope } from '@/crypto/vault/envelopeBook.ts';
import { RecordVault } from '@/crypto/vault/recordVault.ts';
import { ReportVault } from '@/crypto/vault/reportVault.ts';
import { appendRotation, memberOf, rotate, sealTo } from '@/crypto/vault/rotation.ts';
import { SharingVault } from '@/crypto/vault/sharingVault.ts';
import { type Actor, World } from './world.ts';

/** What the service does instead of handing out an envelope. */
type Lie = (found: FoundEnvelope) => FoundEnvelope | undefined;

describe('An envelope that the service does not hand out as it was announced', () => {
  let world: World;
  let patient: Actor;
  let reader: Actor;
  let doctor: Actor;
  let bystander: Actor;
  let department: KeyringId;
  let record: KeyringId;
  let other: KeyringId;

  /** The reader comes in alone, the doctor also through a department. */
  beforeAll(async () => {
    world = new World();
    patient = await world.person();
    reader = await world.person();
    doctor = await world.person();
    bystander = await world.person();
    await Promise.all([patient.sync(), doctor.sync()]);
    department = await doctor.make('department');
    await patient.sync();
    record = await patient.make('record');
    other = await patient.make('record');
    for (const member of [reader.id, doctor.id, department, bystander.id]) {
      await patient.add(record, member, 'reader');
    }
    await patient.add(other, reader.id, 'reader');
    const draft = patient.draft();
    await rotate(draft, record);
    await patient.commit(draft);
  });

  beforeEach(async () => {
    world.onTheWay = (found) => found;
    await Promise.all([patient, reader, doctor].map((one) => one.sync()));
    await Promise.all([patient, reader, doctor].map((one) => one.reload()));
  });

  const isTo = (found: FoundEnvelope, ...ids: readonly KeyringId[]) =>
    found.keyring === record && found.generation === 2 && ids.includes(found.recipient);
  const lieTo = (lie: Lie, ...ids: readonly KeyringId[]) => {
    world.onTheWay = (found) => (isTo(found, ...ids) ? lie(found) : found);
  };
  const kept = (keyring: KeyringId, generation: number, recipient: KeyringId) =>
    world.envelope({ keyring, generation, recipient, recipientGeneration: 1 }) ?? fail();
  const inPlace = (found: FoundEnvelope, of: FoundEnvelope, path = of.path) => ({
    ...found,
    envelope: of.envelope,
    path,
  });
  const view = async (who: Actor, id = record) => {
    const [found] = await new ChainVault(who.chains, who.keys).describe([id]);
    return found;
  };

  /** A generation that one of its members can't open. */
  const rotateBadly = async (id: KeyringId, to: KeyringId) => {
    const draft = patient.draft();
    const [secret, junk] = [GenerationSecret.random(), GenerationSecret.random()];
    const { publicKeys } = await KeyringKeys.derive(secret, 'record');
    const members = openers(draft.state(id), draft.time).map((member) =>
      sealTo(draft, id, 2, member === to ? junk : secret, member),
    );
    const back = await sealEnvelope(publicKeys, previousBinding(id, 1, 2), junk);
    await appendRotation(draft, id, publicKeys, 1, back, await Promise.all(members));
    await patient.commit(draft);
  };

  const lies: readonly (readonly [string, string, Lie])[] = [
    ['withheld', 'keys-withheld', () => undefined],
    ['another member’s', 'tampered', (found) => inPlace(found, kept(record, 2, bystander.id))],
    [
      'another member’s under its own path',
      'tampered',
      (found) => inPlace(found, kept(record, 2, bystander.id), found.path),
    ],
    [
      'with another member’s path',
      'tampered',
      (found) => ({ ...found, path: kept(record, 2, bystander.id).path }),
    ],
    ['of another generation', 'tampered', (found) => inPlace(found, kept(record, 1, reader.id))],
    ['of another keyring', 'tampered', (found) => inPlace(found, kept(other, 1, reader.id))],
    ['with a path too short', 'tampered', (found) => ({ ...found, path: found.path.slice(1) })],
    ['with no path', 'tampered', (found) => ({ ...found, path: [] })],
    ['changed', 'tampered', (found) => ({ ...found, envelope: randomBytes(1_169) })],
  ];

  it.each(lies)(
    '(%s) is refused as %s, blamed on nobody, and asked for again',
    async (_, code, lie) => {
      lieTo(lie, reader.id);
      await expect(reader.keys.keysOf(record, 2)).rejects.toMatchObject({ code });
      expect((await view(reader))?.unopened).toEqual({ code });
      await expect(reader.keys.keysOf(other, 1)).resolves.toBeDefined();
      await expect(reader.keys.keysOf(record, 1)).resolves.toBeDefined();
      world.onTheWay = (found) => found;
      await expect(reader.keys.keysOf(record, 2)).resolves.toBeDefined();
      expect((await view(reader))?.unopened).toBeUndefined();
    },
  );

  it.each(lies)('(%s) closes that way in alone', async (_, code, lie) => {
    for (const one of [doctor.id, department]) {
      lieTo(lie, one);
      await expect(doctor.keys.keysOf(record, 2)).resolves.toBeDefined();
      await doctor.reload();
    }
    lieTo(lie, doctor.id, department);
    await expect(doctor.keys.keysOf(record, 2)).rejects.toMatchObject({ code });
  });

  it.each(lies)('(%s) makes nobody renew the keyring', async (_, code, lie) => {
    lieTo(lie, patient.id);
    const draft = patient.draft();
    await expect(freshen(draft, patient.keys, record)).rejects.toMatchObject({ code });
    await expect(rotate(draft, record)).rejects.toMatchObject({ code });
    expect(draft.appends).toEqual([]);
    const reports = new ReportVault(patient.chains, patient.keys);
    const sharing = new SharingVault(patient.chains, patient.keys, reports);
    await expect(sharing.set(record, doctor.id, 'manager', undefined)).rejects.toMatchObject({
      code,
    });
  });

  it('is not withheld from who may not open its recipient any more', async () => {
    const left = await patient.make('department');
    await patient.add(left, doctor.id, 'reader');
    const shared = await patient.make('record');
    await patient.add(shared, doctor.id, 'manager');
    await patient.add(shared, left, 'reader');
    await doctor.sync();
    const leaving = doctor.draft();
    await leaving.append(left, { type: 'leave' });
    await doctor.commit(leaving);
    await patient.sync();
    await rotateBadly(shared, doctor.id);
    await doctor.sync();
    await doctor.keys.keysOf(left, 1);
    world.onTheWay = (found) => (found.recipient === left ? undefined : found);
    const unopened = { code: 'wrong-key', by: patient.id };
    expect((await view(doctor, shared))?.unopened).toEqual(unopened);
    expect(await freshen(doctor.draft(), doctor.keys, shared)).toBe(false);
    world.onTheWay = (found) => found;
  });

  it('counts for more than one beside it that does not open', async () => {
    const shared = await patient.make('record');
    await patient.add(shared, doctor.id, 'manager');
    await patient.add(shared, department, 'reader');
    await rotateBadly(shared, department);
    await doctor.sync();
    const lieToDoctor = (lie: Lie) => {
      world.onTheWay = (found) =>
        found.keyring === shared && found.recipient === doctor.id ? lie(found) : found;
    };
    lieToDoctor(() => undefined);
    await expect(doctor.keys.keysOf(shared, 2)).rejects.toMatchObject({ code: 'keys-withheld' });
    expect((await view(doctor, shared))?.unopened).toEqual({ code: 'keys-withheld' });
    await expect(freshen(doctor.draft(), doctor.keys, shared)).rejects.toMatchObject({
      code: 'keys-withheld',
    });
    lieToDoctor((found) => found);
    await expect(doctor.keys.keysOf(shared, 2)).resolves.toBeDefined();
  });

  it('on the way back leaves the older generation to its own envelopes', async () => {
    const newcomer = await world.person();
    await patient.sync();
    await patient.add(record, newcomer.id, 'reader');
    await Promise.all([reader.sync(), newcomer.sync()]);
    const lieOnTheWayBack = (lie: Lie) => {
      world.onTheWay = (found) => (found.recipient === record ? lie(found) : found);
    };
    lieOnTheWayBack(() => undefined);
    await expect(newcomer.keys.keysOf(record, 2)).resolves.toBeDefined();
    await expect(newcomer.keys.keysOf(record, 1)).rejects.toMatchObject({ code: 'keys-withheld' });
    await expect(reader.keys.keysOf(record, 1)).resolves.toBeDefined();
    lieOnTheWayBack((found) => inPlace(found, kept(record, 2, newcomer.id)));
    await expect(newcomer.keys.keysOf(record, 1)).rejects.toMatchObject({ code: 'tampered' });
    lieOnTheWayBack((found) => found);
    await expect(newcomer.keys.keysOf(record, 1)).resolves.toBeDefined();
  });

  it('is asked for once by whoever comes by it on several ways', async () => {
    const groups: KeyringId[] = [];
    for (const member of [department, doctor.id, department]) {
      const group = await patient.make('department');
      await patient.add(group, member, 'reader');
      groups.push(group);
    }
    const shared = await patient.make('record');
    for (const group of groups) {
      await patient.add(shared, group, 'reader');
    }
    await doctor.sync();
    world.requests.splice(0);
    world.onTheWay = (found) => (groups.includes(found.keyring) ? found : undefined);
    await expect(doctor.keys.keysOf(shared, 1)).rejects.toMatchObject({ code: 'keys-withheld' });
    const wanted = world.requests.flat();
    const once = new Set(wanted.map(({ keyring, recipient }) => `${keyring} to ${recipient}`));
    expect(once.size).toBe(wanted.length);
    expect(wanted.filter(({ keyring }) => keyring === department)).toHaveLength(1);
  });

  it('is told where it hides a name, and nothing is made without that name', async () => {
    const records = new RecordVault(patient.chains, patient.keys);
    const made = await records.create({ name: 'Maya Lindqvist' }, []);
    await patient.commit(made);
    const draft = patient.draft();
    await rotate(draft, made.value);
    await patient.commit(draft);
    await patient.reload();
    world.onTheWay = (found) => (found.generation === 1 ? undefined : found);
    expect(await view(patient, made.value)).toMatchObject({
      names: {},
      unopened: { code: 'keys-withheld' },
    });
    await expect(records.addSection(made.value, 'Cardiology')).rejects.toMatchObject({
      code: 'keys-withheld',
    });
    world.onTheWay = (found) => found;
    expect((await view(patient, made.value))?.names.patient?.name).toBe('Maya Lindqvist');
  });
});

describe('Envelopes', () => {
  it('go along with what announces them, in its order', async () => {
    const world = new World();
    const patient = await world.person();
    const { id: first } = await world.person();
    const { id: last } = await world.person();
    const { id: third } = await world.person();
    await patient.sync();
    const record = await patient.make('record');
    for (const id of [first, last, third]) {
      await patient.add(record, id, 'reader');
    }
    const reports = new ReportVault(patient.chains, patient.keys);
    const sharing = new SharingVault(patient.chains, patient.keys, reports);
    const change = async (member: KeyringId, role: Role) => {
      const { appends } = await sharing.set(record, member, role, undefined);
      await patient.commit({ appends });
      const { state } = patient.chains.require(record);
      return { state, envelopes: appends.flatMap(({ envelopes }) => envelopes) };
    };

    const raised = await change(first, 'manager');
    const [one, ...more] = raised.envelopes;
    expect(more).toEqual([]);
    const own = sealed(raised.state, first).envelope;
    expect(isAnnounced(own, first, 1, one ?? fail(), [])).toBe(true);

    const { state, envelopes } = await change(last, 'contributor');
    const [back, ...members] = envelopes;
    const previous = currentGeneration(state).previous ?? fail();
    expect(isAnnounced(previous.secret, record, 2, back ?? fail(), [])).toBe(true);
    const to = openers(state, state.time);
    expect(to).toEqual([patient.id, first, third].sort());
    const tree = new MerkleTree(
      to.map((id, index) => envelopeLeaf(id, 1, members[index] ?? fail())),
    );
    expect(members).toHaveLength(3);
    to.forEach((id, index) => {
      const { envelope } = sealed(state, id);
      expect(isAnnounced(envelope, id, 1, members[index] ?? fail(), tree.path(index))).toBe(true);
    });
  });

  it('of 200 records that a department opens take two requests', async () => {
    const world = new World();
    const patient = await world.person();
    const doctor = await world.person();
    await doctor.sync();
    const department = await doctor.make('department');
    await patient.sync();
    const draft = patient.draft();
    const ids: KeyringId[] = [];
    for (let count = 0; count < 200; count++) {
      const secret = GenerationSecret.random();
      const { id } = await draft.create(secret, { kind: 'record' }, async (made) => {
        const own = await sealTo(draft, made, 1, secret, patient.id);
        const shared = await sealTo(draft, made, 1, secret, department);
        return {
          members: [memberOf(own, 'owner'), memberOf(shared, 'reader')],
          envelopes: [own.envelope, shared.envelope],
        };
      });
      ids.push(id);
    }
    await patient.commit(draft);
    await doctor.sync();
    await doctor.reload();
    world.requests.splice(0);
    const views = await new ChainVault(doctor.chains, doctor.keys).describe(ids);
    expect(views).toHaveLength(200);
    expect(views.filter(({ unopened }) => unopened !== undefined)).toEqual([]);
    expect(world.requests.map(({ length }) => length)).toEqual([200, 1]);
  });
});

describe('Envelopes of a way through several keyrings', () => {
  let world: World;
  let patient: Actor;
  let doctor: Actor;
  let group: KeyringId;
  let record: KeyringId;
  let section: KeyringId;

  beforeEach(async () => {
    world = new World();
    patient = await world.person();
    doctor = await world.person();
    await Promise.all([patient, doctor].map((one) => one.sync()));
    group = await doctor.make('department');
    await patient.sync();
    record = await patient.make('record');
    section = await patient.make('section', record);
    await patient.add(record, group, 'reader');
    await doctor.sync();
    await doctor.reload();
    world.requests.splice(0);
  });

  const wanted = () =>
    world.requests.map((names) => names.map(({ keyring, recipient }) => [keyring, recipient]));

  it('are asked for together', async () => {
    await doctor.keys.keysOf(section, 1);
    expect(wanted()).toEqual([
      [
        [section, record],
        [record, group],
        [group, doctor.id],
      ],
    ]);
  });

  it('are asked for each by itself where the person may not go on', async () => {
    await patient.remove(record, group);
    await doctor.sync();
    await expect(doctor.keys.keysOf(section, 1)).resolves.toBeDefined();
    expect(wanted()).toEqual([[[group, doctor.id]], [[record, group]], [[section, record]]]);
  });

  it('count only where the way leads there', async () => {
    world.onTheWay = (found) => (found.keyring === section ? undefined : found);
    await expect(doctor.keys.keysOf(section, 1)).rejects.toMatchObject({ code: 'keys-withheld' });
    world.onTheWay = (found) => (found.keyring === group ? undefined : found);
    await doctor.reload();
    await expect(doctor.keys.keysOf(section, 1)).rejects.toMatchObject({ code: 'keys-withheld' });
    world.onTheWay = (found) => found;
    await expect(doctor.keys.keysOf(section, 1)).resolves.toBeDefined();
  });
});

function sealed(state: KeyringState, to: KeyringId) {
  return currentGeneration(state).sealedTo.get(to) ?? fail();
}

function fail(): never {
  throw new Error('that there is');
}
