import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hasColourTransform } from '../../src/features/viewer/dicom/parsing/codestreams.ts';
import { inflateRaw } from '@/lib/dicom/inflate.ts';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import {
  ascii,
  dataSet,
  dicomFile,
  encapsulatedPixels,
  joined,
  pictureTags,
  uint32,
  withMeta,
  type Tags,
} from '../fakes/dicomWriter.ts';
import { pictureIn, shown } from '../fakes/shown.ts';

const JPEG_LS = '1.2.840.10008.1.2.4.80';
const JPEG_2000 = '1.2.840.10008.1.2.4.90';
const DEFLATED = '1.2.840.10008.1.2.1.99';

/** The beginning of a codestream, padded to 32 bytes with its name; its ends are marked. */
function jpeg(name: string, end = true): Uint8Array {
  const inside = ascii(name.padEnd(28, '.'));
  return joined([
    Uint8Array.of(0xff, 0xd8, 0xff, 0xda),
    inside,
    ...(end ? [Uint8Array.of(0xff, 0xd9)] : []),
  ]);
}

const rest = (name: string) => joined([ascii(name.padEnd(30, '.')), Uint8Array.of(0xff, 0xd9)]);
const END = joined([Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0), uint32(0)]);

function film(frames: string | undefined, fragments: readonly Uint8Array[], kind = JPEG_LS) {
  const { '7fe00010': _pixels, '00280008': _frames, ...tags } = pictureTags(2, 2, () => 0);
  const more: Tags = frames === undefined ? {} : { '00280008': ['IS', frames] };
  return withMeta(joined([dataSet({ ...tags, ...more }), encapsulatedPixels(fragments)]), kind);
}

async function framesIn(file: Uint8Array): Promise<string[]> {
  const { frames } = await openObject(file);
  return Array.from({ length: frames?.count ?? 0 }, (_, index) =>
    new TextDecoder('latin1').decode(frames?.frame(index)).replace(/[^a-z]/gu, ''),
  );
}

describe('Frames in fragments', () => {
  it('are found without an offset table, by where codestreams begin', async () => {
    const file = film('2', [jpeg('a', false), rest('b'), jpeg('c'), new Uint8Array()]);
    expect(await framesIn(file)).toEqual(['ab', 'c']);
    const found = (await openObject(film('2', [jpeg('a', false), rest('b'), rest('c'), jpeg('d')])))
      .frames;
    expect(found?.count).toBe(2);
  });

  it('are one each, with an empty one behind them', async () => {
    expect(await framesIn(film('2', [jpeg('a'), jpeg('b'), new Uint8Array()]))).toEqual(['a', 'b']);
  });

  it('are all shown where the object says too few, and it is told how many', async () => {
    const file = film(undefined, [jpeg('a'), jpeg('b'), jpeg('c')]);
    expect(await framesIn(file)).toEqual(['a', 'b', 'c']);
    expect((await openObject(file)).object.content).toMatchObject({
      frames: 1,
      display: { found: 3 },
    });
  });

  it('are one where only one begins', async () => {
    expect(await framesIn(film('1', [jpeg('a', false), rest('b')]))).toEqual(['ab']);
  });

  it('are those that are whole of a file that is cut off', async () => {
    const file = film('3', [jpeg('a'), jpeg('b'), jpeg('c')]);
    expect(await framesIn(file.subarray(0, -END.length - 4))).toEqual(['a', 'b']);
    expect(await framesIn(file.subarray(0, -END.length))).toEqual(['a', 'b', 'c']);
    await expect(
      framesIn(film('1', [jpeg('a')]).subarray(0, -END.length - 4)),
    ).rejects.toMatchObject({ problem: 'cut-off' });
  });

  it('that say nowhere which is whose are not called a fault of the file', async () => {
    await expect(
      framesIn(film('2', [ascii('aa'), ascii('bb'), ascii('cc')])),
    ).rejects.toMatchObject({ problem: 'unsupported' });
  });

  it('of a film are one file, however many there are', async () => {
    const file = film('90', [ascii('ftyp'), ascii('mdat')], '1.2.840.10008.1.2.4.102.1');
    const { object, embedded } = await openObject(file);
    expect(object.content).toEqual({ kind: 'embedded', mediaType: 'video/mp4' });
    expect(new TextDecoder().decode(embedded())).toBe('ftypmdat');
  });
});

