import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotShownError, type RemoteVault } from '@/crypto/index.ts';
import { type KeyringId, now } from '@/crypto/ids/ids.ts';
import { isStale } from '@/crypto/chains/staleness.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { ChainVault } from '@/crypto/vault/chainVault.ts';
import { KeyChest } from '@/crypto/vault/keyChest.ts';
import { shown, shownVault } from '@/lib/chains/shown.ts';
import { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { entryOf } from '../crypto/shownStates.ts';
import { BegunWorld } from '../crypto/begunWorld.ts';
import { Service } from './begunService.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';

describe('A long chain in the portal', () => {
  let w: BegunWorld;
  let others: Map<KeyringId, VerifiedChain>;
  let service: Service;
  let store: ChainStore;
  let vault: RemoteVault;
  let chains: TrustedChains;
  const members = () => store.require(w.department).state.members;
  const ofDepartment = () => service.asked.flat().filter(({ keyring }) => keyring === w.department);
  const start = () => {
    store = new ChainStore();
    const chest = new KeyChest(store, w.world);
    vault = { chains: new ChainVault(store, chest) } as unknown as RemoteVault;
    chains = new TrustedChains(vault, service.connection);
  };

  beforeAll(async () => {
    w = await BegunWorld.begin();
    await w.founder.sync();
    others = new Map(w.world.people.map((id) => [id, w.founder.chains.require(id)]));
  });

  beforeEach(() => {
    service = new Service(w, others);
    start();
  });

  it('is begun later, and asked for what is new from then on', async () => {
    await chains.refresh([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 9, state: { seq: 9 } });
    expect(service.asked).toEqual([[{ keyring: w.department, after: -1 }]]);
    expect(service.pasts).toEqual([]);
    await chains.refresh([w.department]);
    expect(service.asked[1]).toEqual([{ keyring: w.department, after: 9 }]);
    expect(store.require(w.department).from).toBe(9);
  });

  it('that needs more to be verified is asked for all that is shown, once', async () => {
    service.base = 7;
    service.shows = { ids: [w.founder.id, w.second.id, w.nurse.id] };
    await chains.refresh([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 7, state: { seq: 9 } });
    expect(service.asked).toEqual([
      [{ keyring: w.department, after: -1 }],
      [{ keyring: w.department, after: -1, form: 'shown' }],
    ]);
  });

  it('that still needs more is asked for whole, once, and that is the last word', async () => {
    service.base = 7;
    service.shows = { ids: [w.founder.id, w.second.id, w.nurse.id] };
    service.showsAll = service.shows;
    await chains.refresh([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 0, begun: undefined });
    expect(service.asked.map(([one]) => one)).toEqual([
      { keyring: w.department, after: -1 },
      { keyring: w.department, after: -1, form: 'shown' },
      { keyring: w.department, after: -1, form: 'whole' },
    ]);
  });

  it('shows what is past where a statement that is answered names it', async () => {
    // A record of the founder's to which the department, at its newest head then, gave access.
    const record = await w.founder.make('record');
    await w.founder.add(record, w.department, 'manager');
    await w.second.sync();
    w.second.decide({ signers: new Map([[w.founder.id, 'accepted']]) });
    await w.second.add(record, w.guest.id, 'reader');
    await w.founder.sync();
    const draft = w.founder.draft();
    await draft.append(w.department, { type: 'card', name: 'Radiology 2' });
    await w.founder.commit(draft);
    await w.second.sync();
    await w.second.add(w.department, w.nurse.id, 'collaborator');
    await w.founder.sync();
    try {
      service = new Service(w, new Map([...others, [record, w.founder.chains.require(record)]]));
      service.base = 11;
      service.shows = { ids: [w.second.id] };
      start();
      await chains.refresh([w.department]);
      expect(chains.knows(record)).toBe(true);
      expect(chains.refusal(record)).toBeUndefined();
      expect(service.pasts).toEqual([
        [
          {
            keyring: w.department,
            base: 11,
            head: w.head(9),
            ids: [w.second.id],
            generations: [],
          },
        ],
      ]);
      expect(service.asked).toHaveLength(1);
      expect(store.require(w.department).at(w.head(9))?.members.get(w.second.id)?.role).toBe(
        'owner',
      );
      // Where the service shows another past, nothing is believed of it but the whole.
      service = new Service(w, new Map([...others, [record, w.founder.chains.require(record)]]));
      service.base = 11;
      service.onTheWay = (past) => ({ ...past, state: w.past(11, 8).state });
      start();
      await chains.tryRefresh([w.department]);
      expect(chains.refusal(w.department)).toBeUndefined();
      expect(chains.refusal(record)).toBeUndefined();
      expect(store.require(w.department)).toMatchObject({ from: 0, begun: undefined });
      expect(service.asked.map(([one]) => one?.form)).toEqual([undefined, 'shown', 'whole']);
    } finally {
      w.department = await rebuilt();
    }
  });

  it('tells what it says of somebody when that is asked', async () => {
    service.shows = { ids: [w.second.id] };
    await chains.refresh([w.department]);
    expect(members().tells(w.guest.id)).toBe(false);
    await chains.tell([w.department], [w.guest.id]);
    expect(service.pasts).toEqual([
      [
        {
          keyring: w.department,
          base: 9,
          head: w.whole.state.head,
          ids: [w.guest.id],
          generations: [],
        },
      ],
    ]);
    expect(members().get(w.guest.id)?.role).toBe('reader');
    await chains.tell([w.department], [w.guest.id]);
    expect(service.pasts).toHaveLength(1);
  });

  it('is complete before it is changed or listed', async () => {
    service.shows = { ids: [w.second.id] };
    await chains.refresh([w.department]);
    await chains.complete([w.department, w.founder.id]);
    expect(members().isWhole).toBe(true);
    expect(ofDepartment()).toEqual([
      { keyring: w.department, after: -1 },
      { keyring: w.department, after: -1, seen: w.whole.state.head, form: 'shown' },
    ]);
    // Members that may open come with their own chains, whose newest keys count.
    const openers = [...members().keys()].sort();
    const askedOf = (from: number) => [
      ...new Set(service.asked.slice(from).flatMap((all) => all.map(({ keyring }) => keyring))),
    ];
    expect(askedOf(1).sort()).toEqual([w.department, ...openers].sort());
    expect(isStale(store, w.department, now())).toBe(false);
    const before = service.asked.length;
    await chains.complete([w.department]);
    expect(askedOf(before).sort()).toEqual(openers);
    const view = await chains.view(w.department);
    expect(view.members).toHaveLength(members().size);
  });

  it('is asked for whole where even all of it is not complete', async () => {
    service.shows = { ids: [w.second.id] };
    service.showsAll = service.shows;
    await chains.refresh([w.department]);
    await chains.complete([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 0 });
    expect(ofDepartment().map(({ form }) => form)).toEqual([undefined, 'shown', 'whole']);
  });

  it('shows the vault what it needs, and nothing twice for one reason', async () => {
    service.shows = { ids: [w.second.id] };
    await chains.refresh([w.department]);
    const state = () => store.require(w.department).state;
    const asking = { ...vault, own: { ask: (one: KeyringId) => lookedUp(one) } };
    const lookedUp = (one: KeyringId) =>
      Promise.resolve().then(() => state().members.get(one)?.role);
    const own = (shownVault(asking, chains) as unknown as typeof asking).own;
    expect(await own.ask(w.guest.id)).toBe('reader');
    expect(service.pasts).toHaveLength(1);
    expect(service.asked).toHaveLength(1);
    const first = await shown(chains, () => Promise.resolve(state().generations.find(1)?.number));
    expect(first).toBe(1);
    expect(service.pasts[1]).toMatchObject([{ generations: [1] }]);
    // Nothing that is shown is enough: in the end the failure is the answer.
    let turns = 0;
    const never = shown(chains, () => {
      turns++;
      return Promise.reject(
        new NotShownError({ of: w.department, ids: [w.nurse.id] }, 'never shown'),
      );
    });
    await expect(never).rejects.toMatchObject({ code: 'not-shown' });
    expect(turns).toBe(4);
    expect(store.require(w.department)).toMatchObject({ from: 0 });
  });

  it('is asked for with what is remembered of it, and whole where that is not shown', async () => {
    const kept = { keyring: w.department, seq: 1, head: w.head(1) };
    const keeper = {
      read: () => Promise.resolve([kept]),
      news: () => Promise.resolve([]),
      change: async (_: string, change: (kept: unknown) => Promise<unknown>) => {
        await change([kept]);
      },
    };
    await chains.remember(keeper as never);
    await chains.tryRefresh([w.department]);
    expect(service.asked).toEqual([[{ keyring: w.department, after: -1, seen: w.head(1) }]]);
    expect(chains.refusal(w.department)).toBeUndefined();
    expect(store.require(w.department).at(w.head(1))?.seq).toBe(1);

    // Where it does not come along, as with chains that others lean on, it is asked for.
    service.hidesSeen = true;
    start();
    await chains.remember(keeper as never);
    await chains.tryRefresh([w.department]);
    const name = { keyring: w.department, base: 9, head: w.head(1), ids: [], generations: [] };
    expect(service.pasts).toEqual([[name]]);
    expect(chains.refusal(w.department)).toBeUndefined();

    service.hidesPasts = true;
    start();
    await chains.remember(keeper as never);
    await chains.tryRefresh([w.department]);
    expect(service.asked.slice(-2).map(([one]) => one?.form)).toEqual([undefined, 'whole']);
    expect(chains.refusal(w.department)).toBeUndefined();
    expect(store.require(w.department)).toMatchObject({ from: 0, begun: undefined });

    // The whole has the last word.
    kept.head = entryOf(w.founder.chains.require(w.founder.id), 0).state.head;
    const before = service.asked.length;
    start();
    await chains.remember(keeper as never);
    await chains.tryRefresh([w.department]);
    expect(service.asked.slice(before).map(([one]) => one?.form)).toEqual([undefined, 'whole']);
    expect(chains.refusal(w.department)?.code).toBe('broken-chain');
    expect(store.find(w.department)).toBeUndefined();
  });

  it('comes along in what is asked for others without being begun anew', async () => {
    service = new Service(w, new Map([...others, [w.department, w.whole]]));
    service.base = 0; // whole
    service.to = 6;
    start();
    await chains.refresh([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 0, state: { seq: 6 } });
    service.base = 8;
    service.to = 9;
    await chains.refresh([w.founder.id]);
    expect(service.asked.slice(1)).toEqual([
      [{ keyring: w.founder.id, after: 0 }],
      [{ keyring: w.department, after: 6 }],
    ]);
    expect(chains.refusal(w.department)).toBeUndefined();
    expect(store.require(w.department)).toMatchObject({ from: 0, state: { seq: 9 } });
  });

  it('is asked for with what is remembered of it where it comes along with others', async () => {
    const kept = { keyring: w.department, seq: 1, head: w.head(1) };
    const keeper = {
      read: () => Promise.resolve([kept]),
      news: () => Promise.resolve([]),
      change: async (_: string, change: (kept: unknown) => Promise<unknown>) => {
        await change([kept]);
      },
    };
    const first = async (hidesPasts: boolean) => {
      service = new Service(w, new Map([...others, [w.department, w.whole]]));
      service.hidesPasts = hidesPasts;
      start();
      await chains.remember(keeper as never);
      await chains.tryRefresh([w.founder.id]);
      expect(service.pasts).toMatchObject([[{ keyring: w.department, base: 9, head: w.head(1) }]]);
      expect(chains.refusal(w.department)).toBeUndefined();
    };
    await first(false);
    expect(service.asked).toHaveLength(1);
    expect(store.require(w.department)).toMatchObject({ from: 9 });
    await first(true);
    expect(service.asked[1]).toEqual([
      { keyring: w.department, after: -1, seen: w.head(1), form: 'whole' },
    ]);
    expect(service.asked).toHaveLength(2);
    expect(store.require(w.department)).toMatchObject({ from: 0 });
  });

  it('that is malformed, or has another line, is asked for whole, and only that chain', async () => {
    for (const line of [[0, 1], [0], [0, 2, 3]]) {
      service = new Service(w, others);
      service.line = line;
      start();
      await chains.refresh([w.department]);
      expect(service.asked).toEqual([
        [{ keyring: w.department, after: -1 }],
        [{ keyring: w.department, after: -1, form: 'whole' }],
      ]);
      expect(store.require(w.department)).toMatchObject({ from: 0, begun: undefined });
    }
  });

  it('that goes on wrong is asked for whole, and stays what it was where that is no better', async () => {
    service.base = 8;
    service.line = [0];
    service.to = 8;
    await chains.refresh([w.department]);
    service.to = 9;
    service.spoils = true;
    await chains.tryRefresh([w.department]);
    expect(service.asked.slice(1).map(([one]) => one?.form)).toEqual([undefined, 'whole']);
    expect(chains.refusal(w.department)?.code).toBe('bad-signature');
    expect(store.require(w.department)).toMatchObject({ from: 8, state: { seq: 8 } });
    service.spoils = false;
    await chains.refresh([w.department]);
    expect(store.require(w.department)).toMatchObject({ from: 8, state: { seq: 9 } });
  });

  it('is shown where another page of this browser has seen less of it, and asked for whole where it has not', async () => {
    const other = { keyring: w.department, seq: 1, head: w.head(1) };
    let news: unknown[] = [];
    const keeper = {
      read: () => Promise.resolve([]),
      news: () => Promise.resolve(news),
      change: async (_: string, change: (kept: unknown) => Promise<unknown>) => {
        await change([]);
      },
    };
    await chains.remember(keeper as never);
    await chains.refresh([w.department]);
    news = [other];
    await chains.refresh([w.department]);
    expect(service.pasts).toMatchObject([[{ head: w.head(1), ids: [] }]]);
    expect(chains.refusal(w.department)).toBeUndefined();

    start();
    await chains.remember(keeper as never);
    news = [];
    await chains.refresh([w.department]);
    service.hidesPasts = true;
    news = [other];
    await chains.tryRefresh([w.founder.id]);
    expect(service.asked.slice(-2).map(([one]) => one)).toEqual([
      { keyring: w.department, after: -1, seen: w.whole.state.head, form: 'whole' },
      { keyring: w.founder.id, after: 0 },
    ]);
    expect(chains.refusal(w.department)).toBeUndefined();
    expect(store.require(w.department)).toMatchObject({ from: 0, state: { seq: 9 } });
    // A whole that is too much fails alone.
    start();
    await chains.remember(keeper as never);
    news = [];
    await chains.refresh([w.department]);
    service.hasTooMuch = true;
    news = [other];
    await chains.refresh([w.founder.id]);
    expect(chains.refusal(w.department)?.code).toBe('history-too-long');
    service.hasTooMuch = false;
    const askedFor = service.asked.length;
    await chains.refresh([w.founder.id]);
    expect(service.asked.slice(askedFor)).toHaveLength(1);
    start();
    await chains.remember(keeper as never);
    news = [];
    await chains.refresh([w.department]);
    news = [{ ...other, head: entryOf(w.founder.chains.require(w.founder.id), 0).state.head }];
    await chains.tryRefresh([w.founder.id]);
    expect(chains.refusal(w.department)?.code).toBe('broken-chain');
  });

  /** As before: the test that changed the department gets one of its own. */
  async function rebuilt(): Promise<KeyringId> {
    w = await BegunWorld.begin();
    others = new Map(w.world.people.map((id) => [id, w.founder.chains.require(id)]));
    expect(entryOf(w.whole, 9).state.seq).toBe(9);
    return w.department;
  }
});
