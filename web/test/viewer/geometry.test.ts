import { describe, expect, it } from 'vitest';
import { cautionsOf } from '../../src/features/viewer/dicom/screen/cautions.ts';
import {
  directionsOf,
  pixelSize,
  scaleOf,
} from '../../src/features/viewer/dicom/screen/geometry.ts';
import { planeOf } from '../../src/features/viewer/dicom/screen/modules.ts';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { seriesOf, type Slice } from '../../src/features/viewer/dicom/series/series.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags, type Value } from '../fakes/dicomWriter.ts';

type More = Record<string, readonly [string, Value]>;

const { dicom } = en.viewer;
const kind = (modality: string): More => ({ '00080060': ['CS', modality] });
const inBody = (spacing: string): More => ({ '00280030': ['DS', spacing] });
const atDetector = (spacing: string): More => ({ '00181164': ['DS', spacing] });
const lying = (orientation: string): More => ({ '00200037': ['DS', orientation] });
const FLAT = [1, 0, 0, 0, 1, 0];

async function slicesOf(tags: Tags): Promise<readonly Slice[]> {
  const { object } = await openObject(dicomFile(tags));
  const [series] = seriesOf(new Map([[0, object]]));
  return series?.kind === 'stack' ? series.slices : [];
}

async function sliceWith(more: More, without: readonly string[] = []): Promise<Slice> {
  const tags = pictureTags(2, 2, () => 0, { ...lying('1\\0\\0\\0\\1\\0'), ...more });
  const kept = Object.entries(tags).filter(([tag]) => !without.includes(tag));
  const [slice] = await slicesOf(Object.fromEntries(kept));
  if (slice === undefined) {
    throw new Error('no slice');
  }
  return slice;
}

describe('Lengths', () => {
  it.each<[what: string, more: More, scale: object, cautions: string[]]>([
    ['of a CT are those in the body', {}, { kind: 'body', spacing: [0.5, 0.5] }, []],
    [
      'of a mammogram are those at the detector, unless it says more',
      { ...kind('MG'), ...atDetector('0.1\\0.1'), '00280030': ['DS', ''] },
      { kind: 'detector', spacing: [0.1, 0.1] },
      [dicom.atDetector],
    ],
    [
      'of a mammogram are corrected by its magnification',
      {
        ...kind('MG'),
        ...atDetector('0.15\\0.3'),
        '00280030': ['DS', ''],
        '00181114': ['DS', '1.5'],
      },
      { kind: 'estimated', spacing: [0.15 / 1.5, 0.3 / 1.5], magnification: 1.5 },
      [dicom.estimated('1.5')],
    ],
    [
      'in the body that equal those at the detector were not corrected',
      { ...kind('DX'), ...atDetector('0.1\\0.1'), ...inBody('0.1\\0.10') },
      { kind: 'detector', spacing: [0.1, 0.1] },
      [dicom.atDetector],
    ],
    [
      'in the body that differ from those at the detector are doubtful until calibrated',
      { ...kind('DX'), ...atDetector('0.1\\0.1'), ...inBody('0.08\\0.08') },
      { kind: 'doubtful', spacing: [0.08, 0.08] },
      [dicom.perhapsAtDetector],
    ],
    [
      'that were calibrated are those in the body',
      {
        ...kind('DX'),
        ...atDetector('0.1\\0.1'),
        ...inBody('0.1\\0.1'),
        '00280a02': ['CS', 'FIDUCIAL'],
      },
      { kind: 'body', spacing: [0.1, 0.1] },
      [],
    ],
    [
      'of a scanned film are those on it',
      { ...kind('DX'), ...inBody(''), '00182010': ['DS', '0.2\\0.1'] },
      { kind: 'film', spacing: [0.2, 0.1] },
      [dicom.onFilm],
    ],
    [
      'in the body that equal those on the film were not corrected',
      { ...kind('OT'), ...inBody('0.2\\0.2'), '00182010': ['DS', '0.2\\0.2'] },
      { kind: 'film', spacing: [0.2, 0.2] },
      [dicom.onFilm],
    ],
    ['without a scale are pixels', inBody(''), { kind: 'none' }, [dicom.uncalibrated]],
    ['with a scale of nothing are pixels', inBody('0\\0'), { kind: 'none' }, [dicom.uncalibrated]],
  ])('%s', async (_what, more, scale, cautions) => {
    const slice = await sliceWith(more);
    expect(scaleOf(slice)).toEqual(scale);
    expect(cautionsOf(slice, en.viewer)).toEqual(cautions);
  });

  const region = (x: number, y: number, delta = 0.1): Tags => ({
    '00186012': ['US', [1]],
    '00186014': ['US', [1]],
    '00186018': ['UL', [0]],
    '0018601a': ['UL', [0]],
    '0018601c': ['UL', [1]],
    '0018601e': ['UL', [1]],
    '00186024': ['US', [x]],
    '00186026': ['US', [y]],
    '0018602c': ['FD', new Uint8Array(Float64Array.of(delta).buffer)],
    '0018602e': ['FD', new Uint8Array(Float64Array.of(delta).buffer)],
  });

  it.each<[what: string, regions: Tags[], caution: string]>([
    ['nothing', [region(0, 0)], dicom.uncalibrated],
    ['nothing a pixel', [region(3, 3, 0)], dicom.uncalibrated],
    ['seconds and speeds', [region(4, 7)], dicom.inRegions],
    ['centimetres, and another of seconds', [region(3, 3), region(4, 7)], dicom.inRegions],
  ])('in a region of %s', async (_what, regions, caution) => {
    const slice = await sliceWith({ ...kind('US'), '00186011': ['SQ', regions] });
    expect(cautionsOf(slice, en.viewer)).toEqual([caution]);
    // Outside of the regions nothing is in millimetres, whatever Pixel Spacing says.
    expect(planeOf(slice)).toMatchObject({ columnPixelSpacing: 1 });
  });
});

