import { ChainResolver, type Resolved } from '../chains/chainResolver.ts';
import { checkContinues, type RememberedHead } from '../chains/rememberedHead.ts';
import type { Keyrings, VerifiedChain } from '../chains/verifiedChain.ts';
import { type ErrorClass, FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
import { hashStatement } from '../statements/statementCodec.ts';

/** A chain as the service answers it: the statements behind `after` (−1: all), oldest first. */
export interface ChainAnswer {
  readonly keyring: KeyringId;
  readonly after: number;
  readonly statements: readonly Bytes[];
  /** Where the service says that the chain ends; absent for statements of one's own. */
  readonly end?: ChainEnd;
}

/** The newest statement of a chain. */
export interface ChainEnd {
  readonly seq: number;
  readonly head: StatementHash;
}

/** A chain that was not taken, and why. */
export interface Refused {
  readonly keyring: KeyringId;
  readonly code: ErrorClass;
}

/** What became of the chains that were handed in. */
export interface Accepted {
  /** Chains that are longer now than they were. */
  readonly grown: readonly KeyringId[];
  readonly refused: readonly Refused[];
  /** Keyrings whose chains, or newer parts of them, are needed to verify the refused ones. */
  readonly missing: readonly KeyringId[];
}

/**
 * Every chain that has been verified. A chain only ever grows here: an answer that does not contain
 * what has been seen of it before, or that ends elsewhere than the service says, is refused
 * (spec/keyrings.md section 9).
 */
export class ChainStore implements Keyrings {
  #verified = new Map<KeyringId, VerifiedChain>();
  #remembered = new Map<KeyringId, RememberedHead>();
  #revision = 0;

  /** Another number after each change of what is known. */
  get revision(): number {
    return this.#revision;
  }

  /** From now on, chains that do not continue these are refused. Answers those known that do not. */
  remember(heads: readonly RememberedHead[]): readonly Refused[] {
    heads.forEach((head) => this.#remembered.set(head.keyring, head));
    return heads.flatMap(({ keyring }) => {
      const chain = this.#verified.get(keyring);
      const code = chain === undefined ? undefined : this.#refusalOf(chain);
      if (code === undefined) {
        return [];
      }
      return [this.#refuse(keyring, code)];
    });
  }

  /**
   * As {@link remember}, of what another page of this browser has seen meanwhile: a chain that is known
   * here and does not reach so far is not refused for that before it is asked for again.
   */
  learn(heads: readonly (RememberedHead & { readonly seq: number })[]): readonly Refused[] {
    return heads.flatMap((head) => {
      const chain = this.#verified.get(head.keyring);
      const isAhead = chain === undefined || chain.state.seq < head.seq;
      const code = isAhead ? undefined : refusalOf(chain, head);
      if (isAhead || code !== undefined) {
        this.#remembered.set(head.keyring, head);
      }
      return code === undefined ? [] : [this.#refuse(head.keyring, code)];
    });
  }

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
    const ends = new Map<KeyringId, ChainEnd>();
    for (const answer of answers) {
      if (answer.end !== undefined) {
        ends.set(answer.keyring, answer.end);
      }
      const before = more.get(answer.keyring) ?? [];
      const next = this.#whatFollows(answer, before);
      if (next === undefined) {
        refused.set(answer.keyring, 'broken-chain');
      } else if (next.length > 0) {
        more.set(answer.keyring, [...before, ...next]);
      }
    }
    for (const [id, end] of ends) {
      const chain = this.#verified.get(id);
      const isRight = chain !== undefined && endsAt(chain, end) && !this.#refusalOf(chain);
      if (!more.has(id) && !isRight) {
        refused.set(id, 'broken-chain');
      }
    }
    refused.forEach((_, id) => more.delete(id));
    const resolved = await this.#resolve(more, ends, refused);
    for (const [id, chain] of resolved.verified) {
      // Another call may have accepted more of the chain meanwhile.
      if (chain.entries.length > (this.#verified.get(id)?.entries.length ?? 0)) {
        this.#verified.set(id, chain);
        this.#revision++;
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
    this.#revision++;
    this.#remembered = new Map();
  }

  /** Verifies; once more without each chain that is not the one seen or told, nor what leans on it. */
  async #resolve(
    more: Map<KeyringId, readonly Bytes[]>,
    ends: ReadonlyMap<KeyringId, ChainEnd>,
    refused: Map<KeyringId, ErrorClass>,
  ): Promise<Resolved> {
    for (;;) {
      const resolved = await new ChainResolver(this.#verified, more).resolve();
      let isRight = true;
      for (const [id, chain] of resolved.verified) {
        const end = ends.get(id);
        const code =
          end === undefined || endsAt(chain, end) ? this.#refusalOf(chain) : 'broken-chain';
        if (code !== undefined) {
          isRight = false;
          refused.set(id, code);
          more.delete(id);
        }
      }
      if (isRight) {
        return resolved;
      }
    }
  }

  #refusalOf(chain: VerifiedChain): ErrorClass | undefined {
    const head = this.#remembered.get(chain.id);
    return head === undefined ? undefined : refusalOf(chain, head);
  }

  #refuse(keyring: KeyringId, code: ErrorClass): Refused {
    this.#verified.delete(keyring);
    this.#revision++;
    return { keyring, code };
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
      const waiting = pending[at - known.length];
      const seen = known[at]?.state.head ?? (waiting && hashStatement(waiting));
      const answered = statements[i];
      if (answered === undefined || seen !== hashStatement(answered)) {
        return undefined;
      }
    }
    return statements.slice(overlap);
  }
}

function endsAt({ state }: VerifiedChain, { seq, head }: ChainEnd): boolean {
  return state.seq === seq && state.head === head;
}

/** Why a chain is not the one of which that was seen; undefined where it is. */
function refusalOf(chain: VerifiedChain, head: RememberedHead): ErrorClass | undefined {
  try {
    checkContinues(head, chain);
    return undefined;
  } catch (failure) {
    if (failure instanceof FormatError) {
      return failure.code;
    }
    throw failure;
  }
}
