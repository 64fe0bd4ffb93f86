import { decoders } from '@cornerstonejs/dicom-image-loader';
import { describe, expect, it } from 'vitest';
import { twelveBitSamples, withRoom } from '../../src/features/viewer/dicom/screen/twelveBits.ts';
import { joined, ascii } from '../fakes/dicomWriter.ts';

/**
 * One block of 8 by 8 samples, all of them `128 * level / 128 + 2048`: a DCT of nothing but its first
 * coefficient, which is eight times what the samples are above the middle (ITU-T T.81 A.3.3).
 */
function evenBlock(level: number, precision: 8 | 12): Uint8Array<ArrayBuffer> {
  const coefficient = 8 * level;
  const bits = coefficient === 0 ? 0 : Math.floor(Math.log2(Math.abs(coefficient))) + 1;
  const value = coefficient < 0 ? coefficient + 2 ** bits - 1 : coefficient;
  // Each of 16 categories has a code of four bits; the end of the block is the code 0.
  const code = `${bits.toString(2).padStart(4, '0')}${bits === 0 ? '' : value.toString(2).padStart(bits, '0')}0`;
  const padded = code.padEnd(Math.ceil(code.length / 8) * 8, '1');
  const data = (padded.match(/.{8}/gu) ?? []).flatMap((eight) => {
    const byte = Number.parseInt(eight, 2);
    return byte === 0xff ? [0xff, 0] : [byte];
  });
  const segment = (marker: number, bytes: number[]) =>
    Uint8Array.from([0xff, marker, 0, bytes.length + 2, ...bytes]);
  return joined([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe1, [...ascii('none')]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc1, [precision, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    segment(0xc4, [
      0,
      0,
      0,
      0,
      15,
      ...Array.from({ length: 12 }, () => 0),
      ...Array.from({ length: 15 }, (_, at) => at),
    ]),
    segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

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
