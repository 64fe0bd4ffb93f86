import { describe, expect, it } from 'vitest';
import { type Bytes, concat, fromHex, toHex, u32 } from '@/crypto/ids/bytes.ts';
import { sha256 } from '@/crypto/ids/sha256.ts';
import { historyRoot, historyWith, NO_HISTORY } from '@/crypto/trees/history.ts';
import { Trie } from '@/crypto/trees/trie.ts';

/** As spec/keyrings.md section 11 says it in few words. */
function specified(entries: readonly (readonly [string, number])[], bit = 0): Bytes {
  const [first] = entries;
  if (first === undefined) {
    return new Uint8Array(32);
  }
  if (entries.length === 1) {
    return sha256(Uint8Array.of(0), fromHex(first[0], 32, 'a key'), u32(first[1]));
  }
  const isOne = ([key]: readonly [string, number]) =>
    ((Number.parseInt(key[bit >> 2] ?? '0', 16) >> (3 - (bit & 3))) & 1) === 1;
  const ones = entries.filter(isOne);
  const zeros = entries.filter((entry) => !isOne(entry));
  return ones.length === 0 || zeros.length === 0
    ? specified(entries, bit + 1)
    : sha256(Uint8Array.of(1, bit), specified(zeros, bit + 1), specified(ones, bit + 1));
}

const EMPTY = Trie.empty<string, number>({
  key: (hex) => fromHex(hex, 32, 'a key'),
  value: u32,
});

function key(seed: number): string {
  const hex = toHex(sha256(u32(seed)));
  return seed % 2 === 0 ? hex : `0000${hex.slice(4)}`;
}

describe('A trie', () => {
  it('has the specified hash, whatever came and went in whatever order', () => {
    const plain = new Map<string, number>();
    let trie = EMPTY;
    for (let step = 0; step < 400; step++) {
      const one = key((step * 7919) % 61);
      if (step % 3 === 2) {
        plain.delete(one);
        trie = trie.without(one);
      } else {
        plain.set(one, step);
        trie = trie.with(one, step);
      }
      const sorted = [...plain].sort(([a], [b]) => (a < b ? -1 : 1));
      expect([...trie]).toEqual(sorted);
      expect(trie.size).toBe(plain.size);
      expect(trie.hash).toEqual(specified(sorted));
    }
  });

  it('tells keys apart that differ in their last bit alone', () => {
    const [one, other] = [`${'0'.repeat(63)}2`, `${'0'.repeat(63)}3`];
    const trie = EMPTY.with(one, 1).with(other, 2);
    expect([trie.get(one), trie.get(other)]).toEqual([1, 2]);
    expect(trie.hash).toEqual(
      specified([
        [one, 1],
        [other, 2],
      ]),
    );
    expect(trie.without(other).hash).toEqual(specified([[one, 1]]));
  });

  it('is the same at once or one by one, and where nothing changes', () => {
    const entries = Array.from({ length: 40 }, (_, seed) => [key(seed), seed] as const);
    const byOne = entries.reduce((trie, [one, value]) => trie.with(one, value), EMPTY);
    expect(EMPTY.withAll(entries).hash).toEqual(byOne.hash);
    expect([...EMPTY.withAll(entries.slice(0, 9)).withAll(entries.slice(9))]).toEqual([...byOne]);
    expect(byOne.with(key(7), 7)).toBe(byOne);
    expect(EMPTY.withAll([]).hash).toEqual(EMPTY.hash);
  });

  it('takes nothing out that is not there', () => {
    const trie = EMPTY.with(key(2), 1);
    expect(trie.without(key(4))).toBe(trie);
    expect(trie.has(key(4))).toBe(false);
  });
});

describe('A history', () => {
  it('has at every size the root of RFC 9162', () => {
    const leaves: Bytes[] = [];
    let history = NO_HISTORY;
    for (let size = 0; size < 70; size++) {
      expect(historyRoot(history)).toEqual(rootOf(leaves));
      leaves.push(u32(size));
      history = historyWith(history, u32(size));
    }
  });
});

function rootOf(leaves: readonly Bytes[]): Bytes {
  const [first] = leaves;
  if (first === undefined) {
    return sha256();
  }
  if (leaves.length === 1) {
    return sha256(Uint8Array.of(0), first);
  }
  let left = 1;
  while (left * 2 < leaves.length) {
    left *= 2;
  }
  return sha256(
    concat(Uint8Array.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left))),
  );
}
