import { beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '@/crypto/chains/authority.ts';
import { formerAuthority } from '@/crypto/chains/formerAuthority.ts';
import { checkContinues } from '@/crypto/chains/rememberedHead.ts';
import { openers } from '@/crypto/keyrings/keyringState.ts';
import { stateHash } from '@/crypto/keyrings/stateHash.ts';
import { type Instant, type KeyringId, now } from '@/crypto/ids/ids.ts';
import type { ChainAnswer } from '@/crypto/vault/answeredChains.ts';
import { ChainStore } from '@/crypto/vault/chainStore.ts';
import { BegunWorld } from './begunWorld.ts';
import { beginningOf, entryOf, pastOf, stateDocument } from './shownStates.ts';

const HOUR = 3_600_000;

describe('A chain that is begun later', () => {
  let w: BegunWorld;
  /** Where it is begun later, only the whole chain has the last word. */
  const refused = (code: string) => [{ keyring: w.department, code, doubted: [w.department] }];
  const notShown = () => [
    {
      keyring: w.department,
      code: 'not-shown',
      notShown: { of: w.department, head: w.head(7), ids: [w.doctor.id] },
      doubted: [w.department],
    },
  ];
  const NOT_SHOWN = expect.objectContaining({ code: 'not-shown' }) as Error;
  const begun = async (answer: ChainAnswer) => {
    const { store, accepted } = await w.store(answer);
    expect(accepted.refused).toEqual([]);
    return store;
  };

  beforeAll(async () => {
    w = await BegunWorld.begin();
    expect(w.whole.state.seq).toBe(9);
  });

  it('says what the whole one says, from every base that an owner signed', async () => {
    for (const [base, line] of [
      [1, [0]],
      [5, [0]],
      [6, [0]],
      [7, [0, 2]],
      [8, [0]],
      [9, [0, 2]],
    ] as const) {
      const chain = (await begun(w.answer(base, { line }))).require(w.department);
      expect(chain.from).toBe(base);
      expect(chain.entries).toHaveLength(10 - base);
      expect(chain.state.head).toBe(w.whole.state.head);
      expect(stateHash(chain.state)).toBe(stateHash(w.whole.state));
      expect([...chain.state.members]).toEqual([...w.whole.state.members]);
      expect(chain.state.card).toEqual({ name: 'Radiology' });
    }
  });

  it('is not begun where a rotation is due', async () => {
    const { accepted } = await w.store(w.answer(4, { line: [0] }));
    expect(accepted.refused).toEqual(refused('broken-chain'));
  });

  it('goes on as the whole one does, and stays begun', async () => {
    const store = await begun(w.answer(6, { line: [0], to: 7 }));
    const rest = { keyring: w.department, after: 7, statements: w.statements(8) };
    const end = { seq: 9, head: w.head(9) };
    expect(await store.accept([{ ...rest, end }])).toMatchObject({
      refused: [],
      grown: [w.department],
    });
    expect(store.require(w.department)).toMatchObject({ from: 6, state: { seq: 9 } });
  });

  it('refuses what follows where that needs what is not shown', async () => {
    const shows = { ids: [w.founder.id, w.nurse.id, w.second.id] };
    expect((await w.store(w.answer(7, { shows, to: 8 }))).accepted.refused).toEqual([]);
    expect((await w.store(w.answer(7, { shows }))).accepted.refused).toEqual(notShown());
  });

  it('never takes what is not shown for absent', async () => {
    const store = await begun(w.answer(9, { shows: { ids: [w.second.id, w.guest.id] } }));
    const { state } = store.require(w.department);
    expect(state.members.get(w.guest.id)?.role).toBe('reader');
    expect(state.members.size).toBe(w.whole.state.members.size);
    expect(state.lastingOwners).toBe(2);
    expect(() => state.members.get(w.doctor.id)).toThrow(NOT_SHOWN);
    expect(() => openers(state, now())).toThrow(NOT_SHOWN);
    expect(capabilities(store, w.guest.id, w.department, now())).toEqual(new Set(['open']));
    expect(capabilities(store, w.doctor.id, w.department, now())).toEqual(new Set());
    expect(() => state.generations.find(1)).toThrow(NOT_SHOWN);
    expect(state.generations.find(3)).toBeUndefined();
    const chain = store.require(w.department);
    for (const seq of [0, 5, 8]) {
      expect(() => chain.at(w.head(seq))).toThrow(NOT_SHOWN);
      expect(() => chain.followedAt(w.head(seq))).toThrow(NOT_SHOWN);
      expect(() => chain.atOrAfter(w.head(seq), now())).toThrow(NOT_SHOWN);
    }
    expect(() => formerAuthority(store, chain, undefined, now())).toThrow(NOT_SHOWN);
    expect(formerAuthority(store, chain, w.head(9), now())).toEqual([]);
  });

  it('shows more with what comes later, of now and of the past', async () => {
    const store = await begun(w.answer(8, { line: [0], shows: { ids: [w.founder.id] }, to: 8 }));
    const chain = () => store.require(w.department);
    const show = (seq: number, ids: readonly string[], generations: readonly number[] = []) =>
      store.accept(
        [],
        [
          {
            keyring: w.department,
            past: w.past(8, seq, { ids: ids as never, generations }),
          },
        ],
      );
    expect((await show(8, [w.guest.id], [1])).refused).toEqual([]);
    expect(chain().state.members.get(w.guest.id)?.role).toBe('reader');
    expect(chain().state.generations.find(1)?.keys.hpke).toEqual(
      w.whole.state.generations.find(1)?.keys.hpke,
    );
    expect((await show(3, [w.doctor.id])).refused).toEqual([]);
    expect(() => chain().at(w.head(3))?.members.get(w.nurse.id)).toThrow(NOT_SHOWN);
    expect((await show(3, [w.nurse.id])).refused).toEqual([]);
    expect((await show(7, [])).refused).toEqual([]);
    const at3 = chain().at(w.head(3));
    expect(at3?.members.get(w.doctor.id)?.role).toBe('reader');
    expect(at3?.members.get(w.nurse.id)?.role).toBe('manager');
    expect(at3?.members.get(w.second.id)?.role).toBe('owner'); // comes along, as one that may lead on
    expect(chain().followedAt(w.head(3))).toBe(w.whole.followedAt(w.head(3)));
    expect(chain().followedAt(w.head(7))).toBe(w.whole.followedAt(w.head(7)));
    expect(() => chain().at(w.head(4))).toThrow(NOT_SHOWN);
  });

  it('tells what held at a time, as the whole one does', async () => {
    const store = await begun(w.answer(8, { line: [0] }));
    const pasts = [1, 3, 5, 7].map((seq) => ({ keyring: w.department, past: w.past(8, seq) }));
    expect((await store.accept([], pasts)).refused).toEqual([]);
    const chain = store.require(w.department);
    for (const seq of [1, 3, 5, 7, 8, 9]) {
      const { time } = w.whole.entries[seq]?.state ?? { time: 0 };
      const expected = w.whole.atOrAfter(w.head(1), time);
      // Statements of one millisecond are one moment: only the last of them holds then.
      if (expected?.seq === seq) {
        expect(chain.atOrAfter(w.head(1), time)?.seq).toBe(seq);
      }
    }
    expect(chain.atOrAfter(w.head(3), 0)?.seq).toBe(3);
    expect(chain.atOrAfter(w.head(1), now() + HOUR)?.seq).toBe(9);
    const { time } = w.whole.entries[2]?.state ?? { time: 0 };
    if (w.whole.atOrAfter(w.head(1), time)?.seq === 2) {
      expect(() => chain.atOrAfter(w.head(1), time)).toThrow(NOT_SHOWN);
    }
  });

  it.each([
    ['a path that is not its own', () => ({ ...w.past(8, 3), path: w.past(8, 4).path })],
    ['a state after another statement', () => ({ ...w.past(8, 3), state: w.past(8, 2).state })],
    ['another next one', () => ({ ...w.past(8, 3), next: w.past(8, 5).statement })],
    ['the path of another next one', () => ({ ...w.past(8, 3), nextPath: w.past(8, 3).path })],
    [
      'no next one',
      () => ({
        statement: w.past(8, 3).statement,
        path: w.past(8, 3).path,
        nextPath: [],
        state: w.past(8, 3).state,
      }),
    ],
    ['a path where there is none', () => ({ ...w.past(8, 9), path: w.past(8, 3).path })],
    ['a next one where there is none', () => ({ ...w.past(8, 8), next: w.past(8, 9).statement })],
    ['a statement of another chain', () => pastOf(w.founder.chains.require(w.guest.id), 1, 0)],
  ])('does not take something past with %s, but what else is shown', async (_, past) => {
    const store = await begun(w.answer(8, { line: [0] }));
    const { entries } = store.require(w.department);
    const pasts = [past(), w.past(8, 5)].map((one) => ({ keyring: w.department, past: one }));
    expect((await store.accept([], pasts)).refused).toEqual([]);
    const chain = store.require(w.department);
    expect(chain.entries).toEqual(entries);
    expect(() => chain.at(w.head(3))).toThrow(NOT_SHOWN);
    expect(() => chain.at(w.head(2))).toThrow(NOT_SHOWN);
    expect(chain.at(w.head(5))?.seq).toBe(5);
  });

  it('does not take something past in which nobody vouches for what came after it', async () => {
    // Who makes the second one an owner is the founder: at 2 the second one leads on.
    const store = await begun(w.answer(9));
    const shown = (seq: number, ids: readonly KeyringId[]) => ({
      keyring: w.department,
      past: { ...w.past(9, seq), state: stateDocument(entryOf(w.whole, seq).state, { ids }) },
    });
    const at = (seq: number) => store.require(w.department).at(w.head(seq));
    await store.accept([], [shown(3, [w.founder.id]), shown(1, [w.doctor.id])]);
    expect(() => at(3)).toThrow(NOT_SHOWN);
    expect(() => at(1)).toThrow(NOT_SHOWN);
    await store.accept([], [shown(3, [w.second.id]), shown(1, [w.founder.id])]);
    expect([at(3)?.seq, at(1)?.seq]).toEqual([3, 1]);
  });

  it.each([
    ['a signer whom the line has not made an owner', 7, [0], 'no-authority'],
    ['a line that makes no owner', 7, [0, 1, 2], 'no-authority'],
    ['a line without the first statement', 7, [2], 'broken-chain'],
    ['a line that goes back', 9, [0, 2, 2], 'broken-chain'],
    ['no line', 7, [], 'malformed'],
  ] as const)('is refused with %s', async (_, base, line, code) => {
    expect((await w.store(w.answer(base, { line }))).accepted.refused).toEqual(refused(code));
  });

  it('is refused with a line that is too long', async () => {
    const line = [0, ...Array.from({ length: 63 }, () => 2)];
    expect((await w.store(w.answer(7, { line }))).accepted.refused).toEqual(refused('malformed'));
  });

  it('is refused with the state of another statement, or another path', async () => {
    const good = w.answer(7);
    const other = beginningOf(w.whole, 6, [0, 2]);
    const { begun: beginning } = good;
    for (const changed of [
      { ...other, line: beginning?.line ?? [] },
      { state: beginning?.state ?? other.state, line: other.line },
    ]) {
      const { accepted } = await w.store({ ...good, begun: changed });
      expect(accepted.refused).toEqual(refused('broken-chain'));
    }
  });

  it('is refused with any changed byte of its state', async () => {
    const good = w.answer(9);
    const { store } = await w.store();
    const state = good.begun?.state ?? new Uint8Array();
    for (let at = 0; at < state.length; at += 97) {
      const changed = new Uint8Array(state);
      changed[at] = (changed[at] ?? 0) ^ 4;
      const answer = { ...good, begun: { line: [], ...good.begun, state: changed } };
      const { refused: why } = await store.accept([answer]);
      expect(['broken-chain', 'malformed', 'no-authority']).toContain(why[0]?.code);
    }
    expect(store.find(w.department)).toBeUndefined();
  });

  it('is refused without the chains of those who signed', async () => {
    const store = new ChainStore();
    const { refused: why, missing } = await store.accept([w.answer(7)]);
    expect(why).toEqual(refused('no-authority'));
    expect(missing).toContain(w.founder.id);
    expect(missing).toContain(w.second.id);
  });

  it('is whole again where the whole is answered, and shows more in another document', async () => {
    const store = await begun(w.answer(9, { shows: { ids: [w.second.id] } }));
    const anew = [w.department];
    expect((await store.accept([w.answer(9)], [], { anew })).refused).toEqual([]);
    expect(openers(store.require(w.department).state, now())).toHaveLength(5);
    expect(store.require(w.department).from).toBe(9);
    expect((await store.accept([w.wholeAnswer])).refused).toEqual([]);
    expect(store.require(w.department)).toMatchObject({ from: 0, begun: undefined });
    // What is known whole is not begun again.
    expect((await store.accept([w.answer(9)], [], { anew })).refused).toEqual([]);
    expect(store.require(w.department).from).toBe(0);
  });

  it('is not put in the place of what is known, unless it was asked for anew', async () => {
    const { store } = await w.store({ ...w.wholeAnswer, statements: w.statements(0, 6) });
    const unasked = await store.accept([w.answer(8, { line: [0], seen: 6 })]);
    expect(unasked).toMatchObject({ refused: [], grown: [], behind: [w.department] });
    expect(store.require(w.department)).toMatchObject({ from: 0, state: { seq: 6 } });
    // What follows in it is taken, but not its beginning.
    expect(await store.accept([w.answer(7)])).toMatchObject({ refused: [], behind: [] });
    expect(store.require(w.department)).toMatchObject({ from: 0, state: { seq: 9 } });
  });

  it('is not begun later where the whole was asked for', async () => {
    const { store } = await w.store();
    const whole = [w.department];
    const { refused: why } = await store.accept([w.answer(9)], [], { anew: whole, whole });
    expect(why).toEqual([{ keyring: w.department, code: 'broken-chain' }]);
    expect(store.find(w.department)).toBeUndefined();
  });

  it('keeps what was shown of it where it is begun anew at the same base', async () => {
    const store = await begun(w.answer(8, { line: [0] }));
    const less = w.answer(8, {
      line: [0],
      shows: { ids: [w.founder.id, w.second.id, w.doctor.id] },
    });
    const anew = [w.department];
    expect((await store.accept([less], [], { anew })).refused).toEqual([]);
    expect(store.require(w.department).state.members.isWhole).toBe(true);
    expect(openers(store.require(w.department).state, now())).toHaveLength(5);
  });

  it('keeps what was shown of its past where it is begun anew at the same base', async () => {
    const store = await begun(w.answer(9, { shows: { ids: [w.second.id] } }));
    await store.accept([], [{ keyring: w.department, past: w.past(9, 3) }]);
    const anew = [w.department];
    expect((await store.accept([w.answer(9)], [], { anew })).refused).toEqual([]);
    expect(store.require(w.department).at(w.head(3))?.seq).toBe(3);
  });

  it('contains what is known of it, or is refused', async () => {
    const store = await begun(w.answer(6, { line: [0], to: 7 }));
    const take = (answer: ChainAnswer) => store.accept([answer], [], { anew: [w.department] });
    expect((await take(w.answer(8, { line: [0] }))).refused).toEqual(refused('broken-chain'));
    expect(store.require(w.department)).toMatchObject({ from: 6, state: { seq: 7 } });
    expect((await take(w.answer(8, { line: [0], seen: 7 }))).refused).toEqual([]);
    expect(store.require(w.department)).toMatchObject({ from: 8, state: { seq: 9 } });
    // Rolled back to before what is known.
    expect((await take(w.answer(8, { line: [0], to: 8 }))).refused).not.toEqual([]);
    expect(store.require(w.department).state.seq).toBe(9);
  });

  describe('after something was seen of it', () => {
    const remembering = async (seq: number, seenAt?: Instant) => {
      const { store } = await w.store();
      const seen = { keyring: w.department, head: w.head(seq) };
      store.remember([seenAt === undefined ? seen : { ...seen, seenAt }]);
      return store;
    };

    it('is believed where that is shown, and a then owner vouches for it', async () => {
      for (const [seen, base, line] of [
        [1, 8, [0]],
        [3, 9, [0, 2]],
        [8, 9, [0, 2]],
        [9, 8, [0]],
      ] as const) {
        const store = await remembering(seen, now());
        const given = seen < base ? { line, seen } : { line };
        expect((await store.accept([w.answer(base, given)])).refused).toEqual([]);
      }
    });

    it('is refused where that is not shown, or is of another moment', async () => {
      const store = await remembering(3);
      expect((await store.accept([w.answer(8, { line: [0] })])).refused).toEqual(
        refused('broken-chain'),
      );
      expect((await store.accept([w.answer(8, { line: [0], seen: 4 })])).refused).toEqual(
        refused('broken-chain'),
      );
      expect(store.find(w.department)).toBeUndefined();
    });

    it('is refused where nobody vouches for it who owned it then', async () => {
      // At 1 the second one was no owner, and the first of the line after it is the second one’s.
      const store = await begun(w.answer(9, { seen: 1 }));
      const chain = store.require(w.department);
      const seen = { keyring: w.department, head: w.head(1) };
      expect(() => {
        checkContinues(seen, chain); // vouched for by the founder, at 2
      }).not.toThrow();
      const late = await begun(w.answer(9, { seen: 3 }));
      const shown = late.require(w.department);
      expect(shown.begun?.isVouchedForAt(w.whole.entries[1]?.state ?? shown.state)).toBe(true);
      const alone = { ...w.answer(9, { seen: 3 }) };
      expect(alone.begun?.line).toHaveLength(2);
      const at2 = w.whole.entries[2]?.state ?? shown.state;
      const withoutSecond = { ...at2, members: at2.members.without(w.second.id) };
      expect(shown.begun?.isVouchedForAt(at2)).toBe(true);
      expect(shown.begun?.isVouchedForAt(withoutSecond)).toBe(false);
    });

    it('is refused where what followed is dated long before it was seen', async () => {
      const { time } = w.whole.entries[9]?.state ?? { time: 0 };
      const store = await remembering(3, (time + HOUR) as Instant);
      expect((await store.accept([w.answer(9, { seen: 3 })])).refused).toEqual(
        refused('added-late'),
      );
    });
  });
});
