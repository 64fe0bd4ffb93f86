import { type Bytes, concat, fromHex, u32, u8, utf8 } from '@/crypto/ids/bytes.ts';
import type { KeyringId, Sha256, StatementHash } from '@/crypto/ids/ids.ts';
import { sha256Text, statementHashBytes } from '@/crypto/ids/ids.ts';
import type { Past } from '@/crypto/chains/past.ts';
import type { Beginning } from '@/crypto/chains/base.ts';
import type { VerifiedChain } from '@/crypto/chains/verifiedChain.ts';
import type { Generation, KeyringState } from '@/crypto/keyrings/keyringState.ts';
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
import { sha256 } from '@/crypto/ids/sha256.ts';
import { toHex } from '@/crypto/ids/bytes.ts';

/** An entry as it is hashed. */
export interface Written {
  readonly key: Bytes;
  readonly value: Bytes;
}

/** What a document shows; everything where nothing is said. */
export interface Shows {
  readonly ids?: readonly KeyringId[];
  readonly generations?: readonly number[];
}

const NOBODY = new Uint8Array(32);

/** As spec/keyrings.md section 12 says it: the ways to these keys, and hashes of what is beside them. */
export function shownTrie(
  entries: readonly Written[],
  isShown: (key: Bytes) => boolean,
  wanted?: readonly Bytes[],
  bit = 0,
): Bytes {
  const [first] = entries;
  if (first === undefined) {
    return u8(0);
  }
  if (!(wanted?.length === 0) && entries.length === 1) {
    return concat(u8(1), first.key, first.value);
  }
  if (wanted?.length === 0) {
    return concat(u8(3), trieHash(entries, bit));
  }
  const ones = entries.filter(({ key }) => bitOf(key, bit));
  const zeros = entries.filter(({ key }) => !bitOf(key, bit));
  if (ones.length === 0 || zeros.length === 0) {
    return shownTrie(entries, isShown, wanted, bit + 1);
  }
  const towards = (one: boolean) => wanted?.filter((key) => bitOf(key, bit) === one);
  return concat(
    Uint8Array.of(2, bit),
    shownTrie(zeros, isShown, towards(false), bit + 1),
    shownTrie(ones, isShown, towards(true), bit + 1),
  );
}

/** As spec/keyrings.md section 11 says it. */
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

function bitOf(key: Bytes, bit: number): boolean {
  return (((key[bit >> 3] ?? 0) >> (7 - (bit % 8))) & 1) === 1;
}
