import { describe, expect, it } from 'vitest';
import { rangeOf, windowOf } from '../../src/features/viewer/dicom/pixels/tone.ts';
import { storedValues } from '../../src/features/viewer/dicom/pixels/samples.ts';
import { typeOf } from '../../src/features/viewer/dicom/pixels/grey.ts';
import { dicomFile, pictureTags, type Tags, type Value } from '../fakes/dicomWriter.ts';
import { pictureIn, shown } from '../fakes/shown.ts';

type More = Record<string, readonly [string, Value]>;

/** One row of values. */
function row(values: readonly number[], more: More = {}): Uint8Array {
  return dicomFile(pictureTags(1, values.length, (x) => values[x] ?? 0, more));
}

const words = (values: readonly number[]): Uint8Array =>
  new Uint8Array(Uint16Array.from(values).buffer);
const bytesOf = (values: Int8Array | Int16Array | Int32Array | Uint32Array | Float32Array) =>
  new Uint8Array(values.buffer);
const window = (center: string, width: string, kind?: string): More => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
  ...(kind === undefined ? {} : { '00281056': ['CS', kind] as const }),
});
const lut = (descriptor: number[], entries: number[]): Tags => ({
  '00283002': ['US', descriptor],
  '00283006': ['OW', words(entries)],
});

