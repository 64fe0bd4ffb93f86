import { describe, expect, it } from 'vitest';
import {
  placeIn,
  probeLines,
  regionLines,
  regionOf,
  statisticsOf,
  type Region,
} from '../../src/features/viewer/dicom/screen/regions.ts';
import { cobbLines } from '../../src/features/viewer/dicom/screen/lengths.ts';
import { planeOf } from '../../src/features/viewer/dicom/screen/modules.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const { dicom } = en.viewer;
const SIDE = 8;

/** The value of each pixel is ten times its row and its column together. */
const ramp = (more: Tags = {}) => dicomFile(pictureTags(SIDE, SIDE, (x, y) => 10 * y + x, more));
const scaled = (slope: string, intercept: string, type?: string): Tags => ({
  '00281052': ['DS', intercept],
  '00281053': ['DS', slope],
  ...(type === undefined ? {} : { '00281054': ['LO', type] as const }),
});

const rectangle: Region = { kind: 'rectangle', from: [1, 2], to: [3, 4] };

async function lines(file: Uint8Array, region: Region): Promise<string[]> {
  const { picture, slice } = await pictureIn(file);
  return regionLines(picture, slice, region, dicom);
}

async function unitOf(more: Tags) {
  return (await pictureIn(ramp(more))).slice.image.display.unit;
}

