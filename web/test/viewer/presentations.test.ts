import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { Hindrance } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { toneOf } from '../../src/features/viewer/dicom/screen/toning.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { floats, named, opened, slice, state } from '../fakes/opened.ts';
import { pictureIn } from '../fakes/shown.ts';

const SIDE = 8;
const window = (center: string, width: string, more: Tags = {}): Tags => ({
  '00283110': ['SQ', [{ '00281050': ['DS', center], '00281051': ['DS', width], ...more }]],
});
const slongs = (...values: number[]) => new Uint8Array(Int32Array.from(values).buffer);
const area = (from: [number, number], to: [number, number], more: Tags = {}): Tags => ({
  '0070005a': [
    'SQ',
    [{ '00700052': ['SL', slongs(...from)], '00700053': ['SL', slongs(...to)], ...more }],
  ],
});
const graphic = (type: string, units: string, ...points: number[]): Tags => ({
  '00700001': [
    'SQ',
    [
      {
        '00700009': [
          'SQ',
          [
            {
              '00700005': ['CS', units],
              '00700022': ['FL', floats(...points)],
              '00700023': ['CS', type],
            },
          ],
        ],
      },
    ],
  ],
});

const over = async (more: Tags, picture: Tags = {}) =>
  (await opened(state([named('1.2.5')], more), slice(SIDE, 5, picture), slice(SIDE, 6))).on(0);