describe('Values become grey', () => {
  it.each<[what: string, values: number[], more: More, greys: number[]]>([
    // ((x - (c - 0.5)) / (w - 1) + 0.5) * 255, PS3.3 C.11.2.1.2.1
    [
      'in a linear window',
      [0, 1, 64, 128, 254, 255],
      window('128', '256'),
      [0, 1, 64, 128, 254, 255],
    ],
    ['in a window of two values', [3, 4, 5], window('4', '2'), [0, 255, 255]],
    ['in a window of one value', [2, 3, 4, 5], window('4', '1'), [0, 0, 255, 255]],
    ['in a window of one value between two', [2, 3, 4, 5], window('3.5', '1'), [0, 0, 255, 255]],
    // (x - c) / w + 0.5, PS3.3 C.11.2.1.3.2
    [
      'in an exact window',
      [0, 50, 100, 150, 200],
      window('100', '200', 'LINEAR_EXACT'),
      [0, 64, 128, 191, 255],
    ],
    // 1 / (1 + exp(-4 (x - c) / w)), PS3.3 C.11.2.1.3.1
    [
      'by a sigmoid',
      [0, 50, 100, 150, 200],
      window('100', '100', 'SIGMOID'),
      [5, 30, 128, 225, 250],
    ],
    ['in the first of two windows', [0, 255], window('128\\40', '256\\400'), [0, 255]],
    ['from least to most without a window', [10, 20, 30], {}, [0, 128, 255]],
    ['from least to most where the window has no width', [10, 30], window('20', '0'), [0, 255]],
    ['black where all are zero', [0, 0], {}, [0, 0]],
    ['grey where all are one value', [700, 700], {}, [128, 128]],
    [
      'as they are of 8 bits',
      [0, 60, 120],
      { '00280101': ['US', [8]], '00280102': ['US', [7]] },
      [0, 60, 120],
    ],
    ['inverted as MONOCHROME1', [10, 20, 30], { '00280004': ['CS', 'MONOCHROME1'] }, [255, 128, 0]],
    ['inverted by a presentation LUT', [0, 4], { '20500020': ['CS', 'INVERSE'] }, [255, 0]],
    [
      'inverted once where both say so',
      [0, 4],
      { '20500020': ['CS', 'INVERSE'], '00280004': ['CS', 'MONOCHROME1'] },
      [255, 0],
    ],
    [
      'as they are with a presentation LUT that is the identity',
      [0, 4],
      { '20500020': ['CS', 'IDENTITY'] },
      [0, 255],
    ],
    [
      'the other way round with a negative slope',
      [0, 1024, 2048, 4095],
      { '00281052': ['DS', '0'], '00281053': ['DS', '-1'], ...window('-2047.5', '4096') },
      [255, 191, 127, 0],
    ],
    [
      'on a scale of millionths',
      [0, 1000, 2000, 4000],
      { '00281052': ['DS', '0'], '00281053': ['DS', '1e-6'], ...window('.002', '.004') },
      [0, 64, 128, 255],
    ],
    [
      'by a modality LUT, before the window',
      [0, 1, 2, 3, 9],
      {
        '00283000': ['SQ', [lut([3, 1, 16], [200, 100, 0])]],
        ...window('100', '200', 'LINEAR_EXACT'),
      },
      [255, 255, 128, 0, 0],
    ],
    [
      'by a VOI LUT of 12 bits, whose ends go on',
      [0, 5, 6, 7, 100],
      { '00283010': ['SQ', [lut([3, 5, 12], [0, 273, 4095])]] },
      [0, 0, 17, 255, 255],
    ],
    [
      'by a VOI LUT behind slope and intercept, from a value below zero',
      [0, 1, 2],
      {
        '00281052': ['DS', '-1024'],
        '00281053': ['DS', '1'],
        '00283010': ['SQ', [lut([3, 0x10000 - 1024, 8], [255, 51, 0])]],
      },
      [255, 51, 0],
    ],
    [
      'without what is padding',
      [0, 63_000, 100, 300, 500],
      { '00280120': ['US', [63_000]], '00280121': ['US', [65_000]], '00280101': ['US', [16]] },
      [0, 255, 51, 153, 255],
    ],
    [
      'without what is packed above the bits that are stored',
      [0xf000, 0x1fff, 0x0800],
      { '00280101': ['US', [12]], '00280102': ['US', [11]], ...window('2048', '4096') },
      [0, 255, 128],
    ],
    [
      'from High Bit down',
      [0x000f, 0xffff, 0x8000],
      { '00280101': ['US', [12]], '00280102': ['US', [15]], ...window('2048', '4096') },
      [0, 255, 128],
    ],
    [
      'with their sign, of 12 bits',
      [0x0800, 0x0fff, 0x07ff],
      {
        '00280101': ['US', [12]],
        '00280102': ['US', [11]],
        '00280103': ['US', [1]],
        ...window('0', '4096'),
      },
      [0, 127, 255],
    ],
  ])('%s', async (_what, values, more, greys) => {
    expect(await shown(row(values, more))).toEqual(greys);
  });

  it.each<[what: string, bits: number, bytes: Uint8Array, more: More, greys: number[]]>([
    ['a single bit', 1, Uint8Array.of(0b0000_0101), {}, [255, 0, 255, 0]],
    ['8 bits', 8, Uint8Array.of(0, 51, 102, 255), {}, [0, 51, 102, 255]],
    [
      '8 bits with a sign',
      8,
      bytesOf(Int8Array.of(-128, -77, 0, 127)),
      { '00280103': ['US', [1]] },
      [0, 51, 128, 255],
    ],
    [
      '16 bits with a sign',
      16,
      bytesOf(Int16Array.of(-100, 0, 50, 100)),
      { '00280103': ['US', [1]] },
      [0, 128, 191, 255],
    ],
    ['32 bits', 32, bytesOf(Uint32Array.of(0, 4e8, 8e8, 4e9)), {}, [0, 26, 51, 255]],
    [
      '32 bits with a sign',
      32,
      bytesOf(Int32Array.of(-2e9, 0, 1e9, 2e9)),
      { '00280103': ['US', [1]] },
      [0, 128, 191, 255],
    ],
  ])('of %s', async (_what, bits, bytes, more, greys) => {
    const tags = pictureTags(1, 4, () => 0, {
      '00280100': ['US', [bits]],
      '00280101': ['US', [bits]],
      '00280102': ['US', [bits - 1]],
      '7fe00010': ['OW', bytes],
      ...more,
    });
    expect(await shown(dicomFile(tags))).toEqual(greys);
  });

  it.each([
    ['7fe00008', 'OF', new Uint8Array(Float32Array.of(-0.5, 0, 0.5, NaN).buffer)],
    ['7fe00009', 'OD', new Uint8Array(Float64Array.of(-0.5, 0, 0.5, NaN).buffer)],
  ])('of floating point numbers (%s)', async (tag, vr, bytes) => {
    const { '7fe00010': _none, ...tags } = pictureTags(1, 4, () => 0);
    const pixels: More = { [tag]: [vr, bytes] };
    expect(await shown(dicomFile({ ...tags, ...pixels }))).toEqual([0, 128, 255, 0]);
    // A window of 1 is no step among values that are not whole.
    const windowed = dicomFile({ ...tags, ...pixels, ...window('0.5', '1') });
    expect((await shown(windowed)).slice(0, 3)).toEqual([0, 0, 128]);
  });

  it('of several frames of single bits, which share bytes', async () => {
    const tags = pictureTags(1, 3, () => 0, {
      '00280008': ['IS', '3'],
      '00280100': ['US', [1]],
      '00280101': ['US', [1]],
      '00280102': ['US', [0]],
      // 101 001 110, the first bit lowest
      '7fe00010': ['OB', Uint8Array.of(0b11_100_101, 0b0)],
    });
    const file = dicomFile(tags);
    expect(await shown(file, 0)).toEqual([255, 0, 255]);
    expect(await shown(file, 1)).toEqual([0, 0, 255]);
    expect(await shown(file, 2)).toEqual([255, 255, 0]);
  });

  it('each frame by its own table', async () => {
    const frame = (entries: number[]): Tags => ({
      '00289132': ['SQ', [{ '00283010': ['SQ', [lut([2, 0, 8], entries)]] }]],
    });
    const file = dicomFile(
      pictureTags(1, 2, (x) => x, { '52009230': ['SQ', [frame([0, 255]), frame([255, 51])]] }, 2),
    );
    expect(await shown(file, 0)).toEqual([0, 255]);
    expect(await shown(file, 1)).toEqual([255, 51]);
  });
});

