import { describe, expect, it } from 'vitest';
import { keyringId, reportId } from '@/crypto/index.ts';
import { correctReport, type Signing } from '@/lib/reports/correcting.ts';

const place = { section: keyringId('a'.repeat(64)), report: reportId('b'.repeat(32)) };

describe('Correcting a report', () => {
  /** How often it was read until that came of it. */
  const reads = async (...outcomes: readonly string[]) => {
    const left = [...outcomes];
    const signing = {
      changes: {
        commit: async (_: unknown, draft: () => Promise<{ value: string }>) =>
          (await draft()).value,
      },
      vault: {
        sharing: {
          correctReport: () => Promise.resolve({ appends: [], value: left.shift() ?? 'moved' }),
        },
      },
    } as unknown as Signing;
    let read = 0;
    const open = () => {
      read++;
      return Promise.resolve(place);
    };
    await correctReport(signing, open, { title: 'CT' });
    return read;
  };

  it('begins anew where somebody else corrected it since it was read', async () => {
    expect(await reads('corrected')).toBe(1);
    expect(await reads('moved', 'moved', 'corrected')).toBe(3);
  });

  it('says why where it holds no more', async () => {
    await expect(reads('too-long')).rejects.toMatchObject({ code: 'correction-too-long' });
  });

  it('ends where others correct it each time', async () => {
    await expect(reads()).rejects.toMatchObject({ code: 'head-moved' });
  });
});
