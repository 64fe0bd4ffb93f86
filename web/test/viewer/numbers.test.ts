import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { writtenNumber } from '../../src/features/viewer/dicom/parsing/values.ts';
import { cautionsOf } from '../../src/features/viewer/dicom/screen/cautions.ts';
import { lengthLines } from '../../src/features/viewer/dicom/screen/lengths.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const { dicom } = en.viewer;
const sliceWith = async (more: Tags) =>
  (await pictureIn(dicomFile(pictureTags(64, 64, (x) => x, more)))).slice;
const lengthWith = async (more: Tags) =>
  lengthLines(await sliceWith(more), [16, 16], [48, 16], dicom);

/** Each begins like a number, or would be one to a reader that is easily content. */
const NO_NUMBERS = ['12abc', '1,5', '1.0E', '1 2', '0x10', '1e', '.', '-', 'Infinity', '1e400'];

describe('A number that is written', () => {
  it.each<[text: string, value: number]>([
    ['12', 12],
    [' 12 ', 12],
    ['+1.5', 1.5],
    ['-.5', -0.5],
    ['1.', 1],
    ['1.5E-3', 0.0015],
    ['1e+2', 100],
  ])('%j is one', (text, value) => {
    expect(writtenNumber(text)).toBe(value);
  });

  it.each([...NO_NUMBERS, '', ' '])('%j is none', (text) => {
    expect(writtenNumber(text)).toBeUndefined();
  });

  it.each(NO_NUMBERS)('%j makes no length', async (text) => {
    expect(await lengthWith({ '00280030': ['DS', `0.5\\${text}`] })).toEqual(['32 px']);
    const slice = await sliceWith({ '00280030': ['DS', `${text}\\0.5`] });
    expect(cautionsOf(slice, en.viewer)).toContain(dicom.uncalibrated);
  });

  it('leaves its place empty, and the next number does not move up', async () => {
    const slice = await sliceWith({
      '00281050': ['DS', '\\40'],
      '00281051': ['DS', '400\\80'],
      '00200032': ['DS', '\\1\\2\\3'],
    });
    expect(slice.frameFacts).toMatchObject({ windows: [], position: undefined });
  });

  it.each(['00281053', '00281052'])(
    'of %s makes values that are said to be unknown',
    async (tag) => {
      const slice = await sliceWith({
        '00281052': ['DS', '-1024'],
        '00281053': ['DS', '1'],
        '00281050': ['DS', '40'],
        '00281051': ['DS', '400'],
        [tag]: ['DS', '1,5'],
      });
      expect(cautionsOf(slice, en.viewer)).toContain(dicom.unscaled);
      expect(slice.image.display.unit).toEqual({ name: '', factor: 1 });
      expect(slice.frameFacts.windows).toEqual([]);
    },
  );

  it('of a list that is longer than what is read of it is not cut', async () => {
    const long = `${'1\\'.repeat(50_000)}123`;
    const file = dicomFile(pictureTags(1, 1, () => 0, { '00280034': ['UN', long] }));
    const { object } = await openObject(file);
    expect(object.content).toMatchObject({ display: { aspect: undefined } });
  });
});

describe('The spacing at the detector', () => {
  const shadow = (imager: string, inBody: string, more: Tags = {}): Tags => ({
    '00080060': ['CS', 'DX'],
    '00181164': ['DS', imager],
    '00280030': ['DS', inBody],
    ...more,
  });

  it.each<[what: string, more: Tags, line: string]>([
    ['equal', shadow('0.1\\0.1', '0.10\\0.1000'), '3.2 mm at the detector'],
    ['alone', shadow('0.1\\0.1', ''), '3.2 mm at the detector'],
    ['beside one that is zero', shadow('0.1\\0.1', '0\\0'), '3.2 mm at the detector'],
    ['beside one below zero', shadow('0.1\\0.1', '-1\\-1'), '3.2 mm at the detector'],
    ['beside one that is no number', shadow('0.1\\0.1', '0,1\\0,1'), '3.2 mm at the detector'],
    [
      'alone and said to be calibrated',
      shadow('0.1\\0.1', '', { '00280a02': ['CS', 'GEOMETRY'] }),
      '3.2 mm at the detector',
    ],
    [
      'equal and calibrated by an unknown way',
      shadow('0.1\\0.1', '0.1\\0.1', { '00280a02': ['CS', 'NONE'] }),
      '3.2 mm at the detector',
    ],
    [
      'another, calibrated',
      shadow('0.2\\0.2', '0.1\\0.1', { '00280a02': ['CS', 'FIDUCIAL'] }),
      '3.2 mm',
    ],
    [
      'no number beside one in the body',
      shadow('x\\0.1', '0.1\\0.1'),
      '3.2 mm, perhaps at the detector',
    ],
    ['below zero, and nothing else', shadow('-0.1\\0.1', ''), '32 px'],
    [
      'magnified by no number',
      shadow('0.1\\0.1', '', { '00181114': ['DS', '1.5x'] }),
      '3.2 mm at the detector',
    ],
    [
      'magnified by less than one',
      shadow('0.1\\0.1', '', { '00181114': ['DS', '0.5'] }),
      '3.2 mm at the detector',
    ],
    ['magnified', shadow('0.15\\0.15', '', { '00181114': ['DS', '1.5'] }), '3.2 mm, estimated'],
  ])('%s', async (_what, more, line) => {
    expect(await lengthWith(more)).toEqual([line]);
  });
});
