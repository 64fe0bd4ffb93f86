import { describe, expect, it } from 'vitest';
import { ByteReader } from '@/crypto/ids/byteReader.ts';
import { type Bytes, concat, fromHex, toHex, u32, u8 } from '@/crypto/ids/bytes.ts';
import { keyringId, statementHash } from '@/crypto/ids/ids.ts';
import { sha256 } from '@/crypto/ids/sha256.ts';
import { merkleLeaf, MerkleTree, treeContains } from '@/crypto/trees/merkleTree.ts';
import { type ReadShape, readTrie } from '@/crypto/trees/shownTrie.ts';
import { Trie } from '@/crypto/trees/trie.ts';
import { shownTrie, type Written, written } from './shownStates.ts';

const SHAPE: ReadShape<string, number> = {
  key: (hex) => fromHex(hex, 32, 'a key'),
  value: u32,
  readKey: toHex,
  readValue: (reader) => reader.number(),
};
const EMPTY = Trie.empty(SHAPE);
const PLACE = { of: keyringId('ab'.repeat(32)), head: statementHash('cd'.repeat(32)) };
const NOT_SHOWN = expect.objectContaining({ code: 'not-shown' }) as Error;
const EVERYTHING = expect.objectContaining({ wanted: { of: PLACE.of } }) as Error;
const wanting = (key: string) =>
  expect.objectContaining({ code: 'not-shown', wanted: { ...PLACE, ids: [key] } }) as Error;

/** Some of which begin alike. */
function key(seed: number): string {
  const hex = toHex(sha256(u32(seed)));
  return seed % 2 === 0 ? hex : `0000${hex.slice(4)}`;
}

function whole(size: number) {
  return EMPTY.withAll(Array.from({ length: size }, (_, seed) => [key(seed), seed] as const));
}

function read(bytes: Bytes, size?: number) {
  const reader = new ByteReader(bytes);
  const trie = readTrie(reader, SHAPE, PLACE, size);
  reader.end();
  return trie;
}

function showing(trie: Trie<string, number>, keys?: readonly string[], size?: number) {
  return read(shownTrie(written(trie, SHAPE), keys?.map(SHAPE.key)), size);
}

const leaf = (hex: string, value = 1) => concat(u8(1), SHAPE.key(hex), u32(value));
const hidden = (value = 9) => concat(u8(3), sha256(u32(value)));
const branch = (bit: number, zero: Bytes, one: Bytes) => concat(Uint8Array.of(2, bit), zero, one);
/** 32 bytes that begin with these. */
const starting = (hex: string) => hex.padEnd(64, '0');

