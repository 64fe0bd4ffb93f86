import { describe, expect, it } from 'vitest';
import { dicomFile, joined, pictureTags, type Tags, type Value } from '../fakes/dicomWriter.ts';
import { dataSet, encapsulatedPixels, uint32, withMeta } from '../fakes/dicomWriter.ts';
import { shown } from '../fakes/shown.ts';

type More = Record<string, readonly [string, Value]>;

const RLE = '1.2.840.10008.1.2.5';
const BIG = '1.2.840.10008.1.2.2';
const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);

/** A row of colours. */
function row(columns: number, bytes: Uint8Array, more: More = {}): Tags {
  return pictureTags(1, columns, () => 0, {
    '00280002': ['US', [3]],
    '00280004': ['CS', 'RGB'],
    '00280006': ['US', [0]],
    '00280100': ['US', [8]],
    '00280101': ['US', [8]],
    '00280102': ['US', [7]],
    '7fe00010': ['OB', bytes],
    ...more,
  });
}

const photometric = (name: string): More => ({ '00280004': ['CS', name] });
const bits16: More = {
  '00280100': ['US', [16]],
  '00280101': ['US', [16]],
  '00280102': ['US', [15]],
};

describe('Colours', () => {
  it.each<[what: string, tags: Tags, colours: string[]]>([
    ['side by side', row(2, Uint8Array.of(255, 0, 0, 1, 2, 3)), ['ff0000', '010203']],
    [
      'in planes',
      row(2, Uint8Array.of(255, 1, 0, 2, 0, 3), { '00280006': ['US', [1]] }),
      ['ff0000', '010203'],
    ],
    ['of 16 bits', row(1, words([65_535, 0, 32_896]), bits16), ['ff0080']],
    [
      'of 12 bits in 16',
      row(1, words([4095, 0, 2048]), {
        ...bits16,
        '00280101': ['US', [12]],
        '00280102': ['US', [11]],
      }),
      ['ff0080'],
    ],
    // Red is Y 76, Cb 85, Cr 255 (PS3.3 C.7.6.3.1.2)
    [
      'of the full range of YBR',
      row(3, Uint8Array.of(76, 85, 255, 150, 44, 21, 255, 128, 128), photometric('YBR_FULL')),
      ['fe0000', '00ff01', 'ffffff'],
    ],
    [
      'of which two share the chrominance',
      row(4, Uint8Array.of(76, 0, 85, 255, 255, 128, 128, 128), photometric('YBR_FULL_422')),
      ['fe0000', 'b20000', 'ffffff', '808080'],
    ],
    [
      'of which two should share it, and do not',
      row(2, Uint8Array.of(76, 85, 255, 255, 128, 128), photometric('YBR_FULL_422')),
      ['fe0000', 'ffffff'],
    ],
    [
      'of an odd row of which two share the chrominance',
      row(3, Uint8Array.of(76, 0, 85, 255, 255, 0, 128, 128), photometric('YBR_FULL_422')),
      ['fe0000', 'b20000', 'ffffff'],
    ],
    // Black is 16, white 235
    [
      'of a part of the range',
      row(2, Uint8Array.of(16, 235, 128, 128), photometric('YBR_PARTIAL_422')),
      ['000000', 'ffffff'],
    ],
  ])('%s', async (_what, tags, colours) => {
    expect(await shown(dicomFile(tags))).toEqual(colours);
  });

  it.each<[what: string, vr: string, stored: Uint8Array, more: More, colours: string[]]>([
    ['in words', 'OW', Uint8Array.of(0, 255, 1, 0, 3, 2), {}, ['ff0000', '010203']],
    ['in bytes', 'OB', Uint8Array.of(255, 0, 0, 1, 2, 3), {}, ['ff0000', '010203']],
    ['of 16 bits', 'OW', Uint8Array.of(255, 255, 0, 0, 128, 128), bits16, ['ff0080']],
  ])('of a big endian file, %s', async (_what, vr, stored, more, colours) => {
    const columns = colours.length;
    const tags = row(columns, stored, { ...more, '7fe00010': [vr, stored] });
    expect(await shown(bigEndian(tags))).toEqual(colours);
  });

  it('of frames that begin within a word of a big endian file', async () => {
    const file = bigEndian(
      row(1, new Uint8Array(), {
        '00280008': ['IS', '2'],
        '7fe00010': ['OW', Uint8Array.of(2, 1, 4, 3, 6, 5)],
      }),
    );
    expect(await shown(file, 0)).toEqual(['010203']);
    expect(await shown(file, 1)).toEqual(['040506']);
  });

  it.each<[what: string, pixels: More, segments: number[][], colours: string[]]>([
    [
      'of 8 bits',
      {},
      [
        [1, 255, 1],
        [255, 0, 0x80],
        [1, 0, 3],
      ],
      ['ff0000', '010003'],
    ],
    [
      'of 16 bits',
      bits16,
      [
        [255, 255],
        [255, 255],
        [255, 0],
        [255, 0],
        [255, 128],
        [255, 128],
      ],
      ['ff0080', 'ff0080'],
    ],
  ])('run length encoded, %s', async (_what, more, segments, colours) => {
    const { '7fe00010': _none, ...tags } = row(2, new Uint8Array(), more);
    const file = withMeta(joined([dataSet(tags), encapsulatedPixels([rleFrame(segments)])]), RLE);
    expect(await shown(file)).toEqual(colours);
  });
});

