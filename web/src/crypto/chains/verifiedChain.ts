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

/** Where verified chains are looked up; undefined where a chain is not to be had. */
export interface Keyrings {
  find(id: KeyringId): VerifiedChain | undefined;
}

/**
 * A chain whose every statement has been verified, with the state after each. Immutable; only
 * chainVerifier.ts makes one.
 */
export class VerifiedChain {
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

  /** The keyring after the newest statement. */
  get state(): KeyringState {
    return this.#last.state;
  }

  /** The keyring after the statement of this hash, if it is in this chain. */
  at(head: StatementHash): KeyringState | undefined {
    const index = this.#byHash.get(head);
    return index === undefined || index >= this.entries.length
      ? undefined
      : this.entries[index]?.state;
  }

  /** Whether the statement of this hash is in this chain. */
  contains(head: StatementHash): boolean {
    return this.at(head) !== undefined;
  }
}
