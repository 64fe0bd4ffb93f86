import type { Beginning } from '@/crypto/chains/base.ts';
import type { Past } from '@/crypto/chains/past.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';
import { type Bytes, concat, fromHex, u32, u8 } from '@/crypto/ids/bytes.ts';
import {
  type KeyringId,
  keyringIdBytes,
  type Sha256,
  statementHashBytes,
} from '@/crypto/ids/ids.ts';
import { sha256 } from '@/crypto/ids/sha256.ts';
import {
  type Generation,
  generationOf,
  type KeyringState,
} from '@/crypto/keyrings/keyringState.ts';
import { kindCode } from '@/crypto/keyrings/kinds.ts';
import { generationBytes } from '@/crypto/keyrings/stateHash.ts';
import {
  ENDORSEMENT,
  id,
  MEMBER,
  NAMED,
  SEALED_TO,
  text,
  u64,
} from '@/crypto/keyrings/stateShapes.ts';
import { parseSignedObject } from '@/crypto/statements/signedObject.ts';
import { merkleLeaf, MerkleTree } from '@/crypto/trees/merkleTree.ts';
import type { Shape, Trie } from '@/crypto/trees/trie.ts';

/** An entry as it is hashed. */
export interface Written {
  readonly key: Bytes;
  readonly value: Bytes;
}

/** Of which keyrings a document shows what it says, and which former generations. */
export interface Shows {
  readonly ids?: readonly KeyringId[];
  readonly generations?: readonly number[];
}

const NOBODY = new Uint8Array(32);

/**
 * As spec/keyrings.md section 12 says it: the ways to these keys, and hashes of what is beside them.
 *
 * @param wanted undefined for all
 */
export function shownTrie(entries: readonly Written[], wanted?: readonly Bytes[], bit = 0): Bytes {
  const [first] = entries;
  if (first === undefined) {
    return u8(0);
  }
  if (wanted?.length === 0) {
    return concat(u8(3), trieHash(entries, bit));
  }
  if (entries.length === 1) {
    return concat(u8(1), first.key, first.value);
  }
  const ones = entries.filter(({ key }) => bitOf(key, bit));
  const zeros = entries.filter(({ key }) => !bitOf(key, bit));
  if (ones.length === 0 || zeros.length === 0) {
    return shownTrie(entries, wanted, bit + 1);
  }
  const towards = (isOne: boolean) => wanted?.filter((key) => bitOf(key, bit) === isOne);
  return concat(
    Uint8Array.of(2, bit),
    shownTrie(zeros, towards(false), bit + 1),
    shownTrie(ones, towards(true), bit + 1),
  );
}

/** As spec/keyrings.md section 11 says it in few words. */
export function trieHash(entries: readonly Written[], bit = 0): Bytes {
  const [first] = entries;
  if (first === undefined) {
    return NOBODY;
  }
  if (entries.length === 1) {
    return sha256(u8(0), first.key, first.value);
  }
  const ones = entries.filter(({ key }) => bitOf(key, bit));
  const zeros = entries.filter(({ key }) => !bitOf(key, bit));
  return ones.length === 0 || zeros.length === 0
    ? trieHash(entries, bit + 1)
    : sha256(Uint8Array.of(1, bit), trieHash(zeros, bit + 1), trieHash(ones, bit + 1));
}

/** The document of a state that is known whole. */
export function stateDocument(state: KeyringState, shows?: Shows): Bytes {
  return concat(...Object.values(stateParts(state, shows)));
}

