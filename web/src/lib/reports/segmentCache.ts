import {
  type BodyLayout,
  type Bytes,
  PART_PLAINTEXT,
  segmentAt,
  segmentCount,
  segmentOffset,
} from '@/crypto/index.ts';
import type { Urgency } from '../contract/reports.ts';
import { type Job, UrgencyQueue } from './urgencyQueue.ts';

const SEGMENTS_A_FETCH = 8;
const MOST_BYTES = 48 * 1024 * 1024;

/** Reads authenticated plaintext of the pack. */
export type ReadPack = (offset: number, length: number) => Promise<Bytes>;

interface Segment {
  /** In the pack. */
  readonly start: number;
  readonly end: number;
}

interface Piece extends Segment {
  readonly job: Job<Bytes>;
}

/**
 * Pieces of a report's pack, kept while there is room, so that neighbouring files and repeated reads
 * fetch nothing twice. Missing segments that lie together are fetched together.
 */
export class SegmentCache {
  readonly #layout: BodyLayout;
  readonly #readPack: ReadPack;
  readonly #queue = new UrgencyQueue();
  /** By the start of each segment; the one used last stands last. */
  readonly #pieces = new Map<number, Piece>();
  #bytes = 0;

  constructor(layout: BodyLayout, readPack: ReadPack) {
    this.#layout = layout;
    this.#readPack = readPack;
  }

  async read(offset: number, length: number, urgency: Urgency): Promise<Bytes> {
    const end = Math.min(offset + length, this.#layout.size);
    const result = new Uint8Array(Math.max(0, end - offset));
    if (result.length === 0) {
      return result;
    }
    const pieces = this.#wanted(offset, end, urgency);
    await Promise.all(
      pieces.map(async ({ start, job }) => {
        const bytes = await job.result;
        const from = Math.max(offset, start);
        const to = Math.min(end, start + bytes.length);
        result.set(bytes.subarray(from - start, to - start), from - offset);
      }),
    );
    return result;
  }

  close() {
    this.#queue.clear();
    this.#pieces.clear();
    this.#bytes = 0;
  }

  #wanted(offset: number, end: number, urgency: Urgency): readonly Piece[] {
    const pieces: Piece[] = [];
    let missing: Segment[] = [];
    const fetchMissing = () => {
      if (missing.length > 0) {
        pieces.push(...this.#fetch(missing, urgency));
        missing = [];
      }
    };
    for (const segment of segmentsOf(this.#layout, offset, end)) {
      const known = this.#pieces.get(segment.start);
      if (known !== undefined) {
        this.#pieces.delete(segment.start);
        this.#pieces.set(segment.start, known);
        if (urgency === 'now') {
          known.job.hurry();
        }
        pieces.push(known);
      } else {
        missing.push(segment);
      }
      if (known !== undefined || missing.length === SEGMENTS_A_FETCH) {
        fetchMissing();
      }
    }
    fetchMissing();
    this.#forgetOldest(pieces);
    return pieces;
  }

  #fetch(segments: readonly Segment[], urgency: Urgency): readonly Piece[] {
    const start = segments[0]?.start ?? 0;
    const end = segments.at(-1)?.end ?? start;
    const job = this.#queue.add(() => this.#readPack(start, end - start), urgency);
    return segments.map((segment) => {
      const result = job.result.then((bytes) =>
        bytes.subarray(segment.start - start, segment.end - start),
      );
      const piece: Piece = {
        ...segment,
        job: {
          result,
          hurry: () => {
            job.hurry();
          },
        },
      };
      this.#pieces.set(segment.start, piece);
      this.#bytes += segment.end - segment.start;
      result.catch(() => {
        this.#forget(piece); // perhaps the network failed: a retry fetches it anew
      });
      return piece;
    });
  }

  #forget(piece: Piece) {
    if (this.#pieces.get(piece.start) === piece) {
      this.#pieces.delete(piece.start);
      this.#bytes -= piece.end - piece.start;
    }
  }

  #forgetOldest(inUse: readonly Piece[]) {
    for (const piece of this.#pieces.values()) {
      if (this.#bytes <= MOST_BYTES) {
        return;
      }
      if (!inUse.includes(piece)) {
        this.#forget(piece);
      }
    }
  }
}

function* segmentsOf(layout: BodyLayout, offset: number, end: number): Generator<Segment> {
  for (let at = offset; at < end;) {
    const part = layout.part(Math.floor(at / PART_PLAINTEXT));
    const segment = segmentAt(at - part.offset);
    const isLast = segment === segmentCount(part.size) - 1;
    const stop = part.offset + (isLast ? part.size : segmentOffset(segment + 1));
    yield { start: part.offset + segmentOffset(segment), end: stop };
    at = stop;
  }
}
