import type { Bytes } from '../ids/bytes.ts';
import { fromHex, toHex } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';
import type { Sha256 } from '../ids/ids.ts';

const KEY_BYTES = 32;
const LEAF = Uint8Array.of(0);
const BRANCH = Uint8Array.of(1);
const NOTHING = new Uint8Array(32);

interface Leaf<K, V> {
  readonly kind: 'leaf';
  readonly key: K;
  readonly value: V;
  readonly bytes: Bytes;
  readonly hash: Bytes;
}

interface Branch<K, V> {
  readonly kind: 'branch';
  readonly zero: Node<K, V>;
  readonly one: Node<K, V>;
  readonly hash: Bytes;
}

/** Undefined where nothing is. */
type Node<K, V> = Leaf<K, V> | Branch<K, V> | undefined;

/**
 * A map with one hash for all that it holds, whatever order that came in (spec/keyrings.md section 11).
 * Immutable: {@link with} and {@link without} make other ones, which share all that did not change; each
 * takes time and memory in proportion to the depth, on the whole the logarithm of the size. Its entries
 * come in the order of their keys.
 */
export class Trie<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly #write: (value: V) => Bytes;
  readonly #root: Node<K, V>;

  private constructor(write: (value: V) => Bytes, root: Node<K, V>, size: number) {
    this.#write = write;
    this.#root = root;
    this.size = size;
  }

  /**
   * With nothing in it. Keys are lower-case hexadecimal digits, at most 64 and as many in all; zeros
   * stand for those that are missing.
   *
   * @param write what the hash says of a value
   */
  static empty<K extends string, V>(write: (value: V) => Bytes): Trie<K, V> {
    return new Trie<K, V>(write, undefined, 0);
  }

  /** Of all entries; 32 zeros where there are none. */
  get hash(): Bytes {
    return this.#root?.hash ?? NOTHING;
  }

  get(key: K): V | undefined {
    const bytes = keyBytes(key);
    let node = this.#root;
    for (let depth = 0; node?.kind === 'branch'; depth++) {
      node = bitOf(bytes, depth) ? node.one : node.zero;
    }
    return node?.key === key ? node.value : undefined;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** With that value for that key. */
  with(key: K, value: V): Trie<K, V> {
    const leaf = leafOf(key, value, this.#write);
    return new Trie(this.#write, put(this.#root, leaf, 0), this.size + (this.has(key) ? 0 : 1));
  }

  /** Without that key. */
  without(key: K): Trie<K, V> {
    return this.has(key)
      ? new Trie(this.#write, take(this.#root, keyBytes(key), 0), this.size - 1)
      : this;
  }

  *entries(): MapIterator<[K, V]> {
    for (const { key, value } of leaves(this.#root)) {
      yield [key, value];
    }
  }

  *keys(): MapIterator<K> {
    for (const { key } of leaves(this.#root)) {
      yield key;
    }
  }

  *values(): MapIterator<V> {
    for (const { value } of leaves(this.#root)) {
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
}

function leafOf<K extends string, V>(key: K, value: V, write: (value: V) => Bytes): Leaf<K, V> {
  const bytes = keyBytes(key);
  return { kind: 'leaf', key, value, bytes, hash: sha256(LEAF, bytes, write(value)) };
}

function branchOf<K, V>(zero: Node<K, V>, one: Node<K, V>): Branch<K, V> {
  const hash = sha256(BRANCH, zero?.hash ?? NOTHING, one?.hash ?? NOTHING);
  return { kind: 'branch', zero, one, hash };
}

function put<K, V>(node: Node<K, V>, leaf: Leaf<K, V>, depth: number): Node<K, V> {
  switch (node?.kind) {
    case undefined:
      return leaf;
    case 'leaf':
      return node.key === leaf.key ? leaf : both(node, leaf, depth);
    case 'branch':
      return bitOf(leaf.bytes, depth)
        ? branchOf(node.zero, put(node.one, leaf, depth + 1))
        : branchOf(put(node.zero, leaf, depth + 1), node.one);
  }
}

function both<K, V>(before: Leaf<K, V>, leaf: Leaf<K, V>, depth: number): Node<K, V> {
  const wasOne = bitOf(before.bytes, depth);
  const isOne = bitOf(leaf.bytes, depth);
  if (wasOne !== isOne) {
    return isOne ? branchOf<K, V>(before, leaf) : branchOf<K, V>(leaf, before);
  }
  const below = both(before, leaf, depth + 1);
  return isOne ? branchOf(undefined, below) : branchOf(below, undefined);
}

/** What holds one leaf is that leaf. */
function take<K, V>(node: Node<K, V>, key: Bytes, depth: number): Node<K, V> {
  if (node?.kind !== 'branch') {
    return undefined;
  }
  const isOne = bitOf(key, depth);
  const zero = isOne ? node.zero : take(node.zero, key, depth + 1);
  const one = isOne ? take(node.one, key, depth + 1) : node.one;
  if (zero === undefined && one?.kind !== 'branch') {
    return one;
  }
  return one === undefined && zero?.kind !== 'branch' ? zero : branchOf(zero, one);
}

function* leaves<K, V>(root: Node<K, V>): IterableIterator<Leaf<K, V>> {
  const left = [root];
  while (left.length > 0) {
    const node = left.pop();
    if (node?.kind === 'branch') {
      left.push(node.one, node.zero);
    } else if (node !== undefined) {
      yield node;
    }
  }
}

function keyBytes(key: string): Bytes {
  return fromHex(key.padEnd(2 * KEY_BYTES, '0'), KEY_BYTES, 'a key');
}

function bitOf(bytes: Bytes, index: number): boolean {
  return (((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1;
}

/** As ids and hashes are written. */
export function hashText(hash: Bytes): Sha256 {
  return toHex(hash) as Sha256;
}
