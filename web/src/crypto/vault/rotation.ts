import { keyringBinding } from '../envelopes/binding.ts';
import { sealEnvelope } from '../envelopes/envelopes.ts';
import { previousBinding } from '../envelopes/generations.ts';
import type { KeyringId } from '../ids/ids.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import { currentGeneration, type KeyringState, openers } from '../keyrings/keyringState.ts';
import { GenerationSecret } from '../secrets/secret.ts';
import type { SealedSecret } from '../statements/statement.ts';
import type { Draft } from './draft.ts';

/** Gives a keyring a new generation, sealed to its members as they are now. */
export async function rotate(draft: Draft, id: KeyringId): Promise<KeyringState> {
  const state = draft.state(id);
  const before = currentGeneration(state).number;
  const next = before + 1;
  const secret = GenerationSecret.random();
  const previous = await draft.secretOf(id, before);
  try {
    const made = await KeyringKeys.derive(secret, state.kind);
    draft.remember(id, next, secret, made);
    const envelopes = await Promise.all(
      openers(state, draft.time).map((member) => sealTo(draft, id, next, secret, member)),
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

/** Seals a generation's secret to a member's current generation. */
export async function sealTo(
  draft: Draft,
  id: KeyringId,
  generation: number,
  secret: GenerationSecret,
  member: KeyringId,
): Promise<SealedSecret> {
  const to = currentGeneration(draft.state(member));
  const binding = keyringBinding(id, generation, member, to.number);
  const envelope = await sealEnvelope(to.keys, binding, secret);
  return { keyring: member, generation: to.number, envelope };
}