describe('Frames that are not compressed', () => {
  const file = dicomFile(pictureTags(1, 2, (x, _y, frame) => 10 * frame + x, {}, 3));

  it('are shown as far as they are whole', async () => {
    const cut = file.subarray(0, -1);
    expect(await shown(cut, 1)).toEqual([0, 255]);
    const { slice } = await pictureIn(cut);
    expect(slice.image).toMatchObject({ frames: 3, display: { found: 2 } });
    await expect(shown(cut, 2)).rejects.toThrow();
  });

  it.each([
    ['nothing', undefined],
    ['something else than a number', '1A'],
    ['too few', '2'],
  ])('are all shown where the object says %s, and it is told how many', async (_what, said) => {
    const many = dicomFile(
      pictureTags(
        ...([1, 2, (x: number, _y: number, frame: number) => 10 * frame + x] as const),
        { '00280008': ['IS', said ?? ''] },
        3,
      ),
    );
    const { object, frames } = await openObject(many);
    expect(object.content).toMatchObject({ display: { found: 3 } });
    expect([...(frames?.frame(2) ?? [])]).toEqual([20, 0, 21, 0]);
    expect(object.weight).toBeGreaterThan((await openObject(file)).object.weight - 3 * 1024);
  });

  it('are those that are said where what is behind them is no whole one', async () => {
    const cut = dicomFile({
      ...pictureTags(2, 2, () => 0),
      '7fe00010': ['OW', new Uint8Array(14)],
    });
    expect((await openObject(cut)).frames?.count).toBe(1);
    // The four bits of one frame, and what makes them an even number of bytes.
    const bits = dicomFile(
      pictureTags(2, 2, () => 0, {
        '00280100': ['US', [1]],
        '00280101': ['US', [1]],
        '00280102': ['US', [0]],
        '7fe00010': ['OB', new Uint8Array(2)],
      }),
    );
    expect((await openObject(bits)).frames?.count).toBe(1);
  });

  it.each([
    ['shared', 2, 2],
    ['said to be shared, and is not', 3, 1],
    ['shared, in more frames than are said', 8, 1],
  ])('have chrominance that is %s', async (_what, bytesOfTwo, said) => {
    const tags = pictureTags(1, 2, () => 0, {
      '00280002': ['US', [3]],
      '00280004': ['CS', 'YBR_FULL_422'],
      '00280006': ['US', [0]],
      '00280008': ['IS', String(said)],
      '00280100': ['US', [8]],
      '00280101': ['US', [8]],
      '00280102': ['US', [7]],
      '7fe00010': ['OB', new Uint8Array(2 * bytesOfTwo * said)],
    });
    const { frames } = await openObject(dicomFile(tags));
    expect(frames?.count).toBe(bytesOfTwo === 8 ? 4 : said);
    expect(frames?.frame(0)).toHaveLength(bytesOfTwo === 3 ? 6 : 4);
  });

  it('are no more than there may be', async () => {
    const dot = {
      ...pictureTags(1, 1, () => 0),
      '7fe00010': ['OW', new Uint8Array(200_002)],
    } as const;
    await expect(openObject(dicomFile(dot))).rejects.toMatchObject({ problem: 'too-big' });
  });

  it('are refused where none is whole', async () => {
    await expect(openObject(file.subarray(0, -9))).rejects.toMatchObject({ problem: 'cut-off' });
  });
});

describe('A data set', () => {
  const tags = pictureTags(1, 2, (x) => x);

  it('that is deflated may have padding behind it, and the end of a compressed file', async () => {
    const deflated = new Uint8Array(deflateRawSync(dataSet(tags)));
    for (const behind of [[], [0], [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 0]]) {
      const padded = joined([deflated, Uint8Array.from(behind)]);
      expect(await shown(withMeta(padded, DEFLATED))).toEqual([0, 255]);
    }
    await expect(inflateRaw(deflated.subarray(0, -4), 10_000)).rejects.toMatchObject({
      problem: 'cut-off',
    });
  });

  it('without value representations is read so, whatever it is called, and the other way round', async () => {
    expect(await shown(withMeta(implicit(tags), '1.2.840.10008.1.2.1'))).toEqual([0, 255]);
    expect(await shown(withMeta(implicit(tags), '1.2.840.10008.1.2'))).toEqual([0, 255]);
    expect(await shown(withMeta(dataSet(tags), '1.2.840.10008.1.2'))).toEqual([0, 255]);
  });
});

describe('A picture of a kind that is not shown', () => {
  it.each<[what: string, more: Tags]>([
    ['CMYK', { '00280002': ['US', [4]], '00280004': ['CS', 'CMYK'] }],
    ['HSV', { '00280002': ['US', [3]], '00280004': ['CS', 'HSV'] }],
    ['12 bits allocated', { '00280100': ['US', [12]], '00280101': ['US', [12]] }],
  ])('%s is no fault of the file', async (_what, more) => {
    await expect(openObject(dicomFile(pictureTags(2, 2, () => 0, more)))).rejects.toMatchObject({
      problem: 'unsupported',
    });
  });
});

describe('A JPEG 2000 codestream', () => {
  it.each([
    [0, false],
    [1, true],
  ])('with a colour transform of %i', (transform, isSo) => {
    const size = joined([Uint8Array.of(0xff, 0x51, 0, 6), new Uint8Array(4)]);
    const style = Uint8Array.of(0xff, 0x52, 0, 12, 0, 0, 0, 1, transform, 5, 4, 4, 0, 0);
    const stream = joined([Uint8Array.of(0xff, 0x4f), size, style, Uint8Array.of(0xff, 0x90)]);
    expect(hasColourTransform(stream)).toBe(isSo);
    expect(hasColourTransform(jpeg('a'))).toBe(false);
  });

  it('begins a frame', async () => {
    const stream = (name: string) =>
      joined([Uint8Array.of(0xff, 0x4f, 0xff, 0x51), ascii(name.padEnd(20, '.'))]);
    const file = film('2', [stream('a'), ascii('bb'), stream('c')], JPEG_2000);
    expect(await framesIn(file)).toEqual(['abb', 'c']);
  });
});

function implicit(tags: Tags): Uint8Array {
  return joined(
    Object.keys(tags)
      .sort()
      .map((tag) => {
        const one = dataSet({ [tag]: tags[tag] ?? ['UN', ''] });
        const head = ['OB', 'OW'].includes(tags[tag]?.[0] ?? '') ? 12 : 8;
        return joined([one.subarray(0, 4), uint32(one.length - head), one.subarray(head)]);
      }),
  );
}
