import { authorityPath, capabilities } from '../chains/authority.ts';
import { isStale, sealTargets } from '../chains/staleness.ts';
import { keyringBinding } from '../envelopes/binding.ts';
import { sealEnvelope } from '../envelopes/envelopes.ts';
import { previousBinding } from '../envelopes/generations.ts';
import { FormatError } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import {
  currentGeneration,
  endedAt,
  type KeyringState,
  openers,
} from '../keyrings/keyringState.ts';
import { GenerationSecret } from '../secrets/secret.ts';
import type { SealedSecret } from '../statements/statement.ts';
import type { Draft } from './draft.ts';
import type { KeyStore } from './keyStore.ts';

/** Gives a keyring a new generation, sealed to its members as they are now. */
export async function rotate(draft: Draft, keys: KeyStore, id: KeyringId): Promise<KeyringState> {
  const state = draft.state(id);
  const before = currentGeneration(state).number;
  const next = before + 1;
  const secret = GenerationSecret.random();
  const previous = await keys.secretOf(id, before);
  try {
    const made = await KeyringKeys.derive(secret, state.kind);
    draft.remember(id, next, made);
    const envelopes = await Promise.all(
      openers(state, draft.time).map((member) => sealTo(draft, state, next, secret, member)),
    );
    return await draft.append(id, {
      type: 'rotate',
      generation: next,
      keys: made.publicKeys,
      previousSecret: await sealEnvelope(made.publicKeys, previousBinding(id, next), previous),
      envelopes,
    });
  } finally {
    secret.wipe();
    previous.wipe();
  }
}

/** Seals a generation's secret to a member's current generation; refuses a stale one. */
export async function sealTo(
  draft: Draft,
  state: KeyringState,
  generation: number,
  secret: GenerationSecret,
  member: KeyringId,
): Promise<SealedSecret> {
  if (isStale(draft, member, draft.time)) {
    throw new FormatError('stale-generation', 'a member’s keys have to be renewed first');
  }
  const to = currentGeneration(draft.state(member));
  const binding = keyringBinding(state.id, generation, member, to.number);
  const envelope = await sealEnvelope(to.keys, binding, secret);
  return { keyring: member, generation: to.number, envelope };
}

/**
 * Renews a keyring that is stale, members first, as far as the person may open them (spec/keyrings.md
 * section 8). Answers whether it is fresh now. Ended memberships are removed on the way by who may.
 */
export async function freshen(draft: Draft, keys: KeyStore, id: KeyringId): Promise<boolean> {
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
  await rotate(draft, keys, id);
  return !isStale(draft, id, draft.time);
}

/**
 * Whom to seal to now, so that all who may open `id` can open and nobody else: the keyring itself,
 * renewed if need be, or the fresh ones among its members.
 */
export async function freshTargets(
  draft: Draft,
  keys: KeyStore,
  id: KeyringId,
): Promise<readonly KeyringId[]> {
  await freshen(draft, keys, id);
  const targets = sealTargets(draft, id, draft.time);
  if (targets.length === 0) {
    throw new FormatError('stale-generation', 'there is nobody that this may be sealed to now');
  }
  return targets;
}

export function mayOpen(draft: Draft, keys: KeyStore, id: KeyringId): boolean {
  return authorityPath(draft, keys.person.keyring, id, 'open', draft.time) !== undefined;
}

async function removeEnded(draft: Draft, keys: KeyStore, id: KeyringId) {
  const state = draft.state(id);
  const rights = capabilities(draft, keys.person.keyring, id, draft.time);
  for (const [member, roles] of state.members) {
    const hasEnded = [...roles.values()].every((role) => endedAt(role, draft.time));
    if (hasEnded && rights.has(roles.has('owner') ? 'own' : 'manage')) {
      await draft.append(id, { type: 'remove-member', member });
    }
  }
}
