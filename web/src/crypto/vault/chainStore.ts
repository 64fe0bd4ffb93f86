import { ChainResolver, type Resolved } from '../chains/chainResolver.ts';
import { checkContinues, type RememberedHead } from '../chains/rememberedHead.ts';
import type { Past } from '../chains/past.ts';
import { type Entry, type Keyrings, VerifiedChain } from '../chains/verifiedChain.ts';
import {
  asFormatError,
  broken,
  type ErrorClass,
  FormatError,
  type NotShown,
  NotShownError,
} from '../errors.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import { LateChains } from './lateChains.ts';
import { mergedStates } from '../keyrings/stateDocument.ts';
import {
  AnsweredChains,
  type AskedFor,
  type ChainAnswer,
  type ChainEnd,
  type PastAnswer,
} from './answeredChains.ts';

/** A chain that was not taken, and why. */
export interface Refused {
  readonly keyring: KeyringId;
  readonly code: ErrorClass;
  /** With `not-shown`: of which chain more is needed, and what. */
  readonly notShown?: NotShown;
  /** Chains that were begun later from which this may come: what they say whole is final, and not this. */
  readonly doubted?: readonly KeyringId[];
}

/** A remembered head, and its place in the chain. */
export type Seen = RememberedHead & { readonly seq: number };

/** What became of the chains that were handed in. */
export interface Accepted {
  /** Chains that are longer now than they were. */
  readonly grown: readonly KeyringId[];
  readonly refused: readonly Refused[];
  /** Keyrings whose chains, or newer parts of them, are needed to verify the refused ones. */
  readonly missing: readonly KeyringId[];
  /** Known chains that were answered as if they were not: what follows them is to be asked for. */
  readonly behind: readonly KeyringId[];
}

/**
 * Every chain that has been verified. A chain only ever grows here: an answer that does not contain
 * what has been seen of it before, or that ends elsewhere than the service says, is refused
 * (spec/keyrings.md section 9).
 */
export class ChainStore implements Keyrings {
  #verified = new Map<KeyringId, VerifiedChain>();
  #remembered = new Map<KeyringId, RememberedHead>();
  /** Those that were refused for what was added late. */
  readonly late = new LateChains();
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
      const failure = chain === undefined ? undefined : this.#refusalOf(chain);
      if (failure === undefined) {
        return [];
      }
      return [this.#refuse(keyring, failure)];
    });
  }

  /**
   * As {@link remember}, of what another page of this browser has seen meanwhile: a chain that is known
   * here and does not reach so far is not refused for that before it is asked for again.
   */
  learn(heads: readonly Seen[]): readonly Refused[] {
    return heads.flatMap((head) => {
      const chain = this.#verified.get(head.keyring);
      const isAhead = chain === undefined || chain.state.seq < head.seq;
      const failure = isAhead ? undefined : this.#refusal(chain, head);
      if (isAhead || failure !== undefined) {
        this.#remembered.set(head.keyring, head);
      }
      return failure === undefined ? [] : [this.#refuse(head.keyring, failure)];
    });
  }

  /** A person says that what was added late is right, up to that statement. */
  acceptLate(id: KeyringId, newest: StatementHash, seenAt?: Instant): Seen {
    const { seq } = this.late.require(id, newest).state;
    const head = { keyring: id, seq, head: newest, ...(seenAt === undefined ? {} : { seenAt }) };
    this.#remembered.set(id, head);
    this.late.forget(id);
    return head;
  }

  find(id: KeyringId): VerifiedChain | undefined {
    return this.#verified.get(id);
  }

  /** Heads that a later answer for that chain has to contain. */
  seen(id: KeyringId): readonly StatementHash[] {
    const heads = [this.#remembered.get(id)?.head, this.#verified.get(id)?.state.head];
    return [...new Set(heads.filter((head) => head !== undefined))];
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

  /**
   * @param pasts what is shown of the past of chains that were begun later, or are begun here; what of it
   *     does not verify is not shown
   */
  async accept(
    answers: readonly ChainAnswer[],
    pasts: readonly PastAnswer[] = [],
    asked: AskedFor = {},
  ): Promise<Accepted> {
    const before = new Map(this.#verified);
    const added = new AnsweredChains(before, asked);
    const behind = new Set<KeyringId>();
    const refused = new Map<KeyringId, Refused>();
    const ends = new Map<KeyringId, ChainEnd>();
    for (const answer of answers) {
      if (added.isBehind(answer)) {
        behind.add(answer.keyring);
        continue;
      }
      behind.delete(answer.keyring);
      if (answer.end !== undefined) {
        ends.set(answer.keyring, answer.end);
      }
      if (!added.take(answer)) {
        refused.set(answer.keyring, this.#notContaining(answer.keyring, added));
      }
    }
    for (const [id, end] of ends) {
      const chain = this.#verified.get(id);
      const isRight = chain !== undefined && endsAt(chain, end) && !this.#refusalOf(chain);
      if (!added.has(id) && !isRight) {
        refused.set(id, this.#notContaining(id, added));
      }
    }
    refused.forEach((_, id) => {
      added.drop(id);
    });
    const resolved = await this.#resolve(added, byKeyring(pasts), ends, refused);
    const grown: KeyringId[] = [];
    for (const [id, chain] of resolved.verified) {
      const known = this.#verified.get(id);
      // Another call may have accepted more of the chain meanwhile.
      if (known === before.get(id) || chain.state.seq > (known?.state.seq ?? -1)) {
        this.#verified.set(id, withShown(chain, known));
        this.#revision++;
      }
      if (added.has(id)) {
        grown.push(id);
      }
    }
    resolved.refused.forEach((failure, id) => {
      const doubted = doubtedOf(resolved.faultOf(failure) ?? id, added);
      refused.set(id, refusedFor(id, failure, doubted));
    });
    return {
      grown,
      refused: [...refused.values()],
      missing: [...resolved.missing],
      behind: [...behind],
    };
  }

  clear() {
    this.#verified = new Map();
    this.#revision++;
    this.#remembered = new Map();
    this.late.clear();
  }

  /** Verifies; once more without each chain that is not the one seen or told, nor what leans on it. */
  async #resolve(
    added: AnsweredChains,
    pasts: ReadonlyMap<KeyringId, readonly Past[]>,
    ends: ReadonlyMap<KeyringId, ChainEnd>,
    refused: Map<KeyringId, Refused>,
  ): Promise<Resolved> {
    for (;;) {
      const { known, statements, begun } = added;
      const resolved = await new ChainResolver(known, statements, { begun, pasts }).resolve();
      let isRight = true;
      for (const [id, chain] of resolved.verified) {
        const end = ends.get(id);
        const failure =
          end === undefined || endsAt(chain, end)
            ? (this.#refusalOf(chain) ?? this.#contradictionOf(chain, added))
            : broken('a chain that does not end where it is said to end');
        if (failure !== undefined && added.has(id)) {
          isRight = false;
          refused.set(id, refusedFor(id, failure, doubtedOf(id, added)));
          added.drop(id);
        }
      }
      if (isRight) {
        return resolved;
      }
    }
  }

  /** Why a chain that was verified anew does not go on from what was known of it. */
  #contradictionOf(chain: VerifiedChain, added: AnsweredChains): FormatError | undefined {
    const known = added.isAnew(chain.id) ? this.#verified.get(chain.id) : undefined;
    return known === undefined
      ? undefined
      : refusalOf(chain, { keyring: chain.id, head: known.state.head });
  }

  #refusalOf(chain: VerifiedChain): FormatError | undefined {
    const head = this.#remembered.get(chain.id);
    return head === undefined ? undefined : this.#refusal(chain, head);
  }

  #refusal(chain: VerifiedChain, head: RememberedHead): FormatError | undefined {
    const failure = refusalOf(chain, head);
    if (failure?.code === 'added-late') {
      this.late.note(chain, head);
    } else {
      this.late.forget(chain.id);
    }
    return failure;
  }

  #refuse(keyring: KeyringId, failure: FormatError): Refused {
    const isBegun = this.#verified.get(keyring)?.begun !== undefined;
    this.#verified.delete(keyring);
    this.#revision++;
    return refusedFor(keyring, failure, isBegun ? [keyring] : []);
  }

  #notContaining(id: KeyringId, added: AnsweredChains): Refused {
    const failure = broken('an answer without what is known of its chain');
    return refusedFor(id, failure, added.isBegun(id) ? [id] : []);
  }
}

