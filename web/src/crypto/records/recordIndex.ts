import { malformed } from '../errors.ts';
import { type Bytes, toHex, utf8 } from '../ids/bytes.ts';
import {
  instantText,
  type KeyringId,
  keyringIdBytes,
  type Sha256,
  sha256Text,
} from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { writeJson } from '../json/writer.ts';
import { ALL_CAPABILITIES, ROLES } from '../keyrings/kinds.ts';
import { type IndexOwner, openEntry, sealEntry } from './indexEntries.ts';

/** Whose index it is, and what seals and names its entries. */
export interface IndexKey extends IndexOwner {
  /** From that generation's secret (spec/accounts.md section 8). */
  readonly index: CryptoKey;
  readonly tags: CryptoKey;
}

export type IndexPart = ReturnType<typeof part>;
/** What a person keeps of one record. */
export type IndexEntry = ReturnType<typeof content>;

const DOMAIN = utf8('medseal/v1/record-index');
const MAX_SEQ = 0x7fffffff;

const part = read.object({
  keyring: read.keyringId,
  kind: read.oneOf('record', 'section', 'share'),
  seq: read.integer(0, MAX_SEQ),
  head: read.statementHash,
  closed: read.bool,
  takesPart: read.bool,
  capabilities: read.array(read.oneOf(...ALL_CAPABILITIES)),
  role: read.optional(read.oneOf(...ROLES)),
  soleOwner: read.bool,
  addedBy: read.optional(read.keyringId),
  addedByEmail: read.optional(read.text),
  through: read.array(read.keyringId),
  until: read.optional(read.time),
  section: read.optional(read.keyringId),
  report: read.optional(read.reportId),
  note: read.optional(read.text),
});

const content = read.object({
  read: read.bool,
  through: read.array(read.keyringId),
  closed: read.bool,
  creator: read.optional(read.keyringId),
  created: read.optional(read.time),
  sharedBy: read.optional(read.keyringId),
  parts: read.array(part),
});

/** Says nothing but that the chains have to be read. */
export function unreadEntry(): IndexEntry {
  return { read: false, through: [], closed: false, parts: [] };
}

/** Seals an entry for the person alone; `malformed` where it would be too long. */
export function sealIndexEntry(
  key: IndexKey,
  record: KeyringId,
  { created, ...rest }: IndexEntry,
): Promise<Bytes> {
  const when = created === undefined ? {} : { created: instantText(created) };
  return sealEntry(key, kindOf(key, record), writeJson({ v: 1, suite: 1, ...rest, ...when }));
}

/** Opens what {@link sealIndexEntry} made. */
export async function openIndexEntry(
  key: IndexKey,
  record: KeyringId,
  entry: Bytes,
): Promise<IndexEntry> {
  const opened = content(await openEntry(key, kindOf(key, record), entry));
  const { parts } = opened;
  if (parts.some(({ kind, keyring }) => kind === 'record' && keyring !== record)) {
    throw malformed('a record is no part of another one');
  }
  if (
    new Set(parts.map(({ keyring }) => keyring)).size !== parts.length ||
    parts.some(({ capabilities }) => new Set(capabilities).size !== capabilities.length)
  ) {
    throw malformed('a keyring or a capability stands there twice');
  }
  if (!parts.every(isOfReport)) {
    throw malformed('a share that takes part, and nothing else, is of a report');
  }
  return opened;
}

function isOfReport({ kind, takesPart, section, report }: IndexPart): boolean {
  const shares = kind === 'share' && takesPart;
  return (section !== undefined) === shares && (report !== undefined) === shares;
}

/** What a record is found by whose patient has that name, in whatever case. */
export function recordTag(key: Pick<IndexKey, 'tags'>, name: string): Promise<Sha256> {
  return mac(key, foldedName(name));
}

/**
 * Stands for what entries depend on besides their records.
 *
 * @param text tells one such state from another
 */
export function recordGround(key: Pick<IndexKey, 'tags'>, text: string): Promise<Sha256> {
  return mac(key, `\0ground\n${text}`);
}

async function mac({ tags }: Pick<IndexKey, 'tags'>, text: string): Promise<Sha256> {
  return sha256Text(toHex(new Uint8Array(await crypto.subtle.sign('HMAC', tags, utf8(text)))));
}

/** Names that are the same but for case, white space around them, and how they are composed. */
function foldedName(name: string): string {
  return name
    .replace(/^[\p{White_Space}\uFEFF]+|[\p{White_Space}\uFEFF]+$/gu, '')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('\u03c2', '\u03c3')
    .replaceAll('i\u0307', 'i');
}

function kindOf({ index }: IndexKey, record: KeyringId) {
  return { key: index, domain: DOMAIN, of: keyringIdBytes(record) };
}
