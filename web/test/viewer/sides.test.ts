import { describe, expect, it } from 'vitest';
import {
  edgesOf,
  scaleBarOf,
  viewLine,
  readableLength,
} from '../../src/features/viewer/dicom/screen/sides.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const { dicom } = en.viewer;

async function sliceWith(more: Tags, frame = 0, frames = 1) {
  const file = dicomFile(pictureTags(2, 2, () => 0, more, frames));
  return (await pictureIn(file, frame)).slice;
}

const lying = (orientation: string): Tags => ({ '00200037': ['DS', orientation] });
const said = (orientation: string): Tags => ({ '00200020': ['CS', orientation] });
/** Left, right, top, bottom. */
const letters = async (more: Tags) => {
  const edges = edgesOf(await sliceWith(more));
  return edges && [edges.left, edges.right, edges.top, edges.bottom].join(' ');
};

describe('The edges of a picture', () => {
  const animal: Tags = { '00102210': ['CS', 'QUADRUPED'] };
  // Of an animal on four legs y rises to the back and z to the head.
  it.each([
    ['axial', '1\\0\\0\\0\\1\\0', 'RT LE V D'],
    ['from the side', '0\\0\\-1\\0\\-1\\0', 'CR CD D V'],
    ['oblique', '0.8\\0.6\\0\\0\\0\\-1', 'RT-V LE-D CR CD'],
  ])('of an animal, %s', async (_what, orientation, expected) => {
    expect(await letters({ ...animal, ...lying(orientation) })).toBe(expected);
  });

  it('of an animal have no letters of a person', async () => {
    expect(await letters({ ...animal, ...said('L\\P') })).toBeUndefined();
  });

  // x rises to the left, y to the back, z to the head (PS3.3 C.7.6.2.1.1).
  it.each([
    ['axial', '1\\0\\0\\0\\1\\0', 'R L A P'],
    ['axial, seen from above', '-1\\0\\0\\0\\1\\0', 'L R A P'],
    ['axial, lying on the belly', '-1\\0\\0\\0\\-1\\0', 'L R P A'],
    ['coronal', '1\\0\\0\\0\\0\\-1', 'R L H F'],
    ['sagittal', '0\\1\\0\\0\\0\\-1', 'A P H F'],
    ['oblique', '0.8\\0.6\\0\\0\\0\\-1', 'RA LP H F'],
    ['tilted a little', '1\\0\\0\\0\\0.995\\-0.1', 'R L A P'],
    ['tilted more', '1\\0\\0\\0\\0.866\\-0.5', 'R L AH PF'],
  ])('%s', async (_what, orientation, expected) => {
    expect(await letters(lying(orientation))).toBe(expected);
  });

  it.each([
    ['of a projection', 'L\\F', 'R L H F'],
    ['of a projection from the back', 'R\\F', 'L R H F'],
    ['of a mammogram', 'A\\FR', 'P A HL FR'],
  ])('%s are those that it says', async (_what, orientation, expected) => {
    expect(await letters(said(orientation))).toBe(expected);
  });

  it('are those of its directions where both are said', async () => {
    expect(await letters({ ...lying('1\\0\\0\\0\\1\\0'), ...said('L\\F') })).toBe('R L A P');
  });

  it.each([
    ['nothing is said', {}],
    ['directions are none', lying('0\\0\\0\\0\\0\\0')],
    ['half is said', said('L')],
    ['letters contradict each other', said('LR\\F')],
    ['letters are those of an animal', said('LE\\CD')],
  ])('have no letters where %s', async (_what, more) => {
    expect(await letters(more)).toBeUndefined();
  });
});

