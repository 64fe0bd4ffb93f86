import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { noAuthority } from './path.ts';
import type { Keyrings } from './verifiedChain.ts';

/** How far the clocks of honest people may differ from the service's, in milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60 * 1000;
/** How long after it was followed by another statement a head may still be named. */
export const HEAD_TOLERANCE = 15 * 60 * 1000;

/** What a statement leans on: other keyrings at the heads that it names. */
export interface NamedHeads {
  /** The keyring after that statement of its chain; undefined where either is unknown. */
  at(keyring: KeyringId, head: StatementHash): KeyringState | undefined;

  /** When the statement after that one was signed; undefined for the newest. */
  followedAt(keyring: KeyringId, head: StatementHash): Instant | undefined;
}

/** Heads of chains that are verified already. */
export function namedHeadsOf(keyrings: Keyrings): NamedHeads {
  return {
    at: (keyring, head) => keyrings.find(keyring)?.at(head),
    followedAt: (keyring, head) => keyrings.find(keyring)?.followedAt(head),
  };
}

/** As {@link NamedHeads.at}, refusing what is unknown. */
export function requireHead(
  named: Pick<NamedHeads, 'at'>,
  keyring: KeyringId,
  head: StatementHash,
): KeyringState {
  const state = named.at(keyring, head);
  if (state === undefined) {
    throw noAuthority('a named keyring or head is unknown');
  }
  return state;
}
