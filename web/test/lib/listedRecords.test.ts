import { describe, expect, it } from 'vitest';
import { keyringId } from '@/crypto/ids/ids.ts';
import { forgetKept } from '@/lib/storage/keeper.ts';
import {
  listedAs,
  type ListedRecord,
  ListedRecords,
  type Reading,
} from '@/lib/records/listedRecords.ts';
import { openDatabase } from '@/lib/storage/database.ts';
import 'fake-indexeddb/auto';
import { Memory } from './shelf.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [record, section, group, other, signer, me] = ['1', '2', '3', '4', '5', '6'].map(id) as [
  ReturnType<typeof id>,
  ReturnType<typeof id>,
  ReturnType<typeof id>,
  ReturnType<typeof id>,
  ReturnType<typeof id>,
  ReturnType<typeof id>,
];

const summary = {
  kind: 'record' as const,
  parent: undefined,
  seq: 1,
  head: '',
  addedBy: signer,
  addedByEmail: undefined,
  through: [],
};
const direct = (until?: number) =>
  listedAs(
    record,
    [
      { ...summary, keyring: record },
      { ...summary, keyring: section, addedBy: undefined, through: [record] },
    ],
    until,
  );
const throughGroup = listedAs(
  record,
  [{ ...summary, keyring: record, addedBy: undefined, through: [group] }],
  undefined,
);

function reading(listed: readonly ListedRecord[], more: Partial<Reading> = {}): Reading {
  return {
    listed,
    told: new Set(listed.flatMap(({ parts }) => parts)),
    decisions: { keyrings: new Map(), signers: new Map() },
    ...more,
  };
}

async function after(...readings: readonly Reading[]) {
  const memory = new Memory();
  const records = new ListedRecords(memory, () => Promise.resolve(new Set()));
  for (const one of readings) {
    await records.note(records.begin(), one);
  }
  return { memory, records };
}

describe('a record that was listed here before and is not any more', () => {
  it('is told, after a reload too, until it is listed again or the person has taken note', async () => {
    const { memory, records } = await after(reading([direct()]), reading([]), reading([]));
    expect(records.vanished).toEqual([record]);

    const next = new ListedRecords(memory, () => Promise.resolve(new Set()));
    await next.restore();
    expect(next.vanished).toEqual([record]);
    await next.note(next.begin(), reading([direct()]));
    expect(next.vanished).toEqual([]);
    await next.note(next.begin(), reading([]));
    expect(next.vanished).toEqual([record]);
    await next.dismiss();
    await next.note(next.begin(), reading([]));
    expect(next.vanished).toEqual([]);
  });

  it.each<[string, Partial<Reading>, number?]>([
    ['a stranger’s offer again', { told: new Set([section]) }],
    ['declined', { decisions: { keyrings: new Map([[record, 'declined']]), signers: new Map() } }],
    [
      'of somebody who is blocked',
      { decisions: { keyrings: new Map(), signers: new Map([[signer, 'blocked']]) } },
    ],
    ['open for a time that is up', {}, Date.now() - 1],
  ])('is not told where it is %s', async (_, more, until) => {
    const { records } = await after(reading([direct(until)]), reading([], more));
    expect(records.vanished).toEqual([]);
  });

  it('is not told where it was closed', async () => {
    const records = new ListedRecords(new Memory(), (asked) => Promise.resolve(new Set(asked)));
    await records.note(records.begin(), reading([direct()]));
    await records.note(records.begin(), reading([]));
    expect(records.vanished).toEqual([]);
  });

  it('is not told where the person left it, or the group through which it came', async () => {
    for (const [listed, way] of [
      [direct(), record],
      [throughGroup, group],
    ] as const) {
      const { records } = await after(reading([listed]));
      await records.left([way]);
      await records.note(records.begin(), reading([]));
      expect(records.vanished).toEqual([]);
    }
  });

  it('is told where the person left something else', async () => {
    const { records } = await after(reading([direct()]));
    await records.left([other]);
    await records.note(records.begin(), reading([]));
    expect(records.vanished).toEqual([record]);
  });

  it('is not told by an answer that is older than what is known', async () => {
    const { records } = await after(reading([]));
    const older = records.begin();
    await records.note(records.begin(), reading([direct()]));
    await records.note(older, reading([]));
    expect(records.vanished).toEqual([]);

    const before = records.begin();
    await records.left([record]);
    await records.note(before, reading([direct()]));
    await records.note(records.begin(), reading([]));
    expect(records.vanished).toEqual([]);
  });

  it('is forgotten with a log-out', async () => {
    const database = await openDatabase();
    await database.put('kept', { generation: 0, sealed: new Uint8Array() }, `${me}/listed`);
    await forgetKept(me);
    expect(await database.getAllKeys('kept')).toEqual([]);
  });
});
