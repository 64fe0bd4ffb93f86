import { malformed } from '../errors.ts';
import type { ByteReader } from '../ids/byteReader.ts';
import { type Bytes, concat, fromHex, toHex, u32, u8, utf8 } from '../ids/bytes.ts';
import {
  type Instant,
  instant,
  type KeyringId,
  keyringIdBytes,
  keyringIdOf,
  sha256Text,
} from '../ids/ids.ts';
import type { ReadShape } from '../trees/shownTrie.ts';
import type { Endorsement, Ending, Member, Named, SealedTo } from './keyringState.ts';
import { publicText } from './publicTexts.ts';
import { roleCode, ROLES } from './kinds.ts';

const EARLIEST = instant('0000-01-01T00:00:00.000Z');
const LATEST = instant('9999-12-31T23:59:59.999Z');
/** A public text has at most 200 code points, of at most 4 bytes. */
const MOST_TEXT_BYTES = 800;

const ids = { key: keyringIdBytes, readKey: keyringIdOf };

export const MEMBER: ReadShape<KeyringId, Member> = {
  ...ids,
  value: ({ role, until, setBy, setAt, introduction: { by, at } }) =>
    concat(u8(roleCode(role)), end(until), id(setBy), u64(setAt), id(by), u64(at)),
  readValue: (reader, keyring) => {
    const role = ROLES[reader.u8() - 1];
    if (role === undefined) {
      throw malformed('a role that there is not');
    }
    return {
      keyring,
      role,
      ...readEnd(reader),
      setBy: readId(reader),
      setAt: readTime(reader),
      introduction: { by: readId(reader), at: readTime(reader) },
    };
  },
};

export const SEALED_TO: ReadShape<KeyringId, SealedTo> = {
  ...ids,
  value: ({ generation, oldest, envelope: { root, index, size }, sealedBy }) =>
    concat(u32(generation), u32(oldest), id(root), u32(index), u32(size), id(sealedBy)),
  readValue: (reader) => {
    const generation = reader.number(1);
    const oldest = reader.number(1);
    const root = sha256Text(toHex(reader.take(32)));
    const index = reader.number();
    const size = reader.number();
    if (oldest > generation || index >= size) {
      throw malformed('an envelope that no statement could announce');
    }
    return { generation, oldest, envelope: { root, index, size }, sealedBy: readId(reader) };
  },
};

export const ENDORSEMENT: ReadShape<KeyringId, Endorsement> = {
  ...ids,
  value: ({ name, specialty, licence, until, endorsedAt }) =>
    concat(text(name), text(specialty), text(licence), end(until), u64(endorsedAt)),
  readValue: (reader, subject) => {
    const name = readText(reader, publicText);
    const specialty = readText(reader, publicText);
    const licence = readText(reader, publicText);
    if (name === undefined) {
      throw malformed('an endorsement without a name');
    }
    return {
      subject,
      name,
      ...(specialty === undefined ? {} : { specialty }),
      ...(licence === undefined ? {} : { licence }),
      ...readEnd(reader),
      endorsedAt: readTime(reader),
    };
  },
};

/** A head's number is counted from 1, so that 0 says that there is none. */
export const NAMED: ReadShape<KeyringId, Named> = {
  ...ids,
  value: ({ head, generation }) => concat(u32((head ?? -1) + 1), u32(generation)),
  readValue: (reader) => {
    const head = reader.number();
    return { ...(head === 0 ? {} : { head: head - 1 }), generation: reader.number(1) };
  },
};

export function id(hex: string): Bytes {
  return fromHex(hex, 32, 'an id');
}

export function readId(reader: ByteReader): KeyringId {
  return keyringIdOf(reader.take(32));
}

/** Its length in bytes first; 0 where there is none, since no text is empty. */
export function text(value: string | undefined): Bytes {
  const bytes = utf8(value ?? '');
  return concat(u32(bytes.length), bytes);
}

/** @param check refuses a text that no statement could say */
export function readText(reader: ByteReader, check: (text: string) => string): string | undefined {
  const length = reader.number();
  if (length > MOST_TEXT_BYTES) {
    throw malformed('a text that is too long');
  }
  const bytes = reader.take(length);
  return length === 0 ? undefined : check(decoded(bytes));
}

function decoded(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('a text that is not UTF-8');
  }
}

/** Whether there is one, and when. */
function end(until: Instant | undefined): Bytes {
  return concat(u8(until === undefined ? 0 : 1), u64(until ?? 0));
}

function readEnd(reader: ByteReader): Ending {
  const isThere = reader.u8();
  if (isThere === 1) {
    return { until: readTime(reader) };
  }
  if (isThere !== 0 || reader.i64() !== 0n) {
    throw malformed('an end that is neither there nor absent');
  }
  return {};
}

export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(value)));
  return bytes;
}

/** Milliseconds since 1970, in a year of four digits. */
export function readTime(reader: ByteReader): Instant {
  const time = reader.i64();
  if (time < EARLIEST || time > LATEST) {
    throw malformed('a time of no year with four digits');
  }
  return Number(time) as Instant;
}
