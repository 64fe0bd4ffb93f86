import { FormatError } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { ReportId } from '../ids/ids.ts';
import {
  type BodyLayout,
  type Part,
  PART_HEADER,
  segmentAt,
  segmentCiphertextOffset,
  segmentCount,
  segmentOffset,
} from './bodyLayout.ts';
import { openSegment, PartCipher } from './partCipher.ts';
import type { PartHashes } from './partHashes.ts';

/** Fetches `length` stored bytes from `offset` of the body; fewer only where the body ends. */
export type CiphertextSource = (offset: number, length: number) => Promise<Bytes>;

/** Plaintext of neighbouring segments of one part. */
interface Opened {
  readonly offset: number;
  readonly bytes: Bytes;
}

/**
 * Reads a report's content at any offset, after its manifest has been opened and verified and the
 * stored size compared. Fetches only the segments that hold what is asked for; releases no byte of a
 * segment before it is known to be the one that the author signed, and its tag has been verified.
 */
export class PackReader {
  readonly #cipher: PartCipher;
  readonly #layout: BodyLayout;
  readonly #hashes: PartHashes;
  readonly #source: CiphertextSource;
  #last: Opened = { offset: 0, bytes: new Uint8Array(0) };

  constructor(
    key: CryptoKey,
    report: ReportId,
    layout: BodyLayout,
    hashes: PartHashes,
    source: CiphertextSource,
  ) {
    this.#cipher = new PartCipher(key, report);
    this.#layout = layout;
    this.#hashes = hashes;
    this.#source = source;
  }

  /** Of the pack, in bytes. */
  get size(): number {
    return this.#layout.size;
  }

  /** As many of `length` bytes as the pack has from `offset` on. */
  async read(offset: number, length: number): Promise<Bytes> {
    const end = Math.min(offset + length, this.#layout.size);
    const result = new Uint8Array(Math.max(0, end - offset));
    for (let at = offset; at < end;) {
      const opened = await this.#opened(at, end);
      const from = at - opened.offset;
      const taken = opened.bytes.subarray(from, from + (end - at));
      result.set(taken, at - offset);
      at += taken.length;
    }
    return result;
  }

  /** Bytes around `at`: what was opened last, if that will do, else segments of one part up to `end`. */
  async #opened(at: number, end: number): Promise<Opened> {
    const last = this.#last;
    if (at >= last.offset && at < last.offset + last.bytes.length) {
      return last;
    }
    const opened = await this.#readPart(this.#layout.partAt(at), at, end);
    this.#last = opened;
    return opened;
  }

  async #readPart(part: Part, at: number, end: number): Promise<Opened> {
    const lastSegment = segmentCount(part.size) - 1;
    const first = segmentAt(at - part.offset);
    const until = segmentAt(Math.min(end - part.offset, part.size) - 1);
    const from = first === 0 ? 0 : segmentCiphertextOffset(first);
    const to = until === lastSegment ? part.ciphertextSize : segmentCiphertextOffset(until + 1);
    const [fetched, list] = await Promise.all([
      this.#fetch(part.ciphertextOffset + from, to - from),
      this.#hashes.of(part),
    ]);
    if (from === 0 && !equalBytes(fetched.subarray(0, PART_HEADER), list.header)) {
      throw new FormatError('tampered', 'a part’s header was changed');
    }
    const segments = await this.#cipher.segments(part.index, list.header, 'decrypt');
    const start = segmentOffset(first);
    const stop = until === lastSegment ? part.size : segmentOffset(until + 1);
    const plaintext = new Uint8Array(stop - start);
    await Promise.all(
      Array.from({ length: until - first + 1 }, async (_, i) => {
        const segment = first + i;
        const isLast = segment === lastSegment;
        const begin = segmentCiphertextOffset(segment) - from;
        const finish = isLast ? fetched.length : segmentCiphertextOffset(segment + 1) - from;
        const sealed = fetched.subarray(begin, finish);
        await list.check(segment, sealed);
        const clear = await openSegment(segments, segment, isLast, sealed);
        plaintext.set(clear, segmentOffset(segment) - start);
      }),
    );
    return { offset: part.offset + start, bytes: plaintext };
  }

  async #fetch(offset: number, length: number): Promise<Bytes> {
    const bytes = await this.#source(offset, length);
    if (bytes.length !== length) {
      throw new FormatError('truncated', 'the stored body is shorter than its manifest says');
    }
    return bytes;
  }
}
