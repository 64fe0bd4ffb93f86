import type { KeyringId } from '../ids/ids.ts';
import { allMembers, currentGeneration, openers } from '../keyrings/keyringState.ts';
import { roleOpens } from '../keyrings/kinds.ts';
import { MAX_HOPS } from '../statements/statement.ts';
import type { Keyrings } from './verifiedChain.ts';

/**
 * Whether somebody who has lost access may still know this keyring's secret (spec/keyrings.md section
 * 8). An unknown member counts as stale: what can't be judged is not sealed to.
 */
export function isStale(keyrings: Keyrings, id: KeyringId, at: number): boolean {
  return isStaleBelow(keyrings, id, at, new Set());
}

/** The fresh keyrings to seal to so that all who may open `id` can open, and nobody else. */
export function sealTargets(keyrings: Keyrings, id: KeyringId, at: number): readonly KeyringId[] {
  const targets = new Set<KeyringId>();
  collect(keyrings, id, at, targets, new Set());
  return [...targets].sort();
}

function collect(
  keyrings: Keyrings,
  id: KeyringId,
  at: number,
  targets: Set<KeyringId>,
  seen: Set<KeyringId>,
) {
  const chain = keyrings.find(id);
  if (chain === undefined || seen.has(id)) {
    return;
  }
  seen.add(id);
  if (!isStale(keyrings, id, at)) {
    targets.add(id);
    return;
  }
  for (const opener of openers(chain.state, at)) {
    collect(keyrings, opener, at, targets, seen);
  }
}

function isStaleBelow(
  keyrings: Keyrings,
  id: KeyringId,
  at: number,
  above: Set<KeyringId>,
): boolean {
  const state = keyrings.find(id)?.state;
  if (state === undefined || above.size > MAX_HOPS || above.has(id)) {
    return true;
  }
  if (state.rotationDue) {
    return true;
  }
  above.add(id);
  try {
    const open = openers(state, at);
    const { sealedTo } = currentGeneration(state);
    return allMembers(state)
      .filter((member) => roleOpens(member.role))
      .some((member) => {
        const sealed = sealedTo.get(member.keyring);
        const hasLeft = !open.includes(member.keyring);
        if (hasLeft && sealed === undefined) {
          return false; // ended, and rotated since: never held this generation
        }
        const opener = keyrings.find(member.keyring);
        return (
          hasLeft ||
          sealed === undefined ||
          opener === undefined ||
          sealed.generation < currentGeneration(opener.state).number ||
          isStaleBelow(keyrings, member.keyring, at, above)
        );
      });
  } finally {
    above.delete(id);
  }
}
