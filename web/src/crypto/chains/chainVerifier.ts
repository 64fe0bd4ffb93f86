import { asFormatError, broken, FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type Instant, type KeyringId, NO_STATEMENT, type StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { roleOpens } from '../keyrings/kinds.ts';
import { stateHash } from '../keyrings/stateHash.ts';
import { VerifiedOnce } from '../signatures/verifiedOnce.ts';
import { parseSignedObject, type SignedObject } from '../statements/signedObject.ts';
import type { Change, Create, Statement } from '../statements/statement.ts';
import { hashStatement, parseStatement } from '../statements/statementCodec.ts';
import type { OwnersLine } from './base.ts';
import type { Begun } from './begun.ts';
import { deriveKeyringId } from './keyringIds.ts';
import { type NamedHeads, namedHeadsOf } from './namedHeads.ts';
import { Naming } from './naming.ts';
import { stateAfter } from './nextState.ts';
import { type Past, readPast, verifyPast } from './past.ts';
import { authorityOfChange, authorityOfCreate } from './statementAuthority.ts';
import {
  Entries,
  type Entry,
  type Keyrings,
  type KnownKeyring,
  showing,
  VerifiedChain,
} from './verifiedChain.ts';

/** A statement of the right layout, in the right place; nothing else about it is known. */
export interface ReadStatement {
  readonly bytes: Bytes;
  readonly object: SignedObject;
  readonly statement: Statement;
}

/**
 * A chain that grows statement by statement, each in two steps: {@link read} looks at the statement
 * alone and its place in the chain, {@link add} at what it leans on. The order of checks is that of
 * spec/keyrings.md section 9.
 *
 * That a chain is the newest there is can't be seen from the chain itself.
 */
export class ChainVerifier implements Pick<KnownKeyring, 'at' | 'followedAt'> {
  readonly #id: KeyringId;
  readonly #signatures: VerifiedOnce;
  readonly #from: number;
  readonly #entries: Entry[];
  readonly #byHash: Map<StatementHash, number>;
  readonly #toShow = new Map<StatementHash, readonly Past[]>();
  #begun: Begun | undefined;
  #unshown: FormatError | undefined;

  /**
   * @param start what has been verified of the chain already
   * @param signatures shared by chains that are verified together
   * @param base number of the statement that the chain will {@link begin} at; undefined for the first
   */
  constructor(
    id: KeyringId,
    start?: VerifiedChain,
    signatures = new VerifiedOnce('medseal/v1/statement'),
    base?: number,
  ) {
    this.#id = id;
    this.#signatures = signatures;
    this.#from = start?.from ?? base ?? 0;
    this.#begun = start?.begun;
    this.#entries = [...(start?.entries ?? [])];
    this.#byHash = new Map(this.#entries.map((entry, index) => [entry.state.head, index]));
  }

  /** How many statements the chain has, up to the last one that has been verified. */
  get size(): number {
    return this.#from + this.#entries.length;
  }

  /** The keyring after what has been verified; undefined before the first statement. */
  get state(): KeyringState | undefined {
    return this.#entries.at(-1)?.state;
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

  /** The only step to a base (spec/keyrings.md section 12). */
  async begin(line: OwnersLine, named: NamedHeads) {
    const { base, begun } = await line.verify(named, this.#signatures);
    this.#begun = begun;
    this.#push(base);
  }

  /**
   * What is shown of a chain that was begun: of its past, of what has been verified, and of what follows.
   * What of that is not in order is not shown: {@link unshown} tells why.
   */
  show(pasts: readonly Past[]) {
    for (const past of pasts) {
      this.#tryShow(() => {
        this.#show(past);
      });
    }
  }

  /** The first thing that was wrong with what was to be shown. */
  get unshown(): FormatError | undefined {
    return (
      this.#unshown ??
      (this.#toShow.size > 0
        ? broken('something past of a statement that is not in the chain')
        : undefined)
    );
  }

  /** First step: layout and link to the statement before. */
  read(bytes: Bytes): ReadStatement {
    const object = parseSignedObject(bytes);
    const statement = parseStatement(object);
    this.#checkLink(statement);
    this.#checkOpenForChange(statement.change);
    return { bytes, object, statement };
  }

  /** Second step: authority, signatures, and the change itself. */
  async add({ bytes, object, statement }: ReadStatement, named: NamedHeads): Promise<KeyringState> {
    const { header, change } = statement;
    const before = this.state;
    const keys =
      before === undefined
        ? authorityOfCreate(header, asCreate(change), named)
        : authorityOfChange(statement, before, named);
    const naming = new Naming(before, statement, named);
    naming.noteHeads();
    if (!(await this.#signatures.verify(keys, object))) {
      throw new FormatError('bad-signature', 'the signer’s keys did not sign this statement');
    }
    naming.noteSeals();
    const hash = hashStatement(bytes);
    const state = stateAfter(before, statement, hash, naming.named);
    if (stateHash(state) !== header.state) {
      throw new FormatError('invalid-change', 'a statement says another state than follows');
    }
    this.#push({ bytes, statement, state });
    return state;
  }

  /** The chain so far, which must not end while a rotation is due. */
  build(): VerifiedChain {
    if (this.state === undefined) {
      throw new FormatError('broken-chain', 'a chain has at least one statement');
    }
    if (this.state.rotationDue) {
      throw new FormatError('rotation-due', 'who lost access and the rotation come in one append');
    }
    return new VerifiedChain([...this.#entries], this.#begun);
  }

  get #lookup(): Entries {
    return new Entries(this.#entries, this.#byHash, this.#begun);
  }

  #push(entry: Entry) {
    const { head } = entry.state;
    const pasts = this.#toShow.get(head) ?? [];
    this.#toShow.delete(head);
    this.#byHash.set(head, this.#entries.length);
    this.#entries.push(entry);
    this.show(pasts);
  }

  #show(past: Past) {
    const base = this.#entries[0]?.state;
    const { statement, hash } = readPast(this.#id, past);
    const index = this.#byHash.get(hash);
    const entry = index === undefined ? undefined : this.#entries[index];
    if (base === undefined || this.#begun === undefined) {
      throw broken('a chain that is verified from its first statement needs no past');
    } else if (statement.header.seq < base.seq) {
      this.#begun = this.#begun.with(verifyPast(base, base.time, past));
    } else if (index !== undefined && entry !== undefined) {
      this.#entries[index] = showing(entry, past);
    } else {
      this.#toShow.set(hash, [...(this.#toShow.get(hash) ?? []), past]);
    }
  }

  #tryShow(show: () => void) {
    try {
      show();
    } catch (failure) {
      this.#unshown ??= asFormatError(failure);
    }
  }

  #checkLink({ header, change }: Statement) {
    const before = this.state;
    if (header.keyring !== this.#id) {
      throw new FormatError('broken-chain', 'a statement of another keyring’s chain');
    }
    if (header.seq !== this.size || header.previous !== (before?.head ?? NO_STATEMENT)) {
      throw new FormatError('broken-chain', 'a statement does not follow the one before it');
    }
    if (before !== undefined && header.time < before.time) {
      throw new FormatError('broken-chain', 'a statement is older than the one before it');
    }
    if ((before === undefined) !== (change.type === 'create')) {
      throw notACreate();
    }
    if (
      change.type === 'create' &&
      deriveKeyringId(change.kind, header.signer.keyring, change.parent, change.keys) !== this.#id
    ) {
      throw new FormatError('broken-chain', 'the keyring id is not that of its keys and creator');
    }
  }

  #checkOpenForChange(change: Change) {
    if (this.state?.closed === true) {
      throw new FormatError('closed', 'the keyring is closed');
    }
    if (this.state?.rotationDue === true && !mayStandBeforeRotation(change)) {
      throw new FormatError('rotation-due', 'after somebody lost access comes a rotation');
    }
  }
}

/** Verifies a whole chain, oldest statement first, or what follows `start`. */
export async function verifyChain(
  keyrings: Keyrings,
  id: KeyringId,
  statements: readonly Bytes[],
  start?: VerifiedChain,
): Promise<VerifiedChain> {
  const verifier = new ChainVerifier(id, start);
  for (const bytes of statements) {
    await verifier.add(verifier.read(bytes), namedHeadsOf(keyrings));
  }
  return verifier.build();
}

function mayStandBeforeRotation(change: Change): boolean {
  switch (change.type) {
    case 'rotate':
    case 'remove-member':
      return true;
    case 'set-member':
      return !roleOpens(change.member.role);
    default:
      return false;
  }
}

function asCreate(change: Change): Create {
  if (change.type !== 'create') {
    throw notACreate();
  }
  return change;
}

function notACreate() {
  return new FormatError('broken-chain', 'create stands first in a chain, and only there');
}
