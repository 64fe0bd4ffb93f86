import { asFormatError, type FormatError, NotShownError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { VerifiedOnce } from '../signatures/verifiedOnce.ts';
import { parseSignedObject } from '../statements/signedObject.ts';
import type { Header } from '../statements/statement.ts';
import { hashStatement, parseStatement } from '../statements/statementCodec.ts';
import { type Beginning, OwnersLine } from './base.ts';
import { ChainVerifier } from './chainVerifier.ts';
import type { NamedHeads } from './namedHeads.ts';
import type { Past } from './past.ts';
import type { VerifiedChain } from './verifiedChain.ts';

/** What became of the chains that were given. */
export interface Resolved {
  /** Verified to their end. */
  readonly verified: ReadonlyMap<KeyringId, VerifiedChain>;
  /** The first thing that is wrong with each of the others, or with what it leans on. */
  readonly refused: ReadonlyMap<KeyringId, FormatError>;
  /** Keyrings that a chain leans on at a head that is not among what was given. */
  readonly missing: ReadonlySet<KeyringId>;
  /** Whose chain a refusal is about: that one, or one that it leans on. */
  readonly faultOf: (refusal: FormatError) => KeyringId | undefined;
  /** What was wrong with something that was to be shown of a chain, and was not taken. */
  readonly unshown: ReadonlyMap<KeyringId, FormatError>;
}

/** Chains that are begun later, and what is shown of their past. */
export interface Shown {
  /** The first of the chain's statements is the base. */
  readonly begun?: ReadonlyMap<KeyringId, Beginning>;
  /** Those of whole chains are not looked at. */
  readonly pasts?: ReadonlyMap<KeyringId, readonly Past[]>;
}

interface Work {
  readonly id: KeyringId;
  readonly verifier: ChainVerifier;
  /** Number of the first of the statements. */
  readonly first: number;
  readonly statements: readonly Bytes[];
  /** Where in the chain each of the statements stands. */
  readonly seqByHash: ReadonlyMap<StatementHash, number>;
  /** What the chain is begun with, where it is begun at the first of the statements. */
  readonly beginning: Beginning | undefined;
  readonly pasts: readonly Past[];
  failure: FormatError | undefined;
  /** The statement that is being verified now: one of a chain at a time. */
  step: Promise<void> | undefined;
  /** What that statement waits for: that another chain is verified before its statement `until`. */
  waitsFor: { readonly work: Work; readonly until: number } | undefined;
}

/**
 * Verifies chains that lean on each other, in whatever order they come. Each statement is verified
 * once, after those it leans on: that order exists, because a statement holds the hashes of those.
 */
export class ChainResolver implements NamedHeads {
  readonly #known: ReadonlyMap<KeyringId, VerifiedChain>;
  readonly #works = new Map<KeyringId, Work>();
  readonly #missing = new Set<KeyringId>();
  readonly #faults = new Map<FormatError, KeyringId>();
  readonly #signatures = new VerifiedOnce('medseal/v1/statement');

  /**
   * @param known chains that have been verified
   * @param more what follows them, or whole chains, oldest statement first
   * @param shown those of them that begin later; they are verified anew, even if they are known
   */
  constructor(
    known: ReadonlyMap<KeyringId, VerifiedChain>,
    more: ReadonlyMap<KeyringId, readonly Bytes[]>,
    { begun = new Map(), pasts = new Map() }: Shown = {},
  ) {
    this.#known = known;
    const begunBefore = [...pasts.keys()].filter((id) => known.get(id)?.begun !== undefined);
    for (const id of new Set([...more.keys(), ...begunBefore])) {
      const shown = pasts.get(id) ?? [];
      const statements = more.get(id) ?? [];
      const beginning = begun.get(id);
      const start = beginning === undefined ? known.get(id) : undefined;
      const base = beginning === undefined ? undefined : claimedSeq(statements[0]);
      const verifier = new ChainVerifier(id, start, this.#signatures, base);
      if (start?.begun !== undefined) {
        verifier.show(shown);
      }
      const first = verifier.size;
      this.#works.set(id, {
        id,
        verifier,
        first,
        statements,
        seqByHash: new Map(statements.map((bytes, i) => [hashStatement(bytes), first + i])),
        beginning,
        pasts: [...(beginning?.seen === undefined ? [] : [beginning.seen]), ...shown],
        failure: undefined,
        step: undefined,
        waitsFor: undefined,
      });
    }
  }

  async resolve(): Promise<Resolved> {
    await Promise.all(
      [...this.#works.values()].map((work) =>
        this.#verify(work, work.first + work.statements.length),
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
    const unshown = new Map(
      [...this.#works].flatMap(([id, { verifier, beginning }]) =>
        (beginning ?? this.#known.get(id)?.begun) === undefined || verifier.unshown === undefined
          ? []
          : [[id, verifier.unshown]],
      ),
    );
    const faultOf = (refusal: FormatError) => this.#faults.get(refusal);
    return { verified, refused, missing: this.#missing, faultOf, unshown };
  }

  at(keyring: KeyringId, head: StatementHash): KeyringState | undefined {
    return this.#shownAt(keyring, head) ?? this.#chain(keyring)?.at(head);
  }

  followedAt(keyring: KeyringId, head: StatementHash): Instant | undefined {
    const work = this.#works.get(keyring);
    if (work === undefined) {
      return this.#known.get(keyring)?.followedAt(head);
    }
    const followed = work.verifier.followedAt(head);
    const seq = work.verifier.at(head)?.seq;
    const claimed = seq === undefined ? undefined : work.statements[seq + 1 - work.first];
    return followed ?? (claimed === undefined ? undefined : claimedHeader(claimed).time);
  }

  #shownAt(keyring: KeyringId, head: StatementHash): KeyringState | undefined {
    return (
      this.#works.get(keyring)?.verifier.shownAt(head) ?? this.#known.get(keyring)?.shownAt(head)
    );
  }

  #chain(keyring: KeyringId): ChainVerifier | VerifiedChain | undefined {
    return this.#works.get(keyring)?.verifier ?? this.#known.get(keyring);
  }

  /**
   * Verifies a chain's statements before the one with number `until`. Whoever waits for a chain waits for no
   * more of it than that, so chains that lean on each other in turn never wait in a ring.
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
    const { verifier, beginning } = work;
    const next = work.statements[verifier.size - work.first];
    if (next === undefined) {
      throw new Error('there is no further statement');
    }
    try {
      if (beginning !== undefined && verifier.state === undefined) {
        const line = new OwnersLine(work.id, next, beginning);
        for (const header of line.headers) {
          await this.#verifyNamed(work, header);
        }
        await verifier.begin(line, this);
        verifier.show(work.pasts);
      } else {
        const read = verifier.read(next);
        await this.#verifyNamed(work, read.statement.header);
        await verifier.add(read, this);
      }
    } catch (failure) {
      work.failure = asFormatError(failure);
      if (!this.#faults.has(work.failure)) {
        this.#faults.set(work.failure, work.id);
      }
    }
  }

  /** What does not verify is never taken for absent: its failure is that of whoever leans on it. */
  async #verifyNamed(by: Work, { keyring: own, signer, via }: Header) {
    for (const { keyring, head } of [signer, ...via]) {
      if (keyring === own || this.#shownAt(keyring, head) !== undefined) {
        continue;
      }
      const work = this.#works.get(keyring);
      const seq = work?.seqByHash.get(head);
      if (work?.beginning !== undefined && seq === undefined) {
        await this.#wait(by, work, work.first + 1); // what is shown of its past leans on the base
      }
      if (work === undefined || seq === undefined) {
        if (this.#shownAt(keyring, head) === undefined) {
          this.#missing.add(keyring);
        }
        continue;
      }
      await this.#wait(by, work, seq + 1);
    }
  }

  async #wait(by: Work, work: Work, until: number) {
    by.waitsFor = { work, until };
    try {
      // Only what is shown of the past of chains that begin later can need one another.
      for (let other = waitedFor(by); other !== undefined; other = waitedFor(other)) {
        if (other === by) {
          throw new NotShownError(
            { of: work.id },
            'chains that were begun after what they need of one another',
          );
        }
      }
      await this.#verify(work, until);
    } finally {
      by.waitsFor = undefined;
    }
    if (work.failure !== undefined && work.verifier.size < until) {
      throw work.failure;
    }
  }
}

function waitedFor({ waitsFor }: Work): Work | undefined {
  const isMet =
    waitsFor === undefined ||
    waitsFor.work.failure !== undefined ||
    waitsFor.work.verifier.size >= waitsFor.until;
  return isMet ? undefined : waitsFor.work;
}

/** As its signer claims, of a statement that is not verified yet. */
function claimedHeader(statement: Bytes): Header {
  return parseStatement(parseSignedObject(statement)).header;
}

/** Of a base; one that can't be read is refused when its turn comes. */
function claimedSeq(base: Bytes | undefined): number | undefined {
  try {
    return base && claimedHeader(base).seq;
  } catch (failure) {
    asFormatError(failure);
    return undefined;
  }
}
