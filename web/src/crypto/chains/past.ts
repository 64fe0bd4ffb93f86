import { broken } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import {
  type Instant,
  type KeyringId,
  type Sha256,
  type StatementHash,
  statementHashBytes,
} from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { readState } from '../keyrings/stateDocument.ts';
import { stateHash } from '../keyrings/stateHash.ts';
import type { Statement } from '../statements/statement.ts';
import { hashPayload, parsePayload } from '../statements/statementCodec.ts';
import { historyRoot } from '../trees/history.ts';
import { merkleLeaf, treeContains } from '../trees/merkleTree.ts';
import { hashText } from '../trees/trie.ts';
import type { PastState } from './begun.ts';

/** What held at one statement of a chain, as the service answers it. */
export interface Past {
  /** Its payload. */
  readonly statement: Bytes;
  /** Of its hash, in the tree of the statements before the base; empty for the base and what follows. */
  readonly path: readonly Sha256[];
  /** Payload of the statement after it; absent where that is the base, or the path is empty. */
  readonly next?: Bytes;
  readonly nextPath: readonly Sha256[];
  /** A state document. */
  readonly state: Bytes;
}

/** A statement of whose state something is shown. */
export interface ReadPast {
  readonly statement: Statement;
  readonly hash: StatementHash;
}

/** The statement that a past is about; nothing of it is verified but that it is of this keyring. */
export function readPast(id: KeyringId, { statement: payload }: Past): ReadPast {
  return readPayload(id, payload);
}

/**
 * What a past shows of a statement before the base.
 *
 * @param base the keyring after the base
 */
export function verifyPast(base: KeyringState, baseTime: Instant, past: Past): PastState {
  const { statement, hash } = readPast(base.id, past);
  const { seq } = statement.header;
  requireBefore(base, seq, hash, past.path);
  let followedAt = baseTime;
  if (past.next !== undefined) {
    const next = readPayload(base.id, past.next);
    const { header } = next.statement;
    const isLater = header.time >= statement.header.time;
    if (header.seq !== seq + 1 || header.previous !== hash || !isLater) {
      throw broken('a statement that does not follow the one that it is said to follow');
    }
    requireBefore(base, header.seq, next.hash, past.nextPath);
    followedAt = header.time;
  } else if (seq + 1 !== base.seq || past.nextPath.length > 0) {
    throw broken('a statement before the base is followed by another one');
  }
  const state = shownState(statement, hash, past.state);
  requireSameKeyring(base, state);
  return { state, followedAt };
}

/**
 * The part of a state that a document shows, which has the hash that the statement says.
 *
 * @param hash of the statement
 */
export function shownState(
  { header }: Statement,
  hash: StatementHash,
  document: Bytes,
): KeyringState {
  const { keyring: id, seq, time } = header;
  const state = readState(document, { id, seq, head: hash, time });
  if (stateHash(state) !== header.state || state.before.size !== seq) {
    throw broken('another state than the statement says');
  }
  return state;
}

/** That a statement stands in that place before the base. */
export function requireBefore(
  base: KeyringState,
  seq: number,
  hash: StatementHash,
  path: readonly Sha256[],
) {
  const { before } = base;
  const root = hashText(historyRoot(before));
  if (!treeContains(root, before.size, seq, merkleLeaf(statementHashBytes(hash)), path)) {
    throw broken('a statement that does not stand before the base');
  }
}

function requireSameKeyring(base: KeyringState, { kind, creator, created }: KeyringState) {
  if (kind !== base.kind || creator !== base.creator || created !== base.created) {
    throw broken('a state of another keyring');
  }
}

function readPayload(id: KeyringId, payload: Bytes): ReadPast {
  const statement = parsePayload(payload);
  if (statement.header.keyring !== id) {
    throw broken('a statement of another keyring’s chain');
  }
  return { statement, hash: hashPayload(payload) };
}
