import { describe, expect, it } from 'vitest';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const spaced = (spacing: string): Tags => ({
  '00289110': ['SQ', [{ '00280030': ['DS', spacing] }]],
});
const scaled = (slope: string, type: string): Tags => ({
  '00289145': [
    'SQ',
    [{ '00281052': ['DS', '0'], '00281053': ['DS', slope], '00281054': ['LO', type] }],
  ],
});

/** Three frames, or as many as are stored. */
const film = (shared: Tags[], each: Tags[], more: Tags = {}, stored = 3): Uint8Array =>
  dicomFile({
    ...pictureTags(1, 1, (_x, _y, frame) => frame, {}, stored),
    '00280008': ['IS', '3'],
    '00280030': ['DS', ''],
    '52009229': ['SQ', shared],
    '52009230': ['SQ', each],
    ...more,
  });
const spacings = async (file: Uint8Array, count = 3) =>
  Promise.all(
    Array.from({ length: count }, async (_, frame) => {
      const { slice } = await pictureIn(file, frame);
      return slice.frameFacts.spacing?.[0];
    }),
  );

describe('What is said of frames', () => {
  it.each<[what: string, shared: Tags[], each: Tags[], expected: (number | undefined)[]]>([
    [
      'by each of them',
      [spaced('9\\9')],
      [spaced('1\\1'), spaced('2\\2'), spaced('3\\3')],
      [1, 2, 3],
    ],
    [
      'by one of them, the others having empty items',
      [spaced('9\\9')],
      [spaced('1\\1'), {}, {}],
      [1, 9, 9],
    ],
    ['by fewer than there are', [spaced('9\\9')], [spaced('1\\1')], [1, 9, 9]],
    [
      'by fewer than there are, and not for all',
      [],
      [spaced('1\\1'), spaced('2\\2')],
      [1, 2, undefined],
    ],
    ['for all of them alone', [spaced('9\\9')], [], [9, 9, 9]],
    ['by more than there are', [], [1, 2, 3, 4].map((each) => spaced(`${each}\\1`)), [1, 2, 3]],
    [
      'by one of them, unreadably',
      [spaced('9\\9')],
      [spaced('1\\1'), spaced('2x\\2'), spaced('3\\3')],
      [1, undefined, 3],
    ],
  ])('%s', async (_what, shared, each, expected) => {
    expect(await spacings(film(shared, each))).toEqual(expected);
  });

  it('is not said of those that nobody said are there', async () => {
    const file = film([], [spaced('1\\1'), spaced('2\\2'), spaced('3\\3')], {}, 4);
    expect(await spacings(file, 4)).toEqual([1, 2, 3, undefined]);
  });

  it.each<[what: string, types: string[], name: string]>([
    ['alike', ['HU', 'HU', 'HU'], 'HU'],
    ['otherwise of one', ['HU', 'Z_EFF', 'HU'], ''],
    ['of the first alone', ['HU'], ''],
  ])('of their unit %s', async (_what, types, name) => {
    const { slice } = await pictureIn(
      film(
        [],
        types.map((type) => scaled('1', type)),
      ),
    );
    expect(slice.image.display.unit.name).toBe(name);
  });
});
