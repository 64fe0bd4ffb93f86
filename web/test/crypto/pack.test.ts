import { createSHA256 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '@/crypto/errors.ts';
import { PART_PLAINTEXT } from '@/crypto/bodies/bodyLayout.ts';
import { type Bytes, toHex } from '@/crypto/ids/bytes.ts';
import { sha256Async } from '@/crypto/ids/sha256.ts';
import { Pack } from '@/crypto/vault/pack.ts';

const PART = PART_PLAINTEXT;

describe('A pack', () => {
  it('joins its files, and knows the hash of each', async () => {
    const files = [content(PART + 500), content(0), content(70), content(2 * PART)];
    const pack = await packOf(files);
    const read = await readAll(pack);
    expect(Buffer.concat(read.parts).equals(Buffer.concat(files))).toBe(true);
    for (const [index, file] of files.entries()) {
      const sha256 = toHex(await sha256Async(file));
      expect(pack.digestOf(index)).toEqual({ size: file.length, sha256 });
    }
  });

  it('has the same fingerprints when it is read again', async () => {
    const files = [content(PART + 500), content(PART)];
    const once = await readAll(await packOf(files));
    const again = await readAll(await packOf(files));
    expect(again.fingerprints).toEqual(once.fingerprints);
    expect(new Set(once.fingerprints).size).toBe(3);
  });

  it.each([0, PART - 1, PART, 2 * PART - 1, 2 * PART, 2 * PART + 99])(
    'has another fingerprint from byte %i on, if that byte is another',
    async (changed) => {
      const whole = content(2 * PART + 100);
      const other = whole.slice();
      other[changed] = (other[changed] ?? 0) ^ 1;
      const [before, after] = await Promise.all(
        [whole, other].map(async (bytes) =>
          readAll(await packOf([bytes.slice(0, PART + 7), bytes.slice(PART + 7)])),
        ),
      );
      const first = Math.floor(changed / PART);
      expect(before?.fingerprints).toHaveLength(3);
      before?.fingerprints.forEach((fingerprint, part) => {
        expect(fingerprint === after?.fingerprints[part]).toBe(part < first);
      });
    },
  );

  it('has another fingerprint where a byte belongs to another file', async () => {
    const bytes = content(1_000);
    const one = await readAll(await packOf([bytes.slice(0, 400), bytes.slice(400)]));
    const other = await readAll(await packOf([bytes.slice(0, 401), bytes.slice(401)]));
    expect(one.fingerprints).not.toEqual(other.fingerprints);
  });

  it('says which file can not be read', async () => {
    const shorter = Object.assign(new Blob([content(10)]), { slice: () => new Blob([content(9)]) });
    const pack = new Pack([new Blob([content(5)]), shorter], await createSHA256());
    await expect(pack.read()).rejects.toEqual(new UnreadableFileError(1));
    const alone = new Pack([shorter], await createSHA256());
    await expect(alone.read()).rejects.toEqual(new UnreadableFileError(0));
  });
});

/** Bytes that repeat nowhere near. */
function content(length: number): Bytes {
  const words = Uint32Array.from({ length: Math.ceil(length / 4) }, (_, word) =>
    Math.imul(word + 1, 0x9e3779b1),
  );
  return new Uint8Array(words.buffer).slice(0, length);
}

async function packOf(files: readonly Bytes[]) {
  return new Pack(
    files.map((file) => new Blob([file])),
    await createSHA256(),
  );
}

async function readAll(pack: Pack) {
  const parts: Uint8Array[] = [];
  const fingerprints: string[] = [];
  while (pack.nextPart < pack.layout.parts) {
    parts.push((await pack.read()).slice());
    fingerprints.push(pack.fingerprint());
  }
  return { parts, fingerprints };
}