describe('A trie of which a part is shown', () => {
  it('is the same where all is shown', () => {
    for (const size of [0, 1, 2, 3, 17, 60]) {
      const trie = whole(size);
      const shown = showing(trie);
      expect([...shown]).toEqual([...trie]);
      expect(shown.hash).toEqual(trie.hash);
      expect(shown.size).toBe(size);
      expect(shown.isWhole).toBe(true);
    }
  });

  it('tells what is on the ways that are shown, and refuses everything else', () => {
    const trie = whole(61);
    for (let asked = 0; asked < 90; asked++) {
      const shown = showing(trie, [key(asked)], 61);
      expect(shown.hash).toEqual(trie.hash);
      expect(shown.get(key(asked))).toBe(trie.get(key(asked)));
      expect(shown.has(key(asked))).toBe(asked < 61);
      expect(shown.tells(key(asked))).toBe(true);
      expect(shown.size).toBe(61);
      expect([...shown.shown()].length).toBeGreaterThan(0);
      const others = Array.from({ length: 61 }, (_, seed) => key(seed));
      const hiddenOnes = others.filter((other) => !shown.tells(other));
      expect(hiddenOnes.length).toBeGreaterThan(40);
      for (const other of hiddenOnes) {
        expect(() => shown.get(other)).toThrow(wanting(other));
        expect(() => shown.has(other)).toThrow(NOT_SHOWN);
        expect(() => shown.with(other, 1)).toThrow(wanting(other));
        expect(() => shown.without(other)).toThrow(NOT_SHOWN);
        expect(shown.shownOf(other)).toBeUndefined();
      }
      expect(() => [...shown.values()]).toThrow(EVERYTHING);
      expect(() => [...shown.keys()]).toThrow(NOT_SHOWN);
      expect(() => shown.withAll([])).toThrow(NOT_SHOWN);
    }
  });

  it('changes to what the whole one changes to', () => {
    let trie = whole(40);
    let shown = showing(trie, [key(3), key(4), key(50), key(51)], 40);
    const steps: readonly ((one: Trie<string, number>) => Trie<string, number>)[] = [
      (one) => one.with(key(3), 77),
      (one) => one.with(key(50), 50),
      (one) => one.without(key(4)),
      (one) => one.with(key(50), 51),
      (one) => one.without(key(51)),
      (one) => one.without(key(3)),
    ];
    for (const step of steps) {
      trie = step(trie);
      shown = step(shown);
      expect(shown.hash).toEqual(trie.hash);
      expect(shown.size).toBe(trie.size);
    }
  });

  it('gives away what stands beside what is not shown', () => {
    const trie = EMPTY.with(starting('00'), 1).with(starting('80'), 2).with(starting('c0'), 3);
    const shown = showing(trie, [starting('00')], 3).without(starting('00'));
    expect(shown.hash).toEqual(trie.without(starting('00')).hash);
    expect(shown.size).toBe(2);
    expect(() => shown.get(starting('80'))).toThrow(NOT_SHOWN);
  });

  it('has no size that was not told', () => {
    expect(() => showing(whole(9), [key(1)]).size).toThrow(NOT_SHOWN);
    expect(showing(whole(9), [key(1)], 9).with(key(1), 5).size).toBe(9);
    expect(() => showing(whole(9), [key(1)]).with(key(1), 5).size).toThrow(NOT_SHOWN);
  });

  it('becomes whole with the rest', () => {
    const trie = whole(30);
    const parts = Array.from({ length: 30 }, (_, seed) => showing(trie, [key(seed)]));
    const all = parts.reduce((one, other) => one.mergedWith(other));
    expect([...all]).toEqual([...trie]);
    expect(all.size).toBe(30);
    expect(showing(trie, []).mergedWith(showing(trie, [key(2)], 30)).size).toBe(30);
    expect(trie.mergedWith(showing(trie, []))).toMatchObject({ size: 30, isWhole: true });
    expect(() => showing(trie, []).mergedWith(whole(29))).toThrow('same hash');
  });

  it.each([
    ['a first byte that there is not', u8(4)],
    ['nothing below a branch', branch(0, u8(0), leaf(starting('80')))],
    ['a branch that goes back', branch(1, branch(0, hidden(), hidden()), hidden())],
    ['a branch at the same bit', branch(3, hidden(), branch(3, hidden(), hidden()))],
    ['a key with 1 where it stands below 0', branch(0, leaf(starting('80')), hidden())],
    ['a key with 0 where it stands below 1', branch(0, hidden(), leaf(starting('00')))],
    ['keys that differ before', branch(1, leaf(starting('00')), leaf(starting('c0')))],
    [
      'keys that differ before, further down',
      branch(
        1,
        branch(2, hidden(), leaf(starting('20'))),
        branch(2, leaf(starting('c0')), hidden()),
      ),
    ],
    ['the same key twice', branch(0, leaf(starting('00')), leaf(starting('00')))],
    ['a key that ends too early', leaf(starting('00')).slice(0, 20)],
    ['a hash that ends too early', hidden().slice(0, 32)],
    ['a branch without its second trie', branch(0, leaf(starting('00')), new Uint8Array())],
    ['a value out of range', concat(u8(1), SHAPE.key(starting('00')), u32(2 ** 31))],
    ['bytes behind it', concat(u8(0), u8(0))],
    ['no bytes', new Uint8Array()],
  ])('is refused with %s', (_, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('is refused where it has another size than is told', () => {
    const malformed = expect.objectContaining({ code: 'malformed' }) as Error;
    const trie = whole(5);
    expect(() => showing(trie, undefined, 4)).toThrow(malformed);
    expect(() => showing(trie, undefined, 6)).toThrow(malformed);
    expect(() => showing(trie, [key(0), key(1), key(2)], 3)).toThrow(malformed);
    expect(() => showing(EMPTY, undefined, 1)).toThrow(malformed);
  });

  it('reads any bytes or refuses them as malformed', () => {
    const good = shownTrie(written(whole(12), SHAPE), [SHAPE.key(key(1)), SHAPE.key(key(6))]);
    let refused = 0;
    for (let at = 0; at < good.length; at++) {
      const changed = new Uint8Array(good);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      try {
        // What is read is never taken for what was shown.
        expect(read(changed).hash).not.toEqual(whole(12).hash);
      } catch (failure) {
        expect(failure).toMatchObject({ code: 'malformed' });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
    const entries: readonly Written[] = written(whole(12), SHAPE);
    expect(read(shownTrie(entries, [])).hash).toEqual(whole(12).hash);
  });
});

describe('A Merkle tree', () => {
  it('contains each leaf in its place, and nothing anywhere else', () => {
    for (const size of [1, 2, 3, 5, 8, 13]) {
      const leaves = Array.from({ length: size }, (_, index) => merkleLeaf(u32(index)));
      const tree = new MerkleTree(leaves);
      leaves.forEach((one, index) => {
        const path = tree.path(index);
        expect(treeContains(tree.root, size, index, one, path)).toBe(true);
        expect(treeContains(tree.root, size, index, merkleLeaf(u32(99)), path)).toBe(false);
        expect(treeContains(tree.root, size, index, one, [...path, one])).toBe(false);
        expect(treeContains(tree.root, size, size, one, path)).toBe(false);
        expect(treeContains(tree.root, size, -1, one, path)).toBe(false);
        if (size > 1) {
          expect(treeContains(tree.root, size, (index + 1) % size, one, path)).toBe(false);
          expect(treeContains(tree.root, size, index, one, path.slice(1))).toBe(false);
        }
      });
    }
  });
});
