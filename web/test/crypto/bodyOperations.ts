import { expect } from 'vitest';
import {
  BodyLayout,
  PART_CIPHERTEXT,
  PART_HEADER,
  SEGMENT_CIPHERTEXT,
  segmentCount,
} from '@/crypto/bodies/bodyLayout.ts';
import { PackReader } from '@/crypto/bodies/packReader.ts';
import { streamPack } from '@/crypto/bodies/packStream.ts';
import { PartCipher, sealSegments } from '@/crypto/bodies/partCipher.ts';
import { HashList } from '@/crypto/bodies/hashList.ts';
import { PartHashes } from '@/crypto/bodies/partHashes.ts';
import { FormatError } from '@/crypto/errors.ts';
import { fromBase64Url, toBase64Url } from '@/crypto/ids/base64url.ts';
import { type Bytes, concat, toHex, u8 } from '@/crypto/ids/bytes.ts';
import { type ReportId, type Sha256, sha256Text } from '@/crypto/ids/ids.ts';
import { sha256Async } from '@/crypto/ids/sha256.ts';
import { ReportKey } from '@/crypto/secrets/secret.ts';
import type { Input, Operation } from './vectors.ts';

/** A body given by a rule (spec/vectors/README.md, bodies). */
interface Rule {
  readonly plaintext: { readonly pattern: string; readonly size: number };
  readonly parts: readonly { readonly salt: string; readonly prefix: string }[];
}

type Edit =
  | { readonly flip: number; readonly bit: number }
  | { readonly cut: number }
  | { readonly append: string }
  | { readonly swap: readonly [number, number]; readonly length: number }
  | { readonly copy: readonly [number, number]; readonly length: number };

interface Read {
  readonly offset: number;
  readonly length: number;
}

/** A stored body and what it is read with. */
interface Stored {
  readonly key: CryptoKey;
  readonly report: ReportId;
  readonly layout: BodyLayout;
  readonly body: Bytes;
  readonly lists: readonly Bytes[];
  readonly signed: readonly Sha256[];
}

/** No divisor of anything in the format. */
const CHUNK = 100_003;
const SEGMENT = SEGMENT_CIPHERTEXT;

export async function sha256Hex(bytes: Bytes) {
  return sha256Text(toHex(await sha256Async(bytes)));
}

/** Sealing and reading bodies. */
export const bodyOperations: Readonly<Record<string, Operation>> = {
  async 'seal-body'(input) {
    const key = await reportKey(input);
    const body = await sealByRule(input.value('sealed') as Rule, key, input.report());
    const parts: string[] = [];
    for (let at = 0; at < body.length; at += PART_CIPHERTEXT) {
      const list = await listOf(body.slice(at, at + PART_CIPHERTEXT));
      parts.push(await list.partHash());
    }
    return { sha256: await sha256Hex(body), parts };
  },

  async 'read-body'(input, output) {
    const key = await reportKey(input);
    const report = input.report();
    const whole =
      input.optional('body', fromBase64Url) ??
      (await sealByRule(input.value('sealed') as Rule, key, report));
    const edits = (input.value('edits') ?? []) as readonly Edit[];
    const body = edits.reduce(edited, whole);
    const layout = new BodyLayout(input.number('size'));
    const stored = { key, report, layout, body, ...(await hashesOf(input, layout, body)) };
    const sha256 = await sameAnswer([byAccess, asStream], stored);
    const reads = (output as { readonly reads?: readonly Read[] } | undefined)?.reads ?? [];
    return {
      sha256,
      reads: await Promise.all(
        reads.map(async ({ offset, length }) => {
          const bytes = await reader(stored).read(offset, length);
          return { offset, length: bytes.length, sha256: await sha256Hex(bytes) };
        }),
      ),
    };
  },

  async 'read-hash-list'(input) {
    const part = new BodyLayout(input.number('size')).part(0);
    const signed = sha256Text(input.text('signed'));
    const list = await HashList.verify(input.bytes('list'), part, signed);
    return { segments: segmentCount(part.size), header: toBase64Url(list.header) };
  },
};

/** The hashes that a case gives, else those that the body as it is stored has. */
async function hashesOf(input: Input, layout: BodyLayout, body: Bytes) {
  const isWhole = layout.ciphertextSize === body.length;
  const own = isWhole
    ? await Promise.all(
        Array.from({ length: layout.parts }, (_, index) => {
          const { ciphertextOffset: from, ciphertextSize } = layout.part(index);
          return listOf(body.slice(from, from + ciphertextSize));
        }),
      )
    : []; // one of another length is refused before any part is looked at
  const lists = input.value('lists') as readonly string[] | undefined;
  const signed = input.value('signed') as readonly string[] | undefined;
  return {
    lists: lists?.map((list) => fromBase64Url(list)) ?? own.map(({ bytes }) => bytes),
    signed:
      signed?.map((hash) => sha256Text(hash)) ??
      (await Promise.all(own.map((list) => list.partHash()))),
  };
}

