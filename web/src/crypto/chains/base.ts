import { broken, FormatError, malformed } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type KeyringId, NO_STATEMENT, type Sha256, type StatementHash } from '../ids/ids.ts';
import { isLastingOwner, type KeyringState } from '../keyrings/keyringState.ts';
import { mayBeginLater } from '../keyrings/stateDocument.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import type { VerifiedOnce } from '../signatures/verifiedOnce.ts';
import { parseSignedObject, type SignedObject } from '../statements/signedObject.ts';
import type { Create, Header, NewMember, Statement } from '../statements/statement.ts';
import { hashStatement, parseStatement } from '../statements/statementCodec.ts';
import { hashText } from '../trees/trie.ts';
import { sha256 } from '../ids/sha256.ts';
import { Begun } from './begun.ts';
import { deriveKeyringId } from './keyringIds.ts';
import type { NamedHeads } from './namedHeads.ts';
import { type Past, requireBefore, shownState } from './past.ts';
import { noAuthority } from './path.ts';
import { pathOf, requireMaker } from './statementAuthority.ts';
import type { Entry } from './verifiedChain.ts';

/** Most statements of an owners' line, the base among them. */
export const MAX_LINE = 64;

/** A statement of the owners' line before the base, as the service answers it. */
export interface LineStatement {
  /** A signed object. */
  readonly statement: Bytes;
  readonly path: readonly Sha256[];
}

/** What a chain is begun with, beside its base. */
export interface Beginning {
  /** `create` first; without the base. */
  readonly line: readonly LineStatement[];
  /** The base's state document. */
  readonly state: Bytes;
  /** What held at the head that the client remembers. */
  readonly seen?: Past;
}

interface Read {
  readonly bytes: Bytes;
  readonly object: SignedObject;
  readonly statement: Statement;
  readonly hash: StatementHash;
}

/**
 * An owners' line that is in order by itself: whose signatures, heads, state and paths are still to be
 * looked at (spec/keyrings.md section 12).
 */
export class OwnersLine {
  readonly #statements: readonly Read[];
  readonly #create: Create;
  readonly #base: Read;
  readonly #beginning: Beginning;

  /** Reads the line of that keyring, which ends with `base`. */
  constructor(id: KeyringId, base: Bytes, beginning: Beginning) {
    if (beginning.line.length === 0 || beginning.line.length >= MAX_LINE) {
      throw malformed('an owners’ line has 2 to 64 statements');
    }
    this.#statements = [...beginning.line.map(({ statement }) => statement), base].map((bytes) =>
      readOf(id, bytes),
    );
    this.#beginning = beginning;
    const [first, ...later] = this.#statements;
    const last = later.at(-1);
    if (first === undefined || last === undefined) {
      throw broken('an owners’ line leads from the first statement to the base');
    }
    this.#create = createOf(id, first.statement);
    this.#base = last;
    requireForward(this.#statements);
    requireOwners(this.#create, later);
  }

  /** Who signed, at which heads: to be verified up to there first. */
  get headers(): readonly Header[] {
    return this.#statements.map(({ statement }) => statement.header);
  }

  /** The base, once all is verified. */
  async verify(
    named: NamedHeads,
    signatures: VerifiedOnce,
  ): Promise<{ readonly base: Entry; readonly begun: Begun }> {
    for (const { statement, object } of this.#statements) {
      if (!(await signatures.verify(signerKeys(statement, named), object))) {
        throw new FormatError('bad-signature', 'the signer’s keys did not sign this statement');
      }
    }
    const { bytes, statement, hash } = this.#base;
    const state = shownState(statement, hash, this.#beginning.state);
    this.#checkState(state);
    this.#beginning.line.forEach(({ path }, index) => {
      const before = this.#statements[index];
      if (before !== undefined) {
        requireBefore(state, before.statement.header.seq, before.hash, path);
      }
    });
    const line = this.#statements.map((read) => read.statement);
    const document = hashText(sha256(this.#beginning.state));
    return { base: { bytes, statement, state }, begun: new Begun(state.id, line, document) };
  }

  #checkState(state: KeyringState) {
    const { signer, time } = this.headers[0] as Header;
    if (
      state.kind !== this.#create.kind ||
      state.creator !== signer.keyring ||
      state.created !== time
    ) {
      throw broken('a state that does not say what the first statement says');
    }
    if (state.rotationDue) {
      throw broken('a chain is not begun while a rotation is due');
    }
    const owner = state.members.shownOf(this.#base.statement.header.signer.keyring);
    if (owner === undefined || !isLastingOwner(owner)) {
      throw noAuthority('who signed the base is not shown as an owner without end');
    }
  }
}

function readOf(id: KeyringId, bytes: Bytes): Read {
  const object = parseSignedObject(bytes);
  const statement = parseStatement(object);
  if (statement.header.keyring !== id) {
    throw broken('a statement of another keyring’s chain');
  }
  return { bytes, object, statement, hash: hashStatement(bytes) };
}

function createOf(id: KeyringId, { header, change }: Statement): Create {
  const isFirst = header.seq === 0 && header.previous === NO_STATEMENT;
  if (change.type !== 'create' || !isFirst || !mayBeginLater(change.kind)) {
    throw broken('an owners’ line begins with the first statement');
  }
  if (deriveKeyringId(change.kind, header.signer.keyring, change.parent, change.keys) !== id) {
    throw broken('the keyring id is not that of its keys and creator');
  }
  return change;
}

/** That neither numbers nor times go back. */
function requireForward(line: readonly Read[]) {
  line.forEach(({ statement: { header } }, index) => {
    const before = line[index - 1]?.statement.header;
    if (before !== undefined && (header.seq <= before.seq || header.time < before.time)) {
      throw broken('an owners’ line that goes back');
    }
  });
}

/** That each statement has its place, and is signed by whom the one before it has made an owner. */
function requireOwners(create: Create, later: readonly Read[]) {
  let owners = new Set(create.members.filter(isOwner).map(({ keyring }) => keyring));
  later.forEach(({ statement: { header, change } }, index) => {
    if (header.via.length > 0 || !owners.has(header.signer.keyring)) {
      throw noAuthority('who signs is made an owner by the statement before in the line');
    }
    const isBase = index === later.length - 1;
    if (isBase ? change.type === 'create' || change.type === 'leave' : !makesOwner(change)) {
      throw noAuthority('a statement that has no place in an owners’ line');
    }
    if (change.type === 'set-member') {
      owners = new Set([change.member.keyring]);
    }
  });
}

function makesOwner(change: Statement['change']): boolean {
  return change.type === 'set-member' && isOwner(change.member);
}

function isOwner({ role, until }: NewMember): boolean {
  return role === 'owner' && until === undefined;
}

/** The keys of a signer at the head that it names, which an honest service would have let pass. */
function signerKeys({ header, change }: Statement, named: NamedHeads): PublicKeys {
  const path = pathOf(header, named);
  const keys = path.signerKeys(header.signer.generation);
  if (change.type === 'create') {
    requireMaker(header, change, path, header.time);
  }
  return keys;
}
