import { describe, expect, it } from 'vitest';
import type { Commitment } from '@/crypto/envelopes/commitment.ts';
import { envelopeLeaf } from '@/crypto/envelopes/envelopeTree.ts';
import { MerkleTree } from '@/crypto/trees/merkleTree.ts';
import { LockedError, UnansweredError } from '@/crypto/errors.ts';
import { type Bytes, randomBytes } from '@/crypto/ids/bytes.ts';
import { keyringIdOf } from '@/crypto/ids/ids.ts';
import {
  EnvelopeBook,
  type EnvelopeName,
  type EnvelopeSource,
  type FoundEnvelope,
} from '@/crypto/vault/envelopeBook.ts';

const keyring = keyringIdOf(randomBytes(32));

/** Envelopes of one rotation; here they are bytes and nothing more. */
function announcedFor(members: number, generation = 1) {
  const names = Array.from({ length: members }, () => ({
    keyring,
    generation,
    recipient: keyringIdOf(randomBytes(32)),
    recipientGeneration: 1,
  }));
  const envelopes = names.map(() => randomBytes(64));
  const tree = new MerkleTree(
    names.map(({ recipient }, index) => envelopeLeaf(recipient, 1, envelopes[index] ?? fail())),
  );
  return names.map((name, index) => ({
    name,
    announced: { root: tree.root, index, size: members },
    found: { ...name, envelope: envelopes[index] ?? fail(), path: tree.path(index) },
  }));
}

/** Hands out what it has, and says when it was asked for what. */
class Shelf implements EnvelopeSource {
  readonly requests: (readonly EnvelopeName[])[] = [];
  readonly found: FoundEnvelope[];
  /** What an answer waits for. */
  ready = () => Promise.resolve();

  constructor(found: readonly FoundEnvelope[]) {
    this.found = [...found];
  }

  async fetch(wanted: readonly EnvelopeName[]) {
    this.requests.push(wanted);
    await this.ready();
    return this.found.filter(({ recipient, generation }) =>
      wanted.some((name) => name.recipient === recipient && name.generation === generation),
    );
  }
}

describe('Envelopes that are wanted', () => {
  const all = announcedFor(450);
  const find = (book: EnvelopeBook, { name, announced }: (typeof all)[number]) =>
    book.find(name, announced);

  it('in one turn are asked for together, 200 at most at once, and once each', async () => {
    const shelf = new Shelf(all.map(({ found }) => found));
    const book = new EnvelopeBook(shelf);
    const got = await Promise.all([...all, ...all].map((one) => find(book, one)));
    expect(got).toEqual([...all, ...all].map(({ found }) => found.envelope));
    expect(shelf.requests.map(({ length }) => length)).toEqual([200, 200, 50]);
    await Promise.all(all.map((one) => find(book, one)));
    expect(shelf.requests).toHaveLength(3);
  });

  it('while a request is on its way are asked for together in the next', async () => {
    const shelf = new Shelf(all.map(({ found }) => found));
    let answer: () => void = fail;
    shelf.ready = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const book = new EnvelopeBook(shelf);
    const got: Promise<Bytes>[] = [];
    for (const one of all.slice(0, 100)) {
      got.push(find(book, one));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(shelf.requests).toHaveLength(1);
    shelf.ready = () => Promise.resolve();
    answer();
    await Promise.all(got);
    expect(shelf.requests).toHaveLength(2);
    expect(shelf.requests.flat()).toHaveLength(100);
  });

  it('and are not handed out are refused, and asked for again next time', async () => {
    const [one, other] = announcedFor(2);
    const shelf = new Shelf(other === undefined ? [] : [other.found]);
    const book = new EnvelopeBook(shelf);
    const [withheld, found] = await Promise.allSettled([
      find(book, one ?? fail()),
      find(book, other ?? fail()),
    ]);
    expect(withheld).toMatchObject({ status: 'rejected', reason: { code: 'keys-withheld' } });
    expect(found.status).toBe('fulfilled');
    shelf.found.push(one?.found ?? fail());
    expect(await find(book, one ?? fail())).toEqual(one?.found.envelope);
    expect(shelf.requests).toHaveLength(2);
  });

  it('are refused where they are others than those announced, and nothing is kept', async () => {
    const [one, other] = announcedFor(5);
    const [older] = announcedFor(5);
    const { name, announced, found } = one ?? fail();
    const { envelope, path } = other?.found ?? fail();
    const lies: readonly Partial<FoundEnvelope>[] = [
      { envelope },
      { envelope, path },
      { path },
      { path: found.path.slice(1) },
      { path: [...found.path, ...path] },
      { path: [] },
      { envelope: older?.found.envelope ?? fail(), path: older?.found.path ?? fail() },
    ];
    const shelf = new Shelf([]);
    const book = new EnvelopeBook(shelf);
    for (const lie of lies) {
      shelf.found.splice(0, 1, { ...found, ...lie });
      await expect(book.find(name, announced)).rejects.toMatchObject({ code: 'tampered' });
    }
    shelf.found.splice(0, 1, found);
    expect(await book.find(name, announced)).toEqual(found.envelope);
    const elsewhere: readonly Commitment[] = [
      { ...announced, index: 1 },
      { ...announced, size: 4 },
      { ...announced, root: envelopeLeaf(name.recipient, 1, found.envelope) },
    ];
    for (const other of elsewhere) {
      await expect(book.find(name, other)).rejects.toMatchObject({ code: 'tampered' });
    }
  });

  it('are kept, the newest 20,000 of them', async () => {
    const recipient = keyringIdOf(randomBytes(32));
    const envelope = randomBytes(64);
    const announced = { root: envelopeLeaf(recipient, 1, envelope), index: 0, size: 1 };
    const requests: number[] = [];
    const book = new EnvelopeBook({
      fetch: (wanted) => {
        requests.push(...wanted.map(({ generation }) => generation));
        return Promise.resolve(wanted.map((name) => ({ ...name, envelope, path: [] })));
      },
    });
    const ask = (generation: number) =>
      book.find({ keyring, generation, recipient, recipientGeneration: 1 }, announced);
    await Promise.all(Array.from({ length: 20_001 }, (_, index) => ask(index + 1)));
    requests.splice(0);
    await Promise.all([1, 2, 3, 20_001].map(ask));
    expect(requests).toEqual([1]);
  });

  it('are no longer asked for when the book is closed', async () => {
    const shelf = new Shelf(all.map(({ found }) => found));
    const book = new EnvelopeBook(shelf);
    const waiting = find(book, all[0] ?? fail());
    book.end();
    await expect(waiting).rejects.toBeInstanceOf(LockedError);
    await expect(find(book, all[1] ?? fail())).rejects.toBeInstanceOf(LockedError);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(shelf.requests.flat()).toEqual([]);
  });

  it('say why nobody answered, and are asked for again', async () => {
    const shelf = new Shelf(all.map(({ found }) => found));
    shelf.ready = () => Promise.reject(new UnansweredError({ code: 'offline' }));
    const book = new EnvelopeBook(shelf);
    await expect(find(book, all[0] ?? fail())).rejects.toMatchObject({
      refusal: { code: 'offline' },
    });
    shelf.ready = () => Promise.resolve();
    expect(await find(book, all[0] ?? fail())).toEqual(all[0]?.found.envelope);
  });
});

function fail(): never {
  throw new Error('that there is');
}
