import { type Bytes, randomBytes, utf8 } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import { noteBinding } from '../envelopes/binding.ts';
import { FormatError } from '../errors.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import { currentGeneration } from '../keyrings/keyringState.ts';
import { sealNote } from '../notes/notes.ts';
import type { GenerationSecret, UnlockKey } from '../secrets/secret.ts';
import { UnlockKey as PasskeyUnlockKey } from '../secrets/secret.ts';
import {
  newPasswordParameters,
  type PasswordParameters,
  passwordUnlockKey,
} from '../slots/passwordKeys.ts';
import { RecoveryCode } from '../slots/recoveryCode.ts';
import { authenticationKey, openSlot, sealSlot, type SlotKind } from '../slots/slots.ts';

/** A slot as the service takes it. */
export interface NewSlot {
  readonly id: Bytes;
  readonly kind: SlotKind;
  readonly slot: Bytes;
  readonly authenticationKey: Bytes;
  readonly password?: PasswordParameters;
  /** What the owner calls a passkey, sealed to the owner. */
  readonly label?: Bytes;
  /** Of a passkey. */
  readonly credentialId?: Bytes;
}

/** A slot as the service answers it. */
export interface StoredSlot {
  readonly id: Bytes;
  readonly kind: SlotKind;
  readonly slot: Bytes;
}

/** A passkey that has just been made, with the output of its PRF. */
export interface NewPasskey {
  readonly prf: Bytes;
  readonly credentialId: Bytes;
  readonly label: string;
}

/** Ways in to make a slot for. */
export interface NewWays {
  readonly password?: string;
  readonly passkey?: NewPasskey;
  /** Whether to make a new recovery code. */
  readonly recovery?: boolean;
}

/** New slots; the recovery code is shown once. */
export interface MadeSlots {
  readonly slots: readonly NewSlot[];
  readonly recoveryCode?: string;
}

/** Makes slots for a person's current secret (spec/accounts.md sections 1 to 3). */
export async function makeSlots(
  state: KeyringState,
  secret: GenerationSecret,
  ways: NewWays,
): Promise<MadeSlots> {
  const slots: NewSlot[] = [];
  const add = async (kind: SlotKind, unlock: UnlockKey, more: Partial<NewSlot>) => {
    try {
      const { number } = currentGeneration(state);
      slots.push({
        id: randomBytes(16),
        kind,
        slot: await sealSlot(unlock, kind, state.id, number, secret),
        authenticationKey: await authenticationKey(unlock),
        ...more,
      });
    } finally {
      unlock.wipe();
    }
  };
  if (ways.password !== undefined) {
    const password = newPasswordParameters();
    await add('password', await passwordUnlockKey(ways.password, password), { password });
  }
  if (ways.passkey !== undefined) {
    const { prf, credentialId, label } = ways.passkey;
    const sealed = await sealLabel(state, label);
    await add('passkey', new PasskeyUnlockKey(prf), { credentialId, label: sealed });
  }
  if (ways.recovery !== true) {
    return { slots };
  }
  const code = RecoveryCode.random();
  await add('recovery', code.unlockKey(), {});
  const recoveryCode = code.format();
  code.wipe();
  return { slots, recoveryCode };
}

/** The first of the slots that this key opens, with the person's secret; refuses where none does. */
export async function openOneOf(
  unlock: UnlockKey,
  kind: SlotKind,
  keyring: KeyringId,
  generation: number,
  slots: readonly StoredSlot[],
): Promise<{ readonly id: Bytes; readonly secret: GenerationSecret }> {
  for (const stored of slots.filter((slot) => slot.kind === kind)) {
    try {
      const secret = await openSlot(unlock, kind, keyring, generation, stored.slot);
      return { id: stored.id, secret };
    } catch (failure) {
      if (!(failure instanceof FormatError)) {
        throw failure;
      }
    }
  }
  throw new FormatError('wrong-key', 'no slot opens with this');
}

function sealLabel(state: KeyringState, label: string): Promise<Bytes> {
  const { number, keys } = currentGeneration(state);
  return sealNote(
    keys,
    noteBinding(state.id, state.id, number),
    utf8(JSON.stringify({ name: label })),
  );
}
