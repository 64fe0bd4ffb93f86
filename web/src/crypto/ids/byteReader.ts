import { malformed } from '../errors.ts';
import type { Bytes } from './bytes.ts';

const MOST = 0x7fffffff;

/** Reads bytes from the first to the last; refuses as `malformed` where there are too few or too many. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Bytes {
    const from = this.#at;
    if (length > this.#bytes.length - from) {
      throw malformed('bytes that end too early');
    }
    this.#at += length;
    return new Uint8Array(this.#bytes.subarray(from, this.#at));
  }

  u8(): number {
    return this.#view(1).getUint8(0);
  }

  u16(): number {
    return this.#view(2).getUint16(0);
  }

  /** Four bytes, at most 2^31 − 1. */
  number(least = 0): number {
    const number = this.#view(4).getUint32(0);
    if (number < least || number > MOST) {
      throw malformed('a number is out of range');
    }
    return number;
  }

  /** Eight bytes with a sign. */
  i64(): bigint {
    return this.#view(8).getBigInt64(0);
  }

  /** Nothing may be left over. */
  end() {
    if (this.#at !== this.#bytes.length) {
      throw malformed('bytes are left over');
    }
  }

  #view(length: number): DataView {
    return new DataView(this.take(length).buffer);
  }
}
