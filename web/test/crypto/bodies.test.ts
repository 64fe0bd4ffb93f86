import { describe, expect, it } from 'vitest';
import { BodyLayout, PART_CIPHERTEXT, PART_PLAINTEXT } from '@/crypto/bodies/bodyLayout.ts';
import { HashList } from '@/crypto/bodies/hashList.ts';
import { PackReader } from '@/crypto/bodies/packReader.ts';
import { streamPack } from '@/crypto/bodies/packStream.ts';
import { PartHashes } from '@/crypto/bodies/partHashes.ts';
import { PartCipher, sealSegments } from '@/crypto/bodies/partCipher.ts';
import { type Bytes, concat, randomBytes, toHex } from '@/crypto/ids/bytes.ts';
import { reportIdOf } from '@/crypto/ids/ids.ts';
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
  const lists: HashList[] = [];
  for (let index = 0; index < layout.parts; index++) {
    const { offset, size } = layout.part(index);
    const pieces = await cipher.seal(index, pack.subarray(offset, offset + size));
    parts.push(concat(...pieces));
    lists.push(await HashList.ofSealed(pieces));
  }
  const signed = await Promise.all(lists.map((list) => list.partHash()));
  const stored = lists.map(({ bytes }) => bytes);
  const hashes = () =>
    new PartHashes(layout, { first: 0, hashes: signed }, (first, count) =>
      Promise.resolve(concat(...stored.slice(first, first + count))),
    );
  return { key, layout, lists: stored, hashes, body: concat(...parts) };
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
      const { key, layout, hashes, body } = await sealed(pack);
      expect(body).toHaveLength(layout.ciphertextSize);
      const reader = new PackReader(key, id, layout, hashes(), sourceOf(body));
      expect(toHex(await sha256Async(await reader.read(0, size)))).toBe(
        toHex(await sha256Async(pack)),
      );
    },
  );

  it('is read anywhere, touching only the segments it needs', async () => {
    const pack = content(PART_PLAINTEXT + 600_000);
    const { key, layout, hashes, body } = await sealed(pack);
    const fetched: number[] = [];
    const reader = new PackReader(key, id, layout, hashes(), (offset, length) => {
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
    const { key, layout, hashes, body } = await sealed(pack);
    const source = (offset: number) => Promise.resolve(chunks(body, offset));
    for (const [from, to] of [
      [0, 10],
      [270_000, 900_000],
      [PART_PLAINTEXT - 10, pack.length],
      [PART_PLAINTEXT, PART_PLAINTEXT + 1],
      [5, 5],
    ] as const) {
      const got = await collect(streamPack(key, id, layout, hashes(), source, from, to));
      expect(toHex(await sha256Async(got))).toBe(toHex(await sha256Async(pack.slice(from, to))));
    }
  });

  it('M2: gives nothing of a segment that was changed', async () => {
    const pack = content(700_000);
    const { key, layout, hashes, body } = await sealed(pack);
    for (const at of [0, 5, 35, 40, 262_143, 262_144, 524_288, body.length - 1]) {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const reader = new PackReader(key, id, layout, hashes(), sourceOf(changed));
      await expect(reader.read(0, pack.length)).rejects.toMatchObject({ code: 'tampered' });
      const source = (offset: number) => Promise.resolve(chunks(changed, offset));
      await expect(
        collect(streamPack(key, id, layout, hashes(), source, 0, pack.length)),
      ).rejects.toMatchObject({ code: 'tampered' });
    }
  });

  it('M2: truncated on a segment boundary is noticed', async () => {
    const pack = content(700_000);
    const { key, layout, hashes, body } = await sealed(pack);
    const short = body.slice(0, 524_288);
    expect(() => {
      layout.checkStoredSize(short.length);
    }).toThrow(expect.objectContaining({ code: 'truncated' }));
    expect(() => {
      layout.checkStoredSize(body.length + 1);
    }).toThrow(expect.objectContaining({ code: 'tampered' }));
    const reader = new PackReader(key, id, layout, hashes(), sourceOf(short));
    await expect(reader.read(0, pack.length)).rejects.toMatchObject({ code: 'truncated' });
    const source = (offset: number) => Promise.resolve(chunks(short, offset));
    await expect(
      collect(streamPack(key, id, layout, hashes(), source, 0, pack.length)),
    ).rejects.toMatchObject({ code: 'truncated' });
  });

  it('M2: with parts swapped does not open', async () => {
    const pack = content(2 * PART_PLAINTEXT);
    const { key, layout, hashes, body } = await sealed(pack);
    const swapped = concat(body.subarray(PART_CIPHERTEXT), body.subarray(0, PART_CIPHERTEXT));
    const reader = new PackReader(key, id, layout, hashes(), sourceOf(swapped));
    await expect(reader.read(0, 10)).rejects.toMatchObject({ code: 'tampered' });
  });

  /** As a reader could who has the key, with the cloud's help. */
  async function forged(key: CryptoKey, size: number, header: Bytes) {
    const segments = await new PartCipher(key, id).segments(0, header, 'encrypt');
    const pieces = await sealSegments(segments, header, new Uint8Array(size));
    return { body: concat(...pieces), list: (await HashList.ofSealed(pieces)).bytes };
  }

  it('M2: that a reader has sealed anew under its own key gives nothing, whatever is read', async () => {
    const pack = content(700_000);
    const { key, layout, lists, hashes } = await sealed(pack);
    const header = (lists[0] ?? new Uint8Array(0)).slice(0, 40);
    const { body } = await forged(key, pack.length, header);
    for (const [from, to] of [
      [0, 10],
      [300_000, 300_010],
      [0, pack.length],
    ] as const) {
      const reader = new PackReader(key, id, layout, hashes(), sourceOf(body));
      await expect(reader.read(from, to - from)).rejects.toMatchObject({ code: 'tampered' });
      const source = (offset: number) => Promise.resolve(chunks(body, offset));
      const stream = streamPack(key, id, layout, hashes(), source, from, to);
      await expect(stream.next()).rejects.toMatchObject({ code: 'tampered' });
    }
  });

  it('M2: with hashes that are not those signed gives nothing: forged, cut, of another part', async () => {
    const pack = content(700_000);
    const { key, layout, lists, hashes } = await sealed(pack);
    const [list = new Uint8Array(0)] = lists;
    const { body, list: own } = await forged(key, pack.length, list.slice(0, 40));
    const flipped = list.slice();
    flipped[1] = (flipped[1] ?? 0) ^ 1;
    for (const stored of [own, flipped, list.slice(0, 72), new Uint8Array(0)]) {
      lists[0] = stored;
      const reader = new PackReader(key, id, layout, hashes(), sourceOf(body));
      await expect(reader.read(0, 10)).rejects.toMatchObject({ code: 'tampered' });
    }
  });

  it('reads on when the next answer brings the true hashes', async () => {
    const pack = content(1_000);
    const { key, layout, lists, hashes, body } = await sealed(pack);
    const [list = new Uint8Array(0)] = lists;
    const reader = new PackReader(key, id, layout, hashes(), sourceOf(body));
    lists[0] = list.slice(0, 50);
    await expect(reader.read(0, 10)).rejects.toMatchObject({ code: 'tampered' });
    lists[0] = list;
    expect(await reader.read(0, 10)).toEqual(pack.slice(0, 10));
  });
});
