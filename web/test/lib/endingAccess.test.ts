import { describe, expect, it } from 'vitest';
import type { Capability, KeyringView, Member } from '@/crypto/index.ts';
import { type KeyringId, keyringId, reportId } from '@/crypto/ids/ids.ts';
import { type Access, PortalError, type Scope } from '@/lib/portal.ts';
import { ids } from '@/lib/ids.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';
import { type Around, RecordSharing } from '@/lib/sharing/sharing.ts';
import { party } from '../fakes/world.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [me, doctor, nurse, team] = [id('1'), id('2'), id('3'), id('4')];
const [record, heart, mind] = [id('a'), id('b'), id('c')];
const [ofHeart, ofMind] = [id('d'), id('e')];
const [ecg, letter] = [reportId('5'.repeat(32)), reportId('6'.repeat(32))];
const whole: Scope = { kind: 'record', record: ids.record(record) };

/** A record of two sections, with a share of a report in each; members by keyring. */
class World {
  readonly members = new Map<KeyringId, KeyringId[]>([
    [record, [me]],
    [heart, [record]],
    [mind, [record]],
    [ofHeart, [heart]],
    [ofMind, [mind]],
    [team, [nurse]],
  ]);
  changes = 0;
  /** Where nobody may be removed by this person. */
  readonly kept = new Set<KeyringId>();

  give(to: KeyringId, ...places: KeyringId[]) {
    for (const place of places) {
      this.members.get(place)?.push(to);
    }
    return this;
  }

  get sharing(): RecordSharing {
    const around: Pick<Around, 'onChange' | 'sectionsOf'> = {
      onChange: () => this.changes++,
      sectionsOf: () => Promise.resolve([heart, mind]),
    };
    return new RecordSharing(this.#signedIn() as unknown as SignedIn, around as Around);
  }

  who = async (scope: Scope = whole) =>
    (await this.sharing.access(scope)).map(
      (one) => `${one.party.keyring.slice(0, 1)} ${one.keyring.slice(0, 1)}`,
    );

  async access(who: KeyringId, place: KeyringId): Promise<Access> {
    const all = await this.sharing.access(whole);
    const found = all.find(
      (one) => one.party.keyring === ids.keyring(who) && one.keyring === ids.keyring(place),
    );
    if (found === undefined) {
      throw new Error('nobody has that access');
    }
    return found;
  }

  #signedIn() {
    const remove = (on: KeyringId, member: KeyringId) => {
      this.members.set(on, this.members.get(on)?.filter((one) => one !== member) ?? []);
      return Promise.resolve();
    };
    const requireRemovable = (all: readonly KeyringId[]) =>
      all.some((one) => this.kept.has(one))
        ? Promise.reject(new PortalError('no-authority'))
        : Promise.resolve();
    const named = (all: Iterable<KeyringId>) =>
      Promise.resolve(new Map([...all].map((one) => [one, this.#party(one)])));
    return {
      keyring: me,
      chains: {
        refresh: () => Promise.resolve(),
        tryRefresh: () => Promise.resolve(),
        load: () => Promise.resolve(),
        complete: () => Promise.resolve(),
        knows: () => true,
        view: (one: KeyringId) => Promise.resolve(this.#view(one)),
        views: (all: Iterable<KeyringId>) =>
          Promise.resolve(new Map([...all].map((one) => [one, this.#view(one)]))),
      },
      parties: { named, all: named, one: (one: KeyringId) => Promise.resolve(this.#party(one)) },
      changes: { commit: (_on: unknown, act: () => Promise<unknown>) => act() },
      vault: { sharing: { remove, requireRemovable } },
      connection: {
        // The service names a section's shares, or those of one report.
        get: (path: string) => {
          const wanted = /report=([0-9a-f]+)/u.exec(path)?.[1];
          const shares = [ofHeart, ofMind].filter(
            (one) =>
              path.includes(`/keyrings/${String(this.#view(one).parent)}/`) &&
              (wanted === undefined || this.#view(one).report === wanted),
          );
          return Promise.resolve({ shares: shares.map((keyring) => ({ keyring })) });
        },
      },
    };
  }

  #party(one: KeyringId) {
    return party(0, { keyring: ids.keyring(one), me: one === me });
  }

  #view(one: KeyringId): KeyringView {
    const kinds = new Map([
      [record, 'record'],
      [heart, 'section'],
      [mind, 'section'],
      [ofHeart, 'share'],
      [ofMind, 'share'],
      [team, 'department'],
    ]);
    const parents = new Map([
      [heart, record],
      [mind, record],
      [ofHeart, heart],
      [ofMind, mind],
    ]);
    const reports = new Map([
      [ofHeart, ecg],
      [ofMind, letter],
    ]);
    return {
      keyring: one,
      kind: kinds.get(one) ?? 'person',
      parent: parents.get(one),
      report: reports.get(one),
      names: { name: one.slice(0, 1) },
      capabilities: new Set<Capability>(['open', 'add', 'manage', 'own']),
      members: (this.members.get(one) ?? []).map((keyring): Partial<Member> => ({
        keyring,
        role: keyring === me ? 'owner' : 'reader',
        setBy: me,
        setAt: 1 as Member['setAt'],
      })),
    } as unknown as KeyringView;
  }
}

describe('who has access to a record', () => {
  it('is everybody who has it, one of its sections, or one of its reports', async () => {
    const world = new World().give(doctor, record).give(nurse, heart).give(team, ofMind);
    expect(await world.who()).toEqual(['1 a', '2 a', '3 b', '4 e']);
  });

  it('of a section, those of its reports too, and of no other section', async () => {
    const world = new World().give(nurse, heart, ofHeart).give(doctor, mind, ofMind);
    const section: Scope = {
      kind: 'section',
      record: ids.record(record),
      section: ids.section(heart),
    };
    expect(await world.who(section)).toEqual(['1 a', '3 b', '3 d']);
  });
});

describe('ending an access', () => {
  it('of the record ends what the same person has of its sections and reports', async () => {
    const world = new World().give(doctor, record, heart, ofMind).give(nurse, heart);
    const { remaining } = await world.sharing.stop(await world.access(doctor, record));
    expect(remaining).toEqual([]);
    expect(await world.who()).toEqual(['1 a', '3 b']);
    expect(world.changes).toBe(1);
  });

  it('of a section ends that of its reports, and nothing else', async () => {
    const world = new World().give(doctor, heart, ofHeart, mind, ofMind);
    const { remaining } = await world.sharing.stop(await world.access(doctor, heart));
    expect(remaining).toEqual([]);
    expect(await world.who()).toEqual(['1 a', '2 c', '2 e']);
  });

  it('ends nothing where a part of it may not be ended', async () => {
    const world = new World().give(doctor, record, heart, ofMind);
    world.kept.add(heart);
    await expect(world.sharing.stop(await world.access(doctor, record))).rejects.toThrow();
    expect(await world.who()).toEqual(['1 a', '2 a', '2 b', '2 e']);
  });

  it('answers what remains through a group, or because of a larger part', async () => {
    const world = new World().give(nurse, record, heart).give(team, mind);
    const section = await world.sharing.stop(await world.access(nurse, heart));
    expect(section.remaining.map(({ grantedOn }) => grantedOn.kind)).toEqual(['record']);
    const all = await world.sharing.stop(await world.access(nurse, record));
    expect(all.remaining.map((one) => [one.party.keyring, one.grantedOn.kind])).toEqual([
      [team, 'section'],
    ]);
  });
});
