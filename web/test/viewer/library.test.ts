import { describe, expect, it } from 'vitest';
import { deflateRawSync } from 'node:zlib';
import { ObjectLibrary } from '../../src/features/viewer/dicom/loading/objectLibrary.ts';
import { dataSet, dicomFile, pictureTags, withMeta } from '../fakes/dicomWriter.ts';
import { ParserHere } from '../fakes/parserHere.ts';
import { LocalReader, memoryFile, type Conditions } from '../fakes/localReader.ts';

function world(count: number, side: number, bound: number, conditions: Partial<Conditions> = {}) {
  const files = Array.from({ length: count }, (_, index) =>
    memoryFile(
      `${index}.dcm`,
      'application/dicom',
      dicomFile(pictureTags(side, side, () => index)),
    ),
  );
  const reader = new LocalReader(files, conditions);
  const parser = new ParserHere();
  const library = new ObjectLibrary(reader, parser, bound);
  return { reader, parser, library };
}

describe('The library of a report’s DICOM files', () => {
  it('keeps no more stored bytes than its bound, and fetches again what it let go', async () => {
    const { reader, parser, library } = world(10, 64, 30_000);
    for (let file = 0; file < 10; file += 1) {
      await library.open(file, 'ahead');
    }
    expect(parser.opened.size).toBeLessThanOrEqual(3);
    expect((await library.frame(0, 0, 'now'))[0]).toBe(0);
    expect(reader.asked.filter(({ file }) => file === '0.dcm')).toHaveLength(2);
  });

  it('counts what a small file unfolds to', async () => {
    const deflated = deflateRawSync(dataSet(pictureTags(1000, 1000, () => 7)));
    const file = withMeta(deflated, '1.2.840.10008.1.2.1.99');
    expect(file.length).toBeLessThan(20_000);
    const files = [0, 1, 2, 3].map((i) => memoryFile(`${i}.dcm`, 'application/dicom', file));
    const parser = new ParserHere();
    const library = new ObjectLibrary(new LocalReader(files), parser, 3_000_000);
    for (const index of files.keys()) {
      await library.open(index, 'ahead');
    }
    await Promise.resolve();
    expect(parser.opened.size).toBe(1);
  });

  it('fetches a file once, however often it is asked for at the same time', async () => {
    const { reader, library } = world(1, 16, 1_000_000, { delay: 5 });
    await Promise.all([
      library.open(0, 'ahead'),
      library.open(0, 'ahead'),
      library.frame(0, 0, 'ahead'),
    ]);
    expect(reader.asked).toHaveLength(1);
  });

  it('hurries what was asked for ahead when it is wanted now', async () => {
    const { reader, library } = world(1, 16, 1_000_000, { delay: 5 });
    const ahead = library.open(0, 'ahead');
    await library.open(0, 'now');
    await ahead;
    expect(reader.asked.map(({ urgency }) => urgency)).toEqual(['ahead', 'now']);
  });

  it('reads the header only of a large file to describe it', async () => {
    const { reader, library } = world(1, 1600, 10_000_000);
    const object = await library.describe(0, 'ahead');
    expect(object.content.kind).toBe('image');
    expect(reader.asked.map(({ what }) => what)).toEqual(['read']);
  });

  it('passes on that bytes do not verify, and tries again when asked again', async () => {
    const failures: Conditions['failures'] = new Map([['0.dcm', 'tampered']]);
    const { library } = world(1, 16, 1_000_000, { failures });
    await expect(library.open(0, 'now')).rejects.toMatchObject({ code: 'tampered' });
    failures.clear();
    await expect(library.open(0, 'now')).resolves.toBeDefined();
  });
});
