import { describe, expect, it } from 'vitest';
import {
  angleLines,
  areaLines,
  bidirectionalLines,
  cobbLines,
  lengthLines,
} from '../../src/features/viewer/dicom/screen/lengths.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { CALIBRATIONS, CM, SECONDS, SPEED, ultrasoundRegion } from '../fakes/calibrations.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const { dicom } = en.viewer;
const sliceWith = async (more: Tags) =>
  (await pictureIn(dicomFile(pictureTags(64, 64, () => 0, more)))).slice;

describe('A length', () => {
  it.each(CALIBRATIONS)('by $what', async ({ tags, lines: expected, to = [48, 16] }) => {
    const slice = await sliceWith(tags);
    expect(lengthLines(slice, [16, 16], to, dicom)).toEqual(expected);
    const both = bidirectionalLines(slice, [[16, 16], to, [16, 16], to], dicom);
    expect(both).toEqual([...expected, ...expected]);
  });

  it.each<[what: string, other: Tags, expected: string]>([
    ['the same', ultrasoundRegion([8, 8, 40, 40], [CM, 0.02], [CM, 0.02]), '1.6 mm'],
    ['another scale', ultrasoundRegion([8, 8, 40, 40], [CM, 0.01], [CM, 0.01]), '8 px'],
    ['another unit', ultrasoundRegion([8, 8, 40, 40], [SECONDS, 0.02], [CM, 0.02]), '8 px'],
  ])('where two regions lie over each other, of %s', async (_what, other, expected) => {
    const whole = ultrasoundRegion([0, 0, 63, 63], [CM, 0.02], [CM, 0.02]);
    const slice = await sliceWith({ '00186011': ['SQ', [whole, other]] });
    expect(lengthLines(slice, [16, 16], [24, 16], dicom)).toEqual([expected]);
  });
});

describe('An area', () => {
  const corners = [
    [16, 16],
    [48, 48],
  ] as const;
  it.each<[what: string, more: Tags, area: string[]]>([
    ['is in millimetres', { '00280030': ['DS', '0.25\\0.5'] }, ['128 mm²']],
    ['is none without a scale', { '00280030': ['DS', ''] }, []],
    [
      'is that of its region',
      {
        '00186011': ['SQ', [ultrasoundRegion([0, 0, 63, 63], [CM, 0.02], [CM, 0.03])]],
      },
      ['61.44 mm²'],
    ],
    [
      'is none of seconds and speeds',
      { '00186011': ['SQ', [ultrasoundRegion([0, 0, 63, 63], [SECONDS, 1], [SPEED, 1])]] },
      [],
    ],
  ])('%s', async (_what, more, area) => {
    const slice = await sliceWith(more);
    expect(areaLines(slice, ...corners, 1, dicom)).toEqual(area.map(dicom.area));
  });
});

describe('An angle', () => {
  const corner = [
    [32, 16],
    [16, 16],
    [32, 32],
  ] as const;
  it.each<[what: string, more: Tags, angle: string]>([
    ['of square pixels', { '00280030': ['DS', '0.5\\0.5'] }, '45.0°'],
    ['of pixels twice as high as wide', { '00280030': ['DS', '1\\0.5'] }, '63.4°'],
    ['by their ratio alone', { '00280030': ['DS', ''], '00280034': ['IS', '2\\1'] }, '63.4°'],
    [
      'by its region',
      { '00186011': ['SQ', [ultrasoundRegion([0, 0, 63, 63], [CM, 0.02], [CM, 0.04])]] },
      '63.4°',
    ],
    [
      'of seconds and speeds',
      { '00186011': ['SQ', [ultrasoundRegion([0, 0, 63, 63], [SECONDS, 1], [SPEED, 1])]] },
      dicom.noAngle,
    ],
    [
      'beyond its region',
      { '00186011': ['SQ', [ultrasoundRegion([0, 0, 20, 63], [CM, 0.02], [CM, 0.02])]] },
      dicom.noAngle,
    ],
  ])('%s', async (_what, more, angle) => {
    const slice = await sliceWith(more);
    expect(angleLines(slice, corner, dicom)).toEqual([angle]);
    const [one, at, other] = corner;
    expect(cobbLines(slice, [at, one, at, other], dicom)).toEqual([angle]);
  });

  it('is not there before its lines are', async () => {
    const slice = await sliceWith({});
    expect(angleLines(slice, corner.slice(0, 2), dicom)).toEqual([]);
    expect(cobbLines(slice, corner, dicom)).toEqual([]);
    const [one] = corner;
    expect(cobbLines(slice, [one, one, one, one], dicom)).toEqual([]);
  });
});
