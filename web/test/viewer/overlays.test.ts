import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import {
  masksOf,
  undrawnOverlays,
  type Mask,
} from '../../src/features/viewer/dicom/pixels/overlays.ts';
import { plainSamples } from '../../src/features/viewer/dicom/pixels/picture.ts';
import { seriesOf } from '../../src/features/viewer/dicom/series/series.ts';
import { cautionsOf } from '../../src/features/viewer/dicom/screen/cautions.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import {
  dataSet,
  dicomFile,
  pictureTags,
  withMeta,
  type Tags,
  type Value,
} from '../fakes/dicomWriter.ts';
import { pictureIn, shown } from '../fakes/shown.ts';

type More = Record<string, readonly [string, Value]>;

/** Bits written one behind the other, the lowest of a byte first (PS3.5 section 8.1.1). */
function bits(text: string): Uint8Array<ArrayBuffer> {
  const all = text.replaceAll(/\s/gu, '');
  const bytes = new Uint8Array(2 * Math.ceil(all.length / 16));
  [...all].forEach((bit, at) => {
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (Number(bit) << (at & 7));
  });
  return bytes;
}

const plane = (rows: number, columns: number, text: string, more: More = {}, group = '6000') =>
  inGroup(
    {
      '60000010': ['US', [rows]],
      '60000011': ['US', [columns]],
      '60000040': ['CS', 'G'],
      '60000050': ['SS', [1, 1]],
      '60000100': ['US', [1]],
      '60000102': ['US', [0]],
      '60003000': ['OW', bits(text)],
      ...more,
    },
    group,
  );

const inGroup = (tags: Tags, group: string): Tags =>
  Object.fromEntries(Object.entries(tags).map(([tag, value]) => [group + tag.slice(4), value]));

/** Without what the words name. */
function without(tags: Tags, names: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([tag]) => !names.includes(tag)));
}

const picture = (more: Tags = {}, frames = 1) => pictureTags(2, 3, (x) => x, more, frames);

async function masks(file: Uint8Array, frame = 0): Promise<{ drawn: string[]; undrawn: number }> {
  const { object, frames } = await openObject(file);
  const [series] = seriesOf(new Map([[0, object]]));
  const slice = series?.kind === 'stack' ? series.slices[frame] : undefined;
  const bytes = slice && frames?.frame(slice.frame);
  const samples = slice && bytes && plainSamples(bytes, slice);
  if (slice === undefined || samples === undefined) {
    throw new Error('no picture');
  }
  return { drawn: masksOf(slice, samples).map(written), undrawn: undrawnOverlays(slice) };
}

