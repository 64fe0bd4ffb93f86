import type { Beginning } from '../chains/base.ts';
import type { Past } from '../chains/past.ts';
import type { VerifiedChain } from '../chains/verifiedChain.ts';
import { asFormatError } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { KeyringId, StatementHash } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { parseSignedObject } from '../statements/signedObject.ts';
import { hashStatement, namedIn } from '../statements/statementCodec.ts';
import { hashText } from '../trees/trie.ts';

/** A chain as the service answers it: the statements behind `after` (−1: all), oldest first. */
export interface ChainAnswer {
  readonly keyring: KeyringId;
  readonly after: number;
  readonly statements: readonly Bytes[];
  /** Where the service says that the chain ends; absent for statements of one's own. */
  readonly end?: ChainEnd;
  /** Where the chain is begun later: the first of the statements is the base. */
  readonly begun?: Beginning;
}

/** The newest statement of a chain. */
export interface ChainEnd {
  readonly seq: number;
  readonly head: StatementHash;
}

/** Something past of a chain that was begun later, as the service answers it. */
export interface PastAnswer {
  readonly keyring: KeyringId;
  readonly past: Past;
}

/** How chains were asked for; others came along, or were asked for what follows. */
export interface AskedFor {
  /** From their beginning, although they are known: they may be begun anew. */
  readonly anew?: readonly KeyringId[];
  /** From their first statement: they are not begun later. */
  readonly whole?: readonly KeyringId[];
}

/** What answers add to a chain. */
interface Addition {
  /** Nothing that is known of the chain counts: it is verified from the first of these statements. */
  readonly isAnew: boolean;
  /** Number of the first of the statements. */
  readonly first: number;
  readonly statements: readonly Bytes[];
  readonly begun: Beginning | undefined;
}

/** What several answers add to the chains that are known. */
export class AnsweredChains {
  readonly #known: ReadonlyMap<KeyringId, VerifiedChain>;
  readonly #anew: ReadonlySet<KeyringId>;
  readonly #whole: ReadonlySet<KeyringId>;
  readonly #added = new Map<KeyringId, Addition>();

  constructor(known: ReadonlyMap<KeyringId, VerifiedChain>, { anew, whole }: AskedFor = {}) {
    this.#known = known;
    this.#anew = new Set(anew);
    this.#whole = new Set(whole);
  }

  /** Whether the answer contains what is known of its chain; one that does not adds nothing. */
  take(answer: ChainAnswer): boolean {
    const { keyring, after, statements, begun } = answer;
    if (begun !== undefined && this.#whole.has(keyring)) {
      return false;
    }
    if (begun !== undefined && this.#mayBegin(keyring) && !this.#isTaken(answer, begun)) {
      this.#added.set(keyring, { isAnew: true, first: after + 1, statements, begun });
      return true;
    }
    if (begun === undefined && after === -1 && this.isBegun(keyring)) {
      this.#added.set(keyring, { isAnew: true, first: 0, statements, begun: undefined });
      return true;
    }
    const next = this.#whatFollows(answer);
    if (next !== undefined && next.length > 0) {
      const before = this.#added.get(keyring);
      this.#added.set(keyring, {
        isAnew: before?.isAnew ?? false,
        first: before?.first ?? after + 1 + statements.length - next.length,
        statements: [...(before?.statements ?? []), ...next],
        begun: before?.begun,
      });
    }
    return next !== undefined;
  }

  /** Whether it begins a chain that is known and was not asked for anew: what follows is to be asked for. */
  isBehind(answer: ChainAnswer): boolean {
    const { keyring, begun } = answer;
    return (
      begun !== undefined &&
      !this.#whole.has(keyring) &&
      !this.#mayBegin(keyring) &&
      this.#whatFollows(answer) === undefined
    );
  }

  /** The keyrings that statements of that chain here name. */
  namedBy(id: KeyringId): ReadonlySet<KeyringId> {
    const { statements = [], begun } = this.#added.get(id) ?? {};
    const all = [...(begun?.line ?? []).map(({ statement }) => statement), ...statements];
    return new Set(all.flatMap(namesOf));
  }

  drop(id: KeyringId) {
    this.#added.delete(id);
  }

  has(id: KeyringId): boolean {
    return this.#added.has(id);
  }

  isAnew(id: KeyringId): boolean {
    return this.#added.get(id)?.isAnew === true;
  }

  /** The known chains that these answers go on from. */
  get known(): ReadonlyMap<KeyringId, VerifiedChain> {
    return new Map([...this.#known].filter(([id]) => !this.isAnew(id)));
  }

  get statements(): ReadonlyMap<KeyringId, readonly Bytes[]> {
    return new Map([...this.#added].map(([id, { statements }]) => [id, statements]));
  }

  get begun(): ReadonlyMap<KeyringId, Beginning> {
    return new Map(
      [...this.#added].flatMap(([id, { begun }]) => (begun === undefined ? [] : [[id, begun]])),
    );
  }

  #mayBegin(id: KeyringId): boolean {
    return !this.#known.has(id) || this.#anew.has(id);
  }

  /** Whether what is known, or comes with these answers, is begun later. */
  isBegun(id: KeyringId): boolean {
    const added = this.#added.get(id);
    return added?.isAnew === true
      ? added.begun !== undefined
      : this.#known.get(id)?.begun !== undefined;
  }

  /** Whether a beginning tells nothing that is not here: whole, or of the same base and document. */
  #isTaken({ keyring, after, statements }: ChainAnswer, begun: Beginning): boolean {
    const base = statements[0];
    if (base === undefined || this.#hashAt(keyring, after + 1) !== hashStatement(base)) {
      return false;
    }
    const added = this.#added.get(keyring);
    if (added?.isAnew === true) {
      return (
        added.begun === undefined ||
        (added.first === after + 1 && equalBytes(added.begun.state, begun.state))
      );
    }
    const known = this.#known.get(keyring);
    return (
      known?.begun === undefined ||
      (known.from === after + 1 && known.begun.document === hashText(sha256(begun.state)))
    );
  }

  /** What an answer adds; undefined where it does not contain what is here, or leaves something out. */
  #whatFollows({ keyring, after, statements }: ChainAnswer): readonly Bytes[] | undefined {
    const overlap = this.#size(keyring) - (after + 1);
    if (overlap < 0 || overlap > statements.length) {
      return undefined;
    }
    const isSame = statements
      .slice(0, overlap)
      .every((answered, i) => this.#hashAt(keyring, after + 1 + i) === hashStatement(answered));
    return isSame ? statements.slice(overlap) : undefined;
  }

  /** How many statements the chain has with these answers. */
  #size(id: KeyringId): number {
    const added = this.#added.get(id);
    const known = this.#known.get(id);
    return added === undefined
      ? (known?.state.seq ?? -1) + 1
      : added.first + added.statements.length;
  }

  #hashAt(id: KeyringId, seq: number): StatementHash | undefined {
    const added = this.#added.get(id);
    const waiting = added?.statements[seq - added.first];
    if (waiting !== undefined) {
      return hashStatement(waiting);
    }
    const known = added?.isAnew === true ? undefined : this.#known.get(id);
    return known?.entries[seq - known.from]?.state.head;
  }
}

/** Nothing, where it is no statement. */
function namesOf(statement: Bytes): readonly KeyringId[] {
  try {
    return namedIn(parseSignedObject(statement).payload).map(({ keyring }) => keyring);
  } catch (failure) {
    asFormatError(failure);
    return [];
  }
}
