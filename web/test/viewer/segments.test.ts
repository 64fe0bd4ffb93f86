import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { Marks, namesOf, segmentsOn } from '../../src/features/viewer/dicom/screen/marks.ts';
import { companionsOf } from '../../src/features/viewer/dicom/series/companions.ts';
import { colourOf } from '../../src/features/viewer/dicom/series/segments.ts';
import { seriesOf } from '../../src/features/viewer/dicom/series/series.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { ParserHere } from '../fakes/parserHere.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
const SIDE = 4;

/** The picture that lies at a height. */
function picture(z: number, more: Tags = {}): Uint8Array<ArrayBuffer> {
  return dicomFile(
    pictureTags(SIDE, SIDE, () => 7, {
      '00080018': ['UI', `1.2.${z}`],
      '00200032': ['DS', `-10\\-20\\${z}`],
      '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      '00200052': ['UI', '1.9'],
      ...more,
    }),
  );
}

interface Frame {
  readonly z?: number;
  readonly segment: number;
  /** Which of its sixteen pixels it marks, the first one lowest. */
  readonly bits: number;
  readonly more?: Tags;
}

function segmentation(frames: readonly Frame[], more: Tags = {}): Uint8Array<ArrayBuffer> {
  return dicomFile({
    ...pictureTags(SIDE, SIDE, () => 0),
    '00080016': ['UI', SEGMENTATION],
    '00080018': ['UI', '1.2.99'],
    '0020000e': ['UI', '1.2.3.99'],
    '00081115': ['SQ', [{ '0020000e': ['UI', '1.2.3.4'] }]],
    '00200052': ['UI', '1.9'],
    '00280008': ['IS', String(frames.length)],
    '00280030': ['DS', ''],
    '00280100': ['US', [1]],
    '00280101': ['US', [1]],
    '00280102': ['US', [0]],
    '00620001': ['CS', 'BINARY'],
    '00620002': [
      'SQ',
      [
        { '00620004': ['US', [1]], '00620005': ['LO', 'Liver'] },
        {
          '00620004': ['US', [2]],
          '00620005': ['LO', 'Tumour'],
          '0062000d': ['US', [0xffff, 0x8080, 0x8080]],
        },
      ],
    ],
    '52009229': [
      'SQ',
      [
        {
          '00209116': ['SQ', [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }]],
          '00289110': ['SQ', [{ '00280030': ['DS', '0.5\\0.5'] }]],
        },
      ],
    ],
    '52009230': [
      'SQ',
      frames.map(({ z, segment, more: own }) => ({
        '0062000a': ['SQ', [{ '0062000b': ['US', [segment]] }]] as const,
        ...(z === undefined
          ? {}
          : { '00209113': ['SQ', [{ '00200032': ['DS', `-10\\-20\\${z}`] }]] as const }),
        ...own,
      })),
    ],
    '7fe00010': ['OB', new Uint8Array(Uint16Array.from(frames, ({ bits }) => bits).buffer)],
    ...more,
  });
}

async function over(seg: Uint8Array<ArrayBuffer>, ...pictures: Uint8Array<ArrayBuffer>[]) {
  const parser = new ParserHere();
  const files = [seg, ...pictures];
  const objects = await Promise.all(files.map((file, key) => parser.open(key, file)));
  const all = seriesOf(new Map(objects.entries()));
  const stack = all.find((series) => series.kind === 'stack');
  const slices = stack?.kind === 'stack' ? stack.slices : [];
  const library = { frame: (file: number, frame: number) => parser.frame(file, frame) };
  return {
    all,
    slices,
    library,
    on: (index: number) => {
      const slice = slices[index];
      if (slice === undefined) {
        throw new Error('no slice');
      }
      return { slice, ...companionsOf(slice, all), masks: segmentsOn(slice, all, library) };
    },
  };
}

const numbers = (bits: Uint8Array) => (bits[0] ?? 0) | ((bits[1] ?? 0) << 8);

