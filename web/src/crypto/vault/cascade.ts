import { authorityPath, capabilities } from '../chains/authority.ts';
import { isStale, sealTargets } from '../chains/staleness.ts';
import { FormatError } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import { endedAt, openers } from '../keyrings/keyringState.ts';
import type { Draft } from './draft.ts';
import type { KeyChest } from './keyChest.ts';
import { rotate } from './rotation.ts';

/**
 * Renews a keyring that is stale, members first, as far as the person may open them (spec/keyrings.md
 * section 8). Answers whether it is fresh now. Ended memberships are removed on the way by who may.
 */
export async function freshen(draft: Draft, keys: KeyChest, id: KeyringId): Promise<boolean> {
  if (!isStale(draft, id, draft.time)) {
    return true;
  }
  const state = draft.find(id)?.state;
  if (state === undefined || !mayOpen(draft, keys, id)) {
    return false;
  }
  for (const member of openers(state, draft.time)) {
    if (!(await freshen(draft, keys, member))) {
      return false;
    }
  }
  await removeEnded(draft, keys, id);
  await rotate(draft, id);
  return !isStale(draft, id, draft.time);
}

/**
 * Whom to seal to now, so that all who may open `id` can open and nobody else: the keyring itself,
 * renewed if need be, or the fresh ones among its members.
 */
export async function freshTargets(
  draft: Draft,
  keys: KeyChest,
  id: KeyringId,
): Promise<readonly KeyringId[]> {
  await freshen(draft, keys, id);
  const targets = sealTargets(draft, id, draft.time);
  if (targets.length === 0) {
    throw new FormatError('stale-generation', 'there is nobody that this may be sealed to now');
  }
  return targets;
}

export function mayOpen(draft: Draft, keys: KeyChest, id: KeyringId): boolean {
  return authorityPath(draft, keys.person.keyring, id, 'open', draft.time) !== undefined;
}

async function removeEnded(draft: Draft, keys: KeyChest, id: KeyringId) {
  const state = draft.state(id);
  const rights = capabilities(draft, keys.person.keyring, id, draft.time);
  for (const [member, roles] of state.members) {
    const hasEnded = [...roles.values()].every((role) => endedAt(role, draft.time));
    if (hasEnded && rights.has(roles.has('owner') ? 'own' : 'manage')) {
      await draft.append(id, { type: 'remove-member', member });
    }
  }
}

/** Refuses to seal anything new to a keyring that is stale and can't be renewed here. */
export async function requireFresh(draft: Draft, keys: KeyChest, id: KeyringId) {
  if (!(await freshen(draft, keys, id))) {
    throw new FormatError('stale-generation', 'its own members have to renew its keys first');
  }
}
