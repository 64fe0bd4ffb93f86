import type { MadePerson, RemoteVault } from '@/crypto/index.ts';
import type { NewAccount } from '../contract/sessions.ts';
import { cardIn } from './cardIn.ts';
import { makePasskey } from './passkeys.ts';
import { refuseWeak } from './waysIn.ts';

/** Makes the keys of a new account and its ways in, and unlocks the vault with them. */
export async function newPerson(
  vault: RemoteVault,
  email: string,
  { wayIn, card, record }: NewAccount,
): Promise<MadePerson> {
  const name = card?.name ?? record?.patient.name;
  if (wayIn.kind === 'password') {
    await refuseWeak(vault, wayIn.password, { email, name });
  }
  const ways =
    wayIn.kind === 'password'
      ? { password: wayIn.password }
      : { passkey: { ...(await makePasskey(email)), label: wayIn.label } };
  return vault.accounts.create({
    ways,
    ...(name === undefined ? {} : { name }),
    ...(card === undefined ? {} : { card: cardIn(card) }),
  });
}
