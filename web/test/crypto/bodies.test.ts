import { describe, expect, it } from 'vitest';
import { BodyLayout, PART_CIPHERTEXT, PART_PLAINTEXT } from '@/crypto/bodies/bodyLayout.ts';
import { PackReader } from '@/crypto/bodies/packReader.ts';
import { streamPack } from '@/crypto/bodies/packStream.ts';
import { PartCipher } from '@/crypto/bodies/partCipher.ts';
import { PartOpener } from '@/crypto/bodies/partOpener.ts';
import { type Bytes, concat, randomBytes, toHex } from '@/crypto/ids/bytes.ts';
import { reportIdOf, sha256Text } from '@/crypto/ids/ids.ts';
import { sha256Async } from '@/crypto/ids/sha256.ts';
import { ReportKey } from '@/crypto/secrets/secret.ts';

const id = reportIdOf(randomBytes(16));

function content(size: number): Bytes {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) {
    bytes.set(randomBytes(Math.min(65_536, size - at)), at);
  }
  return bytes;
}

async function sealed(pack: Bytes) {
  const key = await ReportKey.random().hkdfKey();
  const layout = new BodyLayout(pack.length);
  const cipher = new PartCipher(key, id);
  const parts: Bytes[] = [];
  for (let index = 0; index < layout.parts; index++) {
    const { offset, size } = layout.part(index);
    parts.push(concat(...(await cipher.seal(index, pack.subarray(offset, offset + size)))));
  }
  return { key, layout, parts, body: concat(...parts) };
}

function sourceOf(body: Bytes) {
  return (offset: number, length: number) => Promise.resolve(body.slice(offset, offset + length));
}

async function* chunks(body: Bytes, offset: number) {
  for (let at = offset; at < body.length; at += 100_000) {
    yield await Promise.resolve(body.subarray(at, at + 100_000));
  }
}

async function collect(stream: AsyncIterable<Bytes>): Promise<Bytes> {
  const pieces: Bytes[] = [];
  for await (const piece of stream) {
    pieces.push(piece);
  }
  return concat(...pieces);
}

describe('A body', () => {
  it.each([0, 1, 262_087, 262_088, 262_089, 524_216, 524_217, PART_PLAINTEXT, PART_PLAINTEXT + 1])(
    'of %i bytes has the announced length and comes back',
    async (size) => {
      const pack = content(size);
      const { key, layout, parts, body } = await sealed(pack);
      expect(body).toHaveLength(layout.ciphertextSize);
      const reader = new PackReader(key, id, layout, sourceOf(body));
      expect(toHex(await sha256Async(await reader.read(0, size)))).toBe(
        toHex(await sha256Async(pack)),
      );
      const opener = new PartOpener(key, id, layout);
      for (const [index, part] of parts.entries()) {
        const hash = sha256Text(toHex(await sha256Async(part)));
        const { offset, size: length } = layout.part(index);
        const opened = await opener.open(index, part, hash);
        expect(toHex(await sha256Async(opened))).toBe(
          toHex(await sha256Async(pack.slice(offset, offset + length))),
        );
      }
    },
  );

  it('is read anywhere, touching only the segments it needs', async () => {
    const pack = content(PART_PLAINTEXT + 600_000);
    const { key, layout, body } = await sealed(pack);
    const fetched: number[] = [];
    const reader = new PackReader(key, id, layout, (offset, length) => {
      fetched.push(length);
      return sourceOf(body)(offset, length);
    });
    for (const [offset, length] of [
      [300_000, 10],
      [262_080, 20],
      [PART_PLAINTEXT - 5, 10],
      [pack.length - 1, 100],
      [pack.length, 5],
    ] as const) {
      expect(await reader.read(offset, length)).toEqual(pack.slice(offset, offset + length));
    }
    expect(Math.max(...fetched)).toBeLessThanOrEqual(2 * 262_144);
  });

  it('streams from any byte to any other', async () => {
    const pack = content(PART_PLAINTEXT + 600_000);
    const { key, layout, body } = await sealed(pack);
    const source = (offset: number) => Promise.resolve(chunks(body, offset));
    for (const [from, to] of [
      [0, 10],
      [270_000, 900_000],
      [PART_PLAINTEXT - 10, pack.length],
      [PART_PLAINTEXT, PART_PLAINTEXT + 1],
      [5, 5],
    ] as const) {
      const got = await collect(streamPack(key, id, layout, source, from, to));
      expect(toHex(await sha256Async(got))).toBe(toHex(await sha256Async(pack.slice(from, to))));
    }
  });

  it('M2: gives nothing of a segment that was changed', async () => {
    const pack = content(700_000);
    const { key, layout, body } = await sealed(pack);
    for (const at of [0, 5, 35, 40, 262_143, 262_144, 524_288, body.length - 1]) {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const reader = new PackReader(key, id, layout, sourceOf(changed));
      await expect(reader.read(0, pack.length)).rejects.toMatchObject({ code: 'tampered' });
      const source = (offset: number) => Promise.resolve(chunks(changed, offset));
      await expect(
        collect(streamPack(key, id, layout, source, 0, pack.length)),
      ).rejects.toMatchObject({ code: 'tampered' });
    }
  });

  it('M2: truncated on a segment boundary is noticed', async () => {
    const pack = content(700_000);
    const { key, layout, body } = await sealed(pack);
    const short = body.slice(0, 524_288);
    expect(() => {
      layout.checkStoredSize(short.length);
    }).toThrow(expect.objectContaining({ code: 'truncated' }));
    expect(() => {
      layout.checkStoredSize(body.length + 1);
    }).toThrow(expect.objectContaining({ code: 'tampered' }));
    const reader = new PackReader(key, id, layout, sourceOf(short));
    await expect(reader.read(0, pack.length)).rejects.toMatchObject({ code: 'truncated' });
    const source = (offset: number) => Promise.resolve(chunks(short, offset));
    await expect(
      collect(streamPack(key, id, layout, source, 0, pack.length)),
    ).rejects.toMatchObject({ code: 'truncated' });
  });

  it('M2: with parts swapped does not open', async () => {
    const pack = content(2 * PART_PLAINTEXT);
    const { key, layout, body } = await sealed(pack);
    const swapped = concat(body.subarray(PART_CIPHERTEXT), body.subarray(0, PART_CIPHERTEXT));
    const reader = new PackReader(key, id, layout, sourceOf(swapped));
    await expect(reader.read(0, 10)).rejects.toMatchObject({ code: 'tampered' });
  });
});
