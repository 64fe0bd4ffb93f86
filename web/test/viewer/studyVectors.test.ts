import { describe, expect, it } from 'vitest';
import { indexText } from '../../src/features/viewer/dicom/study/makeIndex.ts';
import {
  type IndexedFile,
  openIndex,
  readIndex,
} from '../../src/features/viewer/dicom/study/readIndex.ts';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import { fromBase64Url } from '@/crypto/ids/base64url.ts';
import { deflateRawSync } from 'node:zlib';
import { readVector, type Vector, vectorFiles } from '../crypto/vectors.ts';

const FILES = vectorFiles('study');
const of = (operation: string) =>
  FILES.map((file) => readVector('study', file)).filter((one) => one.operation === operation);

interface ReadInput {
  readonly text: string;
  readonly files: readonly IndexedFile[];
}

describe('The vectors of spec/vectors/study', () => {
  it('are all run', () => {
    expect(of('make-index').length + of('read-index').length).toBe(FILES.length);
    expect(new Set(of('read-index').map((one) => one.expect))).toEqual(
      new Set(['ok', 'malformed']),
    );
  });

  it.each(of('make-index').map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_, { input, output }: Vector) => {
      const { files } = input as { readonly files: readonly string[] };
      const text = await indexText(
        files.map((bytes, file) => ({ file, source: new Blob([fromBase64Url(bytes)]) })),
      );
      expect({ text: new TextDecoder().decode(text) }).toEqual(output);
    },
  );

  it.each(of('read-index').map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_, { input, output, expect: answer, fault }: Vector) => {
      const { text, files } = input as ReadInput;
      const bytes = new TextEncoder().encode(text);
      if (answer === 'ok') {
        const read = readIndex(bytes, files);
        const described = read.filter(({ dicom }) => dicom !== undefined).length;
        expect({ instances: read.length, described }).toEqual(output);
        return;
      }
      expect(fault).toMatch(/\S/u);
      const refused: unknown = await openIndex(deflateRawSync(bytes), files).catch(
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(DicomError);
      expect(refused).toHaveProperty('problem', 'malformed');
    },
  );

  it('refuse nothing but by a DicomError, whatever is changed in an index', () => {
    const [good] = of('read-index').filter((one) => one.expect === 'ok');
    const { text, files } = good?.input as ReadInput;
    const bytes = new TextEncoder().encode(text);
    let seed = 30;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    let refused = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const changed = bytes.slice();
      for (let each = random(3); each >= 0; each -= 1) {
        changed[random(changed.length)] = '{}[],:"\\09-eé'.charCodeAt(random(14));
      }
      try {
        readIndex(changed, files);
      } catch (error) {
        expect(error).toBeInstanceOf(DicomError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(1_000);
  });
});

describe('Fragments of an index', () => {
  /** Files of so many empty fragments each. */
  function text(files: number, fragments: number): Uint8Array {
    const begins = 156;
    const length = 16 + 8 * fragments;
    const frame = Array.from({ length: fragments }, (_, index) => [begins + 8 * index, 0]).flat();
    const instances = Array.from({ length: files }, (_, file) => ({
      file,
      size: 10_000_000,
      pixels: [140, length],
      frames: [frame],
    }));
    return new TextEncoder().encode(JSON.stringify({ v: 1, instances }));
  }
  const files = [0, 1, 2].map((index) => ({ index, size: 10_000_000 }));

  it('are bounded in all, not by file alone', () => {
    expect(readIndex(text(2, 100_000), files)).toHaveLength(2);
    expect(() => readIndex(text(3, 70_000), files)).toThrow();
  });
});
