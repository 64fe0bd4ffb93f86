import { describe, expect, it } from 'vitest';
import type { PixelFacts } from '../../src/features/viewer/dicom/parsing/objects.ts';
import {
  mayBeLossy,
  saturated,
  storedValues,
  type Samples,
} from '../../src/features/viewer/dicom/pixels/samples.ts';

function facts(bitsStored: number, pixelRepresentation: 0 | 1): PixelFacts {
  return {
    rows: 1,
    columns: 1,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    planarConfiguration: 0,
    bitsAllocated: bitsStored > 8 ? 16 : 8,
    bitsStored,
    pixelRepresentation,
    isFloat: false,
    palette: undefined,
  };
}

const values = (samples: Samples, bits: number, sign: 0 | 1) => [
  ...storedValues(saturated(samples, facts(bits, sign)), facts(bits, sign), bits - 1),
];

describe('What comes back from a compression with loss', () => {
  it.each<[what: string, samples: Samples, bits: number, sign: 0 | 1, meant: number[]]>([
    ['above white is white', Uint16Array.of(4095, 4096, 5000), 12, 0, [4095, 4095, 4095]],
    ['below black is black', Int16Array.of(-1, 0, 7), 12, 0, [0, 0, 7]],
    ['within is as it is', Uint16Array.of(0, 2048, 4095), 12, 0, [0, 2048, 4095]],
    ['with signs stays on its side', Int16Array.of(-2050, 2050, -3), 12, 1, [-2048, 2047, -3]],
    [
      'with signs in all bits of an unsigned codestream stays on its side',
      Uint16Array.of(65_535, 2050, 63_486),
      12,
      1,
      [-1, 2047, -2048],
    ],
    [
      'with signs in the stored bits of an unsigned codestream has its signs',
      Uint16Array.of(4095, 2047, 2048),
      12,
      1,
      [-1, 2047, -2048],
    ],
    ['of a whole word has its signs', Uint16Array.of(65_535, 32_768), 16, 1, [-1, -32_768]],
    ['of a byte is held in seven bits', Uint8Array.of(127, 128, 255), 7, 0, [127, 127, 127]],
  ])('%s', (_what, samples, bits, sign, meant) => {
    expect(values(samples, bits, sign)).toEqual(meant);
  });

  it('changes nothing of what is given', () => {
    const given = Uint16Array.of(4096);
    saturated(given, facts(12, 0));
    expect([...given]).toEqual([4096]);
  });

  it.each([
    ['1.2.840.10008.1.2.4.50', true],
    ['1.2.840.10008.1.2.4.91', true],
    ['1.2.840.10008.1.2.4.203', true],
    ['1.2.840.10008.1.2.4.70', false],
    ['1.2.840.10008.1.2.4.80', false],
    ['1.2.840.10008.1.2.4.90', false],
    ['1.2.840.10008.1.2.1', false],
  ])('is what %s may hold: %s', (syntax, isLossy) => {
    expect(mayBeLossy(syntax)).toBe(isLossy);
  });
});
