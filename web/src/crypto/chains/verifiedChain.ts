import { broken } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { mergedStates } from '../keyrings/stateDocument.ts';
import type { Statement } from '../statements/statement.ts';
import type { Begun } from './begun.ts';
import { type Past, readPast, shownState } from './past.ts';

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

  /**
   * After the statement of this hash, if it is in the chain. Where the chain was begun later, what may stand
   * before and is not shown is refused as `not-shown`.
   */
  at(head: StatementHash): KeyringState | undefined;

  /** When the statement after that one was signed; undefined for the newest. */
  followedAt(head: StatementHash): Instant | undefined;
}

/** Where verified keyrings are looked up; undefined where one is not to be had. */
export interface Keyrings {
  find(id: KeyringId): KnownKeyring | undefined;
}

/** An entry of a chain that was begun later, with what else is shown of its state. */
export function showing(entry: Entry, past: Past): Entry {
  const { statement, hash } = readPast(entry.state.id, past);
  const isAlone = past.path.length === 0 && past.next === undefined && past.nextPath.length === 0;
  if (hash !== entry.state.head || !isAlone) {
    throw broken('what is not before the base has no path');
  }
  const shown = shownState(statement, hash, past.state);
  return { ...entry, state: mergedStates(entry.state, shown) };
}

/** Verified statements in a row, by hash, and what is shown of what stands before them. */
export class Entries {
  readonly #all: readonly Entry[];
  readonly #byHash: ReadonlyMap<StatementHash, number>;
  readonly #begun: Begun | undefined;

  /**
   * @param byHash the index of each
   * @param begun undefined where the first of them is the chain's first statement
   */
  constructor(
    all: readonly Entry[],
    byHash: ReadonlyMap<StatementHash, number>,
    begun: Begun | undefined,
  ) {
    this.#all = all;
    this.#byHash = byHash;
    this.#begun = begun;
  }

  /** The state after that statement, where it is known. */
  shownAt(head: StatementHash): KeyringState | undefined {
    const index = this.#byHash.get(head);
    return index === undefined ? this.#begun?.past(head)?.state : this.#all[index]?.state;
  }

  /** As {@link KnownKeyring.at}. */
  at(head: StatementHash): KeyringState | undefined {
    const state = this.shownAt(head);
    if (state === undefined && this.#begun !== undefined) {
      throw this.#begun.notShown(head);
    }
    return state;
  }

  /** As {@link KnownKeyring.followedAt}. */
  followedAt(head: StatementHash): Instant | undefined {
    const index = this.#byHash.get(head);
    if (index !== undefined) {
      return this.#all[index + 1]?.state.time;
    }
    this.at(head); // refuses what is not shown
    return this.#begun?.past(head)?.followedAt;
  }
}

/**
 * A chain whose every statement has been verified, from the first or from a base (spec/keyrings.md section
 * 12), with the state after each. Immutable; only chainVerifier.ts makes one.
 */
export class VerifiedChain implements KnownKeyring {
  /** Oldest first; never empty. */
  readonly entries: readonly Entry[];
  /** How it was begun later than at the first statement; undefined where it was not. */
  readonly begun: Begun | undefined;
  readonly #last: Entry;
  readonly #byHash: ReadonlyMap<StatementHash, number>;
  readonly #lookup: Entries;

  constructor(entries: readonly Entry[], begun?: Begun) {
    const last = entries.at(-1);
    if (last === undefined) {
      throw new Error('a chain has at least one statement');
    }
    this.entries = entries;
    this.begun = begun;
    this.#last = last;
    this.#byHash = new Map(entries.map((entry, index) => [entry.state.head, index]));
    this.#lookup = new Entries(entries, this.#byHash, begun);
  }

  /** Whose chain this is. */
  get id(): KeyringId {
    return this.state.id;
  }

  get state(): KeyringState {
    return this.#last.state;
  }

  /** Number of the first statement that was verified: 0, or the base's. */
  get from(): number {
    return this.#first.state.seq;
  }

  /** Whether that statement is among those that were verified. */
  verifies(head: StatementHash): boolean {
    return this.#byHash.has(head);
  }

  /** The state after that statement, where it is known. */
  shownAt(head: StatementHash): KeyringState | undefined {
    return this.#lookup.shownAt(head);
  }

  at(head: StatementHash): KeyringState | undefined {
    return this.#lookup.at(head);
  }

  followedAt(head: StatementHash): Instant | undefined {
    return this.#lookup.followedAt(head);
  }

  /** The keyring as it was at that time, but not before the statement of this hash. */
  atOrAfter(head: StatementHash, time: number): KeyringState | undefined {
    let index = this.#byHash.get(head);
    if (index === undefined) {
      const state = this.at(head);
      const followed = this.followedAt(head);
      if (state === undefined || followed === undefined || time < followed) {
        return state;
      }
      if (time < this.#first.state.time) {
        return this.begun?.pastAt(time) ?? this.#refuse(head, time);
      }
      index = 0;
    }
    while ((this.entries[index + 1]?.state.time ?? Infinity) <= time) {
      index++;
    }
    return this.entries[index]?.state;
  }

  get #first(): Entry {
    return this.entries[0] ?? this.#last;
  }

  #refuse(head: StatementHash, time: number): never {
    throw (
      this.begun?.notShown(head, time as Instant) ?? new Error('a whole chain shows everything')
    );
  }
}
