import { aloneIn } from '../envelopes/commitment.ts';
import { malformed } from '../errors.ts';
import { ByteReader } from '../ids/byteReader.ts';
import { type Bytes, toHex } from '../ids/bytes.ts';
import { type Instant, type KeyringId, sha256Text, type StatementHash } from '../ids/ids.ts';
import { isNoteLength } from '../statements/statementCodec.ts';
import { type History, historyRoot } from '../trees/history.ts';
import { merkleLeaf, treeContains } from '../trees/merkleTree.ts';
import { readTrie } from '../trees/shownTrie.ts';
import { hashText } from '../trees/trie.ts';
import type { Place } from '../trees/trieNodes.ts';
import { Generations } from './generations.ts';
import {
  type Card,
  type Generation,
  type KeyringState,
  MAX_MEMBERS,
  type Profile,
} from './keyringState.ts';
import { KEYRING_KINDS, type KeyringKind, kindSigns } from './kinds.ts';
import {
  checkKeys,
  ED25519_PUBLIC_KEY_BYTES,
  HPKE_PUBLIC_KEY_BYTES,
  ML_DSA_65_PUBLIC_KEY_BYTES,
  type PublicKeys,
} from './publicKeys.ts';
import { domainName, publicText } from './publicTexts.ts';
import { CLOSED, generationBytes, NOTHING_OF_REPORTS, ROTATION_DUE } from './stateHash.ts';
import {
  ENDORSEMENT,
  MEMBER,
  NAMED,
  readId,
  readText,
  readTime,
  SEALED_TO,
} from './stateShapes.ts';

/** Longest document of a state. */
export const MAX_STATE_BYTES = 4 * 1024 * 1024;

const KINDS: ReadonlySet<KeyringKind> = new Set<KeyringKind>(['institute', 'department', 'record']);
const ABSENT = '0'.repeat(64);

/** What a state document does not say of itself: of which statement it is the state. */
export interface StatePlace {
  readonly id: KeyringId;
  readonly seq: number;
  readonly head: StatementHash;
  readonly time: Instant;
}

/** Whether a chain of this kind can be begun later. */
export function mayBeginLater(kind: KeyringKind): boolean {
  return KINDS.has(kind);
}

/**
 * Reads the state of an institute, a department or a record, of which a part is shown (spec/keyrings.md
 * section 12). It is somebody's word until its hash is compared with the one that a statement says.
 */
export function readState(document: Bytes, { id, seq, head, time }: StatePlace): KeyringState {
  if (document.length > MAX_STATE_BYTES) {
    throw malformed('a state document has at most 4 MiB');
  }
  const place = { of: id, head };
  const reader = new ByteReader(document);
  const kind = readKind(reader);
  const flags = upTo(reader.u8(), CLOSED | ROTATION_DUE);
  const creator = readId(reader);
  const created = readTime(reader);
  const card = readCard(reader, kind);
  const profile = readProfile(reader);
  const current = readGeneration(reader, kind, place);
  if (profile !== undefined && profile.generation > current.number) {
    throw malformed('a profile that is sealed to a generation that there is not');
  }
  const former = readHistory(reader, current.number - 1);
  const generations = new Generations(place, current, readFormer(reader, kind, place, former));
  const size = reader.number();
  const lastingOwners = reader.number(1);
  if (size > MAX_MEMBERS || lastingOwners > size) {
    throw malformed('more members, or owners among them, than there can be');
  }
  const members = readTrie(reader, MEMBER, place, size);
  const endorsements = readTrie(reader, ENDORSEMENT, place);
  if (kind !== 'institute' && endorsements.hash.some((byte) => byte !== 0)) {
    throw malformed('only institutes endorse');
  }
  const named = readTrie(reader, NAMED, place);
  const before = readHistory(reader, reader.number());
  if (current.number > before.size + 1) {
    throw malformed('more generations than statements');
  }
  reader.end();
  return {
    id,
    kind,
    creator,
    created,
    generations,
    members,
    lastingOwners,
    reports: NOTHING_OF_REPORTS,
    endorsements,
    named,
    ...(card === undefined ? {} : { card }),
    ...(profile === undefined ? {} : { profile }),
    rotationDue: (flags & ROTATION_DUE) !== 0,
    closed: (flags & CLOSED) !== 0,
    former,
    before,
    seq,
    head,
    time,
  };
}