describe('Values in a region', () => {
  it('are those behind the modality LUT, of the pixels whose middles lie within', async () => {
    const ofTwelveBits: Tags = { '00280101': ['US', [12]], '00280102': ['US', [11]] };
    const { picture, slice } = await pictureIn(ramp({ ...scaled('2', '-1024'), ...ofTwelveBits }));
    if (picture.kind !== 'grey') {
      throw new Error('no greys');
    }
    // 21 22 23, 31 32 33, 41 42 43
    expect(statisticsOf(picture, slice, rectangle)).toEqual({
      count: 9,
      mean: 2 * 32 - 1024,
      deviation: expect.closeTo(2 * Math.sqrt((6 * 100 + 6 * 1) / 9), 9) as number,
      least: 2 * 21 - 1024,
      most: 2 * 43 - 1024,
    });
    const inner: Region = { kind: 'rectangle', from: [1.2, 2.2], to: [2.8, 3.8] };
    expect(statisticsOf(picture, slice, inner)).toMatchObject({ count: 1, mean: 2 * 32 - 1024 });
  });

  it('in an ellipse leave its corners out', async () => {
    const { picture, slice } = await pictureIn(ramp());
    if (picture.kind !== 'grey') {
      throw new Error('no greys');
    }
    // 22, 31 32 33, 42
    expect(statisticsOf(picture, slice, { ...rectangle, kind: 'ellipse' })).toEqual({
      count: 5,
      mean: 32,
      deviation: Math.sqrt((2 * 100 + 2 * 1) / 5),
      least: 22,
      most: 42,
    });
  });

  it('are right whatever is shown of them: outside of the window, inverted, of a tiny scale', async () => {
    const hidden = ramp({
      ...scaled('1e-6', '0'),
      '00280004': ['CS', 'MONOCHROME1'],
      '00281050': ['DS', '5000'],
      '00281051': ['DS', '1'],
    });
    const [mean, extremes] = await lines(hidden, rectangle);
    expect(mean).toBe(dicom.mean('0.000032 HU', '0.000008206'));
    expect(extremes).toBe(dicom.extremes('0.000021', '0.000043 HU'));
  });

  it('are told to the last whole number, and by four digits', async () => {
    const { picture, slice } = await pictureIn(ramp(scaled('1234.6', '0', 'X')));
    expect(probeLines(picture, slice, [1, 2], dicom)).toEqual(['25927 X']);
    expect(probeLines(picture, slice, [1, 0], dicom)).toEqual(['1235 X']);
    const small = await pictureIn(ramp(scaled('0.012345', '0', 'X')));
    expect(probeLines(small.picture, small.slice, [2, 1], dicom)).toEqual(['0.1481 X']);
  });

  it('leave padding out', async () => {
    const padded = ramp({ ...scaled('2', '-1000', 'HU'), '00280120': ['US', [32]] });
    const { picture, slice } = await pictureIn(padded);
    if (picture.kind !== 'grey') {
      throw new Error('no greys');
    }
    expect(statisticsOf(picture, slice, rectangle)).toMatchObject({ count: 8 });
    expect(probeLines(picture, slice, [2, 3], dicom)).toEqual([dicom.padding]);
    expect(probeLines(picture, slice, [2.4, 3.6], dicom)).toEqual(['-916 HU']);
  });

  it('say how large it is, in true units only', async () => {
    // 2 by 2 pixels of 0.5 mm.
    expect((await lines(ramp(), rectangle)).at(-1)).toBe(dicom.area('1 mm²'));
    expect((await lines(ramp(), { ...rectangle, kind: 'ellipse' })).at(-1)).toBe(
      dicom.area('0.7854 mm²'),
    );
    const atDetector = ramp({ '00280030': ['DS', ''], '00181164': ['DS', '0.1\\0.2'] });
    expect((await lines(atDetector, rectangle)).at(-1)).toBe(
      dicom.area(dicom.barAtDetector('0.08 mm²')),
    );
    expect(await lines(ramp({ '00280030': ['DS', ''] }), rectangle)).toEqual([
      dicom.mean('32', '8.206'),
      dicom.extremes('21', '43'),
    ]);
  });

  it('of ultrasound say how large it is within one of its regions only', async () => {
    const double = (value: number) => new Uint8Array(Float64Array.of(value).buffer);
    const region = (from: number, to: number): Tags => ({
      '00186012': ['US', [1]],
      '00186014': ['US', [1]],
      '00186018': ['UL', [from]],
      '0018601a': ['UL', [0]],
      '0018601c': ['UL', [to]],
      '0018601e': ['UL', [SIDE]],
      '00186024': ['US', [3]],
      '00186026': ['US', [3]],
      '0018602c': ['FD', double(0.1)],
      '0018602e': ['FD', double(-0.2)],
    });
    const file = ramp({
      '00080060': ['CS', 'US'],
      '00186011': ['SQ', [region(0, 4), region(5, 7)]],
    });
    expect((await lines(file, rectangle)).at(-1)).toBe(dicom.area('8 mm²'));
    expect(await lines(file, { ...rectangle, to: [6, 4] })).toHaveLength(2);
  });

  it('are none where it reaches beyond the picture, holds no middle, or is in colours', async () => {
    expect(await lines(ramp(), { ...rectangle, to: [7.6, 4] })).toEqual([dicom.beyond]);
    expect(await lines(ramp(), { ...rectangle, from: [-0.6, 2] })).toEqual([dicom.beyond]);
    expect((await lines(ramp(), { ...rectangle, from: [1.2, 2.2], to: [1.8, 2.8] }))[0]).toBe(
      dicom.noPixels,
    );
    const colours = ramp({
      '00280002': ['US', [3]],
      '00280004': ['CS', 'RGB'],
      '00280006': ['US', [0]],
      '00280100': ['US', [8]],
      '00280101': ['US', [8]],
      '00280102': ['US', [7]],
      '7fe00010': ['OB', Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, at) => at % 251)],
    });
    expect((await lines(colours, rectangle))[0]).toBe(dicom.noValues);
    const { picture, slice } = await pictureIn(colours);
    expect(probeLines(picture, slice, [1, 0], dicom)).toEqual([dicom.colour(3, 4, 5)]);
  });

  it('are none of an image in which some are no numbers', async () => {
    const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) => (at === 60 ? NaN : at));
    const { '7fe00010': _pixels, ...rest } = pictureTags(SIDE, SIDE, () => 0);
    const file = dicomFile({ ...rest, '7fe00008': ['OF', new Uint8Array(values.buffer)] });
    expect((await lines(file, rectangle))[0]).toBe(dicom.unrealValues);
  });
});

