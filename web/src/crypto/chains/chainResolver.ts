import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { hashStatement } from '../statements/statementCodec.ts';
import { ChainVerifier, type ParsedStatement, parseChainStatement } from './chainVerifier.ts';
import type { Keyrings, KnownKeyring, VerifiedChain } from './verifiedChain.ts';

/** What became of the chains that were given. */
export interface Resolved {
  /** Verified to their end. */
  readonly verified: ReadonlyMap<KeyringId, VerifiedChain>;
  /** The first thing that is wrong with each of the others. */
  readonly refused: ReadonlyMap<KeyringId, FormatError>;
  /** Keyrings that a chain leans on at a head that is not among what was given. */
  readonly missing: ReadonlySet<KeyringId>;
}

interface Pending {
  readonly verifier: ChainVerifier;
  readonly statements: readonly Bytes[];
  /** How many of the statements have been verified. */
  done: number;
  /** Where in `statements` each hash stands. */
  readonly positions: ReadonlyMap<StatementHash, number>;
  failure: FormatError | undefined;
  /** The statement that is being verified now: one of a chain at a time. */
  step: Promise<void> | undefined;
}

/**
 * Verifies chains that lean on each other. Each statement is verified after the ones it names: that
 * order exists, because a statement holds the hashes of those it leans on.
 */
export class ChainResolver implements Keyrings {
  readonly #known: ReadonlyMap<KeyringId, VerifiedChain>;
  readonly #pending = new Map<KeyringId, Pending>();
  readonly #refused = new Map<KeyringId, FormatError>();
  readonly #missing = new Set<KeyringId>();

  /**
   * @param known chains that have been verified
   * @param more what follows them, or whole chains, oldest statement first
   */
  constructor(
    known: ReadonlyMap<KeyringId, VerifiedChain>,
    more: ReadonlyMap<KeyringId, readonly Bytes[]>,
  ) {
    this.#known = known;
    for (const [id, statements] of more) {
      this.#pending.set(id, this.#begin(id, statements));
    }
  }

  async resolve(): Promise<Resolved> {
    await Promise.all(
      [...this.#pending.values()].map((pending) =>
        this.#advance(pending, pending.statements.length),
      ),
    );
    const verified = new Map<KeyringId, VerifiedChain>();
    for (const [id, pending] of this.#pending) {
      try {
        if (pending.failure !== undefined) {
          throw pending.failure;
        }
        verified.set(id, pending.verifier.finish());
      } catch (failure) {
        this.#refused.set(id, asFormatError(failure));
      }
    }
    return { verified, refused: this.#refused, missing: this.#missing };
  }

  find(id: KeyringId): KnownKeyring | undefined {
    return this.#pending.get(id)?.verifier.soFar ?? this.#known.get(id);
  }

  #begin(id: KeyringId, statements: readonly Bytes[]): Pending {
    return {
      verifier: new ChainVerifier(id, this, this.#known.get(id)),
      statements,
      done: 0,
      positions: new Map(statements.map((bytes, index) => [hashStatement(bytes), index])),
      failure: undefined,
      step: undefined,
    };
  }

  /**
   * Verifies the first `count` statements, as far as they verify. Whoever waits for a chain waits for
   * no more of it than that, so chains that lean on each other in turn never wait in a ring.
   */
  async #advance(pending: Pending, count: number) {
    while (pending.failure === undefined && pending.done < count) {
      pending.step ??= this.#verifyNext(pending).finally(() => {
        pending.step = undefined;
      });
      await pending.step;
    }
  }

  async #verifyNext(pending: Pending) {
    const next = pending.statements[pending.done];
    if (next === undefined) {
      throw new Error('there is no further statement');
    }
    try {
      const parsed = parseChainStatement(next);
      await this.#advanceNamed(parsed);
      await pending.verifier.next(parsed);
      pending.done++;
    } catch (failure) {
      pending.failure = asFormatError(failure);
    }
  }

  async #advanceNamed({ statement: { header } }: ParsedStatement) {
    for (const { keyring, head } of [header.signer, ...header.via]) {
      if (keyring === header.keyring || this.#stateAt(keyring, head) !== undefined) {
        continue;
      }
      const named = this.#pending.get(keyring);
      const position = named?.positions.get(head);
      if (named === undefined || position === undefined) {
        this.#missing.add(keyring);
      } else {
        await this.#advance(named, position + 1);
      }
    }
  }

  #stateAt(id: KeyringId, head: StatementHash): KeyringState | undefined {
    return this.#pending.get(id)?.verifier.at(head) ?? this.#known.get(id)?.at(head);
  }
}

function asFormatError(failure: unknown): FormatError {
  if (failure instanceof FormatError) {
    return failure;
  }
  throw failure;
}
