import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import {
  readableDate,
  readableDateTime,
  readableTime,
} from '../../src/features/viewer/dicom/parsing/structuredReport.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';

async function opened(more: Tags) {
  const { object } = await openObject(dicomFile(pictureTags(2, 2, () => 0, more)));
  const { facts, content } = object;
  return { facts, image: content.kind === 'image' ? content : undefined };
}

describe('Dates and times', () => {
  it.each([
    ['19940102', '1994-01-02'],
    ['1994.01.02', '1994-01-02'],
    ['1994-01-02', '1994-01-02'],
    ['1994.0102', '1994.0102'],
    ['19940231', '19940231'],
    ['1994', '1994'],
    ['199401', '199401'],
    ['00000101', '00000101'],
    ['19940102+0100', '19940102+0100'],
  ])('%s is the day %s', (written, shown) => {
    expect(readableDate(written)).toBe(shown);
  });

  it.each([
    ['103000', '10:30'],
    ['1030', '10:30'],
    ['10:30:00', '10:30'],
    ['10:30', '10:30'],
    ['103000.123456', '10:30'],
    ['10', '10'],
    ['9930', '9930'],
    ['1030:00', '1030:00'],
  ])('%s is the time %s', (written, shown) => {
    expect(readableTime(written)).toBe(shown);
  });

  it.each([
    ['20240131103000.5+0530', '2024-01-31 10:30 +05:30'],
    ['202401311030', '2024-01-31 10:30'],
    ['20240131', '2024-01-31'],
    ['202401+0530', '202401+0530'],
    ['20240231103000', '20240231103000'],
  ])('%s is %s', (written, shown) => {
    expect(readableDateTime(written)).toBe(shown);
  });
});

describe('Numbers that only begin like one', () => {
  it.each(['12abc', '1e9', '1.5', '', '2147483648', '--1', '0x10'])(
    '%j numbers no series and no image',
    async (written) => {
      const { facts } = await opened({
        '00200011': ['IS', written],
        '00200013': ['IS', written],
      });
      expect(facts).toMatchObject({ seriesNumber: undefined, instanceNumber: undefined });
    },
  );

  it.each(['0', '-1', '3 frames', '1e9', '1.5'])('%j frames are one', async (written) => {
    const { image } = await opened({ '00280008': ['IS', written] });
    expect(image?.frames).toBe(1);
  });

  it('say no length and no window', async () => {
    const { image } = await opened({
      '00280030': ['DS', '0.5mm\\0.5mm'],
      '00281050': ['DS', '40HU'],
      '00281051': ['DS', '400'],
    });
    expect(image?.frameFacts[0]).toMatchObject({ spacing: undefined, windows: [] });
  });
});
