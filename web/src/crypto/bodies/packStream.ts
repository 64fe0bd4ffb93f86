import { FormatError } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { ReportId } from '../ids/ids.ts';
import {
  type BodyLayout,
  PART_HEADER,
  segmentAt,
  segmentCiphertextOffset as segmentStart,
  segmentCount,
  segmentOffset,
} from './bodyLayout.ts';
import { openSegment, PartCipher } from './partCipher.ts';
import type { PartHashes } from './partHashes.ts';

/** Opens the stored body at `offset` as one stream to its end. */
export type CiphertextStream = (offset: number) => Promise<AsyncIterable<Uint8Array>>;

/**
 * The pack's bytes from `from` to `to` (exclusive), segment by segment from one stream of ciphertext:
 * faster than {@link PackReader} for playing and saving. Each piece is known to be the one that the
 * author signed, and has been authenticated, before it is yielded.
 */
export async function* streamPack(
  key: CryptoKey,
  report: ReportId,
  layout: BodyLayout,
  hashes: PartHashes,
  source: CiphertextStream,
  from: number,
  to: number,
): AsyncGenerator<Bytes, void, undefined> {
  const end = Math.min(to, layout.size);
  if (from >= end) {
    return;
  }
  const cipher = new PartCipher(key, report);
  const first = layout.partAt(from);
  const firstSegment = segmentAt(from - first.offset);
  const start = first.ciphertextOffset + (firstSegment > 0 ? segmentStart(firstSegment) : 0);
  const opening = source(start).then((chunks) => new Pieces(chunks));
  const listing = hashes.of(first);
  listing.catch(() => undefined); // it is awaited after the stream
  const pieces = await opening;
  try {
    for (let index = first.index, segment = firstSegment; ; index++, segment = 0) {
      const part = layout.part(index);
      const list = await hashes.of(part);
      if (segment === 0 && !equalBytes(await pieces.take(PART_HEADER), list.header)) {
        throw new FormatError('tampered', 'a part’s header was changed');
      }
      const segments = await cipher.segments(index, list.header, 'decrypt');
      const count = segmentCount(part.size);
      for (; segment < count; segment++) {
        const isLast = segment === count - 1;
        const stop = isLast ? part.ciphertextSize : segmentStart(segment + 1);
        const sealed = await pieces.take(stop - segmentStart(segment));
        await list.check(segment, sealed);
        const clear = await openSegment(segments, segment, isLast, sealed);
        const at = part.offset + segmentOffset(segment);
        yield clear.subarray(Math.max(0, from - at), Math.min(clear.length, end - at));
        if (at + clear.length >= end) {
          return;
        }
      }
    }
  } finally {
    await pieces.close();
  }
}

/** Of what is taken out of a stream at once. */
const LONGEST = segmentStart(2) - segmentStart(1);

/** Takes exact lengths out of a stream of chunks. */
class Pieces {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #taken = new Uint8Array(LONGEST);
  #left: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** At most a segment; the result is overwritten by the next call. */
  async take(length: number): Promise<Bytes> {
    const taken = this.#taken.subarray(0, length);
    for (let at = 0; at < length;) {
      const chunk = this.#left.length > 0 ? this.#left : await this.#next();
      const piece = chunk.subarray(0, length - at);
      taken.set(piece, at);
      at += piece.length;
      this.#left = chunk.subarray(piece.length);
    }
    return taken;
  }

  async close() {
    await this.#chunks.return?.();
  }

  async #next(): Promise<Uint8Array> {
    const next = await this.#chunks.next();
    if (next.done === true) {
      throw new FormatError('truncated', 'the stored body is shorter than its manifest says');
    }
    return next.value;
  }
}
