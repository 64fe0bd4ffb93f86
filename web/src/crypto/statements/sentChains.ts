import { malformed } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
import { joinSigned } from './signedObject.ts';

/** A few bytes can be said to be any number: so much is taken of one answer. */
const MOST_BYTES = 192 * 1024 * 1024;

/**
 * Chains as they travel in an answer: each statement says which of the answer's signatures are its own.
 * Others may have signed the same digests: whose those are is never guessed.
 */
export interface SentChains {
  readonly chains: readonly {
    readonly keyring: KeyringId;
    readonly after: number;
    /** Of the newest statement that the service has of this chain. */
    readonly seq: number;
    readonly head: StatementHash;
    /** Their payloads. */
    readonly statements: readonly string[];
    /** For each, a place in `signatures`, from 0. */
    readonly signedBy: readonly number[];
  }[];
  readonly signatures: readonly Bytes[];
}

/** The chains with their signed objects. Nothing is verified. */
export function joinChains({ chains, signatures }: SentChains) {
  let bytes = 0;
  return chains.map(({ keyring, after, seq, head, statements, signedBy }) => ({
    keyring,
    after,
    end: { seq, head },
    statements: statements.map((text, i) => {
      const own = signatures[signedBy[i] ?? -1];
      if (own === undefined) {
        throw malformed('a statement that is signed by nothing');
      }
      const object = joinSigned(utf8(text), own);
      bytes += object.length;
      if (bytes > MOST_BYTES) {
        throw malformed('more statements than are taken at once');
      }
      return object;
    }),
  }));
}
