import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { keyringId, type KeptKey, reportId } from '@/crypto/index.ts';
import { forgetOwn } from '@/lib/session/forgetOwn.ts';
import { openDatabase, type StoredUpload } from '@/lib/storage/database.ts';

const me = keyringId('1'.repeat(64));
const other = keyringId('2'.repeat(64));

function upload(digit: string, owner: typeof me, phase: StoredUpload['phase']): StoredUpload {
  return {
    report: reportId(digit.repeat(32)),
    owner,
    record: other,
    section: other,
    begun: 0,
    key: {} as KeptKey,
    size: 1,
    bodyBytes: 1,
    parts: 1,
    sealedPlan: new Uint8Array(),
    sealed: new Map(),
    phase,
  };
}

describe('logging out', () => {
  it('lets finished uploads of the person go, and nothing else of uploads', async () => {
    const database = await openDatabase();
    await database.put('uploads', upload('a', me, 'done'));
    await database.put('uploads', upload('b', me, 'paused'));
    await database.put('uploads', upload('c', other, 'done'));
    await forgetOwn(me);
    const left = await database.getAllKeys('uploads');
    expect(left).toEqual(['b'.repeat(32), 'c'.repeat(32)]);
  });

  it('lets the lists go, and leaves what guards the next visit', async () => {
    const database = await openDatabase();
    const kept = { generation: 0, sealed: new Uint8Array() };
    for (const key of [
      `${me}/library`,
      `${me}/seen`,
      `${me}/visit`,
      `${me}/pins`,
      `${other}/library`,
    ]) {
      await database.put('kept', kept, key);
    }
    await forgetOwn(me);
    expect(await database.getAllKeys('kept')).toEqual([
      `${me}/pins`,
      `${me}/visit`,
      `${other}/library`,
    ]);
  });
});
