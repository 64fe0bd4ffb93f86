import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import type { Statement } from '../statements/statement.ts';

/** One statement of a verified chain. */
export interface Entry {
  /** The whole signed object. */
  readonly bytes: Bytes;
  readonly statement: Statement;
  /** The keyring after it. */
  readonly state: KeyringState;
}

/** A keyring as far as its chain has been verified. */
export interface KnownKeyring {
  /** After the newest statement. */
  readonly state: KeyringState;

  /** After the statement of this hash, if it is in the chain. */
  at(head: StatementHash): KeyringState | undefined;

  /** When the statement after that one was signed; undefined for the newest. */
  followedAt(head: StatementHash): Instant | undefined;
}

/** Where verified keyrings are looked up; undefined where one is not to be had. */
export interface Keyrings {
  find(id: KeyringId): KnownKeyring | undefined;
}

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * chainVerifier.ts makes one.
 */
export class VerifiedChain implements KnownKeyring {
  /** Oldest first; never empty. */
  readonly entries: readonly Entry[];
  readonly #last: Entry;
  readonly #byHash: ReadonlyMap<StatementHash, number>;

  constructor(entries: readonly Entry[]) {
    const last = entries.at(-1);
    if (last === undefined) {
      throw new Error('a chain has at least one statement');
    }
    this.entries = entries;
    this.#last = last;
    this.#byHash = new Map(entries.map((entry, index) => [entry.state.head, index]));
  }

  /** Whose chain this is. */
  get id(): KeyringId {
    return this.state.id;
  }

  get state(): KeyringState {
    return this.#last.state;
  }

  at(head: StatementHash): KeyringState | undefined {
    return this.#entryOf(head, 0)?.state;
  }

  followedAt(head: StatementHash): Instant | undefined {
    return this.#entryOf(head, 1)?.state.time;
  }

  /** The keyring as it was at that time, but not before the statement of this hash. */
  atOrAfter(head: StatementHash, time: number): KeyringState | undefined {
    let index = this.#byHash.get(head);
    if (index === undefined) {
      return undefined;
    }
    while ((this.entries[index + 1]?.state.time ?? Infinity) <= time) {
      index++;
    }
    return this.entries[index]?.state;
  }

  #entryOf(head: StatementHash, after: number): Entry | undefined {
    const index = this.#byHash.get(head);
    return index === undefined ? undefined : this.entries[index + after];
  }
}
