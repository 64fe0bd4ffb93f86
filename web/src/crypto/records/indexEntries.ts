import { FormatError, malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, randomBytes, u32, u8, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes } from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { type Json, parseStrictJson } from '../json/strictJson.ts';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from '../secrets/aesGcm.ts';
import { takeSuiteAndVersion } from '../statements/statementCodec.ts';

/** Whose index it is. */
export interface IndexOwner {
  readonly keyring: KeyringId;
  /** The person's current one. */
  readonly generation: number;
}

/** What one kind of entries is sealed with, and bound to. */
export interface EntryKind {
  /** From the person's generation secret. */
  readonly key: CryptoKey;
  readonly domain: Bytes;
  /** The id of what the entry is of. */
  readonly of: Bytes;
}

const HEADER_BYTES = 1 + 4;
const MAX_BYTES = 4096;

/**
 * Seals an entry for the person alone; `malformed` where it would be too long.
 *
 * @param content its text: JSON, version and suite among the members
 */
export async function sealEntry(
  owner: IndexOwner,
  kind: EntryKind,
  content: string,
): Promise<Bytes> {
  const header = u32(owner.generation);
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = await encrypt(kind.key, nonce, associatedData(owner, kind), utf8(content));
  const all = concat(u8(1), header, nonce, sealed);
  if (all.length > MAX_BYTES) {
    throw malformed('an entry has at most 4,096 bytes');
  }
  return all;
}

/** Opens what {@link sealEntry} made; answers the members behind version and suite. */
export async function openEntry(
  owner: IndexOwner,
  kind: EntryKind,
  entry: Bytes,
): Promise<Map<string, Json>> {
  const generation = generationOf(entry);
  const nonce = entry.slice(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const text =
    generation === owner.generation
      ? await decrypt(
          kind.key,
          nonce,
          associatedData(owner, kind),
          entry.slice(HEADER_BYTES + NONCE_BYTES),
        )
      : undefined;
  if (text === undefined) {
    throw new FormatError('wrong-key', 'this entry is not sealed to this generation');
  }
  const members = new Map(read.jsonObject(parseStrictJson(text)));
  takeSuiteAndVersion(members);
  return members;
}

function generationOf(entry: Bytes): number {
  const suite = entry[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (entry.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || entry.length > MAX_BYTES) {
    throw malformed('an entry is shorter or longer than it may be');
  }
  const generation = new DataView(entry.buffer, entry.byteOffset).getUint32(1);
  if (generation < 1 || generation > 0x7fffffff) {
    throw malformed('generations count from 1');
  }
  return generation;
}

function associatedData({ keyring, generation }: IndexOwner, { domain, of }: EntryKind): Bytes {
  return concat(domain, keyringIdBytes(keyring), u32(generation), of);
}