function listOf(part: Bytes): Promise<HashList> {
  const pieces = [part.slice(0, PART_HEADER)];
  for (let at = PART_HEADER; at < part.length; at = SEGMENT * Math.floor(at / SEGMENT + 1)) {
    pieces.push(part.slice(at, SEGMENT * Math.floor(at / SEGMENT + 1)));
  }
  return HashList.ofSealed(pieces);
}

function reportKey(input: Input): Promise<CryptoKey> {
  return new ReportKey(input.bytes('reportKey')).hkdfKey();
}

async function sealByRule({ plaintext, parts }: Rule, key: CryptoKey, report: ReportId) {
  const pattern = fromBase64Url(plaintext.pattern);
  const pack = new Uint8Array(plaintext.size);
  for (let at = 0; at < pack.length; at += pattern.length) {
    pack.set(pattern.subarray(0, pack.length - at), at);
  }
  const layout = new BodyLayout(pack.length);
  expect(parts).toHaveLength(layout.parts);
  const cipher = new PartCipher(key, report);
  const sealed = await Promise.all(
    parts.map(async ({ salt, prefix }, index) => {
      const { offset, size } = layout.part(index);
      const header = concat(u8(PART_HEADER), fromBase64Url(salt), fromBase64Url(prefix));
      const segments = await cipher.segments(index, header, 'encrypt');
      return sealSegments(segments, header, pack.subarray(offset, offset + size));
    }),
  );
  return concat(...sealed.flat());
}

function edited(body: Bytes, edit: Edit): Bytes {
  const out = body.slice();
  if ('flip' in edit) {
    out[edit.flip] = (out[edit.flip] ?? 0) ^ (1 << edit.bit);
  } else if ('cut' in edit) {
    return out.slice(0, edit.cut);
  } else if ('append' in edit) {
    return concat(out, fromBase64Url(edit.append));
  } else if ('swap' in edit) {
    const [a, b] = edit.swap;
    out.set(body.subarray(a, a + edit.length), b);
    out.set(body.subarray(b, b + edit.length), a);
  } else if ('copy' in edit) {
    const [from, to] = edit.copy;
    out.set(body.subarray(from, from + edit.length), to);
  } else {
    throw new Error('unknown edit');
  }
  return out;
}

/** Readers of one body must agree: on the bytes, or on what is wrong. */
async function sameAnswer(ways: readonly ((stored: Stored) => Promise<Bytes>)[], stored: Stored) {
  const answers: string[] = [];
  let refusal: FormatError | undefined;
  for (const read of ways) {
    try {
      answers.push(await sha256Hex(await read(stored)));
    } catch (failure) {
      if (!(failure instanceof FormatError)) {
        throw failure;
      }
      refusal = failure;
      answers.push(failure.code);
    }
  }
  const [first, ...others] = answers;
  expect(others).toEqual(others.map(() => first));
  if (refusal !== undefined) {
    throw refusal;
  }
  return first;
}

function partHashes({ layout, lists, signed }: Stored): PartHashes {
  return new PartHashes(layout, { first: 0, hashes: signed }, (first, count) =>
    Promise.resolve(concat(...lists.slice(first, first + count))),
  );
}

function reader(stored: Stored): PackReader {
  const { key, report, layout, body } = stored;
  layout.checkStoredSize(body.length);
  return new PackReader(key, report, layout, partHashes(stored), (offset, length) =>
    Promise.resolve(body.slice(offset, offset + length)),
  );
}

async function byAccess(stored: Stored): Promise<Bytes> {
  const content = reader(stored);
  const pack: Bytes[] = [];
  for (let at = 0; at < content.size; at += CHUNK) {
    pack.push(await content.read(at, CHUNK));
  }
  return concat(...pack);
}

async function asStream(stored: Stored): Promise<Bytes> {
  const { key, report, layout, body } = stored;
  layout.checkStoredSize(body.length);
  const pack: Bytes[] = [];
  const source = (offset: number) => Promise.resolve(chunks(body.subarray(offset)));
  for await (const piece of streamPack(
    key,
    report,
    layout,
    partHashes(stored),
    source,
    0,
    layout.size,
  )) {
    pack.push(piece);
  }
  return concat(...pack);
}

async function* chunks(bytes: Bytes) {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    yield await Promise.resolve(bytes.subarray(at, at + CHUNK));
  }
}
