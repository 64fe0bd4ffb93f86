import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyringId } from '@/crypto/ids/ids.ts';
import { ChainVault } from '@/crypto/vault/chainVault.ts';
import { OfferVault } from '@/crypto/vault/offerVault.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import { DecisionBook } from '@/lib/offers/decisionBook.ts';
import { Backings } from '@/lib/people/backings.ts';
import { OwnInstitutes } from '@/lib/people/ownInstitutes.ts';
import { type Actor, World } from '../crypto/world.ts';
import { Memory, Shelf } from './shelf.ts';

const NAME = 'Riverside Hospital';
const TIME = '2026-11-29T10:00:00.000Z';

/** M12: with the real chains, the real vault and a service that says what it is told to. */
describe('What people of one’s own institute share', () => {
  let world: World;
  let me: Actor;
  let founder: Actor;
  let colleague: Actor;
  let institute: KeyringId;
  let shared: KeyringId;
  let decisions: DecisionBook;
  let backings: Backings;
  let own: OwnInstitutes;
  /** What the service says, and how often it was asked. */
  let words: object[] | PortalError;
  let asked: number;

  const confirmed = (name = NAME) => [{ keyring: institute, operator: { name, confirmed: TIME } }];
  const comesIn = () => me.keys.participation.takesPart(shared);
  const follow = (of = institute, addedBy = founder.id) =>
    own.follow([{ keyring: of, kind: 'institute', addedBy, through: [] } as never]);
  const decide = (...accepted: KeyringId[]) =>
    decisions.change((before) => ({
      ...before,
      keyrings: new Map(accepted.map((id) => [id, 'accepted' as const])),
    }));

  async function publish(actor: Actor, name: string) {
    const draft = actor.draft();
    await draft.append(institute, { type: 'card', name });
    await actor.commit(draft);
    await me.sync();
  }

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    world = new World();
    [me, founder, colleague] = [await world.person(), await world.person(), await world.person()];
    await Promise.all([me.sync(), founder.sync(), colleague.sync()]);
    me.decide({});
    institute = await founder.make('institute');
    await founder.add(institute, colleague.id, 'reader');
    await publish(founder, NAME);
    await colleague.sync();
    shared = await colleague.make('record');
    await colleague.add(shared, me.id, 'reader');
    await me.sync();

    words = confirmed();
    asked = 0;
    const vault = { offers: new OfferVault(me.chains, me.keys) };
    const known = new ChainVault(me.chains, me.keys);
    const chains = {
      head: () => undefined,
      tryRefresh: () => me.sync(),
      view: async (id: KeyringId) => (await known.describe([id]))[0] ?? never(),
      views: async (ids: Iterable<KeyringId>) => {
        const views = await known.describe([...ids]);
        return new Map(views.map((view) => [view.keyring, view]));
      },
    };
    decisions = new DecisionBook(vault, new Shelf(), new Memory());
    backings = new Backings(
      {
        post: (_path, _body, read) => {
          asked++;
          return words instanceof PortalError
            ? Promise.reject(words)
            : Promise.resolve(read({ institutes: words }));
        },
      },
      chains,
      new Memory(),
    );
    own = new OwnInstitutes(backings, chains, decisions, me.id);
  }, 60_000);

  afterEach(() => {
    vi.useRealTimers();
  });

  it('comes in by itself once it is accepted by name and something stands behind it', async () => {
    await follow();
    expect(comesIn()).toBe(false);
    expect(asked).toBe(0);
    await decide(institute);
    await follow();
    expect(comesIn()).toBe(true);
    await decide();
    expect(comesIn()).toBe(false);
  });

  it('comes in by the institute that the verified chain says one founded, not the service', async () => {
    await follow(institute, me.id);
    expect(asked).toBe(1);
    expect(comesIn()).toBe(false);

    institute = await me.make('institute');
    await me.add(institute, colleague.id, 'reader');
    await publish(me, NAME);
    words = confirmed();
    vi.setSystemTime(Date.now() + 60_000);
    await follow(institute, me.id);
    expect(comesIn()).toBe(true);
  });

  it.each([
    ['it says nothing', () => []],
    ['it says so of another name', () => confirmed('Another Hospital')],
    ['it answers an error', () => new PortalError('internal')],
    ['it is not there', () => new PortalError('unavailable')],
  ] as const)('is an offer where the service is asked and %s', async (_, said) => {
    await decide(institute);
    words = said();
    await follow();
    expect(asked).toBe(1);
    expect(comesIn()).toBe(false);
  });

  it('comes in while the safety number counts as compared, at once', async () => {
    await decide(institute);
    words = [];
    await follow();
    expect(comesIn()).toBe(false);
    await backings.setCompared(institute, true);
    await follow();
    expect(comesIn()).toBe(true);
    await backings.setCompared(institute, false);
    await follow();
    expect(comesIn()).toBe(false);
  });

  it('is an offer again when nothing stands behind the institute any more, or it was left', async () => {
    await decide(institute);
    await follow();
    expect(comesIn()).toBe(true);
    words = [];
    await follow();
    expect(asked, 'within the minute').toBe(1);
    vi.setSystemTime(Date.now() + 60_000);
    await follow();
    expect(asked).toBe(2);
    expect(comesIn()).toBe(false);

    words = confirmed();
    vi.setSystemTime(Date.now() + 60_000);
    await follow();
    expect(comesIn()).toBe(true);
    await publish(founder, 'Another Hospital');
    vi.setSystemTime(Date.now() + 60_000);
    await follow();
    expect(comesIn()).toBe(false);

    await publish(founder, NAME);
    vi.setSystemTime(Date.now() + 60_000);
    await follow();
    expect(comesIn()).toBe(true);
    const before = asked;
    await own.follow([]);
    expect(comesIn()).toBe(false);
    expect(asked).toBe(before);
  });

  it('is asked about once by many at the same time', async () => {
    await decide(institute);
    await Promise.all([follow(), follow(), follow()]);
    expect(asked).toBe(1);
    expect(comesIn()).toBe(true);
  });
});

function never(): never {
  throw new Error('it is known');
}
