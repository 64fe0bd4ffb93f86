import type { KeyringId } from '@/crypto/index.ts';
import { forgetKept, type Keeper } from '../storage/keeper.ts';
import { forgetSession } from '../storage/sessionStore.ts';
import { forgetFinished } from '../uploads/uploadJournal.ts';

/** What a person who logs out does not leave behind, also where the keys are locked. */
export async function forgetOwn(person: KeyringId | undefined, keeper?: Keeper) {
  await keeper?.settled();
  if (person !== undefined) {
    await forgetKept(person);
    await forgetFinished(person);
  }
  await forgetSession();
}
