import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Sha256 } from '../ids/ids.ts';
import type { BodyLayout, Part } from './bodyLayout.ts';
import { HashList, hashListBytes } from './hashList.ts';

/** Fetches the stored hash lists of `count` parts from `first` on, one after the other. */
export type HashListSource = (first: number, count: number) => Promise<Bytes>;

/** The hashes that the author signed of some parts in a row. */
export interface SignedParts {
  /** Index of the first of them. */
  readonly first: number;
  readonly hashes: readonly Sha256[];
}

const AT_ONCE = 16;
const REMEMBERED = 64;

/** The verified hash lists of a body's parts, fetched some at once; the last ones are kept. */
export class PartHashes {
  readonly #layout: BodyLayout;
  readonly #signed: SignedParts;
  readonly #source: HashListSource;
  readonly #lists = new Map<number, Promise<HashList>>();

  constructor(layout: BodyLayout, signed: SignedParts, source: HashListSource) {
    this.#layout = layout;
    this.#signed = signed;
    this.#source = source;
  }

  /** The list of a part; rejects with `tampered` where it is not the one that was signed. */
  of({ index }: Part): Promise<HashList> {
    return this.#lists.get(index) ?? this.#fetch(index);
  }

  #fetch(index: number): Promise<HashList> {
    const { first, hashes } = this.#signed;
    const count = Math.min(AT_ONCE, first + hashes.length - index);
    const fetched = this.#source(index, count);
    let at = 0;
    for (let next = index; next < index + count; next++) {
      const part = this.#layout.part(next);
      const [from, to] = [at, at + hashListBytes(part)];
      at = to;
      if (!this.#lists.has(next)) {
        this.#remember(
          next,
          fetched.then((bytes) => HashList.verify(bytes.slice(from, to), part, this.#hash(next))),
        );
      }
    }
    return this.#lists.get(index) ?? Promise.reject(new RangeError(`part ${index}`));
  }

  #hash(index: number): Sha256 {
    const hash = this.#signed.hashes[index - this.#signed.first];
    if (hash === undefined) {
      throw new FormatError('tampered', 'a part of which nothing was signed');
    }
    return hash;
  }

  #remember(index: number, list: Promise<HashList>) {
    this.#lists.set(index, list);
    list.catch(() => this.#lists.delete(index)); // a retry fetches it anew
    const oldest = this.#lists.keys().next();
    if (this.#lists.size > REMEMBERED && oldest.done !== true) {
      this.#lists.delete(oldest.value);
    }
  }
}