describe('Stored values', () => {
  const signed16 = { bitsStored: 16, pixelRepresentation: 1, isFloat: false };

  it.each([
    [Uint8Array.of(0, 200), [0, 200]],
    [Int8Array.of(-5, 5), [-5, 5]],
    [Uint16Array.of(0xffff, 5), [-1, 5]],
    [Int16Array.of(-1, 5), [-1, 5]],
  ])('of 16 bits with a sign, as a decoder gives them: %s', async (samples, values) => {
    const { slice } = await pictureIn(row([0]));
    const pixels = { ...slice.image.pixels, ...signed16 };
    expect([...storedValues(samples, pixels, 15)]).toEqual(values);
  });
});

describe('A window', () => {
  it.each(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const)(
    'is the same range both ways: %s',
    (kind) => {
      for (const window of [
        { center: 40, width: 400 },
        { center: -600.5, width: 1500 },
      ]) {
        expect(windowOf(rangeOf({ kind: 'window', function: kind, ...window }), kind)).toEqual(
          window,
        );
      }
    },
  );
});

describe('Values of a slice', () => {
  it.each<[more: More, type: unknown]>([
    [{}, Uint16Array],
    [
      { '00281052': ['DS', '-1024'], '00281053': ['DS', '1'], '00280101': ['US', [12]] },
      Int16Array,
    ],
    [{ '00280103': ['US', [1]] }, Int16Array],
    [{ '00281053': ['DS', '0.5'], '00281052': ['DS', '0'] }, Float32Array],
    [{ '00281053': ['DS', '3'], '00281052': ['DS', '0'] }, Float32Array],
  ])('%j are kept in what holds all of them', async (more, type) => {
    const { slice } = await pictureIn(row([1, 2], more));
    expect(typeOf(slice.image.pixels, slice.image.display, slice.frameFacts)).toBe(type);
  });
});
