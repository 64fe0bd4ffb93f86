import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '@/crypto/ids/ids.ts';
import { pastNameOf, pastsOfAuthor } from '@/crypto/vault/pastNames.ts';
import { BegunWorld } from './begunWorld.ts';

const MINUTE = 60_000;

describe('Of a chain that was begun later', () => {
  let w: BegunWorld;
  const find = () => (id: typeof w.department) => w.guest.chains.find(id);

  beforeAll(async () => {
    w = await BegunWorld.begin();
    const shows = { ids: [w.guest.id, w.second.id] };
    const { chains } = w.guest;
    expect((await chains.accept([...w.people, w.answer(9, { shows })])).refused).toEqual([]);
    w.guest.decide({ signers: new Map([[w.founder.id, 'accepted']]) });
  });

  it('a generation before opens once it is shown', async () => {
    const { keys, chains } = w.guest;
    await expect(keys.keysOf(w.department, 2)).resolves.toBeDefined();
    const refusal: unknown = await keys.keysOf(w.department, 1).catch((why: unknown) => why);
    const wanted = { of: w.department, head: w.head(9), generations: [1] };
    expect(refusal).toMatchObject({ code: 'not-shown', wanted });
    const name = pastNameOf(find(), wanted);
    expect(name).toEqual({
      keyring: w.department,
      base: 9,
      head: w.head(9),
      ids: [],
      generations: [1],
    });
    const past = w.past(9, 9, { ids: [], generations: [1] });
    expect((await chains.accept([], [{ keyring: w.department, past }])).refused).toEqual([]);
    await expect(keys.keysOf(w.department, 1)).resolves.toBeDefined();
  });

  it('nothing opens to somebody of whom it does not tell what they are', async () => {
    const { nurse } = w;
    const shows = { ids: [w.second.id, w.guest.id] };
    await nurse.chains.accept([...w.people, w.answer(9, { shows })]);
    nurse.decide({ signers: new Map([[w.founder.id, 'accepted']]) });
    await expect(nurse.keys.keysOf(w.department, 2)).rejects.toMatchObject({
      code: 'not-shown',
      wanted: { of: w.department, ids: [nurse.id] },
    });
    const past = w.past(9, 9, { ids: [nurse.id] });
    await nurse.chains.accept([], [{ keyring: w.department, past }]);
    await expect(nurse.keys.keysOf(w.department, 2)).resolves.toBeDefined();
  });

  it('is named what an author’s heads take, then and 15 minutes before, until that is shown', async () => {
    const path = [
      { keyring: w.nurse.id, head: w.founder.chains.require(w.nurse.id).state.head },
      { keyring: w.department, head: w.head(3) },
    ];
    const followed = w.whole.followedAt(w.head(3)) ?? 0;
    const base = w.whole.entries[9]?.state.time ?? 0;
    const name = {
      keyring: w.department,
      base: 9,
      head: w.head(3),
      ids: [w.nurse.id],
      generations: [],
    };
    const early = (followed + 14 * MINUTE) as Instant;
    const at = (early - 15 * MINUTE) as Instant;
    expect(pastsOfAuthor(find(), path, early)).toEqual([name, { ...name, at }]);
    await w.guest.chains.accept(
      [],
      [{ keyring: w.department, past: w.past(9, 3, { ids: [w.nurse.id] }) }],
    );
    expect(pastsOfAuthor(find(), path, early)).toEqual([]);
    // Long after the base it is the newest state that counts, which does not tell of the nurse.
    const late = (base + 16 * MINUTE) as Instant;
    expect(pastsOfAuthor(find(), path, late)).toEqual([{ ...name, at: late - 15 * MINUTE }]);
    expect(pastsOfAuthor((id) => w.founder.chains.find(id), path, late)).toEqual([]);
  });

  it('a whole state, and a chain that is known whole, have no name', () => {
    expect(pastNameOf(find(), { of: w.department })).toBeUndefined();
    const whole = (id: typeof w.department) => w.founder.chains.find(id);
    expect(pastNameOf(whole, { of: w.department, ids: [w.nurse.id] })).toBeUndefined();
  });
});
