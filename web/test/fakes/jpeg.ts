import type { Raw } from './codecs.ts';
import { ascii, joined } from './dicomWriter.ts';

/**
 * One block of 8 by 8 samples, all of them `128 * level / 128 + 2048`: a DCT of nothing but its first
 * coefficient, which is eight times what the samples are above the middle (ITU-T T.81 A.3.3).
 */
export function evenBlock(level: number, bits: 8 | 12): Uint8Array<ArrayBuffer> {
  const sample = level + 2 ** (bits - 1);
  const samples = Array.from({ length: 64 }, () => sample);
  return evenBlocks({ rows: 8, columns: 8, components: 1, bits, samples });
}

/**
 * Blocks of 8 by 8 samples, each of which is even: a DCT of nothing but its first coefficient, which
 * is eight times what the samples are above the middle (ITU-T T.81 A.3.3). Those of colours follow
 * one another block by block.
 */
export function evenBlocks({
  rows,
  columns,
  components,
  bits: precision,
  samples,
}: Raw): Uint8Array<ArrayBuffer> {
  const before = Array.from({ length: components }, () => 0);
  let code = '';
  for (let block = 0; block < (rows * columns) / 64; block += 1) {
    const across = columns / 8;
    const pixel = 8 * (Math.floor(block / across) * columns + (block % across));
    for (let component = 0; component < components; component += 1) {
      const sample = samples[components * pixel + component] ?? 0;
      const coefficient = 8 * (sample - 2 ** (precision - 1));
      const difference = coefficient - (before[component] ?? 0);
      before[component] = coefficient;
      const bits = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      const value = difference < 0 ? difference + 2 ** bits - 1 : difference;
      // Each of 15 categories has a code of four bits; the end of the block is the code 0.
      code += `${bits.toString(2).padStart(4, '0')}${bits === 0 ? '' : value.toString(2).padStart(bits, '0')}0`;
    }
  }
  const padded = code.padEnd(Math.ceil(code.length / 8) * 8, '1');
  const data = (padded.match(/.{8}/gu) ?? []).flatMap((eight) => {
    const byte = Number.parseInt(eight, 2);
    return byte === 0xff ? [0xff, 0] : [byte];
  });
  const segment = (marker: number, bytes: number[]) =>
    Uint8Array.from([0xff, marker, 0, bytes.length + 2, ...bytes]);
  const each = (bytes: (component: number) => number[]) =>
    Array.from({ length: components }, (_, component) => bytes(component + 1)).flat();
  return joined([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe1, [...ascii('none')]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc1, [
      precision,
      ...[rows >> 8, rows & 255, columns >> 8, columns & 255, components],
      ...each((component) => [component, 0x11, 0]),
    ]),
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
    segment(0xda, [components, ...each((component) => [component, 0]), 0, 63, 0]),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  ]);
}
