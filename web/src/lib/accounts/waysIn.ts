import {
  FormatError,
  type PasswordOwner,
  type RemoteVault,
  type Unlocking,
  type WayIn,
} from '@/crypto/index.ts';
import type { Slot } from '../api/shapes.ts';
import type { Proof } from '../contract/account.ts';
import { PortalError } from '../contract/errors.ts';
import { askPasskey } from './passkeys.ts';

/** Refuses a new password that is too easy to guess. */
export async function refuseWeak(vault: RemoteVault, password: string, owner: PasswordOwner) {
  if ((await vault.accounts.judgePassword(password, owner)).problem !== undefined) {
    throw new PortalError('weak-password');
  }
}

/** Derives the unlock key of a way in, hands it to `action`, and forgets it whatever comes of it. */
export async function withUnlockKey<T>(
  vault: RemoteVault,
  way: WayIn,
  action: (unlocking: Unlocking) => Promise<T>,
): Promise<T> {
  const unlocking = await begin(vault, way);
  try {
    return await action(unlocking);
  } finally {
    await vault.accounts.forget(unlocking.handle);
  }
}

async function begin(vault: RemoteVault, way: WayIn): Promise<Unlocking> {
  try {
    return await vault.accounts.begin(way);
  } catch (failure) {
    if (way.kind === 'recovery' && failure instanceof FormatError) {
      throw new PortalError('recovery-code-mistyped', { cause: failure });
    }
    throw failure;
  }
}

/** The way in that a proof stands for, with the account's own slots. */
export async function wayOf(proof: Proof, slots: readonly Slot[]): Promise<WayIn> {
  if (proof.kind === 'passkey') {
    const allowed = slots.flatMap(({ credentialId }) => credentialId ?? []);
    if (allowed.length === 0) {
      throw new PortalError('wrong-credentials');
    }
    return { kind: 'passkey', prf: (await askPasskey(allowed)).prf };
  }
  const parameters = slots.find(({ kind }) => kind === 'password')?.password;
  if (parameters === undefined) {
    throw new PortalError('wrong-credentials');
  }
  return { kind: 'password', password: proof.password, parameters };
}

export function hasPasskey(slots: readonly Slot[]): boolean {
  return slots.some(({ kind }) => kind === 'passkey');
}

/** A slot that this key does not open: to a person, a wrong password. */
export async function asCredentials<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (failure) {
    if (failure instanceof FormatError && failure.code === 'wrong-key') {
      throw new PortalError('wrong-credentials', { cause: failure });
    }
    throw failure;
  }
}
