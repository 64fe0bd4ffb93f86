import { describe, expect, it } from 'vitest';
import { deflateRawSync } from 'node:zlib';
import { ObjectLibrary } from '../../src/features/viewer/dicom/loading/objectLibrary.ts';
import { indexText } from '../../src/features/viewer/dicom/study/makeIndex.ts';
import { openIndex } from '../../src/features/viewer/dicom/study/readIndex.ts';
import {
  dataSet,
  dicomFile,
  encapsulatedPixels,
  joined,
  pictureTags,
  withMeta,
} from '../fakes/dicomWriter.ts';
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

  describe('with a large file of many frames', () => {
    const SIDE = 1024;
    const FRAMES = 20;

    function film(bytes: Uint8Array<ArrayBuffer>) {
      const reader = new LocalReader([memoryFile('film.dcm', 'application/dicom', bytes)]);
      const contradictions: unknown[] = [];
      const library = new ObjectLibrary(reader, new ParserHere(), undefined, {
        confirm: () => undefined,
        contradicted: (error) => contradictions.push(error),
      });
      return { reader, library, contradictions };
    }

    function inFragments(said = String(FRAMES)): Uint8Array<ArrayBuffer> {
      const tags = pictureTags(SIDE, SIDE, () => 0, { '00280008': ['IS', said] });
      const { '7fe00010': _, ...header } = tags;
      const fragments = Array.from({ length: FRAMES }, (_unused, frame) =>
        new Uint8Array(2 * SIDE * SIDE).fill(frame),
      );
      return withMeta(
        joined([dataSet(header), encapsulatedPixels(fragments)]),
        '1.2.840.10008.1.2.4.90',
      );
    }

    async function indexed(bytes: Uint8Array<ArrayBuffer>) {
      const text = await indexText([{ file: 0, source: new Blob([bytes]) }]);
      return openIndex(deflateRawSync(text ?? ''), [{ index: 0, size: bytes.length }]);
    }

    it('fetches the frames that are asked for, and never the whole file', async () => {
      const { reader, library } = film(
        dicomFile(pictureTags(SIDE, SIDE, (_x, _y, frame) => frame, {}, FRAMES)),
      );
      const frame = await library.frame(0, 17, 'now');
      expect(frame).toHaveLength(2 * SIDE * SIDE);
      expect(frame[0]).toBe(17);
      await expect(library.frame(0, FRAMES, 'now')).rejects.toThrow('cut-off');
      expect(new Set(reader.asked.map(({ what }) => what))).toEqual(new Set(['read']));
    });

    it('reads all of it where it holds more frames than it says', async () => {
      const more = { '00280008': ['IS', ''] } as const;
      const { reader, library } = film(
        dicomFile(pictureTags(SIDE, SIDE, (_x, _y, frame) => frame, more, FRAMES)),
      );
      expect((await library.frame(0, 17, 'now'))[0]).toBe(17);
      expect(reader.asked.map(({ what }) => what)).toContain('whole');
      expect((await library.opened(0))?.content).toMatchObject({ display: { found: FRAMES } });
    });

    it('reads all of it where its only frame is in many fragments', async () => {
      const bytes = inFragments('1');
      const { reader, library } = film(bytes);
      library.locate(new Map((await indexed(bytes)).map((one) => [one.file, one])));
      await library.frame(0, 0, 'now');
      expect(reader.asked.map(({ what }) => what)).toContain('whole');
    });

    it('finds fragments by the index, and whole without one', async () => {
      const bytes = inFragments();
      const { reader, library } = film(bytes);
      library.locate(new Map((await indexed(bytes)).map((one) => [one.file, one])));
      expect((await library.frame(0, 19, 'now')).slice(0, 2)).toEqual(Uint8Array.of(19, 19));
      expect(reader.asked.map(({ what }) => what)).not.toContain('whole');
      library.locate(new Map());
      expect((await library.frame(0, 3, 'now'))[0]).toBe(3);
      expect(reader.asked.map(({ what }) => what)).toContain('whole');
    });

    it('refuses a fragment that is not where the index says', async () => {
      const bytes = inFragments();
      const { library, contradictions } = film(bytes);
      const [honest] = await indexed(bytes);
      const frames = honest?.frames?.map(([at = 0, length = 0]) => [at + 2, length - 2]);
      library.locate(
        new Map([[0, { file: 0, pixels: honest?.pixels ?? [0, 0], frames, object: undefined }]]),
      );
      await expect(library.frame(0, 5, 'now')).rejects.toThrow('contradicted');
      expect(contradictions).toHaveLength(1);
    });
  });
});
