import { describe, expect, it } from 'vitest';
import { BodyLayout, PART_PLAINTEXT } from '@/crypto/index.ts';
import { SegmentCache } from '@/lib/reports/segmentCache.ts';
import { UrgencyQueue } from '@/lib/reports/urgencyQueue.ts';

function byteAt(offset: number): number {
  return (offset * 31 + (offset >> 8)) & 0xff;
}

function cacheOf(size: number) {
  const reads: [number, number][] = [];
  const cache = new SegmentCache(new BodyLayout(size), (offset, length) => {
    reads.push([offset, length]);
    return Promise.resolve(Uint8Array.from({ length }, (_, i) => byteAt(offset + i)));
  });
  return { cache, reads };
}

describe('reading a pack through the cache', () => {
  const size = PART_PLAINTEXT + 700_000;

  it.each([
    [0, 1],
    [0, size],
    [262_087, 3],
    [PART_PLAINTEXT - 10, 20],
    [size - 5, 100],
    [size, 10],
    [12_345, 0],
  ])('gives the bytes from %i, %i of them', async (offset, length) => {
    const { cache } = cacheOf(size);
    const bytes = await cache.read(offset, length, 'now');
    expect(bytes.length).toBe(Math.max(0, Math.min(length, size - offset)));
    expect(bytes.every((byte, i) => byte === byteAt(offset + i))).toBe(true);
  });

  it('fetches nothing twice, and neighbours together', async () => {
    const { cache, reads } = cacheOf(size);
    await Promise.all([cache.read(10, 20, 'now'), cache.read(40, 600_000, 'now')]);
    await cache.read(0, 600_000, 'now');
    const fetched = reads.reduce((sum, [, length]) => sum + length, 0);
    expect(reads.length).toBe(2);
    expect(fetched).toBeLessThan(800_000);
  });

  it('fetches anew what failed', async () => {
    let calls = 0;
    const cache = new SegmentCache(new BodyLayout(100), (_, length) =>
      ++calls === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(new Uint8Array(length)),
    );
    await expect(cache.read(0, 10, 'now')).rejects.toThrow('lost');
    expect((await cache.read(0, 10, 'now')).length).toBe(10);
  });
});

describe('the queue', () => {
  it('runs what is wanted now before what is wanted ahead', async () => {
    const queue = new UrgencyQueue();
    const began: string[] = [];
    const endings: (() => void)[] = [];
    const job = (name: string) => () => {
      began.push(name);
      return new Promise<void>((resolve) => endings.push(resolve));
    };
    const ahead = ['a', 'b', 'c', 'd', 'e'].map((name) => queue.add(job(name), 'ahead'));
    queue.add(job('now'), 'now');
    await Promise.resolve();
    await Promise.resolve();
    expect(began).toEqual(['a', 'b', 'c', 'now']);
    ahead[4]?.hurry();
    await Promise.resolve();
    await Promise.resolve();
    expect(began).toEqual(['a', 'b', 'c', 'now', 'e']);
    endings.forEach((end) => {
      end();
    });
  });
});