/** What either shows of one state; both have its hash. */
export function mergedStates(one: KeyringState, other: KeyringState): KeyringState {
  return {
    ...one,
    generations: one.generations.mergedWith(other.generations),
    members: one.members.mergedWith(other.members),
    endorsements: one.endorsements.mergedWith(other.endorsements),
    named: one.named.mergedWith(other.named),
  };
}

function readKind(reader: ByteReader): KeyringKind {
  const kind = KEYRING_KINDS[reader.u8() - 1];
  if (kind === undefined || !mayBeginLater(kind)) {
    throw malformed('the state of a keyring of another kind');
  }
  return kind;
}

function upTo(value: number, most: number): number {
  if (value > most) {
    throw malformed('a value that there is not');
  }
  return value;
}

function readCard(reader: ByteReader, kind: KeyringKind): Card | undefined {
  if (upTo(reader.u8(), 1) === 0) {
    return undefined;
  }
  const name = readText(reader, publicText);
  const specialty = readText(reader, publicText);
  const domain = readText(reader, domainName);
  if (name === undefined || kind === 'record' || (domain !== undefined && kind !== 'institute')) {
    throw malformed('a card that no statement could say');
  }
  return {
    name,
    ...(specialty === undefined ? {} : { specialty }),
    ...(domain === undefined ? {} : { domain }),
  };
}

function readProfile(reader: ByteReader): Profile | undefined {
  const generation = reader.number();
  if (generation === 0) {
    return undefined;
  }
  const length = reader.number();
  const note = isNoteLength(length) ? reader.take(length) : undefined;
  if (note?.[0] !== 1) {
    throw malformed('a note that no statement could say');
  }
  return { generation, note };
}

function readGeneration(reader: ByteReader, kind: KeyringKind, place: Place): Generation {
  const number = reader.number(1);
  const keys = readKeys(reader, kind);
  const back = reader.number();
  const secret = toHex(reader.take(32));
  const leadsNowhere = number === 1;
  if (leadsNowhere ? back !== 0 || secret !== ABSENT : back === 0 || back >= number) {
    throw malformed('a generation leads back to one before it, except for the first');
  }
  const announcedBy = readId(reader);
  const sealedTo = readTrie(reader, SEALED_TO, place);
  return {
    number,
    keys,
    ...(leadsNowhere
      ? {}
      : { previous: { generation: back, secret: aloneIn(sha256Text(secret)) } }),
    sealedTo,
    announcedBy,
  };
}

function readKeys(reader: ByteReader, kind: KeyringKind): PublicKeys {
  const hpke = reader.take(HPKE_PUBLIC_KEY_BYTES);
  return checkKeys(
    kindSigns(kind)
      ? {
          hpke,
          ed25519: reader.take(ED25519_PUBLIC_KEY_BYTES),
          mlDsa65: reader.take(ML_DSA_65_PUBLIC_KEY_BYTES),
        }
      : { hpke },
  );
}

function readFormer(
  reader: ByteReader,
  kind: KeyringKind,
  place: Place,
  history: History,
): ReadonlyMap<number, Generation> {
  const former = new Map<number, Generation>();
  const root = hashText(historyRoot(history));
  let last = history.size + 1;
  for (let left = reader.u16(); left > 0; left--) {
    const generation = readGeneration(reader, kind, place);
    if (generation.number >= last) {
      throw malformed('former generations come by falling number');
    }
    last = generation.number;
    const path = Array.from({ length: reader.u8() }, () => sha256Text(toHex(reader.take(32))));
    const leaf = merkleLeaf(generationBytes(generation));
    if (!treeContains(root, history.size, last - 1, leaf, path)) {
      throw malformed('a former generation that was another one');
    }
    former.set(last, generation);
  }
  return former;
}

/** As many full trees as the size has ones in binary. */
function readHistory(reader: ByteReader, size: number): History {
  const ones = size.toString(2).replaceAll('0', '').length;
  return { size, peaks: Array.from({ length: ones }, () => reader.take(32)) };
}
