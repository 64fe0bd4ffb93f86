import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { Hindrance } from '../../src/features/viewer/dicom/parsing/objects.ts';
import type { Tags } from '../fakes/dicomWriter.ts';
import {
  container,
  drawn,
  image,
  inSpace,
  number,
  opened,
  report,
  slice,
} from '../fakes/opened.ts';

const SIDE = 8;
const LINE = [1, 2, 5, 2];

async function over(...items: Tags[]) {
  return opened(report(...items), slice(SIDE, 5), slice(SIDE, 6));
}

describe('A measurement of a report', () => {
  it('lies on the picture that it names, with what was measured', async () => {
    const { on } = await over(
      container(number('Length', '2', 'mm', drawn('POLYLINE', LINE, image('1.2.5')))),
    );
    expect(on(0).measured).toEqual([
      {
        drawing: {
          shape: 'line',
          points: [
            [1, 2],
            [5, 2],
          ],
        },
        lines: ['Length: 2 mm'],
      },
    ]);
    expect(on(1).measured).toEqual([]);
    expect([0, 1].map((index) => on(index).undrawn)).toEqual([[], []]);
  });

  it('has the numbers of its region beside it', async () => {
    const { on } = await over(
      container(
        drawn('ELLIPSE', [1, 2, 5, 2, 3, 1, 3, 3], image('1.2.5')),
        number('Mean', '40', "[hnsf'U]"),
        number('Area', '6.3', 'mm2'),
      ),
    );
    expect(on(0).measured[0]?.lines).toEqual(["Mean: 40 [hnsf'U]", 'Area: 6.3 mm2']);
  });

  it('that names a picture and no place is told on it', async () => {
    const { on } = await over(container(number('Diameter', '7', 'mm', image('1.2.6'))));
    expect(on(0).measured).toEqual([]);
    expect(on(1).measured).toEqual([{ drawing: undefined, lines: ['Diameter: 7 mm'] }]);
  });

  it('in space lies where the plane is', async () => {
    const { on } = await over(
      container(
        number('Length', '1', 'mm', inSpace('POLYLINE', [-9.75, -19.75, 6, -8.75, -19.75, 6])),
      ),
    );
    expect(on(0)).toMatchObject({ measured: [], undrawn: [] });
    expect(on(1).measured[0]?.drawing?.points).toEqual([
      [1, 1],
      [3, 1],
    ]);
  });

  it.each<[what: string, item: Tags, why: Hindrance]>([
    ['of an unknown shape', drawn('SPIRAL', LINE, image('1.2.5')), 'kind'],
    ['of half a point', drawn('POLYLINE', [1, 2, 3], image('1.2.5')), 'kind'],
    ['of a circle of one point', drawn('CIRCLE', [1, 2], image('1.2.5')), 'kind'],
    ['beyond the picture', drawn('POLYLINE', [1, 2, 50, 2], image('1.2.5')), 'elsewhere'],
    ['that names no picture', drawn('POLYLINE', LINE), 'elsewhere'],
    [
      'in the pixels of a whole of tiles',
      { ...drawn('POLYLINE', LINE, image('1.2.5')), '00480301': ['CS', 'VOLUME'] },
      'kind',
    ],
    ['between two pictures', inSpace('POINT', [-9, -19, 5.5]), 'between'],
    ['through several pictures', inSpace('POLYLINE', [-9, -19, 5, -9, -19, 8]), 'oblique'],
    ['of a body', inSpace('ELLIPSOID', [-9, -19, 5]), 'kind'],
  ])('%s is said not to be drawn', async (_what, item, why) => {
    const { on } = await over(container(number('Length', '2', 'mm', item)));
    expect(on(0)).toMatchObject({ measured: [], undrawn: [{ kind: 'measurement', why }] });
  });

  it('is not on other frames, in other spaces or of other studies', async () => {
    const items = [
      drawn('POLYLINE', LINE, image('1.2.5', '2')),
      drawn('POLYLINE', LINE, image('1.2.5', '2x')),
      drawn('POLYLINE', LINE, image('1.2.77')),
      inSpace('POINT', [-9, -19, 5], '1.8'),
    ].map((item) => container(number('Length', '2', 'mm', item)));
    const { on } = await over(...items);
    expect(on(0)).toMatchObject({ measured: [], undrawn: [] });
    const here = report(container(drawn('POINT', [1, 1], image('1.2.5'))));
    const other = await opened(here, slice(SIDE, 5, { '0020000d': ['UI', '9.9'] }));
    expect(other.on(0)).toMatchObject({ measured: [], undrawn: [] });
  });

  it('is one of so many', async () => {
    const items = Array.from({ length: LIMITS.reportMarks + 1 }, () =>
      drawn('POINT', [1, 1], image('1.2.5')),
    );
    const { on } = await over(container(...items));
    expect(on(0).measured).toHaveLength(LIMITS.reportMarks);
  });
});
