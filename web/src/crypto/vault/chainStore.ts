import { ChainResolver } from '../chains/chainResolver.ts';
import type { Keyrings, VerifiedChain } from '../chains/verifiedChain.ts';
import { type ErrorClass, FormatError } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';

/** A chain as the service answers it: the statements behind `after` (−1: all), oldest first. */
export interface ChainAnswer {
  readonly keyring: KeyringId;
  readonly after: number;
  readonly statements: readonly Bytes[];
}

/** What became of the chains that were handed in. */
export interface Accepted {
  /** Chains that are longer now than they were. */
  readonly grown: readonly KeyringId[];
  readonly refused: readonly { readonly keyring: KeyringId; readonly code: ErrorClass }[];
  /** Keyrings whose chains, or newer parts of them, are needed to verify the refused ones. */
  readonly missing: readonly KeyringId[];
}

/**
 * Every chain that has been verified. A chain only ever grows here: an answer that does not contain
 * what has been seen of it before is refused (spec/keyrings.md section 9).
 */
export class ChainStore implements Keyrings {
  #verified = new Map<KeyringId, VerifiedChain>();

  find(id: KeyringId): VerifiedChain | undefined {
    return this.#verified.get(id);
  }

  /** The chain, or a refusal where it is not known. */
  require(id: KeyringId): VerifiedChain {
    const chain = this.#verified.get(id);
    if (chain === undefined) {
      throw new FormatError('no-authority', 'a keyring that is needed is not known');
    }
    return chain;
  }

  ids(): readonly KeyringId[] {
    return [...this.#verified.keys()];
  }

  async accept(answers: readonly ChainAnswer[]): Promise<Accepted> {
    const more = new Map<KeyringId, readonly Bytes[]>();
    const refused = new Map<KeyringId, ErrorClass>();
    for (const answer of answers) {
      const before = more.get(answer.keyring) ?? [];
      const next = this.#whatFollows(answer, before);
      if (next === undefined) {
        refused.set(answer.keyring, 'broken-chain');
      } else if (next.length > 0) {
        more.set(answer.keyring, [...before, ...next]);
      }
    }
    refused.forEach((_, id) => more.delete(id));
    const resolved = await new ChainResolver(this.#verified, more).resolve();
    for (const [id, chain] of resolved.verified) {
      // Another call may have accepted more of the chain meanwhile.
      if (chain.entries.length > (this.#verified.get(id)?.entries.length ?? 0)) {
        this.#verified.set(id, chain);
      }
    }
    resolved.refused.forEach((failure, id) => refused.set(id, failure.code));
    return {
      grown: [...resolved.verified.keys()],
      refused: [...refused].map(([keyring, code]) => ({ keyring, code })),
      missing: [...resolved.missing],
    };
  }

  clear() {
    this.#verified = new Map();
  }

  /**
   * What an answer adds to what is known of a chain, `pending` included; undefined where it does not
   * contain that.
   */
  #whatFollows(
    { keyring, after, statements }: ChainAnswer,
    pending: readonly Bytes[],
  ): readonly Bytes[] | undefined {
    const known = this.#verified.get(keyring)?.entries ?? [];
    const overlap = known.length + pending.length - (after + 1);
    if (overlap < 0 || overlap > statements.length) {
      return undefined;
    }
    for (let i = 0; i < overlap; i++) {
      const at = after + 1 + i;
      const seen = known[at]?.bytes ?? pending[at - known.length];
      const answered = statements[i];
      if (seen === undefined || answered === undefined || !equalBytes(seen, answered)) {
        return undefined;
      }
    }
    return statements.slice(overlap);
  }
}