describe('The shape of pixels', () => {
  it.each<[what: string, more: More, size: number[]]>([
    ['is in millimetres', inBody('0.5\\0.25'), [0.5, 0.25]],
    ['is square where nothing is known', inBody(''), [1, 1]],
    ['is the ratio that is known', { ...inBody(''), '00280034': ['IS', '2\\1'] }, [2, 1]],
    ['is the ratio of any numbers', { ...inBody(''), '00280034': ['IS', '300\\400'] }, [0.75, 1]],
    ['is square where the ratio is none', { ...inBody(''), '00280034': ['IS', '0\\1'] }, [1, 1]],
  ])('%s', async (_what, more, size) => {
    expect(pixelSize(await sliceWith(more))).toEqual(size);
  });
});

describe('Directions', () => {
  it.each<[what: string, orientation: string, directions: number[], cautions: string[]]>([
    ['that are sound', '0\\1\\0\\0\\0\\-1', [0, 1, 0, 0, 0, -1], []],
    ['of zero', '0\\0\\0\\0\\0\\0', FLAT, [dicom.flat]],
    ['that are parallel', '1\\0\\0\\1\\0\\0', FLAT, [dicom.flat]],
    ['that are absent in a CT', '', FLAT, [dicom.flat]],
  ])('%s', async (_what, orientation, directions, cautions) => {
    const slice = await sliceWith(lying(orientation));
    expect(directionsOf(slice.frameFacts)).toEqual(directions);
    expect(cautionsOf(slice, en.viewer)).toEqual(cautions);
  });

  it('that are absent in an ultrasound image are no loss', async () => {
    const slice = await sliceWith({ ...kind('US'), ...lying('') });
    expect(cautionsOf(slice, en.viewer)).toEqual([]);
  });
});

describe('Frames of one object', () => {
  const uint32s = (values: readonly number[]) => new Uint8Array(Uint32Array.from(values).buffer);
  const frame = (z: number | undefined, indices: readonly number[], inStack?: number): Tags => ({
    '00209111': [
      'SQ',
      [
        {
          ...(indices.length === 0 ? {} : { '00209157': ['UL', uint32s(indices)] as const }),
          ...(inStack === undefined ? {} : { '00209057': ['UL', uint32s([inStack])] as const }),
        },
      ],
    ],
    ...(z === undefined
      ? {}
      : { '00209113': ['SQ', [{ '00200032': ['DS', `0\\0\\${z}`] }]] as const }),
  });

  it.each<[what: string, frames: Tags[], order: number[]]>([
    ['stand by their place in space', [frame(3, []), frame(1, []), frame(2, [])], [0, 2, 1]],
    [
      'stand by their place in space, in the direction of their dimensions',
      [frame(3, [1, 1]), frame(1, [1, 3]), frame(2, [1, 2])],
      [0, 2, 1],
    ],
    [
      'stand by their dimensions where places come again, the first changing slowest',
      [frame(1, [2, 1]), frame(1, [1, 1]), frame(2, [2, 2]), frame(2, [1, 2])],
      [1, 3, 0, 2],
    ],
    [
      'stand by their number in the stack',
      [frame(undefined, [], 2), frame(undefined, [], 1)],
      [1, 0],
    ],
    ['stand as they are stored otherwise', [frame(1, []), frame(1, []), frame(2, [])], [0, 1, 2]],
  ])('%s', async (_what, frames, order) => {
    const tags = pictureTags(
      1,
      1,
      () => 0,
      { ...lying('1\\0\\0\\0\\1\\0'), '52009230': ['SQ', frames] },
      frames.length,
    );
    expect((await slicesOf(tags)).map((slice) => slice.frame)).toEqual(order);
  });
});
