import type { KeyringId } from '@/crypto/index.ts';
import type { SignedIn } from '../session/signedIn.ts';

const OWNABLE = new Set<string>(['record', 'department', 'institute']);

/** What nobody but this person owns, and others depend on. */
export async function ownedAlone(
  { chains, vault, keyring: me }: Pick<SignedIn, 'chains' | 'vault' | 'keyring'>,
  told: {
    readonly owned: readonly KeyringId[];
    readonly memberships: readonly KeyringId[];
    readonly alone: readonly KeyringId[];
  },
): Promise<readonly KeyringId[]> {
  // The service counts what the person has signed something in; what they only accepted counts too.
  // That another owner has no account any more only the service knows.
  const othersGone = new Set(told.alone);
  await chains.load(told.memberships);
  const accepted = await vault.offers.takingPart(told.memberships.filter((id) => chains.knows(id)));
  await chains.complete(accepted);
  const views = await chains.views(accepted);
  const alone = [...views.values()].filter(({ keyring, kind, closed, members }) => {
    const lasting = members.filter(({ role, until }) => role === 'owner' && until === undefined);
    return (
      OWNABLE.has(kind) &&
      !closed &&
      members.length > 1 &&
      (lasting.length === 1 || othersGone.has(keyring)) &&
      lasting.some((owner) => owner.keyring === me)
    );
  });
  return [...new Set([...told.owned, ...alone.map(({ keyring }) => keyring)])];
}
