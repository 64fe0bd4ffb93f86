import type { Instant, KeyringId, KeyringKind, LateChange } from '@/crypto/index.ts';
import { statementHash } from '@/crypto/index.ts';
import { answers } from '../api/shapes.ts';
import { PortalError } from '../contract/errors.ts';
import type * as contract from '../contract/records.ts';
import { asPortal } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { SignedIn } from '../session/signedIn.ts';

const CLOCK_TOLERANCE = 5 * 60_000;

const KINDS: Readonly<Record<LateChange['type'], contract.LateChange['kind']>> = {
  create: 'created',
  rotate: 'rotated',
  'set-member': 'shared',
  'remove-member': 'unshared',
  leave: 'left',
  'delete-report': 'deleted',
  'correct-report': 'corrected',
  endorse: 'endorsed',
  'withdraw-endorsement': 'unendorsed',
  card: 'named',
  profile: 'changed',
  close: 'closed',
};

/** @param onAccepted what a list shows is read anew */
export function lateIn(me: SignedIn, onAccepted: () => Promise<void>): contract.Late {
  return {
    changes: () => asPortal(() => lateChanges(me)),
    accept: (late) =>
      asPortal(async () => {
        await acceptLate(me, late);
        await onAccepted();
      }),
  };
}

async function lateChanges({
  vault,
  connection,
  parties,
}: SignedIn): Promise<readonly contract.LateChanges[]> {
  const late = await vault.chains.late();
  const { restoration } = await connection.get('/service', answers.service);
  const people = await parties.named(
    late.flatMap(({ creator, changes }) => [
      creator,
      ...changes.flatMap(({ signer, subject }) => [
        signer,
        ...(subject === undefined ? [] : [subject]),
      ]),
    ]),
  );
  const known = (id: KeyringId) => {
    const party = people.get(id);
    if (party === undefined) {
      throw new PortalError('internal'); // what cannot be shown is not accepted either
    }
    return party;
  };
  return late.map(({ keyring, kind, name, creator, created, newest, changes }) => {
    const lost = changes.every(({ time }) => mayBeLost(restoration, time));
    return {
      keyring: ids.keyring(keyring),
      kind: kindOf(kind),
      name,
      creator: known(creator),
      created: new Date(created),
      newest,
      lost,
      acceptable: lost && changes.every(({ former }) => !former),
      changes: changes.map(({ time, type, signer, subject, role, until, former }) => ({
        time: new Date(time),
        kind: KINDS[type],
        by: known(signer),
        subject: subject === undefined ? undefined : known(subject),
        role,
        until: until === undefined ? undefined : new Date(until),
        former,
      })),
    };
  });
}

/** Only what is acceptable now, and only as it was shown. */
async function acceptLate(me: SignedIn, late: contract.LateChanges): Promise<void> {
  const id = ids.toKeyring(late.keyring);
  const now = (await lateChanges(me)).find(({ keyring }) => keyring === late.keyring);
  if (now?.acceptable !== true || now.newest !== late.newest) {
    throw new PortalError('added-late');
  }
  await me.chains.acceptLate(id, statementHash(now.newest));
}

function mayBeLost(
  restoration: { readonly taken: Date; readonly restored: Date } | undefined,
  time: Instant,
): boolean {
  return (
    restoration !== undefined &&
    time >= restoration.taken.getTime() - CLOCK_TOLERANCE &&
    time <= restoration.restored.getTime() + CLOCK_TOLERANCE
  );
}

function kindOf(kind: KeyringKind): contract.LateChanges['kind'] {
  return kind === 'record' || kind === 'section' || kind === 'share' ? kind : 'group';
}
