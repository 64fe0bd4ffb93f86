import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, concat, u32, u8 } from '@/crypto/ids/bytes.ts';
import { type KeyringId, keyringIdBytes } from '@/crypto/ids/ids.ts';
import type { Generation, KeyringState } from '@/crypto/keyrings/keyringState.ts';
import { mergedStates, readState } from '@/crypto/keyrings/stateDocument.ts';
import { stateHash } from '@/crypto/keyrings/stateHash.ts';
import { id, text, u64 } from '@/crypto/keyrings/stateShapes.ts';
import { rotate } from '@/crypto/vault/rotation.ts';
import { generation, type Shows, stateDocument, stateParts } from './shownStates.ts';
import { type Actor, World } from './world.ts';

const NOT_SHOWN = expect.objectContaining({ code: 'not-shown' }) as Error;
const LONG = 'x'.repeat(201);

describe('A state document', () => {
  let founder: Actor;
  let other: Actor;
  let institute: KeyringState;
  let department: KeyringState;
  let record: KeyringState;
  const read = (state: KeyringState, document: Bytes) => readState(document, state);

  beforeAll(async () => {
    const world = new World();
    founder = await world.person();
    other = await world.person();
    await Promise.all([founder.sync(), other.sync()]);
    const made: KeyringId[] = [];
    for (const kind of ['institute', 'department', 'record'] as const) {
      const made1 = await founder.make(kind);
      made.push(made1);
      await founder.add(made1, other.id, 'reader');
      for (let turn = 0; turn < 3; turn++) {
        const draft = founder.draft();
        await rotate(draft, made1);
        await founder.commit(draft);
      }
    }
    const [first, second] = made as [KeyringId, KeyringId];
    const draft = founder.draft();
    await draft.append(first, { type: 'card', name: 'Klinik', domain: 'klinik.example' });
    await draft.append(first, {
      type: 'endorse',
      subject: other.id,
      name: 'Dr. Ö',
      specialty: 'Radiology',
    });
    await draft.append(second, { type: 'card', name: 'Ward', specialty: 'Surgery' });
    await draft.append(second, { type: 'close' });
    await founder.commit(draft);
    [institute, department, record] = made.map((one) => founder.chains.require(one).state) as [
      KeyringState,
      KeyringState,
      KeyringState,
    ];
  });

  it('gives back the state, whole', () => {
    for (const state of [institute, department, record]) {
      const shown = read(state, stateDocument(state, { generations: [1, 2, 3] }));
      expect(stateHash(shown)).toBe(stateHash(state));
      expect(shown).toEqual(state);
    }
  });

  it('gives back what is shown, and nothing else', () => {
    const shown = read(institute, stateDocument(institute, { ids: [other.id], generations: [2] }));
    expect(stateHash(shown)).toBe(stateHash(institute));
    expect(shown.members.get(other.id)).toEqual(institute.members.get(other.id));
    expect(shown.endorsements.get(other.id)).toEqual(institute.endorsements.get(other.id));
    expect(shown.generations.find(2)?.keys).toEqual(institute.generations.find(2)?.keys);
    expect(() => shown.members.get(founder.id)).toThrow(NOT_SHOWN);
    expect(() => shown.generations.find(1)).toThrow(NOT_SHOWN);
    expect(() => shown.generations.find(3)).toThrow(NOT_SHOWN);
    expect(shown.generations.find(0)).toBeUndefined();
    expect(shown.generations.find(5)).toBeUndefined();
    expect(shown.generations.shown().map(({ number }) => number)).toEqual([2, 4]);
  });

  it('shows with another one what either shows', () => {
    const part = (shows: Shows) => read(record, stateDocument(record, shows));
    const both = mergedStates(
      part({ ids: [founder.id], generations: [1, 3] }),
      part({ ids: [other.id], generations: [2, 3] }),
    );
    expect([...both.members]).toEqual([...record.members]);
    expect(both.generations.shown().map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const third = both.generations.find(3);
    expect([...(third?.sealedTo ?? [])]).toEqual([...(record.generations.find(3)?.sealedTo ?? [])]);
    expect(stateHash(both)).toBe(stateHash(record));
  });

  type Parts = Partial<ReturnType<typeof stateParts>>;
  const of = (state: () => KeyringState, change: (state: KeyringState) => Parts) => () => {
    const known = state();
    return {
      state: known,
      document: concat(...Object.values({ ...stateParts(known), ...change(known) })),
    };
  };
  const ofInstitute = (change: (state: KeyringState) => Parts) => of(() => institute, change);
  const ofDepartment = (change: (state: KeyringState) => Parts) => of(() => department, change);
  const ofRecord = (change: (state: KeyringState) => Parts) => of(() => record, change);
  const member = (role: number, end: Bytes, at = 0) =>
    concat(
      u8(1),
      keyringIdBytes(founder.id),
      u8(role),
      end,
      id(founder.id),
      u64(at),
      id(founder.id),
      u64(0),
    );
  const never = concat(u8(0), u64(0));
  const alone = (members: Bytes) => ({ memberCount: u32(1), lastingOwners: u32(1), members });
  const endorsement = (name: string) =>
    concat(
      u8(1),
      keyringIdBytes(other.id),
      text(name),
      text(undefined),
      text(undefined),
      never,
      u64(0),
    );
  const card = (...texts: (string | undefined)[]) => ({ card: concat(u8(1), ...texts.map(text)) });
  const current = (state: KeyringState, change: Partial<Generation>) => ({
    current: generation({ ...state.generations.current, ...change }),
  });
  const shown = (state: KeyringState, ...numbers: number[]) => {
    const { formerCount, former } = stateParts(state, { generations: numbers });
    return { formerCount, former };
  };

  it('of a lone owner is read, which those below are changes of', () => {
    const good = ofRecord(() => alone(member(1, never)))();
    expect(read(good.state, good.document).members.get(founder.id)).toMatchObject({
      role: 'owner',
      setAt: 0,
    });
    const few = ofRecord(() => ({ before: concat(u32(3), new Uint8Array(64)) }))();
    expect(read(few.state, few.document).generations.current.number).toBe(4);
  });

  it.each([
    ['of a person', ofRecord(() => ({ kind: u8(1) }))],
    ['of a section', ofRecord(() => ({ kind: u8(6) }))],
    ['of no kind', ofRecord(() => ({ kind: u8(0) }))],
    ['of a kind without signature keys that has some', ofInstitute(() => ({ kind: u8(4) }))],
    ['with a flag that there is not', ofRecord(() => ({ flags: u8(4) }))],
    ['of a time in no year', ofRecord(() => ({ created: u64(253_402_300_800_000) }))],
    ['of a time before all years', ofRecord(() => ({ created: u64(-62_167_219_200_001) }))],
    ['with a card that is neither there nor absent', ofRecord(() => ({ card: u8(2) }))],
    ['with the card of a record', ofRecord(() => card('Name', undefined, undefined))],
    ['with a card without a name', ofInstitute(() => card(undefined, undefined, undefined))],
    ['with the domain of a department', ofDepartment(() => card('A', undefined, 'a.example'))],
    ['with a domain that is none', ofInstitute(() => card('A', undefined, 'a'))],
    ['with a text that is too long', ofInstitute(() => card(LONG, undefined, undefined))],
    ['with a control character', ofInstitute(() => card('a\u0007', undefined, undefined))],
    [
      'with a text that is not UTF-8',
      ofInstitute(() => ({ card: concat(u8(1), u32(1), u8(0xff), u32(0), u32(0)) })),
    ],
    ['with a note that is too short', ofRecord(() => ({ profile: concat(u32(1), u32(0)) }))],
    [
      'with a note of another suite',
      ofRecord(() => ({ profile: concat(u32(1), u32(1_200), new Uint8Array(1_200).fill(2)) })),
    ],
    [
      'with a profile of a generation that there is not',
      ofRecord(() => ({ profile: concat(u32(5), u32(1_200), new Uint8Array(1_200).fill(1)) })),
    ],
    [
      'with more generations than statements',
      ofRecord(() => ({ before: concat(u32(2), new Uint8Array(32)) })),
    ],
    [
      'with no members',
      ofRecord(() => ({ memberCount: u32(0), lastingOwners: u32(0), members: u8(0) })),
    ],
    ['with no owner', ofRecord(() => ({ lastingOwners: u32(0) }))],
    ['with no current generation', ofRecord((state) => current(state, { number: 0 }))],
    [
      'with a generation that leads to itself',
      ofRecord((state) => {
        const { previous } = state.generations.current;
        return previous === undefined
          ? {}
          : current(state, { previous: { ...previous, generation: 4 } });
      }),
    ],
    [
      'with a later generation that leads nowhere',
      ofRecord(({ generations }) => {
        const { previous, ...rest } = generations.current;
        expect(previous).toBeDefined();
        return { current: generation(rest) };
      }),
    ],
    [
      'with an HPKE key of small order',
      ofRecord((state) => current(state, { keys: { hpke: new Uint8Array(1_216) } })),
    ],
    [
      'with an Ed25519 key of small order',
      ofInstitute((state) => {
        const { hpke, mlDsa65 } = state.generations.current.keys;
        const ed25519 = Uint8Array.of(1, ...new Uint8Array(31));
        return mlDsa65 === undefined ? {} : current(state, { keys: { hpke, ed25519, mlDsa65 } });
      }),
    ],
    [
      'with former generations by rising number',
      ofRecord((state) => ({
        formerCount: Uint8Array.of(0, 2),
        former: concat(shown(state, 1).former, shown(state, 2).former),
      })),
    ],
    [
      'with the current generation among the former',
      ofRecord(({ generations }) => ({
        formerCount: Uint8Array.of(0, 1),
        former: concat(generation(generations.current), u8(0)),
      })),
    ],
    [
      'with a former generation on another path',
      ofRecord((state) => {
        const { former, formerCount } = shown(state, 2);
        const changed = new Uint8Array(former);
        changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
        return { formerCount, former: changed };
      }),
    ],
    [
      'with fewer former generations than it says',
      ofRecord(() => ({ formerCount: Uint8Array.of(0, 1) })),
    ],
    ['with too many members', ofRecord(() => ({ memberCount: u32(5_001) }))],
    ['with another number of members', ofRecord(() => ({ memberCount: u32(3) }))],
    ['with no owner', ofRecord(() => ({ lastingOwners: u32(0) }))],
    ['with more owners than members', ofRecord(() => ({ lastingOwners: u32(3) }))],
    ['with a role that there is not', ofRecord(() => alone(member(6, never)))],
    ['with role 0', ofRecord(() => alone(member(0, never)))],
    [
      'with an end that is neither there nor absent',
      ofRecord(() => alone(member(1, concat(u8(2), u64(0))))),
    ],
    [
      'with an end that is absent and there',
      ofRecord(() => alone(member(1, concat(u8(0), u64(1))))),
    ],
    ['with a member of no year', ofRecord(() => alone(member(1, never, 2 ** 52)))],
    ['with the endorsement of a record', ofRecord(() => ({ endorsements: endorsement('A') }))],
    ['with an endorsement without a name', ofInstitute(() => ({ endorsements: endorsement('') }))],
    [
      'with something named in generation 0',
      ofRecord(() => ({ named: concat(u8(1), keyringIdBytes(other.id), u32(1), u32(0)) })),
    ],
    ['with a number above 2^31 − 1', ofRecord(() => ({ before: u32(2 ** 31) }))],
    ['with fewer full trees than it says', ofRecord(() => ({ before: u32(7) }))],
    [
      'with bytes behind it',
      ofRecord(({ before }) => ({ before: concat(u32(before.size), ...before.peaks, u8(0)) })),
    ],
    [
      'with more than 4 MiB',
      () => ({ state: record, document: new Uint8Array(4 * 1024 * 1024 + 1) }),
    ],
  ])('is refused %s', (_, made) => {
    const { state, document } = made();
    expect(() => read(state, document)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('is refused wherever it ends too early', () => {
    const document = stateDocument(record, { generations: [2] });
    for (let length = 0; length < document.length; length += 13) {
      expect(() => read(record, document.slice(0, length))).toThrow(
        expect.objectContaining({ code: 'malformed' }),
      );
    }
  });
});
