import { keyringBinding } from '../envelopes/binding.ts';
import { sealEnvelope } from '../envelopes/envelopes.ts';
import { previousBinding } from '../envelopes/generations.ts';
import { leafOf, membersEnvelopes, type SealedSecret } from '../envelopes/sealedSecret.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import { currentGeneration, type KeyringState, openers } from '../keyrings/keyringState.ts';
import type { Role } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import { FormatError } from '../errors.ts';
import { GenerationSecret } from '../secrets/secret.ts';
import type { NewMember } from '../statements/statement.ts';
import type { Draft } from './draft.ts';
import { doesNotOpen } from './openingWalk.ts';

/**
 * Gives a keyring a new generation, sealed to its members as they are now. It leads back to the newest
 * generation that opens: what was announced after that and does not open is a dead end from now on.
 */
export async function rotate(draft: Draft, id: KeyringId): Promise<KeyringState> {
  const state = draft.state(id);
  const next = currentGeneration(state).number + 1;
  const previous = await newestSecret(draft, state);
  const secret = GenerationSecret.random();
  try {
    const made = await KeyringKeys.derive(secret, state.kind);
    draft.remember(id, next, secret, made);
    const members = await Promise.all(
      openers(state, draft.time).map((member) => sealTo(draft, id, next, secret, member)),
    );
    const back = await sealEnvelope(
      made.publicKeys,
      previousBinding(id, previous.generation, next),
      previous.secret,
    );
    return await appendRotation(draft, id, made.publicKeys, previous.generation, back, members);
  } finally {
    secret.wipe();
    previous.secret.wipe();
  }
}

/**
 * Announces the next generation with the envelopes that belong to it.
 *
 * @param back with the secret of the generation `previous`, sealed to the new one
 * @param members those with the new one's secret, in the order of the members' ids
 */
export function appendRotation(
  draft: Draft,
  id: KeyringId,
  keys: PublicKeys,
  previous: number,
  back: Bytes,
  members: readonly SealedSecret[],
): Promise<KeyringState> {
  const generation = currentGeneration(draft.state(id)).number + 1;
  return draft.append(
    id,
    {
      type: 'rotate',
      generation,
      keys,
      previousGeneration: previous,
      previousSecret: leafOf({ keyring: id, generation, envelope: back }),
      envelopes: membersEnvelopes(members),
    },
    [back, ...members.map(({ envelope }) => envelope)],
  );
}

/** The secret of the newest generation that opens, to be wiped. */
async function newestSecret(draft: Draft, state: KeyringState) {
  const { id } = state;
  for (let { number } = currentGeneration(state); number > 0; number--) {
    try {
      return { generation: number, secret: await draft.secretOf(id, number) };
    } catch (failure) {
      if (!doesNotOpen(failure)) {
        throw failure;
      }
    }
  }
  throw new FormatError('wrong-key', 'no generation of this keyring opens');
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

/** As a statement adds who it was sealed to. */
export function memberOf(sealed: SealedSecret, role: Role): NewMember {
  const { keyring, generation } = sealed;
  return { keyring, generation, role, envelope: leafOf(sealed) };
}
