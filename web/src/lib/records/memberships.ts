import type { Decisions, KeyringId, ToldPart } from '@/crypto/index.ts';
import { allOf } from '../api/paging.ts';
import { GROUPS, keyringsPath } from '../api/paths.ts';
import { answers, type KeyringSummary } from '../api/shapes.ts';
import type { SignedIn } from '../session/signedIn.ts';

type Asking = Pick<SignedIn, 'connection' | 'contacts'>;

/**
 * All keyrings that the account is a member of, directly or through others, as the service says; and
 * with which addresses those sign in who made it one.
 */
export function listKeyrings(me: Asking): Promise<readonly KeyringSummary[]> {
  return listed(me, '');
}

/** Its departments and institutes alone. */
export function listGroups(me: Asking): Promise<readonly KeyringSummary[]> {
  return listed(me, GROUPS);
}

async function listed(
  { connection, contacts }: Asking,
  query: string,
): Promise<readonly KeyringSummary[]> {
  const all = await allOf(
    (after) => connection.get(keyringsPath(query + after), answers.keyringPage),
    ({ keyrings }) => keyrings,
    ({ keyring }) => keyring,
  );
  hear(contacts, all);
  return all;
}

/** Takes note of the addresses that the service says. */
export function hear(
  contacts: SignedIn['contacts'],
  told: readonly Pick<ToldPart, 'addedBy' | 'addedByEmail'>[],
) {
  for (const { addedBy, addedByEmail } of told) {
    if (addedBy !== undefined && addedByEmail !== undefined) {
      contacts.hear(addedBy, addedByEmail);
    }
  }
}

/** What the person is a member of. */
export interface Memberships {
  /** What takes part, and what should and does not verify. */
  readonly own: readonly KeyringSummary[];
  /** Everything else: offers, and what was declined or is a blocked person's. */
  readonly others: readonly KeyringSummary[];
}

/**
 * Fetches and verifies what takes part of what the service named. What somebody else made the person a
 * member of and is not accepted is not even fetched.
 */
export async function settled(
  { chains, vault }: Pick<SignedIn, 'chains' | 'vault'>,
  { keyrings }: Decisions,
  told: readonly KeyringSummary[],
): Promise<Memberships> {
  const fetched = new Set<KeyringId>();
  const isRefused = (id: KeyringId) => fetched.has(id) && chains.refusal(id) !== undefined;
  // What lies in a record that does not verify is shown as what it is, and not left out.
  const isBehindRefused = ({ keyring, through }: KeyringSummary) =>
    keyrings.get(keyring) !== 'declined' && through.some(isRefused);
  for (;;) {
    // One group may be reached through another.
    const rest = told.filter(({ keyring }) => !fetched.has(keyring));
    const next = new Set([
      ...(await vault.offers.candidates(rest)),
      ...rest.filter(isBehindRefused).map(({ keyring }) => keyring),
    ]);
    if (next.size === 0) {
      break;
    }
    await chains.tryRefresh(
      rest
        .filter(({ keyring, head }) => next.has(keyring) && chains.head(keyring) !== head)
        .map(({ keyring }) => keyring),
    );
    next.forEach((id) => fetched.add(id));
  }
  const part = new Set(await vault.offers.takingPart([...fetched]));
  const isOwn = (summary: KeyringSummary) => {
    const { keyring } = summary;
    return part.has(keyring) || isRefused(keyring) || isBehindRefused(summary);
  };
  return { own: told.filter(isOwn), others: told.filter((one) => !isOwn(one)) };
}

/** Direct memberships that nothing was decided about, nor about who the service says is behind them. */
export function undecided<
  T extends { readonly keyring: KeyringId; readonly addedBy?: KeyringId | undefined },
>(told: readonly T[], { keyrings, signers }: Decisions, me: KeyringId): readonly T[] {
  return told.filter(
    ({ keyring, addedBy }) =>
      addedBy !== undefined && addedBy !== me && !keyrings.has(keyring) && !signers.has(addedBy),
  );
}
