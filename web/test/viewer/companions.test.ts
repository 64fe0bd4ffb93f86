import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { Companion } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { openHeader, openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { companionCautions } from '../../src/features/viewer/dicom/screen/cautions.ts';
import { companionsOf } from '../../src/features/viewer/dicom/series/companions.ts';
import { seriesOf } from '../../src/features/viewer/dicom/series/series.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';

const CLASSES = '1.2.840.10008.5.1.4.1.1.';

const of = (...series: string[]): Tags => ({
  '00081115': ['SQ', series.map((uid) => ({ '0020000e': ['UI', uid] }))],
});
const outlined = (uid: string): Tags => ({
  '30060010': [
    'SQ',
    [{ '30060012': ['SQ', [{ '30060014': ['SQ', [{ '0020000e': ['UI', uid] }]] }]] }],
  ],
});

async function contentOf(sopClass: string, more: Tags = {}, hasPixels = true) {
  const { '7fe00010': pixels, ...rest } = pictureTags(2, 2, () => 1, {
    '00080016': ['UI', CLASSES + sopClass],
    ...more,
  });
  const file = dicomFile(
    hasPixels && pixels !== undefined ? { ...rest, '7fe00010': pixels } : rest,
  );
  return (await openObject(file)).object.content;
}

describe('An object that says something of other pictures', () => {
  const segment = (label: string): Tags => ({ '00620005': ['LO', label] });
  it.each<[what: string, sopClass: string, more: Tags, said: Omit<Companion, 'series'>]>([
    [
      'a segmentation',
      '66.4',
      { '00620002': ['SQ', [segment('Liver'), segment('Tumour')]] },
      { kind: 'segmentation', contents: ['Liver', 'Tumour'] },
    ],
    ['a segmentation by labels', '66.7', {}, { kind: 'segmentation', contents: [] }],
    [
      'a presentation state',
      '11.1',
      {
        '00700001': [
          'SQ',
          [
            { '00700008': ['SQ', [{ '00700006': ['ST', 'Fracture here'] }]] },
            { '00700002': ['CS', 'A'] },
          ],
        ],
      },
      { kind: 'presentation', contents: ['Fracture here'] },
    ],
    ['a presentation state of colours', '11.2', {}, { kind: 'presentation', contents: [] }],
    [
      'a set of outlines',
      '481.3',
      { '30060020': ['SQ', [{ '30060026': ['LO', 'Spinal cord'] }]] },
      { kind: 'structures', contents: ['Spinal cord'] },
    ],
    ['a plan', '481.5', {}, { kind: 'plan', contents: [] }],
    ['a registration', '66.1', {}, { kind: 'registration', contents: [] }],
  ])('%s is no picture, and says what it is', async (_what, sopClass, more, said) => {
    const companion = { series: [], ...said };
    expect(await contentOf(sopClass, more, true)).toMatchObject({ kind: 'other', companion });
    expect(await contentOf(sopClass, more, false)).toMatchObject({ kind: 'other', companion });
  });

  it.each<[what: string, sopClass: string, more: Tags, isSaid: boolean]>([
    ['a segmentation of this series', '66.4', of('1.2.3.4'), true],
    ['a presentation state of no named image', '11.1', of('1.2.9', '1.2.3.4'), true],
    ['a segmentation of another series', '66.4', of('1.2.9'), false],
    ['a segmentation of no named series', '66.4', {}, true],
    ['one of another study', '66.4', { '0020000d': ['UI', '9.9'] }, false],
    ['outlines in this series', '481.3', outlined('1.2.3.4'), true],
    ['outlines in another series', '481.3', outlined('1.2.9'), false],
    ['a plan', '481.5', {}, false],
  ])('%s is said on the picture or not', async (_what, sopClass, more, isSaid) => {
    const picture = (await openObject(dicomFile(pictureTags(2, 2, () => 1)))).object;
    const other = (
      await openObject(
        dicomFile(pictureTags(2, 2, () => 1, { '00080016': ['UI', CLASSES + sopClass], ...more })),
      )
    ).object;
    const all = seriesOf(
      new Map([
        [0, picture],
        [1, other],
      ]),
    );
    const stack = all.find((series) => series.kind === 'stack');
    const slice = stack?.kind === 'stack' ? stack.slices[0] : undefined;
    if (slice === undefined) {
      throw new Error('no picture');
    }
    const { undrawn: found } = companionsOf(slice, all);
    expect(found).toHaveLength(isSaid ? 1 : 0);
    expect(companionCautions([...found, ...found], en.viewer)).toEqual(
      found.flatMap(({ kind, why }) =>
        kind === 'plan' || kind === 'registration'
          ? []
          : [`${en.viewer.dicom.notDrawn[kind](2)} (${en.viewer.dicom.hindrances[why]})`],
      ),
    );
  });

  it('is the same by its beginning alone', async () => {
    const file = dicomFile(pictureTags(64, 64, () => 1, { '00080016': ['UI', `${CLASSES}66.4`] }));
    expect((await openHeader(file.subarray(0, 2000)))?.content.kind).toBe('other');
  });

  it('is no reason to leave pictures of similar kinds out', async () => {
    for (const sopClass of ['481.2', '481.1', '66', '110', '30']) {
      expect((await contentOf(sopClass)).kind).toBe('image');
    }
  });

  it('does not tell more names than a page holds', async () => {
    const segments = Array.from({ length: 500 }, (_, at) => segment(`Segment ${at}`));
    const content = await contentOf('66.4', { '00620002': ['SQ', segments] });
    expect(content.kind === 'other' && content.companion?.contents).toHaveLength(LIMITS.names);
  });
});
