import type { KeyringId } from '@/crypto/index.ts';
import { forgetKept, type Keeper } from '../storage/keeper.ts';
import { forgetSession } from '../storage/sessionStore.ts';
import { forgetFinished } from '../uploads/uploadJournal.ts';

/** Milliseconds. */
const MOST_WAITED = 2_000;

/** What a person who logs out does not leave behind, also where the keys are locked. */
export async function forgetOwn(person: KeyringId | undefined, keeper?: Keeper) {
  await forgetSession();
  // Another page may hold what is being written; a log-out waits for none.
  await Promise.race([
    keeper?.settled(),
    new Promise((resolve) => setTimeout(resolve, MOST_WAITED)),
  ]);
  if (person !== undefined) {
    await forgetKept(person);
    await forgetFinished(person);
  }
}
