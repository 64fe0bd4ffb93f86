import type { Past } from '../chains/past.ts';
import { malformed } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import type { KeyringId, Sha256, StatementHash } from '../ids/ids.ts';
import { joinSigned } from '../statements/signedObject.ts';
import type { ChainAnswer, PastAnswer } from './answeredChains.ts';

/** A few bytes can be said to be any number: so much is taken of one answer. */
const MOST_BYTES = 192 * 1024 * 1024;

/** A statement of an owners' line, as it travels. */
export interface SentLineStatement {
  /** Its payload. */
  readonly statement: string;
  /** A place in the answer's signatures, from 0. */
  readonly signedBy: number;
  readonly path: readonly Sha256[];
}

/** What held at one statement, as it travels; payloads are texts. */
export interface SentPastState {
  readonly statement: string;
  readonly path: readonly Sha256[];
  readonly next?: string | undefined;
  readonly nextPath: readonly Sha256[];
  /** A state document. */
  readonly state: Bytes;
}

export interface SentPast {
  readonly keyring: KeyringId;
  readonly past: SentPastState;
}

export interface SentChain {
  readonly keyring: KeyringId;
  readonly after: number;
  /** Of the newest statement that the service has of this chain. */
  readonly seq: number;
  readonly head: StatementHash;
  /** Their payloads. */
  readonly statements: readonly string[];
  /** For each, a place in `signatures`, from 0. */
  readonly signedBy: readonly number[];
  /** Where the chain begins later, at the first of the statements. */
  readonly begun?:
    | {
        readonly line: readonly SentLineStatement[];
        /** The base's state document. */
        readonly state: Bytes;
        readonly seen?: SentPastState | undefined;
      }
    | undefined;
}

/**
 * Chains as they travel in an answer: each statement says which of the answer's signatures are its own.
 * Others may have signed the same digests: whose those are is never guessed.
 */
export interface SentChains {
  readonly chains: readonly SentChain[];
  readonly signatures: readonly Bytes[];
}

/** The chains with their signed objects. Nothing is verified. */
export function joinChains({ chains, signatures }: SentChains): readonly ChainAnswer[] {
  let bytes = 0;
  const signed = (payload: string, signedBy: number | undefined) => {
    const own = signatures[signedBy ?? -1];
    if (own === undefined) {
      throw malformed('a statement that is signed by nothing');
    }
    const object = joinSigned(utf8(payload), own);
    bytes += object.length;
    if (bytes > MOST_BYTES) {
      throw malformed('more statements than are taken at once');
    }
    return object;
  };
  return chains.map(({ keyring, after, seq, head, statements, signedBy, begun }) => ({
    keyring,
    after,
    end: { seq, head },
    statements: statements.map((payload, i) => signed(payload, signedBy[i])),
    ...(begun === undefined
      ? {}
      : {
          begun: {
            line: begun.line.map((one) => ({
              statement: signed(one.statement, one.signedBy),
              path: one.path,
            })),
            state: begun.state,
            ...(begun.seen === undefined ? {} : { seen: joinPast(begun.seen) }),
          },
        }),
  }));
}

/** As {@link joinChains}, of what is past. */
export function joinPasts(pasts: readonly SentPast[]): readonly PastAnswer[] {
  return pasts.map(({ keyring, past }) => ({ keyring, past: joinPast(past) }));
}

function joinPast({ statement, path, next, nextPath, state }: SentPastState): Past {
  return {
    statement: utf8(statement),
    path,
    ...(next === undefined ? {} : { next: utf8(next) }),
    nextPath,
    state,
  };
}