describe('Segments', () => {
  it('lie on the pictures whose plane they are in, each with its name and pixels', async () => {
    const { on } = await over(
      segmentation([
        { z: 5, segment: 1, bits: 0x00ff },
        { z: 5, segment: 2, bits: 0x8001 },
        { z: 6, segment: 1, bits: 0x1234 },
      ]),
      picture(4),
      picture(5),
      picture(6),
    );
    const found = await Promise.all([0, 1, 2].map((index) => on(index).masks));
    expect(
      found.map((masks) => masks.map(({ label, mask }) => [label, numbers(mask.bits), mask.from])),
    ).toEqual([
      [],
      [
        ['Liver', 0x00ff, 0],
        ['Tumour', 0x8001, 0],
      ],
      [['Liver', 0x1234, 0]],
    ]);
    expect([0, 1, 2].map((index) => on(index).undrawn)).toEqual([[], [], []]);
  });

  it('without a place lie on the one picture of which they were made', async () => {
    const made = (uid: string): Tags => ({
      '00089124': ['SQ', [{ '00082112': ['SQ', [{ '00081155': ['UI', uid] }]] }]],
    });
    const { on } = await over(
      segmentation([{ segment: 1, bits: 0x000f, more: made('1.2.5') }]),
      picture(4),
      picture(5),
    );
    expect(await on(0).masks).toEqual([]);
    expect((await on(1).masks).map(({ mask }) => numbers(mask.bits))).toEqual([0x000f]);
  });

  const frame: Frame = { z: 5, segment: 1, bits: 0xffff };
  const shared = (orientation: string, spacing: string): Tags => ({
    '52009229': [
      'SQ',
      [
        {
          '00209116': ['SQ', [{ '00200037': ['DS', orientation] }]],
          '00289110': ['SQ', [{ '00280030': ['DS', spacing] }]],
        },
      ],
    ],
  });
  it.each<[what: string, seg: Uint8Array<ArrayBuffer>]>([
    ['of another size', segmentation([frame], { '00280010': ['US', [2]] })],
    ['of larger pixels', segmentation([frame], shared('1\\0\\0\\0\\1\\0', '1\\1'))],
    ['in another direction', segmentation([frame], shared('0\\1\\0\\0\\0\\-1', '0.5\\0.5'))],
    ['in another space', segmentation([frame], { '00200052': ['UI', '1.8'] })],
    [
      'beside the picture',
      segmentation([
        { ...frame, more: { '00209113': ['SQ', [{ '00200032': ['DS', '-9\\-20\\5'] }]] } },
      ]),
    ],
    ['without any place', segmentation([{ segment: 1, bits: 1 }])],
    ['that are not listed', segmentation([{ ...frame, segment: 3 }])],
    ['of fractions', segmentation([frame], { '00620001': ['CS', 'FRACTIONAL'] })],
    ['of fewer frames than it says', segmentation([frame], { '00280008': ['IS', '2'] })],
  ])('%s are said not to be drawn', async (_what, seg) => {
    const { on } = await over(seg, picture(5));
    const { undrawn, masks } = on(0);
    expect(undrawn).toEqual(['segmentation']);
    expect(await masks).toEqual([]);
  });

  it('that cannot be fetched are told, and what was asked before is not', async () => {
    const { slices, all, library } = await over(segmentation([frame]), picture(5));
    const [slice] = slices;
    if (slice === undefined) {
      throw new Error('no slice');
    }
    const failing = new Marks({ frame: () => Promise.reject(new Error('offline')) });
    expect((await failing.segmentsOn(slice, all))?.segmentFailure).toBeInstanceOf(Error);
    const marks = new Marks(library);
    const [early, late] = await Promise.all([
      marks.segmentsOn(slice, all),
      marks.segmentsOn(slice, all),
    ]);
    expect(early).toBeUndefined();
    expect(late?.segments.map(({ label }) => label)).toEqual(['Liver']);
    expect(marks.drawn).toHaveLength(1);
    marks.isShown = false;
    expect(marks.drawn).toEqual([]);
  });

  it('have the colour that they recommend, or one of their own', () => {
    const lab = (...values: [number, number, number]) =>
      colourOf({ number: 1, label: '', lab: values });
    // L* 100 is white, 0 is black; a* and b* of 0 are grey (PS3.3 C.10.7.1.1).
    expect(lab(0xffff, 0x8080, 0x8080)).toBe('#ffffff');
    expect(lab(0, 0x8080, 0x8080)).toBe('#000000');
    // Red of sRGB: 54.29, 80.80, 69.89 under D50.
    const [red, green, blue] = [1, 3, 5].map((at) =>
      Number.parseInt(
        lab(
          Math.round((54.29 / 100) * 65_535),
          Math.round(((80.8 + 128) / 255) * 65_535),
          Math.round(((69.89 + 128) / 255) * 65_535),
        ).slice(at, at + 2),
        16,
      ),
    );
    expect(red).toBeGreaterThan(252);
    expect(green).toBeLessThan(8);
    expect(blue).toBeLessThan(8);
    const own = [1, 2, 3].map((number) => colourOf({ number, label: '', lab: undefined }));
    expect(new Set(own).size).toBe(3);
  });

  it('are named once, however many planes they have there', () => {
    const one = { label: 'Liver', colour: '#fff' };
    expect(namesOf([one, { label: 'Tumour', colour: '#000' }, { ...one }])).toHaveLength(2);
  });
});

it('A segmentation that is cut off is refused', async () => {
  const file = segmentation([{ z: 5, segment: 1, bits: 1 }]);
  await expect(openObject(file.subarray(0, -2))).rejects.toThrow('cut-off');
});
