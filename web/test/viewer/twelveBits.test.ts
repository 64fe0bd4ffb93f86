import { decoders } from '@cornerstonejs/dicom-image-loader';
import { describe, expect, it } from 'vitest';
import { twelveBitSamples, withRoom } from '../../src/features/viewer/dicom/screen/twelveBits.ts';
import { evenBlock } from '../fakes/jpeg.ts';

async function decoded(codestream: Uint8Array): Promise<number[]> {
  const frame = { rows: 8, columns: 8, bitsAllocated: 16 };
  const decode = decoders.JPEGBaseline12Bit as unknown as (
    frame: object,
    bytes: Uint8Array,
  ) => Promise<{ pixelData: Uint16Array }>;
  return [...(await decode(frame, codestream)).pixelData];
}

describe('JPEG of 12 bits', () => {
  it.each([1, 2040, 2047, 2048, 2049, 3123, 4080, 4094, 4095])(
    'has the level %i that was compressed',
    async (level) => {
      const roomy = withRoom(evenBlock(level - 2048, 12));
      const samples = twelveBitSamples(Uint16Array.from(await decoded(roomy ?? new Uint8Array())));
      expect([...new Set(samples)]).toEqual([level]);
    },
  );

  it('is decoded 15 too bright as it is, which is why it is not', async () => {
    expect(new Set(await decoded(evenBlock(0, 12)))).toEqual(new Set([2063]));
  });

  it('of 8 bits is left alone', () => {
    expect(withRoom(evenBlock(0, 8))).toBeUndefined();
    expect(withRoom(Uint8Array.of(0xff, 0xd8, 0xff))).toBeUndefined();
  });
});
