import { type NotShown, NotShownError } from '../errors.ts';
import { type Bytes, toHex, u8 } from '../ids/bytes.ts';
import { keyringIdOf } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';

const LEAF = Uint8Array.of(0);
const BRANCH = Uint8Array.of(1);
/** In the place of a bit: the key is there already. */
export const REPLACED = 256;

export interface Leaf<K, V> {
  readonly kind: 'leaf';
  readonly key: K;
  readonly value: V;
  readonly bytes: Bytes;
  readonly hash: Bytes;
}

export interface Branch<K, V> {
  readonly kind: 'branch';
  /** The first in which the keys below are not all alike. */
  readonly bit: number;
  readonly zero: Node<K, V>;
  readonly one: Node<K, V>;
  readonly hash: Bytes;
}

/** The state after a statement of a keyring's chain. */
export type Place = Required<Pick<NotShown, 'of' | 'head'>>;

/** One or more entries of which nothing is known but their hash. */
export interface Hidden {
  readonly kind: 'hidden';
  readonly hash: Bytes;
  /** In which state, as refusals say it; its keys are ids. */
  readonly in: Place;
}

export type Node<K, V> = Leaf<K, V> | Branch<K, V> | Hidden;

/** @param said what the hash says of the value */
export function leafOf<K, V>(key: K, bytes: Bytes, value: V, said: Bytes): Leaf<K, V> {
  return { kind: 'leaf', key, value, bytes, hash: sha256(LEAF, bytes, said) };
}

export function branchOf<K, V>(bit: number, zero: Node<K, V>, one: Node<K, V>): Branch<K, V> {
  const hash = sha256(BRANCH, u8(bit), zero.hash, one.hash);
  return { kind: 'branch', bit, zero, one, hash };
}

/** The only leaf that may have that key, or what is not shown and may hold it. */
export function nearest<K, V>(root: Node<K, V>, key: Bytes): Leaf<K, V> | Hidden {
  let node = root;
  while (node.kind === 'branch') {
    node = bitOf(key, node.bit) ? node.one : node.zero;
  }
  return node;
}

/**
 * Refuses what is not shown.
 *
 * @param key what is looked for; undefined for everything
 */
export function shown<K, V>(node: Leaf<K, V> | Hidden, key?: Bytes): Leaf<K, V> {
  if (node.kind === 'hidden') {
    const { of, head } = node.in;
    const wanted = key === undefined ? { of } : { of, head, ids: [keyringIdOf(key)] };
    throw new NotShownError(wanted, 'a part of a state that is not shown');
  }
  return node;
}

/** @param split the first bit in which the leaf's key differs from those that begin as it does */
export function put<K, V>(node: Node<K, V>, leaf: Leaf<K, V>, split: number): Node<K, V> {
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

/** Without the leaf of a key that is there and shown; what stood beside it moves up, shown or not. */
export function take<K, V>(node: Node<K, V>, key: Bytes): Node<K, V> | undefined {
  if (node.kind !== 'branch') {
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
export function over<K, V>(all: readonly Leaf<K, V>[]): Node<K, V> {
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

/** The leaves, and what is not shown in its place between them. */
export function* ends<K, V>(root: Node<K, V>): IterableIterator<Leaf<K, V> | Hidden> {
  const left = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    while (node.kind === 'branch') {
      left.push(node.one);
      node = node.zero;
    }
    yield node;
  }
}

/** What either shows, of two with the same hash. */
export function merged<K, V>(one: Node<K, V>, other: Node<K, V>): Node<K, V> {
  if (one === other || other.kind === 'hidden') {
    return one;
  }
  if (one.kind === 'hidden') {
    return other;
  }
  if (one.kind === 'leaf' || other.kind === 'leaf') {
    return one;
  }
  const zero = merged(one.zero, other.zero);
  const last = merged(one.one, other.one);
  return zero === one.zero && last === one.one ? one : { ...one, zero, one: last };
}

/** Of keys that are not the same. */
export function firstDifference(one: Bytes, other: Bytes): number {
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at * 8 + Math.clz32((one[at] ?? 0) ^ (other[at] ?? 0)) - 24;
}

export function bitOf(bytes: Bytes, index: number): boolean {
  return (((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1;
}

/** In the order of their keys. */
export function sorted<K, V>(leaves: readonly Leaf<K, V>[]): readonly Leaf<K, V>[] {
  return leaves
    .map((leaf) => ({ leaf, hex: toHex(leaf.bytes) }))
    .sort((one, other) => (one.hex < other.hex ? -1 : 1))
    .map(({ leaf }) => leaf);
}
