import { authorityPath, capabilities } from '../chains/authority.ts';
import { isStale, sealTargets } from '../chains/staleness.ts';
import { FormatError } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import { currentGeneration, endedAt, openers } from '../keyrings/keyringState.ts';
import type { Capability } from '../keyrings/kinds.ts';
import type { Draft } from './draft.ts';
import type { KeyChest } from './keyChest.ts';
import { doesNotOpen } from './openingWalk.ts';
import { rotate } from './rotation.ts';

/**
 * Renews a keyring that is stale, or whose current generation does not open here though it should,
 * members first, as far as the person may manage them (spec/keyrings.md section 8). Answers whether it
 * may be sealed to now. Ended memberships are removed on the way by who may. Where the service withholds
 * what would tell whether it opens, nothing is renewed: that is refused.
 */
export async function freshen(draft: Draft, keys: KeyChest, id: KeyringId): Promise<boolean> {
  return new Freshening(draft, keys).freshen(id);
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
  const targets = await targetsThatOpen(draft, keys, id);
  if (targets.length === 0) {
    throw new FormatError('stale-generation', 'there is nobody that this may be sealed to now');
  }
  return targets;
}

/** Refuses to seal anything new to a keyring that is stale and can't be renewed here. */
export async function requireFresh(draft: Draft, keys: KeyChest, id: KeyringId) {
  if (!(await freshen(draft, keys, id))) {
    throw new FormatError('stale-generation', 'its own members have to renew its keys first');
  }
}

export function may(draft: Draft, keys: KeyChest, capability: Capability, id: KeyringId): boolean {
  const mine = keys.participation.among(draft);
  return authorityPath(mine, keys.person.keyring, id, capability, draft.time) !== undefined;
}

/** One question; no keyring is renewed twice, so a ring of groups ends. */
class Freshening {
  readonly #draft: Draft;
  readonly #keys: KeyChest;
  readonly #begun = new Set<KeyringId>();

  constructor(draft: Draft, keys: KeyChest) {
    this.#draft = draft;
    this.#keys = keys;
  }

  async freshen(id: KeyringId): Promise<boolean> {
    const draft = this.#draft;
    if (await this.#isFresh(id)) {
      return true;
    }
    const state = draft.find(id)?.state;
    if (state === undefined || this.#begun.has(id) || !may(draft, this.#keys, 'manage', id)) {
      return false;
    }
    this.#begun.add(id);
    for (const member of openers(state, draft.time)) {
      if (!(await this.freshen(member))) {
        return false;
      }
    }
    if (!(await this.#isFresh(id)) && (await this.#opensAny(id))) {
      await removeEnded(draft, this.#keys, id);
      await rotate(draft, id);
    }
    return this.#isFresh(id);
  }

  async #isFresh(id: KeyringId): Promise<boolean> {
    return (
      !isStale(this.#draft, id, this.#draft.time) && (await opens(this.#draft, this.#keys, id))
    );
  }

  /** Who can open no generation at all can make none either. */
  async #opensAny(id: KeyringId): Promise<boolean> {
    for (let { number } = currentGeneration(this.#draft.state(id)); number > 0; number--) {
      if (await opensGeneration(this.#draft, id, number)) {
        return true;
      }
    }
    return false;
  }
}

/** As {@link sealTargets}, around whatever should open here and does not. */
async function targetsThatOpen(draft: Draft, keys: KeyChest, id: KeyringId) {
  const unopened = new Set<KeyringId>();
  for (;;) {
    const targets = sealTargets(draft, id, draft.time, unopened);
    const before = unopened.size;
    const opened = await Promise.all(targets.map((target) => opens(draft, keys, target)));
    targets.filter((_, index) => opened[index] === false).forEach((target) => unopened.add(target));
    if (unopened.size === before) {
      return targets;
    }
  }
}

/** Whether its current generation opens here; of what the person may not open nothing can be said. */
async function opens(draft: Draft, keys: KeyChest, id: KeyringId): Promise<boolean> {
  const state = draft.find(id)?.state;
  return (
    state === undefined ||
    !may(draft, keys, 'open', id) ||
    opensGeneration(draft, id, currentGeneration(state).number)
  );
}

async function opensGeneration(draft: Draft, id: KeyringId, generation: number): Promise<boolean> {
  try {
    await draft.keysOf(id, generation);
    return true;
  } catch (failure) {
    if (doesNotOpen(failure)) {
      return false;
    }
    throw failure;
  }
}

async function removeEnded(draft: Draft, keys: KeyChest, id: KeyringId) {
  const state = draft.state(id);
  const rights = capabilities(keys.participation.among(draft), keys.person.keyring, id, draft.time);
  for (const member of state.members.values()) {
    const isRemovable = rights.has(member.role === 'owner' ? 'own' : 'manage');
    if (endedAt(member, draft.time) && isRemovable) {
      await draft.append(id, { type: 'remove-member', member: member.keyring });
    }
  }
}