describe('Side and view', () => {
  const code = (meaning: string, more: Tags = {}): Tags => ({
    '00080100': ['SH', 'R-10242'],
    '00080104': ['LO', meaning],
    ...more,
  });
  it.each<[what: string, more: Tags, line: string]>([
    ['nothing', {}, ''],
    [
      'a mammogram',
      { '00200062': ['CS', 'R'], '00185101': ['CS', 'MLO'] },
      `${dicom.laterality.R} · MLO`,
    ],
    ['an older picture', { '00200060': ['CS', 'L'] }, dicom.laterality.L],
    [
      'a picture of both kinds of laterality, of which its own counts',
      { '00200062': ['CS', 'L'], '00200060': ['CS', 'R'] },
      dicom.laterality.L,
    ],
    [
      'a view by a code',
      {
        '00540220': [
          'SQ',
          [code('cranio-caudal', { '00540222': ['SQ', [code('Magnification')]] })],
        ],
      },
      'cranio-caudal, Magnification',
    ],
    ['a side that is none of the standard', { '00200062': ['CS', 'X'] }, 'X'],
  ])('of %s', async (_what, more, line) => {
    expect(viewLine(await sliceWith(more), dicom)).toBe(line);
  });

  it('of each frame', async () => {
    const frame = (side: string): Tags => ({
      '00209071': ['SQ', [{ '00209072': ['CS', side] }]],
    });
    const more: Tags = { '52009230': ['SQ', [frame('R'), frame('L')]] };
    expect(viewLine(await sliceWith(more, 0, 2), dicom)).toBe(dicom.laterality.R);
    expect(viewLine(await sliceWith(more, 1, 2), dicom)).toBe(dicom.laterality.L);
  });
});

describe('The scale bar', () => {
  const double = (value: number) => new Uint8Array(Float64Array.of(value).buffer);
  const region = (delta: number, unit = 3): Tags => ({
    '00186012': ['US', [1]],
    '00186014': ['US', [1]],
    '00186018': ['UL', [0]],
    '0018601a': ['UL', [0]],
    '0018601c': ['UL', [1]],
    '0018601e': ['UL', [1]],
    '00186024': ['US', [unit]],
    '00186026': ['US', [unit]],
    '0018602c': ['FD', double(delta)],
    '0018602e': ['FD', double(-delta)],
  });

  it.each<[what: string, more: Tags, column: number, bar: object | undefined]>([
    // 0.5 mm a column, so that 140 pixels of the screen are 35 mm at two pixels a column.
    ['in the body', {}, 2, { millimetres: 20, screenPixels: 80, kind: 'body' }],
    ['enlarged', {}, 20, { millimetres: 2, screenPixels: 80, kind: 'body' }],
    ['made smaller', {}, 0.2, { millimetres: 200, screenPixels: 80, kind: 'body' }],
    [
      'of wide columns',
      { '00280030': ['DS', '0.5\\1'] },
      2,
      { millimetres: 50, screenPixels: 100, kind: 'body' },
    ],
    [
      'at the detector',
      { '00280030': ['DS', ''], '00181164': ['DS', '0.1\\0.1'] },
      1,
      { millimetres: 10, screenPixels: 100, kind: 'detector' },
    ],
    [
      'by an estimated magnification',
      { '00280030': ['DS', ''], '00181164': ['DS', '0.2\\0.2'], '00181114': ['DS', '2'] },
      1,
      { millimetres: 10, screenPixels: 100, kind: 'estimated' },
    ],
    ['without a scale', { '00280030': ['DS', ''] }, 1, undefined],
    [
      'of ultrasound regions of one scale',
      { '00186011': ['SQ', [region(0.01), region(0.01)]] },
      1,
      { millimetres: 10, screenPixels: 100, kind: 'regions' },
    ],
    ['of regions that differ', { '00186011': ['SQ', [region(0.01), region(0.02)]] }, 1, undefined],
    ['of seconds', { '00186011': ['SQ', [region(0.01, 4)]] }, 1, undefined],
    ['before anything is drawn', {}, 0, undefined],
  ])('%s', async (_what, more, column, bar) => {
    const found = scaleBarOf(await sliceWith(more), column, 140);
    expect(
      found && { ...found, screenPixels: Math.round(found.screenPixels * 1000) / 1000 },
    ).toEqual(bar);
  });

  it.each([
    [50, '5 cm'],
    [5, '5 mm'],
    [0.5, '0.5 mm'],
    [0.05, '50 µm'],
  ])('says %s mm as %s', (millimetres, words) => {
    expect(readableLength(millimetres)).toBe(words);
  });
});