describe('Places in a picture', () => {
  it.each([
    ['0.5\\0.25', '1\\0\\0\\0\\1\\0'],
    ['2\\1', '0\\1\\0\\0\\0\\-1'],
    ['0.5\\0.5', '0.8\\0.6\\0\\-0.6\\0.8\\0'],
    ['0.5\\0.5', '1\\0\\0\\0.03\\1\\0'],
  ])('with pixels of %s, lying %s', async (spacing, orientation) => {
    const { slice } = await pictureIn(
      ramp({
        '00280030': ['DS', spacing],
        '00200037': ['DS', orientation],
        '00200032': ['DS', '10\\-20\\30'],
      }),
    );
    const plane = planeOf(slice);
    const point = plane.imagePositionPatient.map(
      (value, axis) =>
        value +
        5 * plane.columnPixelSpacing * (plane.rowCosines[axis] ?? 0) +
        3 * plane.rowPixelSpacing * (plane.columnCosines[axis] ?? 0),
    );
    const [column, row] = placeIn(slice, point);
    expect(column).toBeCloseTo(5, 9);
    expect(row).toBeCloseTo(3, 9);
  });

  it('make a region whichever way it was drawn', () => {
    const places = [
      [5, 2],
      [1, 2],
      [5, 7],
      [1, 7],
    ] as const;
    expect(regionOf('ellipse', places)).toEqual({ kind: 'ellipse', from: [1, 2], to: [5, 7] });
  });
});

describe('A Cobb angle', () => {
  it.each<[what: string, lines: [number, number][], degrees: number]>([
    [
      'of end plates that lean towards each other',
      [
        [0, 0],
        [10, 2],
        [0, 20],
        [10, 16],
      ],
      33.11,
    ],
    [
      'of one that was drawn from right to left',
      [
        [10, 2],
        [0, 0],
        [0, 20],
        [10, 16],
      ],
      33.11,
    ],
    [
      'of both from right to left',
      [
        [10, 2],
        [0, 0],
        [10, 16],
        [0, 20],
      ],
      33.11,
    ],
    [
      'of parallel lines',
      [
        [0, 0],
        [10, 2],
        [10, 12],
        [0, 10],
      ],
      0,
    ],
    [
      'of a spine that is bent further than a right angle',
      [
        [0, 0],
        [5, 10],
        [0, 20],
        [5, 12],
      ],
      121.43,
    ],
    [
      'of an upright line',
      [
        [0, 0],
        [10, 0],
        [3, 5],
        [3, 9],
      ],
      90,
    ],
  ])('%s', async (_what, lines, degrees) => {
    const { slice } = await pictureIn(ramp({ '00200037': ['DS', '0\\1\\0\\0\\0\\-1'] }));
    const places = lines.map(([x, y]) => placeIn(slice, [7, x, -y]));
    expect(cobbLines(slice, places, dicom)).toEqual([`${degrees.toFixed(1)}°`]);
  });
});

