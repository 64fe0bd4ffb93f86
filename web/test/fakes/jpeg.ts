import { ascii, joined } from './dicomWriter.ts';

/**
 * One block of 8 by 8 samples, all of them `128 * level / 128 + 2048`: a DCT of nothing but its first
 * coefficient, which is eight times what the samples are above the middle (ITU-T T.81 A.3.3).
 */
export function evenBlock(level: number, precision: 8 | 12): Uint8Array<ArrayBuffer> {
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
