import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '@/crypto/errors.ts';
import { PART_PLAINTEXT } from '@/crypto/bodies/bodyLayout.ts';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import { Pack } from '@/crypto/vault/pack.ts';

const PART = PART_PLAINTEXT;

describe('A pack', () => {
  it('joins its files, and knows the size of each', async () => {
    const files = [content(PART + 500), content(0), content(70), content(2 * PART)];
    const pack = packOf(files);
    const parts = await readAll(pack);
    expect(Buffer.concat(parts).equals(Buffer.concat(files))).toBe(true);
    expect(pack.sizes).toEqual(files.map(({ length }) => length));
  });

  it('says which file can not be read', async () => {
    const shorter = Object.assign(new Blob([content(10)]), { slice: () => new Blob([content(9)]) });
    const pack = new Pack([new Blob([content(5)]), shorter]);
    await expect(pack.read()).rejects.toEqual(new UnreadableFileError(1));
    const alone = new Pack([shorter]);
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

function packOf(files: readonly Bytes[]) {
  return new Pack(files.map((file) => new Blob([file])));
}

async function readAll(pack: Pack) {
  const parts: Uint8Array[] = [];
  while (pack.nextPart < pack.layout.parts) {
    parts.push((await pack.read()).slice());
  }
  return parts;
}