/** The same, part by part in their order. */
export function stateParts(state: KeyringState, { ids, generations = [] }: Shows = {}) {
  const { card, profile } = state;
  const current = state.generations.current;
  const former = Array.from(
    { length: current.number - 1 },
    (_, index) => generationOf(state, index + 1) as Generation,
  );
  const tree = new MerkleTree(former.map((one) => merkleLeaf(generationBytes(one))));
  const wanted = ids?.map(keyringIdBytes);
  const falling = [...generations].sort((a, b) => b - a);
  return {
    kind: u8(kindCode(state.kind)),
    flags: u8((state.closed ? 1 : 0) + (state.rotationDue ? 2 : 0)),
    creator: id(state.creator),
    created: u64(state.created),
    card:
      card === undefined
        ? u8(0)
        : concat(u8(1), text(card.name), text(card.specialty), text(card.domain)),
    profile:
      profile === undefined
        ? u32(0)
        : concat(u32(profile.generation), u32(profile.note.length), profile.note),
    current: generation(current, wanted),
    peaks: concat(...state.former.peaks),
    formerCount: Uint8Array.of(falling.length >> 8, falling.length & 255),
    former: concat(
      ...falling.flatMap((number) => [
        generation(generationOf(state, number) as Generation, wanted),
        ...path(tree.path(number - 1)),
      ]),
    ),
    memberCount: u32(state.members.size),
    lastingOwners: u32(state.lastingOwners),
    members: shownTrie(written(state.members, MEMBER), wanted),
    endorsements: shownTrie(written(state.endorsements, ENDORSEMENT), wanted),
    named: shownTrie(written(state.named, NAMED), wanted),
    before: concat(u32(state.before.size), ...state.before.peaks),
  };
}

export function generation(one: Generation, wanted?: readonly Bytes[]): Bytes {
  const { number, keys, previous, announcedBy, sealedTo } = one;
  return concat(
    u32(number),
    keys.hpke,
    keys.ed25519 ?? new Uint8Array(),
    keys.mlDsa65 ?? new Uint8Array(),
    u32(previous?.generation ?? 0),
    previous === undefined ? NOBODY : id(previous.secret.root),
    id(announcedBy),
    shownTrie(written(sealedTo, SEALED_TO), wanted),
  );
}

export function written<K extends string, V>(
  trie: Trie<K, V>,
  shape: Shape<K, V>,
): readonly Written[] {
  return [...trie].map(([key, value]) => ({ key: shape.key(key), value: shape.value(value) }));
}

/** What a chain that is known whole is begun with at its statement number `base`. */
export function beginningOf(
  chain: VerifiedChain,
  base: number,
  line: readonly number[],
  shows?: Shows,
): Beginning {
  return {
    line: line.map((seq) => ({
      statement: entryOf(chain, seq).bytes,
      path: before(chain, base).path(seq),
    })),
    state: stateDocument(entryOf(chain, base).state, shows),
  };
}

/** What held at a statement, for a chain that is begun at `base`; before that, with whoever may have led there. */
export function pastOf(chain: VerifiedChain, base: number, seq: number, shows?: Shows): Past {
  const { bytes, state } = entryOf(chain, seq);
  const isLast = seq + 1 === base;
  const isPast = seq < base;
  const leaders = chain.entries.map(({ statement }) => statement.header.signer.keyring);
  const shown =
    isPast && shows?.ids !== undefined ? [...new Set([...shows.ids, ...leaders])] : shows?.ids;
  return {
    statement: payload(bytes),
    path: isPast ? before(chain, base).path(seq) : [],
    ...(isPast && !isLast ? { next: payload(entryOf(chain, seq + 1).bytes) } : {}),
    nextPath: isPast && !isLast ? before(chain, base).path(seq + 1) : [],
    state: stateDocument(state, { ...shows, ...(shown === undefined ? {} : { ids: shown }) }),
  };
}

export function entryOf(chain: VerifiedChain, seq: number) {
  const entry = chain.entries[seq];
  if (entry === undefined) {
    throw new Error('a chain is as long as that');
  }
  return entry;
}

function before(chain: VerifiedChain, base: number): MerkleTree {
  return new MerkleTree(
    chain.entries.slice(0, base).map(({ state }) => merkleLeaf(statementHashBytes(state.head))),
  );
}

function payload(bytes: Bytes): Bytes {
  return parseSignedObject(bytes).payload;
}

function path(hashes: readonly Sha256[]): readonly Bytes[] {
  return [u8(hashes.length), ...hashes.map((hash) => fromHex(hash, 32, 'a hash'))];
}

function bitOf(key: Bytes, bit: number): boolean {
  return (((key[bit >> 3] ?? 0) >> (7 - (bit % 8))) & 1) === 1;
}
