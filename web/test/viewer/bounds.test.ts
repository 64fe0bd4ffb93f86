import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DICOM_BOUNDS } from '@/lib/dicom/bounds.ts';
import { inflateRaw } from '@/lib/dicom/inflate.ts';
import { readPart10 } from '@/lib/dicom/part10.ts';
import { EndedTogether } from '../../src/features/viewer/dicom/parsing/endedTogether.ts';
import { fragmentsOf } from '../../src/features/viewer/dicom/parsing/fragments.ts';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import { EXPLICIT_LITTLE, withMeta } from '../fakes/dicomWriter.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('What a file can make us spend', () => {
  it('on elements is bounded, however small each is', async () => {
    const count = DICOM_BOUNDS.elements + 1;
    const bytes = new Uint8Array(8 * count);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < count; at += 1) {
      view.setUint16(8 * at, 0x0009 + 2 * (at >> 16), true);
      view.setUint16(8 * at + 2, at & 0xffff, true);
      bytes.set([0x4c, 0x4f], 8 * at + 4);
    }
    await expect(readPart10(withMeta(bytes, EXPLICIT_LITTLE))).rejects.toMatchObject({
      problem: 'too-big',
    });
  });

  it('on fragments is bounded, however small each is', () => {
    const bytes = new Uint8Array(8 * (LIMITS.fragments + 3));
    for (let at = 0; at < bytes.length; at += 8) {
      bytes.set([0xfe, 0xff, 0, 0xe0], at);
    }
    expect(() => fragmentsOf(bytes, 0)).toThrow(expect.objectContaining({ problem: 'too-big' }));
  });

  it('on damaged deflated data is no memory', async () => {
    const good = deflateRawSync(new Uint8Array(200 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    try {
      await expect(
        inflateRaw(new Uint8Array(good.subarray(0, -40)), 512 * 1024 * 1024),
      ).rejects.toMatchObject({ problem: 'cut-off' });
    } finally {
      clearInterval(watch);
    }
    expect(most).toBeLessThan(150 * 1024 * 1024);
  }, 60_000);
});

describe('Work in workers that are ended together', () => {
  it('that hangs ends them, and only it fails', async () => {
    vi.useFakeTimers();
    const ends: string[] = [];
    const workers = new EndedTogether(() => ends.push('ended'), 1_000);
    const hangs = workers.run(() => new Promise<string>(() => undefined));
    const failure = expect(hangs).rejects.toMatchObject({ problem: 'too-slow' });
    await vi.advanceTimersByTimeAsync(500);
    let attempts = 0;
    const innocent = workers.run(() => {
      attempts += 1;
      return attempts === 1 ? new Promise<string>(() => undefined) : Promise.resolve('decoded');
    });
    await vi.advanceTimersByTimeAsync(600);
    await failure;
    expect(await innocent).toBe('decoded');
    expect(ends).toEqual(['ended']);
    expect(await workers.run(() => Promise.resolve('next'))).toBe('next');
  });
});
