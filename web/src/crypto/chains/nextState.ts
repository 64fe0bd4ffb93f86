import { type KeyringId, NO_STATEMENT, type StatementHash } from '../ids/ids.ts';
import { FormatError } from '../errors.ts';
import type { KeyringState, Named } from '../keyrings/keyringState.ts';
import { stateHash } from '../keyrings/stateHash.ts';
import type { Header, Statement } from '../statements/statement.ts';
import { hashText, type Trie } from '../trees/trie.ts';
import type { NamedHeads } from './namedHeads.ts';
import { Naming } from './naming.ts';
import { applied, created } from './transition.ts';

const UNSAID = hashText(new Uint8Array(32));

/** A statement that does not say a state yet. */
export interface Unsaid {
  readonly header: Omit<Header, 'state'>;
  readonly change: Statement['change'];
}

/**
 * The statement with the hash of the state that follows from it, for who is about to sign it. Where none
 * follows it says what is not true, and whoever verifies it refuses it for its own reason.
 *
 * @param before the keyring after the statement before; undefined for the first
 */
export function saying(
  before: KeyringState | undefined,
  { header, change }: Unsaid,
  heads: Pick<NamedHeads, 'at'>,
): Statement {
  const unsaid: Statement = { header: { ...header, state: UNSAID }, change };
  try {
    const naming = new Naming(before, unsaid, heads);
    naming.noteHeads();
    naming.noteSeals();
    const state = stateHash(stateAfter(before, unsaid, NO_STATEMENT, naming.named));
    return { header: { ...header, state }, change };
  } catch (failure) {
    if (failure instanceof FormatError) {
      return unsaid;
    }
    throw failure;
  }
}

/**
 * The keyring after a statement.
 *
 * @param named what the chain has named of other keyrings, this statement's names among them
 */
export function stateAfter(
  before: KeyringState | undefined,
  statement: Statement,
  hash: StatementHash,
  named: Trie<KeyringId, Named>,
): KeyringState {
  const { header, change } = statement;
  if (before !== undefined) {
    return applied(before, statement, hash, named);
  }
  if (change.type !== 'create') {
    throw new FormatError('broken-chain', 'create stands first in a chain, and only there');
  }
  return created(header, change, hash, named);
}
