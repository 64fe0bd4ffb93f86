import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { Companion } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { openHeader, openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';

const CLASSES = '1.2.840.10008.5.1.4.1.1.';

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
  it.each<[what: string, sopClass: string, more: Tags, companion: Companion]>([
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
  ])('%s is no picture, and says what it is', async (_what, sopClass, more, companion) => {
    expect(await contentOf(sopClass, more, true)).toEqual({ kind: 'other', companion });
    expect(await contentOf(sopClass, more, false)).toEqual({ kind: 'other', companion });
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
