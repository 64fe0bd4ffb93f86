import { type Bytes, equalBytes, toHex, u8 } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';
import type { Sha256 } from '../ids/ids.ts';

const LEAF = Uint8Array.of(0);
const BRANCH = Uint8Array.of(1);
const NOTHING = new Uint8Array(32);
/** In the place of a bit: the key is there already. */
const REPLACED = 256;

/** How keys and values are written. */
export interface Shape<K, V> {
  /** 32 bytes, others for each key. */
  readonly key: (key: K) => Bytes;
  /** What the hash says of a value. */
  readonly value: (value: V) => Bytes;
}

interface Leaf<K, V> {
  readonly kind: 'leaf';
  readonly key: K;
  readonly value: V;
  readonly bytes: Bytes;
  readonly hash: Bytes;
}

interface Branch<K, V> {
  readonly kind: 'branch';
  /** The first in which the keys below are not all alike. */
  readonly bit: number;
  readonly zero: Node<K, V>;
  readonly one: Node<K, V>;
  readonly hash: Bytes;
}

type Node<K, V> = Leaf<K, V> | Branch<K, V>;

/**
 * A map with one hash for all that it holds, whatever order that came in (spec/keyrings.md section 11).
 * Immutable: {@link with} and {@link without} make other ones, which share all that did not change; each
 * takes time and memory in proportion to the depth, on the whole the logarithm of the size. It branches only
 * where keys differ: those that begin alike cost no more than others. Its entries come in the order of
 * their keys.
 */
export class Trie<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly #shape: Shape<K, V>;
  readonly #root: Node<K, V> | undefined;

  private constructor(shape: Shape<K, V>, root: Node<K, V> | undefined, size: number) {
    this.#shape = shape;
    this.#root = root;
    this.size = size;
  }

  /** With nothing in it. */
  static empty<K extends string, V>(shape: Shape<K, V>): Trie<K, V> {
    return new Trie<K, V>(shape, undefined, 0);
  }

  /** Of all entries; 32 zeros where there are none. */
  get hash(): Bytes {
    return this.#root?.hash ?? NOTHING;
  }

  get(key: K): V | undefined {
    return this.#find(key)?.value;
  }

  has(key: K): boolean {
    return this.#find(key) !== undefined;
  }

  /** With that value for that key. */
  with(key: K, value: V): Trie<K, V> {
    const leaf = this.#leaf(key, value);
    if (this.#root === undefined) {
      return new Trie(this.#shape, leaf, 1);
    }
    const near = nearest(this.#root, leaf.bytes);
    if (near.key !== key) {
      const split = firstDifference(near.bytes, leaf.bytes);
      return new Trie(this.#shape, put(this.#root, leaf, split), this.size + 1);
    }
    return equalBytes(near.hash, leaf.hash)
      ? this
      : new Trie(this.#shape, put(this.#root, leaf, REPLACED), this.size);
  }

  /** With all these, which are new; at once takes less than one after the other. */
  withAll(entries: Iterable<readonly [K, V]>): Trie<K, V> {
    const all = [
      ...(this.#root === undefined ? [] : leaves(this.#root)),
      ...[...entries].map(([key, value]) => this.#leaf(key, value)),
    ].sort((one, other) => (toHex(one.bytes) < toHex(other.bytes) ? -1 : 1));
    return new Trie(this.#shape, all.length === 0 ? undefined : over(all), all.length);
  }

  /** Without that key. */
  without(key: K): Trie<K, V> {
    const found = this.#find(key);
    return found === undefined || this.#root === undefined
      ? this
      : new Trie(this.#shape, take(this.#root, found.bytes), this.size - 1);
  }

  *entries(): MapIterator<[K, V]> {
    for (const { key, value } of this.#leaves()) {
      yield [key, value];
    }
  }

  *keys(): MapIterator<K> {
    for (const { key } of this.#leaves()) {
      yield key;
    }
  }

  *values(): MapIterator<V> {
    for (const { value } of this.#leaves()) {
      yield value;
    }
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(tell: (value: V, key: K, map: ReadonlyMap<K, V>) => void) {
    for (const [key, value] of this) {
      tell(value, key, this);
    }
  }

  #find(key: K): Leaf<K, V> | undefined {
    if (this.#root === undefined) {
      return undefined;
    }
    const near = nearest(this.#root, this.#shape.key(key));
    return near.key === key ? near : undefined;
  }

  #leaf(key: K, value: V): Leaf<K, V> {
    const bytes = this.#shape.key(key);
    const hash = sha256(LEAF, bytes, this.#shape.value(value));
    return { kind: 'leaf', key, value, bytes, hash };
  }

  #leaves(): Iterable<Leaf<K, V>> {
    return this.#root === undefined ? [] : leaves(this.#root);
  }
}

function branchOf<K, V>(bit: number, zero: Node<K, V>, one: Node<K, V>): Branch<K, V> {
  const hash = sha256(BRANCH, u8(bit), zero.hash, one.hash);
  return { kind: 'branch', bit, zero, one, hash };
}

/** The only leaf that may have that key. */
function nearest<K, V>(root: Node<K, V>, key: Bytes): Leaf<K, V> {
  let node = root;
  while (node.kind === 'branch') {
    node = bitOf(key, node.bit) ? node.one : node.zero;
  }
  return node;
}

/** @param split the first bit in which the leaf's key differs from those that begin as it does */
function put<K, V>(node: Node<K, V>, leaf: Leaf<K, V>, split: number): Node<K, V> {
  if (node.kind === 'branch' && node.bit < split) {
    return bitOf(leaf.bytes, node.bit)
      ? branchOf(node.bit, node.zero, put(node.one, leaf, split))
      : branchOf(node.bit, put(node.zero, leaf, split), node.one);
  }
  if (split === REPLACED) {
    return leaf;
  }
  return bitOf(leaf.bytes, split) ? branchOf(split, node, leaf) : branchOf(split, leaf, node);
}

function take<K, V>(node: Node<K, V>, key: Bytes): Node<K, V> | undefined {
  if (node.kind === 'leaf') {
    return undefined;
  }
  const { bit, zero, one } = node;
  if (bitOf(key, bit)) {
    const rest = take(one, key);
    return rest === undefined ? zero : branchOf(bit, zero, rest);
  }
  const rest = take(zero, key);
  return rest === undefined ? one : branchOf(bit, rest, one);
}

/** Over leaves in the order of their keys: the first and the last differ where any do. */
function over<K, V>(all: readonly Leaf<K, V>[]): Node<K, V> {
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('there is at least one leaf');
  }
  if (first === last) {
    return first;
  }
  const bit = firstDifference(first.bytes, last.bytes);
  const ones = all.findIndex(({ bytes }) => bitOf(bytes, bit));
  return branchOf(bit, over(all.slice(0, ones)), over(all.slice(ones)));
}

function* leaves<K, V>(root: Node<K, V>): IterableIterator<Leaf<K, V>> {
  const left = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    while (node.kind === 'branch') {
      left.push(node.one);
      node = node.zero;
    }
    yield node;
  }
}

/** Of keys that are not the same. */
function firstDifference(one: Bytes, other: Bytes): number {
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at * 8 + Math.clz32((one[at] ?? 0) ^ (other[at] ?? 0)) - 24;
}

function bitOf(bytes: Bytes, index: number): boolean {
  return (((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1;
}

/** As ids and hashes are written. */
export function hashText(hash: Bytes): Sha256 {
  return toHex(hash) as Sha256;
}
