import { FormatError } from '../errors.ts';
import { type Bytes, concat, randomBytes, u32, u8, utf8 } from '../ids/bytes.ts';
import { type ReportId, reportIdBytes } from '../ids/ids.ts';
import { decrypt, encrypt } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import {
  PART_HEADER,
  PART_PLAINTEXT,
  segmentCount,
  segmentOffset,
  SEGMENT_TAG,
} from './bodyLayout.ts';

const DOMAIN = utf8('medseal/v1/part');
const SALT = 32;

/** Key and nonce prefix of one part. */
export interface Segments {
  readonly key: CryptoKey;
  readonly prefix: Bytes;
}

/** The parts of one body (spec/bodies.md section 2). */
export class PartCipher {
  readonly #key: CryptoKey;
  readonly #id: Bytes;

  /**
   * @param key a report key or file key, as a key that can only be derived from
   * @param id of the report, or of the sealed file
   */
  constructor(key: CryptoKey, id: ReportId) {
    this.#key = key;
    this.#id = reportIdBytes(id);
  }

  /** Seals a part under a new salt and nonce prefix; in pieces, the header and then its segments. */
  async seal(part: number, plaintext: Bytes): Promise<readonly Bytes[]> {
    const header = randomBytes(PART_HEADER);
    header[0] = PART_HEADER;
    return this.#seal(part, plaintext, header);
  }

  /**
   * Seals a part under the header that it was sealed with before. Only where the result has the same
   * hash may it be sent: other plaintext under a header that was used gives both away.
   */
  sealAgain(part: number, plaintext: Bytes, header: Bytes): Promise<readonly Bytes[]> {
    return this.#seal(part, plaintext, header);
  }

  /** The segments of the part that begins with this header. */
  async segments(part: number, header: Bytes, usage: 'encrypt' | 'decrypt'): Promise<Segments> {
    if (header[0] !== PART_HEADER) {
      throw new FormatError('tampered', 'a part’s header was changed');
    }
    const salt = header.slice(1, 1 + SALT);
    const info = concat(DOMAIN, this.#id, u32(part));
    return {
      key: await deriveAesKey(this.#key, info, usage, salt),
      prefix: header.slice(1 + SALT),
    };
  }

  async #seal(part: number, plaintext: Bytes, header: Bytes): Promise<readonly Bytes[]> {
    if (plaintext.length > PART_PLAINTEXT) {
      throw new RangeError('a part has at most 8,388,056 bytes of plaintext');
    }
    return sealSegments(await this.segments(part, header, 'encrypt'), header, plaintext);
  }
}

/** Seals a part behind the header that its segments come from; a header serves one part once. */
export async function sealSegments(
  segments: Segments,
  header: Bytes,
  plaintext: Bytes,
): Promise<readonly Bytes[]> {
  const count = segmentCount(plaintext.length);
  const sealed = Array.from({ length: count }, (_, segment) => {
    const isLast = segment === count - 1;
    const end = isLast ? plaintext.length : segmentOffset(segment + 1);
    const clear = plaintext.subarray(segmentOffset(segment), end);
    return encrypt(segments.key, nonceOf(segments, segment, isLast), new Uint8Array(0), clear);
  });
  return [header, ...(await Promise.all(sealed))];
}

/** Opens one segment; the result is authenticated, or there is none. */
export async function openSegment(
  segments: Segments,
  segment: number,
  isLast: boolean,
  ciphertext: Bytes,
): Promise<Bytes> {
  const nonce = nonceOf(segments, segment, isLast);
  const plaintext =
    ciphertext.length < SEGMENT_TAG
      ? undefined
      : await decrypt(segments.key, nonce, new Uint8Array(0), ciphertext);
  if (plaintext === undefined) {
    throw new FormatError('tampered', 'a segment of a part does not open');
  }
  return plaintext;
}

function nonceOf({ prefix }: Segments, segment: number, isLast: boolean): Bytes {
  return concat(prefix, u32(segment), u8(isLast ? 1 : 0));
}
