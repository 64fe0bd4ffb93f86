import { FormatError } from '../errors.ts';
import { type Bytes, concat, equalBytes, toHex, utf8 } from '../ids/bytes.ts';
import { type Sha256, sha256Text } from '../ids/ids.ts';
import { sha256Async } from '../ids/sha256.ts';
import { type Part, PART_HEADER, segmentCount } from './bodyLayout.ts';

const DOMAIN = utf8('medseal/v1/part-hash');
const HASH = 32;

/**
 * A part's header and the SHA-256 of each of its segments (spec/bodies.md section 2, "Hashes"). Its
 * own hash is what the author signed, so that a reader who holds the list can check any segment by
 * itself.
 */
export class HashList {
  /** The header (40), then one hash (32) for each segment. */
  readonly bytes: Bytes;

  private constructor(bytes: Bytes) {
    this.bytes = bytes;
  }

  /** Of a part that was sealed: the header, then its segments. */
  static async ofSealed([header, ...segments]: readonly Bytes[]): Promise<HashList> {
    const hashes = await Promise.all(segments.map((segment) => sha256Async(segment)));
    return new HashList(concat(header ?? new Uint8Array(0), ...hashes));
  }

  /** A stored list, if it is the one that the author signed. */
  static async verify(bytes: Bytes, part: Part, signed: Sha256): Promise<HashList> {
    const list = new HashList(bytes);
    if (bytes.length !== hashListBytes(part) || (await list.partHash()) !== signed) {
      throw new FormatError('tampered', 'a part’s hashes are not those that its author signed');
    }
    return list;
  }

  get header(): Bytes {
    return this.bytes.subarray(0, PART_HEADER);
  }

  /** The part's hash, as contents name it. */
  async partHash(): Promise<Sha256> {
    return sha256Text(toHex(await sha256Async(concat(DOMAIN, this.bytes))));
  }

  /** Refuses a segment's ciphertext that is not the one that the author signed; before it is opened. */
  async check(segment: number, ciphertext: Bytes): Promise<void> {
    const from = PART_HEADER + segment * HASH;
    const signed = this.bytes.subarray(from, from + HASH);
    if (!equalBytes(await sha256Async(ciphertext), signed)) {
      throw new FormatError('tampered', 'a segment is not the one that its author signed');
    }
  }
}

/** Length of a part's list. */
export function hashListBytes({ size }: Part): number {
  return PART_HEADER + segmentCount(size) * HASH;
}
