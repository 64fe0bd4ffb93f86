import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyringDecision, SignerDecision } from '@/crypto/decisions/decisions.ts';
import { randomBytes } from '@/crypto/ids/bytes.ts';
import { type KeyringId, keyringIdOf } from '@/crypto/ids/ids.ts';
import { currentGeneration } from '@/crypto/keyrings/keyringState.ts';
import { may } from '@/crypto/vault/cascade.ts';
import { OfferVault } from '@/crypto/vault/offerVault.ts';
import { type Actor, World } from './world.ts';

/** M12: what somebody else's word alone gives takes part in nothing. */
describe('What others share', () => {
  let world: World;
  let victim: Actor;
  let stranger: Actor;
  let record: KeyringId;

  const keyring = (decision: KeyringDecision, ...ids: KeyringId[]) => ({
    keyrings: new Map(ids.map((id) => [id, decision] as const)),
  });
  const signer = (decision: SignerDecision, ...ids: KeyringId[]) => ({
    signers: new Map(ids.map((id) => [id, decision] as const)),
  });
  const takesPart = (id: KeyringId) => victim.keys.participation.takesPart(id);
  const opens = (id: KeyringId) =>
    victim.keys.keysOf(id, currentGeneration(victim.chains.require(id).state).number).then(
      () => true,
      () => false,
    );

  beforeEach(async () => {
    world = new World();
    victim = await world.person();
    stranger = await world.person();
    await Promise.all([victim.sync(), stranger.sync()]);
    victim.decide({});
    record = await stranger.make('record');
    await stranger.add(record, victim.id, 'manager');
    await victim.sync();
  });

  it('takes part, opens and gives rights only once it was accepted', async () => {
    expect(takesPart(record)).toBe(false);
    expect(await opens(record)).toBe(false);
    expect(may(victim.draft(), victim.keys, 'manage', record)).toBe(false);
    victim.decide(keyring('accepted', record));
    expect(takesPart(record)).toBe(true);
    expect(await opens(record)).toBe(true);
    expect(may(victim.draft(), victim.keys, 'manage', record)).toBe(true);
  });

  it('opens no longer after it was declined or its signer blocked, though it was open before', async () => {
    victim.decide(signer('accepted', stranger.id));
    expect(await opens(record)).toBe(true);
    victim.decide(keyring('declined', record));
    expect(await opens(record)).toBe(false);
    victim.decide({ ...keyring('accepted'), ...signer('blocked', stranger.id) });
    expect(await opens(record)).toBe(false);
    // What was accepted by name stays.
    victim.decide({ ...keyring('accepted', record), ...signer('blocked', stranger.id) });
    expect(await opens(record)).toBe(true);
  });

  it('comes in by itself from an accepted person, and through what was accepted', async () => {
    const department = await stranger.make('department');
    await stranger.add(department, victim.id, 'reader');
    const other = await stranger.make('record');
    await stranger.add(other, department, 'reader');
    const section = await stranger.make('section', record);
    await victim.sync();
    expect([department, other, section].filter(takesPart)).toEqual([]);
    victim.decide(keyring('accepted', department, record));
    expect([department, other, section].filter(takesPart)).toEqual([department, other, section]);
    victim.decide(signer('accepted', stranger.id));
    expect([department, other, section].filter(takesPart)).toEqual([department, other, section]);
  });

  it('is no way to what is one’s own', async () => {
    const department = await stranger.make('department');
    await stranger.add(department, victim.id, 'owner');
    await victim.sync();
    const friend = await world.person();
    await Promise.all([friend.sync(), victim.sync()]);
    const shared = await friend.make('record');
    await friend.add(shared, victim.id, 'reader');
    await friend.add(shared, department, 'manager');
    victim.decide(signer('accepted', friend.id));
    await victim.sync();
    expect(may(victim.draft(), victim.keys, 'open', shared)).toBe(true);
    expect(may(victim.draft(), victim.keys, 'manage', shared)).toBe(false);
    victim.decide({ ...keyring('accepted', department), ...signer('accepted', friend.id) });
    expect(may(victim.draft(), victim.keys, 'manage', shared)).toBe(true);
  });

  it('is asked about by whoever made one a member, whoever changed the role since', async () => {
    const friend = await world.person();
    await Promise.all([friend.sync(), stranger.sync(), victim.sync()]);
    await stranger.add(record, friend.id, 'manager');
    await friend.sync();
    await friend.add(record, victim.id, 'reader');
    await victim.sync();
    expect(victim.chains.require(record).state.members.get(victim.id)?.introduction.by).toBe(
      stranger.id,
    );
    victim.decide(signer('accepted', friend.id));
    expect(takesPart(record)).toBe(false);
    await stranger.sync();
    await stranger.remove(record, victim.id);
    await friend.sync();
    await friend.add(record, victim.id, 'reader');
    await victim.sync();
    expect(victim.chains.require(record).state.members.get(victim.id)?.introduction.by).toBe(
      friend.id,
    );
    expect(takesPart(record)).toBe(true);
  });

  it('comes in by itself from one’s own institute, if something stands behind it', async () => {
    const institute = await stranger.make('institute');
    const colleague = await world.person();
    await Promise.all([colleague.sync(), stranger.sync(), victim.sync()]);
    await stranger.add(institute, colleague.id, 'reader');
    await colleague.sync();
    const shared = await colleague.make('record');
    await colleague.add(shared, victim.id, 'reader');
    await victim.sync();
    victim.decide(keyring('accepted', institute));
    expect(takesPart(shared)).toBe(false);
    victim.decide({}, [institute]);
    expect(takesPart(shared)).toBe(false);
    victim.decide(keyring('accepted', institute), [institute]);
    expect(takesPart(shared)).toBe(true);
    victim.decide({ ...keyring('accepted', institute), ...signer('blocked', colleague.id) }, [
      institute,
    ]);
    expect(takesPart(shared)).toBe(false);
  });

  it('is not even fetched where the service’s own word says that it can’t take part', () => {
    const told = (more: object) => ({ keyring: record, through: [], ...more });
    const { participation } = victim.keys;
    expect(participation.mayTakePart(told({ addedBy: stranger.id }))).toBe(false);
    expect(participation.mayTakePart(told({ addedBy: victim.id }))).toBe(true);
    expect(participation.mayTakePart(told({ through: [record] }))).toBe(false);
    victim.decide(signer('accepted', stranger.id));
    expect(participation.mayTakePart(told({ addedBy: stranger.id }))).toBe(true);
    victim.decide({ ...keyring('declined', record), ...signer('accepted', stranger.id) });
    expect(participation.mayTakePart(told({ addedBy: stranger.id }))).toBe(false);
  });

  it('is fetched together with what is reached through it, and neither where it can’t take part', async () => {
    const vault = new OfferVault(victim.chains, victim.keys);
    const [unseen, section] = [keyringIdOf(randomBytes(32)), keyringIdOf(randomBytes(32))];
    const told = [
      { keyring: section, through: [unseen] },
      { keyring: unseen, addedBy: stranger.id, through: [] },
    ];
    expect(await vault.candidates(told)).toEqual([]);
    victim.decide(signer('accepted', stranger.id));
    expect(new Set(await vault.candidates(told))).toEqual(new Set([unseen, section]));
    victim.decide({ ...keyring('declined', section), ...signer('accepted', stranger.id) });
    expect(await vault.candidates(told)).toEqual([unseen]);
    victim.decide({ ...keyring('declined', unseen), ...signer('accepted', stranger.id) });
    expect(await vault.candidates(told)).toEqual([]);
  });
});
