import { describe, expect, it } from 'vitest';
import type { Capability, KeyringView } from '@/crypto/index.ts';
import { type KeyringId, keyringId } from '@/crypto/ids/ids.ts';
import { NOTHING_DECIDED } from '@/crypto/decisions/decisions.ts';
import { ids } from '@/lib/ids.ts';
import { RecordBook } from '@/lib/records/recordBook.ts';
import { summariesOf } from '@/lib/records/summaries.ts';
import type { SignedIn } from '@/lib/session/signedIn.ts';
import { party } from '../fakes/world.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [me, other, group, founder] = [id('1'), id('2'), id('3'), id('4')];
const [made, given, ofGroup, around, part] = [id('a'), id('b'), id('c'), id('d'), id('e')];

function view(
  keyring: KeyringId,
  kind: string,
  members: readonly KeyringId[],
  more: Partial<KeyringView> = {},
): KeyringView {
  return {
    keyring,
    kind,
    created: 1,
    members: members.map((one) => ({ keyring: one, role: 'owner', setBy: founder, setAt: 1 })),
    names: {},
    capabilities: new Set<Capability>(['open', 'own']),
    ...more,
  } as unknown as KeyringView;
}

/** Somebody with a record of their own, one given by another, one of a group's, and a section of one. */
function bookOf() {
  const views = new Map(
    [
      view(given, 'record', [me, other]),
      view(ofGroup, 'record', [group]),
      view(part, 'section', [around, me], { parent: around, capabilities: new Set(['open']) }),
      view(made, 'record', [me]),
      view(group, 'department', [me]),
    ].map((one) => [one.keyring, one]),
  );
  const introduced = new Map([
    [made, { by: me, at: 1 }],
    [given, { by: other, at: 1 }],
    [part, { by: other, at: 1 }],
    [group, { by: founder, at: 1 }],
  ]);
  const listed = [...views.values()].map(({ keyring, kind }) => ({ keyring, kind, through: [] }));
  const signedIn = {
    keyring: me,
    connection: { get: () => Promise.resolve({ keyrings: listed }) },
    contacts: { hear: () => undefined },
    chains: {
      head: () => undefined,
      refusal: () => undefined,
      tryRefresh: () => Promise.resolve(),
      views: (all: Iterable<KeyringId>) =>
        Promise.resolve(new Map([...views].filter(([one]) => [...all].includes(one)))),
    },
    vault: {
      offers: {
        candidates: (told: { keyring: KeyringId }[]) =>
          Promise.resolve(told.map(({ keyring }) => keyring)),
        takingPart: (all: KeyringId[]) => Promise.resolve(all),
        introductions: () => Promise.resolve(introduced),
      },
    },
    decisions: { read: () => Promise.resolve(NOTHING_DECIDED), decisions: NOTHING_DECIDED },
    ownInstitutes: { follow: () => Promise.resolve() },
  };
  return new RecordBook(signedIn as unknown as SignedIn);
}

describe('who shared a record', () => {
  it('is whoever let the person or a group of theirs in, and nobody where they did themselves', async () => {
    const records = await bookOf().read();
    expect(new Map(records.map((record) => [record.id, record.sharedBy]))).toEqual(
      new Map([
        [given, other],
        [ofGroup, founder],
        [around, other],
        [made, undefined],
      ]),
    );
  });

  it('puts those first that the person made, then those that it owns', async () => {
    const records = await bookOf().read();
    const parties = [other, founder].map((one) => [one, party(0, { keyring: ids.keyring(one) })]);
    const shelf = {
      records: new Map(records.map((record) => [record.id, record])),
      reports: new Map(),
      parties: new Map(parties as [KeyringId, ReturnType<typeof party>][]),
      patients: new Map(),
      seen: new Set<string>(),
      seenUntil: 0,
      refusal: () => undefined,
      me,
    };
    const listed = summariesOf(shelf).records;
    expect(listed.map((record) => record.id)).toEqual([made, given, ofGroup, around]);
    expect(listed.map(({ sharedBy }) => sharedBy?.keyring)).toEqual([
      undefined,
      other,
      founder,
      other,
    ]);
  });
});
