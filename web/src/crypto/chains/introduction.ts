import type { Instant, KeyringId } from '../ids/ids.ts';
import type { VerifiedChain } from './verifiedChain.ts';

/** How a direct member came into a keyring. */
export interface Introduction {
  /** Who signed the statement since which it has been a member without a break. */
  readonly by: KeyringId;
  readonly at: Instant;
}

/** Of that member; undefined where it is no direct member now. Later changes of its role introduce nobody. */
export function introductionOf(
  { entries }: VerifiedChain,
  member: KeyringId,
): Introduction | undefined {
  const since = entries.findLastIndex(({ state }) => !state.members.has(member)) + 1;
  const entry = entries[since];
  return entry === undefined
    ? undefined
    : { by: entry.statement.header.signer.keyring, at: entry.state.time };
}
