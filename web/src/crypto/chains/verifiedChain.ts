import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
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
}

/** Where verified chains are looked up; undefined where a chain is not to be had. */
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
  /** The newest head that this chain has named of each other keyring, by its seq. */
  readonly newestNamed: ReadonlyMap<KeyringId, number>;
  readonly #last: Entry;
  readonly #byHash: ReadonlyMap<StatementHash, number>;

  constructor(
    entries: readonly Entry[],
    newestNamed: ReadonlyMap<KeyringId, number>,
    byHash: ReadonlyMap<StatementHash, number>,
  ) {
    const last = entries.at(-1);
    if (last === undefined) {
      throw new Error('a chain has at least one statement');
    }
    this.entries = entries;
    this.newestNamed = newestNamed;
    this.#last = last;
    this.#byHash = byHash;
  }

  /** Whose chain this is. */
  get id(): KeyringId {
    return this.state.id;
  }

  get state(): KeyringState {
    return this.#last.state;
  }

  at(head: StatementHash): KeyringState | undefined {
    const index = this.#byHash.get(head);
    return index === undefined ? undefined : this.entries[index]?.state;
  }

  /** Whether the statement of this hash is in this chain. */
  contains(head: StatementHash): boolean {
    return this.at(head) !== undefined;
  }
}
