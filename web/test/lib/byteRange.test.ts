import { describe, expect, it } from 'vitest';
import { byteRange } from '@/lib/media/byteRange.ts';

describe('a Range header over 100 bytes', () => {
  it.each([
    [null, { from: 0, to: 100 }],
    ['bytes=0-', { from: 0, to: 100 }],
    ['bytes=10-19', { from: 10, to: 20 }],
    ['bytes=90-1000', { from: 90, to: 100 }],
    ['bytes=-5', { from: 95, to: 100 }],
    ['bytes=-1000', { from: 0, to: 100 }],
    ['lines=1-2', { from: 0, to: 100 }],
    ['bytes=0-1,5-6', { from: 0, to: 100 }],
    ['bytes=100-', undefined],
    ['bytes=20-10', undefined],
    ['bytes=-0', undefined],
  ])('%s asks for %o', (header, expected) => {
    expect(byteRange(header, 100)).toEqual(expected);
  });

  it('asks for nothing of an empty file, and for all of it without a header', () => {
    expect(byteRange('bytes=0-', 0)).toBeUndefined();
    expect(byteRange(null, 0)).toEqual({ from: 0, to: 0 });
  });
});