describe('A palette', () => {
  const palette = (values: readonly number[], more: More): Tags =>
    pictureTags(1, values.length, (x) => values[x] ?? 0, {
      ...photometric('PALETTE COLOR'),
      ...more,
    });
  const each = (
    tag: (colour: number) => string,
    value: (colour: number) => readonly [string, Value],
  ) => Object.fromEntries([1, 2, 3].map((colour) => [tag(colour), value(colour)]));
  const descriptors = (numbers: number[]) =>
    each(
      (colour) => `0028110${colour}`,
      () => ['US', numbers],
    );

  it.each<[what: string, more: More, values: number[], colours: string[]]>([
    [
      'of 16 bits, whose ends go on',
      {
        ...descriptors([2, 10, 16]),
        ...each(
          (colour) => `0028120${colour}`,
          (colour) => ['OW', words([0x100 * colour, 0xff00])],
        ),
      },
      [0, 10, 11, 99],
      ['010203', '010203', 'fefefe', 'fefefe'],
    ],
    [
      'of 8 bits, two in a word',
      {
        ...descriptors([2, 0, 8]),
        ...each(
          (colour) => `0028120${colour}`,
          (colour) => ['OW', Uint8Array.of(colour, 255)],
        ),
      },
      [0, 1],
      ['010203', 'ffffff'],
    ],
    [
      'of 8 bits that is said to have 16',
      {
        ...descriptors([2, 0, 16]),
        ...each(
          (colour) => `0028120${colour}`,
          (colour) => ['OW', words([colour, 255])],
        ),
      },
      [0, 1],
      ['010203', 'ffffff'],
    ],
    // Two entries; a line of four to 0xff00; one entry; the line again from there (PS3.3 C.7.9.2)
    [
      'in segments',
      {
        ...descriptors([10, 0, 16]),
        ...each(
          (colour) => `0028122${colour}`,
          () => ['OW', words([0, 2, 0, 0x100, 1, 4, 0xff00, 0, 1, 0, 2, 1, 8, 0])],
        ),
      },
      [0, 1, 3, 5, 6, 8],
      ['000000', '010101', '808080', 'fefefe', '000000', '7f7f7f'],
    ],
  ])('%s', async (_what, more, values, colours) => {
    const found = await shown(dicomFile(palette(values, more)));
    expect(found.map((colour) => String(colour))).toEqual(colours);
  });

  it('whose segments end too early is refused', async () => {
    const more = {
      ...descriptors([10, 0, 16]),
      ...each(
        (colour) => `0028122${colour}`,
        () => ['OW', words([0, 2, 0, 1, 2, 1, 9, 0])] as const,
      ),
    };
    await expect(shown(dicomFile(palette([0], more)))).rejects.toMatchObject({
      problem: 'malformed',
    });
  });
});

function rleFrame(segments: readonly number[][]): Uint8Array {
  let at = 64;
  const offsets = segments.map((segment) => {
    const start = at;
    at += segment.length;
    return start;
  });
  const header = [segments.length, ...offsets];
  return joined([
    ...Array.from({ length: 16 }, (_, index) => uint32(header[index] ?? 0)),
    ...segments.map((segment) => Uint8Array.from(segment)),
  ]);
}

/** The same in big endian, pixels as they are given. */
function bigEndian(tags: Tags): Uint8Array {
  const swap = (bytes: Uint8Array, size: number) => {
    const copy = bytes.slice();
    for (let at = 0; at < copy.length; at += size) {
      copy.subarray(at, at + size).reverse();
    }
    return copy;
  };
  const data = Object.keys(tags)
    .sort()
    .map((tag) => {
      const one = dataSet({ [tag]: tags[tag] ?? ['UN', ''] });
      const vr = tags[tag]?.[0] ?? '';
      const isLong = ['OB', 'OW'].includes(vr);
      const head = isLong ? 12 : 8;
      return joined([
        swap(one.subarray(0, 4), 2),
        one.subarray(4, isLong ? 8 : 6),
        swap(one.subarray(isLong ? 8 : 6, head), isLong ? 4 : 2),
        vr === 'US' ? swap(one.subarray(head), 2) : one.subarray(head),
      ]);
    });
  return withMeta(joined(data), BIG);
}
