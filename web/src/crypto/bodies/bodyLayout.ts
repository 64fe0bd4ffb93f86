import { FormatError, malformed } from '../errors.ts';

/** Ciphertext of a full part: 8 MiB. */
export const PART_CIPHERTEXT = 8 * 1024 * 1024;
/** Plaintext of a full part. */
export const PART_PLAINTEXT = 8_388_056;
/** Ciphertext of a full segment; the header stands inside the first. */
export const SEGMENT_CIPHERTEXT = 262_144;
/** Before a part's first segment: length, salt, nonce prefix. */
export const PART_HEADER = 40;
/** After each segment. */
export const SEGMENT_TAG = 16;
/** Plaintext of a full segment but the first. */
export const SEGMENT_PLAINTEXT = SEGMENT_CIPHERTEXT - SEGMENT_TAG;

/** One part; all numbers are bytes but its index, which counts from 0. */
export interface Part {
  readonly index: number;
  /** Of its plaintext in the pack. */
  readonly offset: number;
  /** Of its plaintext. */
  readonly size: number;
  /** In the body. */
  readonly ciphertextOffset: number;
  /** In the body. */
  readonly ciphertextSize: number;
}

/** Where everything lies in a body, from its plaintext size alone (spec/bodies.md section 2). */
export class BodyLayout {
  /** Of the pack. */
  readonly size: number;

  constructor(size: number) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw malformed('a body’s size is from 0 to 2^53 − 1');
    }
    this.size = size;
  }

  /** How many parts; at least one. */
  get parts(): number {
    return Math.max(1, Math.ceil(this.size / PART_PLAINTEXT));
  }

  part(index: number): Part {
    if (!Number.isInteger(index) || index < 0 || index >= this.parts) {
      throw new RangeError(`part ${index} of ${this.parts}`);
    }
    const offset = index * PART_PLAINTEXT;
    const size = Math.min(PART_PLAINTEXT, this.size - offset);
    return {
      index,
      offset,
      size,
      ciphertextOffset: index * PART_CIPHERTEXT,
      ciphertextSize: partCiphertextSize(size),
    };
  }

  /** The part that holds the plaintext byte at `offset`, which is below the size. */
  partAt(offset: number): Part {
    return this.part(Math.floor(offset / PART_PLAINTEXT));
  }

  /** Of the whole body. */
  get ciphertextSize(): number {
    const last = this.part(this.parts - 1);
    return last.ciphertextOffset + last.ciphertextSize;
  }

  /** Compares with what is stored: `truncated` if less is stored, `tampered` if more. */
  checkStoredSize(stored: number) {
    checkSize(stored, this.ciphertextSize, 'the stored body');
  }
}

export function checkSize(actual: number, expected: number, what: string) {
  if (actual < expected) {
    throw new FormatError('truncated', `${what} is shorter than its manifest says`);
  }
  if (actual > expected) {
    throw new FormatError('tampered', `${what} is longer than its manifest says`);
  }
}

/** Ciphertext of a part with that much plaintext. */
export function partCiphertextSize(plaintext: number): number {
  return plaintext + PART_HEADER + SEGMENT_TAG * segmentCount(plaintext);
}

/** How many segments a part with that much plaintext has; at least one. */
export function segmentCount(plaintext: number): number {
  return Math.max(1, Math.ceil((plaintext + PART_HEADER) / SEGMENT_PLAINTEXT));
}

/** The segment of a part that holds the plaintext byte at `offset` of that part. */
export function segmentAt(offset: number): number {
  return Math.floor((offset + PART_HEADER) / SEGMENT_PLAINTEXT);
}

/** Where a segment's plaintext begins in its part. */
export function segmentOffset(segment: number): number {
  return segment === 0 ? 0 : segment * SEGMENT_PLAINTEXT - PART_HEADER;
}

/** Where a segment's ciphertext begins in its part; the first begins after the header. */
export function segmentCiphertextOffset(segment: number): number {
  return segment === 0 ? PART_HEADER : segment * SEGMENT_CIPHERTEXT;
}
