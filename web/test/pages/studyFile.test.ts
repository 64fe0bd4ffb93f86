import { describe, expect, it } from 'vitest';
import { type IndexStudy, studyFile } from '../../src/features/upload/studyFile.ts';

const planned = (name: string, mediaType: string) => ({
  file: new File([name], name),
  name,
  mediaType,
});
const FILES = [
  planned('letter.pdf', 'application/pdf'),
  planned('STUDY.index', 'application/dicom'),
  planned('b.dcm', 'application/dicom'),
];

describe('The study index of a report that is uploaded', () => {
  it('is made of its images by their positions, under a name that no file has', async () => {
    const asked: unknown[] = [];
    const index: IndexStudy = (files) => {
      asked.push(...files);
      return Promise.resolve(new Blob(['index']));
    };
    expect(await studyFile(FILES, index)).toMatchObject({
      name: 'study (2).index',
      mediaType: 'application/vnd.medseal.study',
      role: 'study',
    });
    expect(asked).toEqual([
      { file: 1, source: FILES[1]?.file },
      { file: 2, source: FILES[2]?.file },
    ]);
  });

  it('is left out where there are no images, none is made, or making it fails', async () => {
    const never: IndexStudy = () => Promise.reject(new Error('asked'));
    expect(await studyFile(FILES.slice(0, 1), never)).toBeUndefined();
    expect(await studyFile(FILES, never)).toBeUndefined();
    expect(await studyFile(FILES, () => Promise.resolve(undefined))).toBeUndefined();
  });
});
