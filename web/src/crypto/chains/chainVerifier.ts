import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type KeyringId, NO_STATEMENT, type StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { verifySignatures } from '../signatures/signatures.ts';
import { parseSignedObject, type SignedObject } from '../statements/signedObject.ts';
import type { Change, Header, Statement } from '../statements/statement.ts';
import { hashStatement, parseStatement } from '../statements/statementCodec.ts';
import { AuthorityCheck } from './authorityCheck.ts';
import { deriveKeyringId } from './keyringIds.ts';
import { applied, created } from './transition.ts';
import { type Entry, type Keyrings, type KnownKeyring, VerifiedChain } from './verifiedChain.ts';

/** A statement taken apart, not verified yet. */
export interface ParsedStatement {
  readonly bytes: Bytes;
  readonly object: SignedObject;
  readonly statement: Statement;
  readonly hash: StatementHash;
}

export function parseChainStatement(bytes: Bytes): ParsedStatement {
  const object = parseSignedObject(bytes);
  return { bytes, object, statement: parseStatement(object), hash: hashStatement(bytes) };
}

/**
 * Verifies one chain, statement by statement (spec/keyrings.md section 9): each has the right layout,
 * follows the one before it, says something that its signer was allowed to say, and is signed by both
 * keys of that signer. Every keyring that a statement leans on is looked up in `keyrings`, which must
 * itself hand out verified chains only.
 *
 * That a chain is the newest there is can't be seen from the chain itself.
 */
export class ChainVerifier {
  readonly #id: KeyringId;
  readonly #keyrings: Keyrings;
  readonly #authority: AuthorityCheck;
  readonly #entries: Entry[];
  readonly #newestNamed: Map<KeyringId, number>;
  readonly #byHash: Map<StatementHash, number>;

  /** @param start what has been verified of the chain already */
  constructor(id: KeyringId, keyrings: Keyrings, start?: VerifiedChain) {
    this.#id = id;
    this.#keyrings = keyrings;
    this.#authority = new AuthorityCheck(keyrings);
    this.#entries = [...(start?.entries ?? [])];
    this.#newestNamed = new Map(start?.newestNamed);
    this.#byHash = new Map(this.#entries.map((entry, index) => [entry.state.head, index]));
  }

  /** The keyring after what has been verified; undefined before the first statement. */
  get state(): KeyringState | undefined {
    return this.#entries.at(-1)?.state;
  }

  /** The keyring as far as it has been verified now; undefined before the first statement. */
  get soFar(): KnownKeyring | undefined {
    const state = this.state;
    return state === undefined ? undefined : { state, at: (head) => this.at(head) };
  }

  /** The keyring after the statement of this hash, if that has been verified. */
  at(head: StatementHash): KeyringState | undefined {
    const index = this.#byHash.get(head);
    return index === undefined ? undefined : this.#entries[index]?.state;
  }

  /** Verifies the next statement; throws the first thing that is wrong with it. */
  async next(parsed: ParsedStatement): Promise<KeyringState> {
    const { bytes, object, statement, hash } = parsed;
    const { header, change } = statement;
    const before = this.state;
    checkLink(this.#id, before, statement);
    checkOpenForChange(before, change);
    const isCreate = change.type === 'create';
    const keys =
      before === undefined || isCreate
        ? this.#authority.checkCreate(header, asCreate(change))
        : this.#authority.checkChange(statement, before);
    if (!(await verifySignatures(keys, 'medseal/v1/statement', object))) {
      throw new FormatError('bad-signature', 'the signer’s keys did not sign this statement');
    }
    const state =
      before === undefined || isCreate
        ? created(header, asCreate(change), hash)
        : applied(before, statement, hash);
    this.#checkHeadsMoveForward(header);
    this.#byHash.set(hash, this.#entries.length);
    this.#entries.push({ bytes, statement, state });
    return state;
  }

  /** The verified chain; refuses one that ends with a removal without its rotation. */
  finish(): VerifiedChain {
    if (this.#entries.length === 0) {
      throw new FormatError('broken-chain', 'a chain has at least one statement');
    }
    const chain = new VerifiedChain(
      [...this.#entries],
      new Map(this.#newestNamed),
      new Map(this.#byHash),
    );
    if (chain.state.rotationDue) {
      throw new FormatError('rotation-due', 'the chain ends with a removal without its rotation');
    }
    return chain;
  }

  #checkHeadsMoveForward({ keyring, signer, via }: Header) {
    const seen = new Set<KeyringId>();
    for (const named of [signer, ...via]) {
      if (named.keyring === keyring) {
        continue;
      }
      if (seen.has(named.keyring)) {
        throw new FormatError('no-authority', 'a keyring stands twice on the way of authority');
      }
      seen.add(named.keyring);
      const seq = this.#keyrings.find(named.keyring)?.at(named.head)?.seq;
      if (seq === undefined) {
        throw new FormatError('no-authority', 'a named head is unknown');
      }
      if (seq < (this.#newestNamed.get(named.keyring) ?? seq)) {
        throw new FormatError(
          'no-authority',
          'a statement leans on an older head than one before it',
        );
      }
      this.#newestNamed.set(named.keyring, seq);
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
  const verifier = new ChainVerifier(id, keyrings, start);
  for (const bytes of statements) {
    await verifier.next(parseChainStatement(bytes));
  }
  return verifier.finish();
}

function asCreate(change: Change) {
  if (change.type !== 'create') {
    throw new FormatError('broken-chain', 'a chain begins with create');
  }
  return change;
}

function checkLink(id: KeyringId, before: KeyringState | undefined, statement: Statement) {
  const { header, change } = statement;
  const seq = before === undefined ? 0 : before.seq + 1;
  if (header.keyring !== id) {
    throw new FormatError('broken-chain', 'a statement of another keyring’s chain');
  }
  if (header.seq !== seq || header.previous !== (before?.head ?? NO_STATEMENT)) {
    throw new FormatError('broken-chain', `statement ${seq} does not follow the one before`);
  }
  if (before !== undefined && header.time < before.time) {
    throw new FormatError('broken-chain', 'a statement is older than the one before it');
  }
  if ((seq === 0) !== (change.type === 'create')) {
    throw new FormatError('broken-chain', 'create stands first in a chain, and only there');
  }
  if (
    change.type === 'create' &&
    deriveKeyringId(change.kind, header.signer.keyring, change.parent, change.keys) !== id
  ) {
    throw new FormatError('broken-chain', 'the keyring id is not that of its keys and creator');
  }
}

function checkOpenForChange(before: KeyringState | undefined, change: Change) {
  if (before?.closed === true) {
    throw new FormatError('closed', 'the keyring is closed');
  }
  if (before?.rotationDue === true && change.type !== 'rotate' && change.type !== 'remove-member') {
    throw new FormatError('rotation-due', 'after a removal comes a rotation');
  }
}
