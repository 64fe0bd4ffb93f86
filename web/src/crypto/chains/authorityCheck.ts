import { FormatError } from '../errors.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import type { Hop, Signer } from '../statements/statement.ts';
import { CLOCK_TOLERANCE, HEAD_TOLERANCE } from './namedHeads.ts';
import { type Lookup, noAuthority, Path } from './path.ts';
import type { VerifiedChain } from './verifiedChain.ts';

/** Where whole verified chains are looked up. */
export interface Chains {
  find(id: KeyringId): VerifiedChain | undefined;
}

/**
 * That a report's author might add it to `section` at `time`: in the state of the named heads, and
 * still in the state that the named chains had {@link HEAD_TOLERANCE} before (spec/keyrings.md section
 * 7, spec/bodies.md section 4). Answers the author's public keys, to verify the signatures with.
 *
 * @param via ends with the section itself, at the head that the author knew
 */
export function checkAuthor(
  chains: Chains,
  author: Signer,
  via: readonly Hop[],
  section: KeyringId,
  time: number,
): PublicKeys {
  if (via.at(-1)?.keyring !== section) {
    throw noAuthority('an author’s path ends with the section');
  }
  const keys = check(author, via, time, (id, head) => atNamedHead(chains, id, head, time));
  const settled = time - HEAD_TOLERANCE;
  check(author, via, time, (id, head) => {
    const state = chains.find(id)?.atOrAfter(head, settled);
    return state ?? unknownHead();
  });
  return keys;
}

/**
 * What a report's author did not know: the time of the first statement that follows one of the heads
 * that its manifest names, where that was more than {@link HEAD_TOLERANCE} before `time`. Such a report
 * is the author's, but may have been sealed to somebody who had been removed.
 *
 * @param named the author's own head and those of the path, section included
 */
export function unawareSince(
  chains: Chains,
  named: readonly Hop[],
  time: number,
): Instant | undefined {
  const missed = named
    .map(({ keyring, head }) => chains.find(keyring)?.followedAt(head))
    .filter((followed) => followed !== undefined)
    .filter((followed) => followed < time - HEAD_TOLERANCE);
  return missed.length === 0 ? undefined : (Math.min(...missed) as Instant);
}

function check(author: Signer, via: readonly Hop[], time: number, lookup: Lookup): PublicKeys {
  const section = via.at(-1) ?? unknownHead();
  const path = Path.named(author, via.slice(0, -1), section.keyring, lookup);
  const keys = path.signerKeys(author.generation);
  path.require('add', lookup(section.keyring, section.head), time);
  return keys;
}

function atNamedHead(
  chains: Chains,
  id: KeyringId,
  head: StatementHash,
  time: number,
): KeyringState {
  const state = chains.find(id)?.at(head) ?? unknownHead();
  if (time + CLOCK_TOLERANCE < state.time) {
    throw new FormatError('broken-chain', 'a report is older than a head that it names');
  }
  return state;
}

function unknownHead(): never {
  throw noAuthority('a named keyring or head is unknown');
}
