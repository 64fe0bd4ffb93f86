import { FormatError, NotShownError } from '../errors.ts';
import type { StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import type { Statement } from '../statements/statement.ts';
import { noAuthority, Path } from './path.ts';
import { neededFor, requireMaker } from './statementAuthority.ts';
import type { Entry, Keyrings, VerifiedChain } from './verifiedChain.ts';

/**
 * The statements of `chain` that their signers could no longer make at `now` (spec/keyrings.md section
 * 9). Mostly a colleague did something and left later; but somebody who has left and works together
 * with the service could also have signed afterwards and dated back. So they are pointed out to a
 * person who can tell.
 *
 * @param seen only those after this head, which was seen here in time; undefined for all. What was
 *     signed between that and the base of a chain that was begun later is refused as `not-shown`
 */
export function formerAuthority(
  keyrings: Keyrings,
  chain: VerifiedChain,
  seen: StatementHash | undefined,
  now: number,
): readonly Entry[] {
  const first = seen === undefined ? 0 : (chain.at(seen)?.seq ?? -1) + 1;
  if (chain.begun !== undefined && first < chain.from) {
    throw chain.begun.notWhole();
  }
  return chain.entries.filter(
    ({ statement, state }, index) =>
      state.seq >= first && !holds(keyrings, statement, chain.entries[index - 1]?.state, now),
  );
}

function holds(
  keyrings: Keyrings,
  { header, change }: Statement,
  before: KeyringState | undefined,
  now: number,
): boolean {
  if (header.signer.keyring === header.keyring) {
    return true; // by itself: its own chain tells what came when
  }
  try {
    const path = Path.named(header.signer, header.via, header.keyring, (keyring) => {
      const known = keyrings.find(keyring);
      if (known === undefined) {
        throw noAuthority('a named keyring is unknown');
      }
      return known.state;
    });
    path.signerKeys(header.signer.generation);
    if (change.type === 'create') {
      requireMaker(header, change, path, now);
    } else if (change.type === 'leave') {
      return true; // takes nothing but to have been a member, which this chain itself tells
    } else if (before !== undefined) {
      path.require(neededFor(change, before), before, now);
    }
    return true;
  } catch (failure) {
    if (failure instanceof FormatError && !(failure instanceof NotShownError)) {
      return false;
    }
    throw failure;
  }
}
