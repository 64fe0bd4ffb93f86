import { FormatError } from '../errors.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
import { HEAD_TOLERANCE } from './namedHeads.ts';
import type { VerifiedChain } from './verifiedChain.ts';

/**
 * The newest head of a chain that was verified here, kept between visits so that a chain that was
 * rolled back, forked or written into afterwards is noticed (spec/keyrings.md section 9).
 */
export interface RememberedHead {
  readonly keyring: KeyringId;
  /** Hash of its newest statement then. */
  readonly head: StatementHash;
  /** When the service said that this is the newest; absent where the clocks did not agree. */
  readonly seenAt?: Instant;
}

/** Refuses a later answer that does not continue what was seen. */
export function checkContinues(seen: RememberedHead, chain: VerifiedChain) {
  const { keyring, head } = seen;
  if (chain.id !== keyring) {
    throw new FormatError('broken-chain', 'the chain of another keyring');
  }
  const state = chain.shownAt(head);
  if (state === undefined) {
    throw new FormatError('broken-chain', 'a chain without the head that was seen');
  }
  // Times never go backwards in a chain, so the first new statement is the oldest.
  const next = chain.followedAt(head);
  if (next !== undefined && isLate(seen, next)) {
    throw new FormatError('added-late', 'a statement dated before the chain was seen without it');
  }
}

/**
 * Whether a statement of that time, after the remembered head, is dated so long before it was seen that
 * an honest service would have shown it then.
 */
export function isLate({ seenAt }: RememberedHead, time: Instant): boolean {
  return seenAt !== undefined && time + HEAD_TOLERANCE < seenAt;
}