describe('The unit of values', () => {
  const pet = (more: Tags): Tags => ({ '00080060': ['CS', 'PT'], ...scaled('1', '0'), ...more });
  const drug = (more: Tags = {}): Tags => ({
    '00181074': ['DS', '370000000'],
    '00181075': ['DS', '6586.2'],
    '00181072': ['TM', '100000.00'],
    ...more,
  });
  const measured = (more: Tags = {}, drugMore: Tags = {}): Tags =>
    pet({
      '00541001': ['CS', 'BQML'],
      '00280051': ['CS', 'DECY\\ATTN\\SCAT'],
      '00541102': ['CS', 'START'],
      '00101030': ['DS', '70'],
      '00080021': ['DA', '20260102'],
      '00080031': ['TM', '110000'],
      '00080022': ['DA', '20260102'],
      '00080032': ['TM', '110500'],
      '00540016': ['SQ', [drug(drugMore)]],
      ...more,
    });
  // 70 kg, 370 MBq of fluorine 18 an hour before.
  const atStart = 70_000 / (370e6 * 2 ** (-3600 / 6586.2));

  it.each<[what: string, more: Tags, name: string]>([
    ['a CT', scaled('1', '-1024'), 'HU'],
    ['a CT that says so', scaled('1', '-1024', 'HU'), 'HU'],
    ['a CT that says something else', scaled('1', '0', 'Z_EFF'), 'Z_EFF'],
    ['a CT that says that it is not specified', scaled('1', '0', 'US'), ''],
    ['a CT without a scale', {}, ''],
    [
      'a localizer',
      { ...scaled('1', '0'), '00080008': ['CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'] },
      '',
    ],
    [
      'a localizer that says Hounsfield',
      { ...scaled('1', '0', 'HU'), '00080008': ['CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'] },
      '',
    ],
    [
      'a map of electron density',
      { ...scaled('1', '0'), '00080008': ['CS', 'DERIVED\\PRIMARY\\AXIAL\\ELECTRON_DENSITY'] },
      '',
    ],
    [
      'a screen captured of a CT',
      { ...scaled('1', '0'), '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7'] },
      '',
    ],
    ['an MR', { ...scaled('1', '0'), '00080060': ['CS', 'MR'] }, ''],
    ['a PET of counts', pet({ '00541001': ['CS', 'CNTS'] }), 'counts'],
    ['a PET of uptake', pet({ '00541001': ['CS', 'GML'] }), 'SUVbw'],
    [
      'a PET of uptake by lean mass',
      pet({ '00541001': ['CS', 'GML'], '00541006': ['CS', 'LBM'] }),
      'SUVlbm',
    ],
  ])('of %s', async (_what, more, name) => {
    expect(await unitOf(more)).toEqual({ name, factor: 1 });
  });

  it.each<[what: string, more: Tags, factor: number]>([
    ['corrected to the start of the scan', measured(), atStart],
    ['corrected to the injection', measured({ '00541102': ['CS', 'ADMIN'] }), 70_000 / 370e6],
    [
      'injected before midnight',
      measured(
        { '00080031': ['TM', '003000'] },
        { '00181078': ['DT', '20260101233000'], '00181072': ['TM', '233000'] },
      ),
      atStart,
    ],
  ])('of a PET %s is SUVbw', async (_what, more, factor) => {
    const unit = await unitOf(more);
    expect(unit.name).toBe('SUVbw');
    expect(unit.factor / factor).toBeCloseTo(1, 9);
  });

  it.each<[what: string, more: Tags]>([
    ['without a weight', measured({ '00101030': ['DS', ''] })],
    ['without a dose', measured({}, { '00181074': ['DS', ''] })],
    ['whose dose is in megabecquerel', measured({}, { '00181074': ['DS', '370'] })],
    ['that is not corrected for decay', measured({ '00280051': ['CS', 'ATTN'] })],
    ['that is not corrected for attenuation', measured({ '00280051': ['CS', 'DECY'] })],
    ['corrected to no known time', measured({ '00541102': ['CS', 'NONE'] })],
    ['whose series was made after its pictures', measured({ '00080031': ['TM', '120000'] })],
    ['injected after the scan', measured({}, { '00181072': ['TM', '113000'] })],
    ['whose weight is zero', measured({ '00101030': ['DS', '0'] })],
    ['whose weight is half a number', measured({ '00101030': ['DS', '70 kg'] })],
    ['whose dose is half a number', measured({}, { '00181074': ['DS', '370000000,5'] })],
    ['whose half-life is half a number', measured({}, { '00181075': ['DS', '6586s'] })],
    ['injected at a time that is none', measured({}, { '00181072': ['TM', '096100'] })],
    ['injected on a day that is none', measured({}, { '00181078': ['DT', '20260032100000'] })],
    [
      'injected in another time zone',
      measured({ '00080201': ['SH', '+0100'] }, { '00181078': ['DT', '20260102100000+0000'] }),
    ],
    [
      'injected before midnight, by time alone',
      measured({ '00080031': ['TM', '003000'] }, { '00181072': ['TM', '233000'] }),
    ],
    ['of two drugs', measured({ '00540016': ['SQ', [drug(), drug()]] })],
    ['without a time of injection', measured({}, { '00181072': ['TM', ''] })],
  ])('of a PET %s is what it is', async (_what, more) => {
    expect(await unitOf(more)).toEqual({ name: 'Bq/ml', factor: 1 });
  });

  it('of a PET whose slope is half a number is not known', async () => {
    expect(await unitOf(measured({ '00281053': ['DS', '1,2'] }))).toEqual({ name: '', factor: 1 });
  });

  it('of a PET injected in the time zone of the series is SUVbw', async () => {
    const zoned = measured(
      { '00080201': ['SH', '+0100'] },
      { '00181078': ['DT', '20260102100000.00+0100'] },
    );
    const { name, factor } = await unitOf(zoned);
    expect(name).toBe('SUVbw');
    expect(factor / atStart).toBeCloseTo(1, 9);
  });
});
