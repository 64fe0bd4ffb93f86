import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { Hindrance } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { opened, slice, structures, type Contour } from '../fakes/opened.ts';

const SIDE = 8;
/** Around four pixels, from the edge of one to that of another. */
const square = (z: number): Contour['points'] => [
  [-9.75, -19.75, z],
  [-8.75, -19.75, z],
  [-8.75, -18.75, z],
  [-9.75, -18.75, z],
];
const inPixels = [
  [1, 1],
  [3, 1],
  [3, 3],
  [1, 3],
];

describe('Outlines', () => {
  it('lie on the pictures whose plane they are in, with name, colour and place', async () => {
    const set = structures([{ points: square(5) }, { points: square(7), shape: 'POINT' }]);
    const { on } = await opened(set, slice(SIDE, 5), slice(SIDE, 6), slice(SIDE, 7));
    expect(on(0).lines).toEqual([
      { name: 'Liver', colour: '#ff0000', shape: 'closed', points: inPixels },
    ]);
    expect(on(1).lines).toEqual([]);
    expect(on(2).lines.map(({ shape }) => shape)).toEqual(['point']);
    expect([0, 1, 2].map((index) => on(index).undrawn)).toEqual([[], [], []]);
  });

  it('are where space has them in a turned picture', async () => {
    const turned = slice(SIDE, 5, { '00200037': ['DS', '0\\1\\0\\1\\0\\0'] });
    const { on } = await opened(structures([{ points: square(5) }]), turned);
    expect(on(0).lines[0]?.points).toEqual(inPixels.map(([x, y]) => [y, x]));
  });

  const whole: Contour = { points: square(5) };
  it.each<[what: string, set: Uint8Array<ArrayBuffer>, why: Hindrance]>([
    ['in another space', structures([whole], {}, { '30060024': ['UI', '1.8'] }), 'elsewhere'],
    ['in no space', structures([whole], {}, { '30060024': ['UI', ''] }), 'elsewhere'],
    ['between two pictures', structures([{ points: square(5.5) }]), 'between'],
    [
      'at an angle',
      structures([{ points: square(5).map(([x, y, z], at) => [x, y, z + at / 2] as const) }]),
      'oblique',
    ],
    [
      'with fewer numbers than points',
      structures([whole, { points: square(5), more: { '30060046': ['IS', '5'] } }]),
      'kind',
    ],
    [
      'with what is no number',
      structures([
        { points: square(5), more: { '30060050': ['DS', '1\\2\\x'], '30060046': ['IS', '1'] } },
      ]),
      'kind',
    ],
    [
      'with half a number',
      structures([
        { points: square(5), more: { '30060050': ['DS', '1\\2\\'], '30060046': ['IS', '1'] } },
      ]),
      'kind',
    ],
    [
      'whose points are moved by a vector',
      structures([{ points: square(5), more: { '30060045': ['DS', '0\\0\\5'] } }]),
      'kind',
    ],
    [
      'whose points are moved by what is no vector',
      structures([{ points: square(5), more: { '30060045': ['DS', '0\\0\\x'] } }]),
      'kind',
    ],
    [
      'of a structure without a number',
      structures([whole], {}, { '30060022': ['IS', ''] }),
      'kind',
    ],
    ['of an unknown shape', structures([{ points: square(5), shape: 'SPIRAL' }]), 'kind'],
    ['of an unknown structure', structures([whole], {}, { '30060022': ['IS', '2'] }), 'kind'],
  ])('%s are said not to be drawn', async (_what, set, why) => {
    const { on } = await opened(set, slice(SIDE, 5), slice(SIDE, 6));
    expect(on(0)).toMatchObject({ lines: [], undrawn: [{ kind: 'structures', why }] });
  });

  it('are drawn where the vector moves nothing', async () => {
    const more = { '30060045': ['DS', '0\\0\\0.0'] } as const;
    const { on } = await opened(structures([{ points: square(5), more }]), slice(SIDE, 5));
    expect(on(0).lines[0]?.points).toEqual(inPixels);
  });

  it('far away are neither drawn nor missed', async () => {
    const set = structures([
      { points: square(5).map(([x, y, z], at) => [x, y, z + at / 2] as const) },
      { points: square(6.5) },
    ]);
    const { on } = await opened(set, slice(SIDE, 20), slice(SIDE, 21));
    expect(on(0)).toMatchObject({ lines: [], undrawn: [] });
  });

  it('of pictures that say no space are not drawn', async () => {
    const { on } = await opened(structures([whole]), slice(SIDE, 5, { '00200052': ['UI', ''] }));
    expect(on(0)).toMatchObject({ lines: [], undrawn: [{ why: 'elsewhere' }] });
  });

  it('are not drawn where there are too many points on one picture', async () => {
    const points = Array.from({ length: 4_000 }, (_, at) => [at / 1000 - 9, -19, 5] as const);
    const contours = Array.from({ length: 26 }, () => ({ points, shape: 'OPEN_PLANAR' }));
    const { on } = await opened(structures(contours), slice(SIDE, 5), slice(SIDE, 6));
    expect(on(0)).toMatchObject({ lines: [], undrawn: [{ why: 'kind' }] });
    expect(on(1)).toMatchObject({ lines: [], undrawn: [] });
  });

  it('are read beyond the length of a text', async () => {
    const points = Array.from({ length: 20_000 }, (_, at) => [at / 1000 - 9, -19, 5] as const);
    // A text of so many bytes has no explicit representation of its own.
    const text = points.flat().join('\\');
    expect(text.length).toBeGreaterThan(LIMITS.text);
    const { on } = await opened(
      structures([{ points, shape: 'OPEN_PLANAR', more: { '30060050': ['UN', text] } }]),
      slice(SIDE, 5),
    );
    expect(on(0).lines[0]?.points).toHaveLength(20_000);
  });
});
