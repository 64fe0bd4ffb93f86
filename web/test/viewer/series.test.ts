import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import type { DicomObject } from '../../src/features/viewer/dicom/parsing/objects.ts';
import { prefetchOrder } from '../../src/features/viewer/dicom/series/prefetch.ts';
import { seriesOf, type Series } from '../../src/features/viewer/dicom/series/series.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';

async function picture(more: Tags, frames = 1): Promise<DicomObject> {
  return (await openObject(dicomFile(pictureTags(2, 2, () => 0, more, frames)))).object;
}

function place(z: number, instance: number): Tags {
  return {
    '00200013': ['IS', String(instance)],
    '00200032': ['DS', `0\\0\\${z}`],
    '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
  };
}

function filesOf(series: Series | undefined): number[] {
  return series?.kind === 'stack' ? series.slices.map(({ file }) => file) : [];
}

async function sorted(...objects: Promise<DicomObject>[]): Promise<Series[]> {
  return seriesOf(new Map((await Promise.all(objects)).map((object, file) => [file, object])));
}

describe('A series', () => {
  it('is sorted by place, in the direction of its instance numbers', async () => {
    const [series] = await sorted(
      picture(place(10, 3)),
      picture(place(30, 1)),
      picture(place(20, 9)),
    );
    expect(filesOf(series)).toEqual([1, 2, 0]);
  });

  it('is sorted by instance number where places repeat or are missing', async () => {
    const [repeated] = await sorted(
      picture(place(10, 3)),
      picture(place(10, 1)),
      picture(place(20, 2)),
    );
    expect(filesOf(repeated)).toEqual([1, 2, 0]);
    const [missing] = await sorted(
      picture({ '00200013': ['IS', '11'] }),
      picture({ '00200013': ['IS', '2'] }),
      picture({}),
    );
    expect(filesOf(missing)).toEqual([1, 0, 2]);
  });

  it('stands apart for each UID, sorted by number', async () => {
    const series = await sorted(
      picture({ '0020000e': ['UI', '1.9'], '00200011': ['IS', '10'] }),
      picture({ '0020000e': ['UI', '1.8'], '00200011': ['IS', '2'] }),
    );
    expect(series.map(filesOf)).toEqual([[1], [0]]);
  });

  it('of frames in one file is a film of its own with its rate', async () => {
    const [film] = await sorted(picture({ '00181063': ['DS', '40'] }, 5));
    expect(film).toMatchObject({ kind: 'stack', framesPerSecond: 25 });
    expect(filesOf(film)).toHaveLength(5);
  });
});

describe('Fetching ahead', () => {
  it('goes where the person leafs, with a glance behind', () => {
    expect(prefetchOrder(10, 100, 1, 8)).toEqual([11, 12, 13, 14, 9, 15, 16, 17, 18, 8]);
    expect(prefetchOrder(10, 100, -1, 4)).toEqual([9, 8, 7, 6, 11]);
  });

  it('stays inside the series', () => {
    expect(prefetchOrder(0, 3, 1, 8)).toEqual([1, 2]);
    expect(prefetchOrder(2, 3, 1, 4)).toEqual([1]);
  });
});
