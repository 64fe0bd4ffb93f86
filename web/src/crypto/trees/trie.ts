import { type Bytes, equalBytes, toHex } from '../ids/bytes.ts';
import type { Sha256 } from '../ids/ids.ts';
import {
  ends,
  firstDifference,
  type Leaf,
  leafOf,
  merged,
  nearest,
  type Node,
  over,
  put,
  REPLACED,
  shown,
  sorted,
  take,
} from './trieNodes.ts';

const NOTHING = new Uint8Array(32);

/** How keys and values are written. */
export interface Shape<K, V> {
  /** 32 bytes, others for each key. */
  readonly key: (key: K) => Bytes;
  /** What the hash says of a value. */
  readonly value: (value: V) => Bytes;
}

/**
 * A map with one hash for all that it holds, whatever order that came in (spec/keyrings.md section 11).
 * Immutable: {@link with} and {@link without} make other ones, which share all that did not change; each
 * takes time and memory in proportion to the depth, on the whole the logarithm of the size. It branches only
 * where keys differ: those that begin alike cost no more than others. Its entries come in the order of
 * their keys.
 *
 * Of one that came in a state document, parts may not be shown: what would need them is refused as
 * `not-shown`, and never taken for absent.
 */
export class Trie<K extends string, V> implements ReadonlyMap<K, V> {
  readonly #shape: Shape<K, V>;
  readonly #root: Node<K, V> | undefined;
  readonly #size: number | undefined;

  /** @param size undefined where it is not known */
  private constructor(shape: Shape<K, V>, root: Node<K, V> | undefined, size: number | undefined) {
    this.#shape = shape;
    this.#root = root;
    this.#size = size;
  }

  /** With nothing in it. */
  static empty<K extends string, V>(shape: Shape<K, V>): Trie<K, V> {
    return new Trie<K, V>(shape, undefined, 0);
  }

  /**
   * As it is shown.
   *
   * @param size how many entries there are, where that is told
   */
  static of<K extends string, V>(
    shape: Shape<K, V>,
    root: Node<K, V> | undefined,
    size?: number,
  ): Trie<K, V> {
    const all = root === undefined ? [] : [...ends(root)];
    const isWhole = all.every(({ kind }) => kind === 'leaf');
    return new Trie(shape, root, isWhole ? all.length : size);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#size ?? [...this.#leaves()].length;
  }

  /** Whether every entry is shown. */
  get isWhole(): boolean {
    return this.#ends().every(({ kind }) => kind === 'leaf');
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
    const near = shown(nearest(this.#root, leaf.bytes), leaf.bytes);
    if (near.key !== key) {
      const split = firstDifference(near.bytes, leaf.bytes);
      return new Trie(this.#shape, put(this.#root, leaf, split), this.#grown(1));
    }
    return equalBytes(near.hash, leaf.hash)
      ? this
      : new Trie(this.#shape, put(this.#root, leaf, REPLACED), this.#size);
  }

  /** With all these, which are new; at once takes less than one after the other. */
  withAll(entries: Iterable<readonly [K, V]>): Trie<K, V> {
    const all = sorted([
      ...this.#leaves(),
      ...[...entries].map(([key, value]) => this.#leaf(key, value)),
    ]);
    return new Trie(this.#shape, all.length === 0 ? undefined : over(all), all.length);
  }

  /** Without that key. */
  without(key: K): Trie<K, V> {
    const found = this.#find(key);
    return found === undefined || this.#root === undefined
      ? this
      : new Trie(this.#shape, take(this.#root, found.bytes), this.#grown(-1));
  }

  /** The entries that are shown, whatever else there is. */
  *shown(): MapIterator<[K, V]> {
    for (const end of this.#ends()) {
      if (end.kind === 'leaf') {
        yield [end.key, end.value];
      }
    }
  }

  /** The value of that key where it is there and shown. */
  shownOf(key: K): V | undefined {
    const near = this.#nearest(key);
    return near?.kind === 'leaf' && near.key === key ? near.value : undefined;
  }

  /** Whether it is shown what that key has, or that it is not there. */
  tells(key: K): boolean {
    return this.#nearest(key)?.kind !== 'hidden';
  }

  /** With what another one of the same hash shows. */
  mergedWith(other: Trie<K, V>): Trie<K, V> {
    if (!equalBytes(this.hash, other.hash)) {
      throw new Error('tries of the same hash become one');
    }
    return this.#root === undefined || other.#root === undefined
      ? this
      : Trie.of(this.#shape, merged(this.#root, other.#root), this.#size ?? other.#size);
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

  #nearest(key: K) {
    return this.#root === undefined ? undefined : nearest(this.#root, this.#shape.key(key));
  }

  #find(key: K): Leaf<K, V> | undefined {
    const near = this.#nearest(key);
    const leaf = near === undefined ? undefined : shown(near, this.#shape.key(key));
    return leaf?.key === key ? leaf : undefined;
  }

  #leaf(key: K, value: V): Leaf<K, V> {
    return leafOf(key, this.#shape.key(key), value, this.#shape.value(value));
  }

  #grown(by: number): number | undefined {
    return this.#size === undefined ? undefined : this.#size + by;
  }

  #ends() {
    return this.#root === undefined ? [] : [...ends(this.#root)];
  }

  *#leaves(): IterableIterator<Leaf<K, V>> {
    if (this.#root !== undefined) {
      for (const end of ends(this.#root)) {
        yield shown(end);
      }
    }
  }
}

/** As ids and hashes are written. */
export function hashText(hash: Bytes): Sha256 {
  return toHex(hash) as Sha256;
}
