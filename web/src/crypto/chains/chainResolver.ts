import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { VerifiedOnce } from '../signatures/verifiedOnce.ts';
import { parseSignedObject } from '../statements/signedObject.ts';
import type { Header } from '../statements/statement.ts';
import { hashStatement, parseStatement } from '../statements/statementCodec.ts';
import { ChainVerifier } from './chainVerifier.ts';
import type { NamedHeads } from './namedHeads.ts';
import type { VerifiedChain } from './verifiedChain.ts';

/** What became of the chains that were given. */
export interface Resolved {
  /** Verified to their end. */
  readonly verified: ReadonlyMap<KeyringId, VerifiedChain>;
  /** The first thing that is wrong with each of the others, or with what it leans on. */
  readonly refused: ReadonlyMap<KeyringId, FormatError>;
  /** Keyrings that a chain leans on at a head that is not among what was given. */
  readonly missing: ReadonlySet<KeyringId>;
}

interface Work {
  readonly verifier: ChainVerifier;
  /** How many statements were verified before. */
  readonly base: number;
  readonly statements: readonly Bytes[];
  /** Where in the chain each of the statements stands. */
  readonly indexByHash: ReadonlyMap<StatementHash, number>;
  failure: FormatError | undefined;
  /** The statement that is being verified now: one of a chain at a time. */
  step: Promise<void> | undefined;
}

/**
 * Verifies chains that lean on each other, in whatever order they come. Each statement is verified
 * once, after those it leans on: that order exists, because a statement holds the hashes of those.
 */
export class ChainResolver implements NamedHeads {
  readonly #known: ReadonlyMap<KeyringId, VerifiedChain>;
  readonly #works = new Map<KeyringId, Work>();
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
    const signatures = new VerifiedOnce('medseal/v1/statement');
    for (const [id, statements] of more) {
      const verifier = new ChainVerifier(id, known.get(id), signatures);
      const base = verifier.size;
      this.#works.set(id, {
        verifier,
        base,
        statements,
        indexByHash: new Map(statements.map((bytes, i) => [hashStatement(bytes), base + i])),
        failure: undefined,
        step: undefined,
      });
    }
  }

  async resolve(): Promise<Resolved> {
    await Promise.all(
      [...this.#works.values()].map((work) =>
        this.#verify(work, work.base + work.statements.length),
      ),
    );
    const verified = new Map<KeyringId, VerifiedChain>();
    const refused = new Map<KeyringId, FormatError>();
    for (const [id, work] of this.#works) {
      try {
        if (work.failure !== undefined) {
          throw work.failure;
        }
        verified.set(id, work.verifier.build());
      } catch (failure) {
        refused.set(id, asFormatError(failure));
      }
    }
    return { verified, refused, missing: this.#missing };
  }

  at(keyring: KeyringId, head: StatementHash): KeyringState | undefined {
    return this.#works.get(keyring)?.verifier.at(head) ?? this.#known.get(keyring)?.at(head);
  }

  followedAt(keyring: KeyringId, head: StatementHash): Instant | undefined {
    const work = this.#works.get(keyring);
    if (work === undefined) {
      return this.#known.get(keyring)?.followedAt(head);
    }
    const seq = work.verifier.at(head)?.seq;
    const claimed = seq === undefined ? undefined : work.statements[seq + 1 - work.base];
    return (
      work.verifier.followedAt(head) ?? (claimed === undefined ? undefined : claimedTime(claimed))
    );
  }

  /**
   * Verifies a chain's statements before index `until`. Whoever waits for a chain waits for no more of
   * it than that, so chains that lean on each other in turn never wait in a ring.
   */
  async #verify(work: Work, until: number) {
    while (work.failure === undefined && work.verifier.size < until) {
      work.step ??= this.#verifyNext(work).finally(() => {
        work.step = undefined;
      });
      await work.step;
    }
  }

  async #verifyNext(work: Work) {
    const next = work.statements[work.verifier.size - work.base];
    if (next === undefined) {
      throw new Error('there is no further statement');
    }
    try {
      const read = work.verifier.read(next);
      await this.#verifyNamed(read.statement.header);
      await work.verifier.add(read, this);
    } catch (failure) {
      work.failure = asFormatError(failure);
    }
  }

  /** What does not verify is never taken for absent: its failure is that of whoever leans on it. */
  async #verifyNamed({ keyring: own, signer, via }: Header) {
    for (const { keyring, head } of [signer, ...via]) {
      if (keyring === own || this.at(keyring, head) !== undefined) {
        continue;
      }
      const work = this.#works.get(keyring);
      const index = work?.indexByHash.get(head);
      if (work === undefined || index === undefined) {
        this.#missing.add(keyring);
        continue;
      }
      await this.#verify(work, index + 1);
      if (work.failure !== undefined && work.verifier.size <= index) {
        throw work.failure;
      }
    }
  }
}

/** As its signer claims, for a statement that is not verified yet. */
function claimedTime(statement: Bytes): Instant {
  return parseStatement(parseSignedObject(statement)).header.time;
}

function asFormatError(failure: unknown): FormatError {
  if (failure instanceof FormatError) {
    return failure;
  }
  throw failure;
}
