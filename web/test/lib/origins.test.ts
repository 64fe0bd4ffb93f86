import { describe, expect, it } from 'vitest';
import type { Capability, IndexedPart, IndexedRecord } from '@/crypto/index.ts';
import { type KeyringId, keyringId, type StatementHash } from '@/crypto/ids/ids.ts';
import { ids } from '@/lib/ids.ts';
import { bookedRecord } from '@/lib/records/recordBook.ts';
import { summariesOf } from '@/lib/records/summaries.ts';
import { party } from '../fakes/world.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [me, other, founder] = [id('1'), id('2'), id('4')];
const [made, given, ofGroup, around, part] = [id('a'), id('b'), id('c'), id('d'), id('e')];

function indexedPart(
  keyring: KeyringId,
  kind: IndexedPart['kind'],
  capabilities: readonly Capability[],
): IndexedPart {
  return {
    keyring,
    kind,
    seq: 0,
    head: 'f'.repeat(64) as StatementHash,
    closed: false,
    takesPart: true,
    capabilities,
    soleOwner: false,
    through: [],
    names: {},
  };
}

/** Somebody's record of their own, one given by another, one of a group's, and a section of one. */
function booked() {
  const owning = ['open', 'own'] as const;
  const records: IndexedRecord[] = [
    {
      record: given,
      closed: false,
      sharedBy: other,
      parts: [indexedPart(given, 'record', owning)],
    },
    {
      record: ofGroup,
      closed: false,
      sharedBy: founder,
      parts: [indexedPart(ofGroup, 'record', owning)],
    },
    {
      record: around,
      closed: false,
      sharedBy: other,
      parts: [indexedPart(part, 'section', ['open'])],
    },
    { record: made, closed: false, parts: [indexedPart(made, 'record', owning)] },
    {
      record: id('9'),
      closed: false,
      parts: [{ ...indexedPart(id('9'), 'record', owning), takesPart: false }],
    },
  ];
  return records.flatMap((record) => bookedRecord(record, me) ?? []);
}

describe('who shared a record', () => {
  it('is whoever let the person or a group of theirs in, and nobody where they did themselves', () => {
    expect(new Map(booked().map((record) => [record.id, record.sharedBy]))).toEqual(
      new Map([
        [given, other],
        [ofGroup, founder],
        [around, other],
        [made, undefined],
      ]),
    );
  });

  it('puts those first that the person made, then those that it owns', () => {
    const records = booked();
    const parties = [other, founder].map((one) => [one, party(0, { keyring: ids.keyring(one) })]);
    const shelf = {
      records: new Map(records.map((record) => [record.id, record])),
      reports: new Map(),
      parties: new Map(parties as [KeyringId, ReturnType<typeof party>][]),
      patients: new Map(),
      isSeen: () => false,
      isWhole: () => true,
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