describe('A presentation state', () => {
  it('is applied to the pictures that it names, and no others', async () => {
    const { on } = await opened(
      state([named('1.2.5')], window('50', '100')),
      slice(SIDE, 5),
      slice(SIDE, 6),
    );
    expect(on(0).presented).toMatchObject({
      label: 'As the surgeon saw it',
      tone: { kind: 'window', function: 'LINEAR', center: 50, width: 100 },
      isInverted: false,
      isPart: false,
    });
    expect(on(1)).toMatchObject({ presented: undefined, undrawn: [] });
    expect(on(0).undrawn).toEqual([]);
  });

  it('has tones instead of those of the image, and its own black and white', async () => {
    const tags = {
      '00281050': ['DS', '1'],
      '00281051': ['DS', '2'],
      '00280004': ['CS', 'MONOCHROME1'],
    } as const;
    const { presented } = await over(
      { ...window('50', '100'), '20500020': ['CS', 'INVERSE'] },
      tags,
    );
    expect(presented?.isInverted).toBe(true);
    const { picture } = await pictureIn(dicomFile(pictureTags(2, 2, () => 7, tags)));
    expect(toneOf(picture, { presented })).toMatchObject({ center: 50, width: 100 });
    expect(toneOf(picture, { presented, window: { center: 3, width: 4 } })).toMatchObject({
      center: 3,
    });
    expect((await over(window('50', '100'), tags)).presented?.isInverted).toBe(false);
  });

  it('has tones by a table, by a sigmoid, or all that there can be', async () => {
    const table: Tags = {
      '00283110': [
        'SQ',
        [
          {
            '00283010': [
              'SQ',
              [
                {
                  '00283002': ['US', [2, 5, 16]],
                  '00283006': ['OW', new Uint8Array(Uint16Array.of(0, 65_535).buffer)],
                },
              ],
            ],
          },
        ],
      ],
    };
    expect((await over(table)).presented?.tone).toMatchObject({
      kind: 'table',
      table: { first: 5 },
    });
    const sigmoid = await over(window('5', '6', { '00281056': ['CS', 'SIGMOID'] }));
    expect(sigmoid.presented?.tone).toMatchObject({ function: 'SIGMOID' });
    expect((await over({})).presented?.tone).toEqual({
      kind: 'window',
      function: 'LINEAR_EXACT',
      center: 65_535 / 2,
      width: 65_535,
    });
  });

  it('has the tone that is for the picture', async () => {
    const both: Tags = {
      '00283110': [
        'SQ',
        ['1.2.6', '1.2.5'].map((instance, at) => ({
          '00081140': ['SQ', [named(instance)]] as const,
          '00281050': ['DS', String(10 * at)] as const,
          '00281051': ['DS', '5'] as const,
        })),
      ],
    };
    expect((await over(both)).presented?.tone).toMatchObject({ center: 10 });
  });

  it('draws in pixels, and in shares of the part that it shows', async () => {
    const pixels = await over(graphic('POLYLINE', 'PIXEL', 1, 2, 3, 4));
    expect(pixels.presented?.graphics[0]?.drawing.points).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const shares = await over({ ...graphic('POINT', 'DISPLAY', 0.5, 1), ...area([3, 1], [6, 4]) });
    expect(shares.presented).toMatchObject({
      isPart: true,
      graphics: [{ drawing: { points: [[4, 4]] } }],
    });
  });

  it('writes, and points at what it means', async () => {
    const { presented } = await over({
      '00700001': [
        'SQ',
        [
          {
            '00700008': [
              'SQ',
              [
                {
                  '00700003': ['CS', 'PIXEL'],
                  '00700004': ['CS', 'PIXEL'],
                  '00700006': ['ST', 'Fracture\r\nhere'],
                  '00700010': ['FL', floats(1, 1)],
                  '00700011': ['FL', floats(3, 2)],
                  '00700014': ['FL', floats(6, 6)],
                  '00700015': ['CS', 'Y'],
                },
              ],
            ],
          },
        ],
      ],
    });
    expect(presented?.texts).toEqual([{ lines: ['Fracture', 'here'], at: [1, 1], anchor: [6, 6] }]);
  });

  it('has shutters of every shape', async () => {
    const { presented } = await over({
      '00181600': ['CS', 'RECTANGULAR\\CIRCULAR\\POLYGONAL'],
      '00181602': ['IS', '2'],
      '00181604': ['IS', '7'],
      '00181606': ['IS', '3'],
      '00181608': ['IS', '8'],
      '00181610': ['IS', '4\\5'],
      '00181612': ['IS', '3'],
      '00181620': ['IS', '1\\1\\1\\8\\8\\8'],
    });
    expect(presented?.shutters).toEqual([
      {
        shape: 'polygon',
        points: [
          [1, 2],
          [7, 2],
          [7, 8],
          [1, 8],
        ],
      },
      {
        shape: 'circle',
        points: [
          [4.5, 3.5],
          [7.5, 3.5],
        ],
      },
      {
        shape: 'polygon',
        points: [
          [0.5, 0.5],
          [7.5, 0.5],
          [7.5, 7.5],
        ],
      },
    ]);
  });

  it.each<[what: string, more: Tags, why: Hindrance, picture?: Tags]>([
    ['of colours', { '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.11.2'] }, 'kind'],
    ['that subtracts', { '00286100': ['SQ', [{}]] }, 'subtraction'],
    ['with a presentation LUT', { '20500010': ['SQ', [{}]] }, 'tones'],
    ['with a modality LUT', { '00283000': ['SQ', [{}]] }, 'tones'],
    ['with an overlay', { '60003000': ['OW', new Uint8Array(8)] }, 'marks'],
    ['that turns', { '00700042': ['US', [90]] }, 'turned'],
    ['that mirrors', { '00700041': ['CS', 'Y'] }, 'turned'],
    ['with a drawing of another kind', graphic('SPIRAL', 'PIXEL', 1, 2, 3, 4), 'marks'],
    ['with a drawing in other units', graphic('POINT', 'MATRIX', 1, 2), 'marks'],
    ['with a shutter of bits', { '00181600': ['CS', 'BITMAP'] }, 'marks'],
    ['with a window of nothing', window('1', '0'), 'tones'],
    [
      'with more drawings than are drawn',
      {
        '00700001': [
          'SQ',
          [
            {
              '00700009': [
                'SQ',
                Array.from({ length: LIMITS.annotations + 1 }, () => ({
                  '00700005': ['CS', 'PIXEL'] as const,
                  '00700022': ['FL', floats(1, 2)] as const,
                  '00700023': ['CS', 'POINT'] as const,
                })),
              ],
            },
          ],
        ],
      },
      'marks',
    ],
    [
      'with more tones than are read',
      { '00283110': ['SQ', Array.from({ length: LIMITS.names + 1 }, () => ({}))] },
      'tones',
    ],
    ['of other values', { '00281053': ['DS', '2'] }, 'values'],
    ['of an image with other values', {}, 'values', { '00281053': ['DS', '2'] }],
    ['of pixels of another shape', area([1, 1], [8, 8], { '00700101': ['DS', '1\\0.5'] }), 'shape'],
  ])('%s is not applied, and that is said', async (_what, more, why, picture = {}) => {
    const found = await over(more, picture);
    expect(found).toMatchObject({ presented: undefined, undrawn: [{ kind: 'presentation', why }] });
  });

  it('is not chosen out of several', async () => {
    const { on } = await opened(
      state([named('1.2.5')]),
      state([named('1.2.5')], { '00080018': ['UI', '1.2.97'] }),
      slice(SIDE, 5),
    );
    expect(on(0).presented).toBeUndefined();
    expect(on(0).undrawn).toEqual([
      { kind: 'presentation', why: 'several' },
      { kind: 'presentation', why: 'several' },
    ]);
  });

  it('is for the frames that it names', async () => {
    const film = dicomFile(pictureTags(SIDE, SIDE, () => 1, { '00080018': ['UI', '1.2.5'] }, 3));
    const { on } = await opened(state([named('1.2.5', '2')]), film);
    expect([0, 1, 2].map((index) => on(index).presented !== undefined)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
