import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { Marks, masksOf, namesOf } from '../../src/features/viewer/dicom/screen/marks.ts';
import type { Hindrance } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { colourOf } from '../../src/features/viewer/dicom/series/segments.ts';
import type { Tags } from '../fakes/dicomWriter.ts';
import {
  opened,
  segmentation as segmentationOf,
  slice,
  type SegmentFrame,
} from '../fakes/opened.ts';

const SIDE = 4;

const picture = (z: number, more: Tags = {}) => slice(SIDE, z, more);

const segmentation = (
  frames: readonly (Omit<SegmentFrame, 'bytes'> & {
    /** Which of its sixteen pixels it marks, the first one lowest. */
    readonly bits: number;
  })[],
  more: Tags = {},
) =>
  segmentationOf(
    SIDE,
    frames.map(({ bits, ...frame }) => ({
      ...frame,
      bytes: new Uint8Array(Uint16Array.of(bits).buffer),
    })),
    more,
  );

async function over(seg: Uint8Array<ArrayBuffer>, ...pictures: Uint8Array<ArrayBuffer>[]) {
  const report = await opened(seg, ...pictures);
  return {
    ...report,
    on: (index: number) => {
      const found = report.on(index);
      return { ...found, masks: masksOf(found, report.library) };
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

  const frame = { z: 5, segment: 1, bits: 0xffff };
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
  it.each<[what: string, seg: Uint8Array<ArrayBuffer>, why: Hindrance]>([
    [
      'in another direction',
      segmentation([frame], shared('0\\1\\0\\0\\0\\-1', '0.5\\0.5')),
      'oblique',
    ],
    [
      'a little tilted',
      segmentation([frame], shared('1\\0\\0\\0\\0.995\\0.0998', '0.5\\0.5')),
      'oblique',
    ],
    ['in another space', segmentation([frame], { '00200052': ['UI', '1.8'] }), 'elsewhere'],
    ['between two pictures', segmentation([{ ...frame, z: 5.4 }]), 'between'],
    ['without any place', segmentation([{ segment: 1, bits: 1 }]), 'elsewhere'],
    ['that are not listed', segmentation([{ ...frame, segment: 3 }]), 'kind'],
    [
      'of fractions of nothing',
      segmentation([frame], { '00620001': ['CS', 'FRACTIONAL'] }),
      'kind',
    ],
    ['of fewer frames than it says', segmentation([frame], { '00280008': ['IS', '2'] }), 'kind'],
    [
      'of no named series, in no space',
      segmentation([frame], { '00081115': ['SQ', []], '00200052': ['UI', ''] }),
      'elsewhere',
    ],
  ])('%s are said not to be drawn', async (_what, seg, why) => {
    const { on } = await over(seg, picture(5), picture(6));
    const { undrawn, masks } = on(0);
    expect(undrawn).toEqual([{ kind: 'segmentation', why }]);
    expect(await masks).toEqual([]);
  });

  it('far away are neither drawn nor missed', async () => {
    const tilted = shared('0\\1\\0\\0\\0\\-1', '0.5\\0.5');
    for (const seg of [
      segmentation([{ ...frame, z: 50 }], tilted),
      segmentation([{ ...frame, z: 50.4 }]),
    ]) {
      const { on } = await over(seg, picture(5), picture(6));
      expect(on(0)).toMatchObject({ undrawn: [], marked: [] });
    }
  });

  it.each<[what: string, seg: Uint8Array<ArrayBuffer>, at: number[]]>([
    [
      'of larger pixels',
      segmentation([frame], shared('1\\0\\0\\0\\1\\0', '1\\1')),
      [2, 0, 0, 2, -0.5, -0.5],
    ],
    [
      'of fewer rows',
      segmentation([frame], {
        '00280010': ['US', [2]],
        '7fe00010': ['OB', Uint8Array.of(0xff, 0)],
      }),
      [1, 0, 0, 1, 0, 0],
    ],
    [
      'beside the picture',
      segmentation([
        { ...frame, more: { '00209113': ['SQ', [{ '00200032': ['DS', '-9\\-20\\5'] }]] } },
      ]),
      [1, 0, 0, 1, 2, 0],
    ],
    [
      'whose rows are the columns',
      segmentation([frame], shared('0\\1\\0\\1\\0\\0', '0.5\\0.5')),
      [0, 1, 1, 0, 0, 0],
    ],
  ])('%s are drawn where they are in space', async (_what, seg, at) => {
    const { on } = await over(seg, picture(5), picture(6));
    const { undrawn, masks } = on(0);
    expect(undrawn).toEqual([]);
    const [found] = await masks;
    found?.mask.at?.forEach((number, each) => {
      expect(number).toBeCloseTo(at[each] ?? NaN, 9);
    });
    expect(found?.mask.at).toHaveLength(6);
  });

  it('of fractions are as strong as these are', async () => {
    const bytes = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => at);
    const { on } = await over(
      segmentation([frame], {
        '00280100': ['US', [8]],
        '00280101': ['US', [8]],
        '00280102': ['US', [7]],
        '00620001': ['CS', 'FRACTIONAL'],
        '0062000e': ['US', [200]],
        '7fe00010': ['OB', bytes],
      }),
      picture(5),
    );
    const [found] = await on(0).masks;
    expect(found?.mask.most).toBe(200);
    expect([...(found?.mask.bits ?? [])]).toEqual([...bytes]);
  });

  it('that cannot be fetched are told, and what was asked before is not', async () => {
    const { slices, all, library } = await over(segmentation([frame]), picture(5));
    const [slice] = slices;
    if (slice === undefined) {
      throw new Error('no slice');
    }
    const failing = new Marks({ frame: () => Promise.reject(new Error('offline')) });
    failing.show(slice, all, []);
    expect((await failing.segments())?.segmentFailure).toBeInstanceOf(Error);
    const marks = new Marks(library);
    marks.show(slice, all, []);
    const early = marks.segments();
    marks.set(slice, all);
    expect(await early).toBeUndefined();
    expect((await marks.segments())?.segments.map(({ label }) => label)).toEqual(['Liver']);
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