function endsAt({ state }: VerifiedChain, { seq, head }: ChainEnd): boolean {
  return state.seq === seq && state.head === head;
}

/** Why a chain is not the one of which that was seen; undefined where it is. */
function refusalOf(chain: VerifiedChain, head: RememberedHead): FormatError | undefined {
  try {
    checkContinues(head, chain);
    return undefined;
  } catch (failure) {
    return asFormatError(failure);
  }
}

function refusedFor(
  keyring: KeyringId,
  failure: FormatError,
  doubted: readonly KeyringId[],
): Refused {
  const { code } = failure;
  return {
    keyring,
    code,
    ...(failure instanceof NotShownError ? { notShown: failure.wanted } : {}),
    ...(doubted.length === 0 ? {} : { doubted }),
  };
}

/** The chain that a fault is about, where it is begun later, or those begun later that it names. */
function doubtedOf(fault: KeyringId, added: AnsweredChains): readonly KeyringId[] {
  return added.isBegun(fault)
    ? [fault]
    : [...added.namedBy(fault)].filter((id) => added.isBegun(id));
}

/** What was shown of the same chain before, from the same base, is not asked for again. */
function withShown(chain: VerifiedChain, known: VerifiedChain | undefined): VerifiedChain {
  const { begun } = chain;
  const isSameBase =
    known?.begun !== undefined && known.entries[0]?.state.head === chain.entries[0]?.state.head;
  return begun === undefined || !isSameBase
    ? chain
    : new VerifiedChain(
        chain.entries.map((entry, index) => withShownOf(entry, known.entries[index])),
        begun.withPastsOf(known.begun),
      );
}

function withShownOf(entry: Entry, known: Entry | undefined): Entry {
  return known === undefined || known === entry || known.state.head !== entry.state.head
    ? entry
    : { ...entry, state: mergedStates(entry.state, known.state) };
}

function byKeyring(pasts: readonly PastAnswer[]): ReadonlyMap<KeyringId, readonly Past[]> {
  const all = new Map<KeyringId, Past[]>();
  for (const { keyring, past } of pasts) {
    all.set(keyring, [...(all.get(keyring) ?? []), past]);
  }
  return all;
}