/** Where it lies, and its rows. */
function written({ rows, columns, row, column, bits: all, from }: Mask): string {
  const lines = Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => {
      const bit = from + y * columns + x;
      return ((all[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    }).join(''),
  );
  return `${row},${column} ${lines.join(' ')}`;
}

describe('Overlays', () => {
  it.each<[what: string, tags: Tags, drawn: string[]]>([
    ['of the size of the picture', plane(2, 3, '101 010'), ['0,0 101 010']],
    ['smaller, from a place on', plane(1, 2, '11', { '60000050': ['SS', [2, 2]] }), ['1,1 11']],
    [
      'that begin outside of the picture',
      plane(2, 2, '11 01', { '60000050': ['SS', [0, 0xffff]] }),
      ['-1,-2 11 01'],
    ],
    [
      'of two groups',
      { ...plane(2, 3, '111 000'), ...plane(2, 3, '000 111', {}, '601e') },
      ['0,0 111 000', '0,0 000 111'],
    ],
  ])('%s are drawn', async (_what, tags, drawn) => {
    expect(await masks(dicomFile(picture(tags)))).toEqual({ drawn, undrawn: 0 });
  });

  it('stand in words that a big endian file turns', async () => {
    const little = plane(2, 8, '10000001 01111110');
    const turned = { ...little, '60003000': ['OW', Uint8Array.of(0x7e, 0x81)] as const };
    const file = bigEndian(pictureTags(2, 8, () => 0, turned));
    expect(await masks(file)).toEqual({ drawn: ['0,0 10000001 01111110'], undrawn: 0 });
  });

  it('among the bits of the pixels are drawn, and are no part of their values', async () => {
    const values = [1, 2, 3, 4, 5, 6];
    const marked = new Set([0, 4]);
    const tags = {
      ...pictureTags(2, 3, (x, y) => {
        const at = 3 * y + x;
        return (values[at] ?? 0) | (marked.has(at) ? 0x8000 : 0);
      }),
      '00280101': ['US', [12]],
      '00280102': ['US', [11]],
      '00281050': ['DS', '4'],
      '00281051': ['DS', '6'],
      ...without(plane(2, 3, ''), ['60003000']),
      '60000100': ['US', [16]],
      '60000102': ['US', [15]],
    } as const satisfies Tags;
    const file = dicomFile(tags);
    expect(await masks(file)).toEqual({ drawn: ['0,0 100 010'], undrawn: 0 });
    expect(await shown(file)).toEqual([0, 51, 102, 153, 204, 255]);
  });

  it('of a film are for the frames that they name', async () => {
    const file = dicomFile(
      picture(
        plane(2, 3, '100000 010000', { '60000015': ['IS', '2'], '60000051': ['US', [2]] }),
        4,
      ),
    );
    const each = await Promise.all([0, 1, 2, 3].map((frame) => masks(file, frame)));
    expect(each.map(({ drawn }) => drawn)).toEqual([[], ['0,0 100 000'], ['0,0 010 000'], []]);
    expect(each.map(({ undrawn }) => undrawn)).toEqual([0, 0, 0, 0]);
  });

  it('of a film that name no frames are for all', async () => {
    const file = dicomFile(picture(plane(2, 3, '100000'), 2));
    expect((await masks(file, 0)).drawn).toEqual(['0,0 100 000']);
    expect((await masks(file, 1)).drawn).toEqual(['0,0 100 000']);
  });

  it.each<[what: string, tags: Tags]>([
    ['of no size', plane(0, 3, '101010')],
    ['larger than any picture', plane(65_535, 65_535, '101010')],
    ['cut off', plane(20, 30, '101010')],
    ['whose bits are those of the values', embeddedAt(3)],
    ['whose bit is none', embeddedAt(16)],
    ['whose bit is not named', embeddedAt(0)],
  ])('%s are said not to be shown', async (_what, tags) => {
    const file = dicomFile(picture(tags));
    expect(await masks(file)).toEqual({ drawn: [], undrawn: 1 });
    const { slice } = await pictureIn(file);
    expect(cautionsOf(slice, en.viewer)).toContain(en.viewer.dicom.overlays(1));
  });

  it('of frames that are cut off are said not to be shown with these frames', async () => {
    const file = dicomFile(
      picture(plane(2, 3, '100000 010000 11', { '60000015': ['IS', '3'] }), 3),
    );
    expect(await masks(file, 1)).toEqual({ drawn: ['0,0 010 000'], undrawn: 0 });
    expect(await masks(file, 2)).toEqual({ drawn: [], undrawn: 1 });
  });

  it('without a picture are drawn on black', async () => {
    const alone = without({ ...picture(), ...plane(2, 3, '101 010') }, [
      '7fe00010',
      '00280010',
      '00280011',
    ]);
    const file = dicomFile(alone);
    expect(await masks(file)).toEqual({ drawn: ['0,0 101 010'], undrawn: 0 });
    expect(await shown(file)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('without a picture, larger than any, are refused', async () => {
    const alone = without(
      { ...picture(), ...plane(2, 3, '101 010', { '60000050': ['SS', [0x7fff, 0x7fff]] }) },
      ['7fe00010', '00280010', '00280011'],
    );
    await expect(openObject(dicomFile(alone))).rejects.toThrow('too-big');
  });

  it('count to what a page keeps of an object', async () => {
    const size = 2048;
    const marks = plane(size, size, '', {
      '60003000': ['OW', new Uint8Array((size * size) / 8)],
    });
    const { object } = await openObject(dicomFile(picture(marks)));
    const { object: bare } = await openObject(dicomFile(picture()));
    expect(object.weight - bare.weight).toBeGreaterThanOrEqual((size * size) / 8);
  });
});

function embeddedAt(bit: number): Tags {
  return {
    ...without(plane(2, 3, ''), ['60003000']),
    '00280101': ['US', [12]],
    '00280102': ['US', [11]],
    '60000100': ['US', [16]],
    '60000102': ['US', [bit]],
  };
}

/** The same data set with the bytes of every number turned; texts stay. */
function bigEndian(tags: Tags): Uint8Array<ArrayBuffer> {
  const turned: Uint8Array[] = Object.keys(tags)
    .sort()
    .map((tag) => {
      const [vr, value] = tags[tag] ?? ['UN', ''];
      const one = dataSet({ [tag]: [vr, value] });
      const head = vr === 'OW' ? 12 : 8;
      const turn = (from: number, to: number) => one.subarray(from, to).reverse();
      turn(0, 2);
      turn(2, 4);
      if (vr === 'OW') {
        turn(8, 12);
      } else {
        turn(6, 8);
      }
      for (let at = head; (vr === 'US' || vr === 'SS') && at < one.length; at += 2) {
        turn(at, at + 2);
      }
      return one;
    });
  return withMeta(Buffer.concat(turned), '1.2.840.10008.1.2.2');
}
