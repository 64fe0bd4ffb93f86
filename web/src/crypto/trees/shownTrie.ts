import { malformed } from '../errors.ts';
import type { ByteReader } from '../ids/byteReader.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type Shape, Trie } from './trie.ts';
import { bitOf, branchOf, firstDifference, leafOf, type Node, type Place } from './trieNodes.ts';

const KEY_BYTES = 32;
const NOTHING = 0;
const LEAF = 1;
const BRANCH = 2;
const HIDDEN = 3;

/** How keys and values are written and read. */
export interface ReadShape<K, V> extends Shape<K, V> {
  readonly readKey: (bytes: Bytes) => K;
  /** Refuses as `malformed` what no statement could have said. */
  readonly readValue: (reader: ByteReader, key: K) => V;
}

interface Read<K, V> {
  readonly node: Node<K, V>;
  /** Of some leaf below; undefined where none is shown. */
  readonly key: Bytes | undefined;
}

/**
 * Reads a trie of which a part is shown (spec/keyrings.md section 12).
 *
 * @param place in which state it is, as refusals say it
 * @param size how many entries there are, where that is told
 */
export function readTrie<K extends string, V>(
  reader: ByteReader,
  shape: ReadShape<K, V>,
  place: Place,
  size?: number,
): Trie<K, V> {
  const first = reader.u8();
  const root = first === NOTHING ? undefined : readNode(reader, shape, place, first, 0).node;
  const trie = Trie.of(shape, root, size);
  if (
    size !== undefined &&
    (trie.isWhole ? trie.size !== size : [...trie.shown()].length >= size)
  ) {
    throw malformed('a trie of another size');
  }
  return trie;
}

/** @param least the first bit at which it may branch: they grow, so that this ends */
function readNode<K, V>(
  reader: ByteReader,
  shape: ReadShape<K, V>,
  place: Place,
  first: number,
  least: number,
): Read<K, V> {
  if (first === LEAF) {
    const bytes = reader.take(KEY_BYTES);
    const key = shape.readKey(bytes);
    const value = shape.readValue(reader, key);
    return { node: leafOf(key, bytes, value, shape.value(value)), key: bytes };
  }
  if (first === HIDDEN) {
    return { node: { kind: 'hidden', hash: reader.take(KEY_BYTES), in: place }, key: undefined };
  }
  const bit = first === BRANCH ? reader.u8() : -1;
  if (bit < least) {
    throw malformed('a trie branches at later and later bits');
  }
  const zero = readNode(reader, shape, place, reader.u8(), bit + 1);
  const one = readNode(reader, shape, place, reader.u8(), bit + 1);
  const isInPlace =
    (zero.key === undefined || !bitOf(zero.key, bit)) &&
    (one.key === undefined || bitOf(one.key, bit)) &&
    (zero.key === undefined || one.key === undefined || firstDifference(zero.key, one.key) === bit);
  if (!isInPlace) {
    throw malformed('a key in a trie that does not belong where it stands');
  }
  return { node: branchOf(bit, zero.node, one.node), key: zero.key ?? one.key };
}
