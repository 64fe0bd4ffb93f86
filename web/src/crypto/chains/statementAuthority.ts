import { FormatError } from '../errors.ts';
import { type KeyringId, NO_STATEMENT, type StatementHash } from '../ids/ids.ts';
import { currentGeneration, type KeyringState } from '../keyrings/keyringState.ts';
import { type Capability, type KeyringKind, madeByItself } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';
import type { Change, Create, Header, Leave, Statement } from '../statements/statement.ts';
import { CLOCK_TOLERANCE, HEAD_TOLERANCE, type NamedHeads, requireHead } from './namedHeads.ts';
import { noAuthority, Path } from './path.ts';

/**
 * Whether the signer of a first statement may say it, along the path that it names (spec/keyrings.md
 * section 7). Answers the keys that must have signed.
 */
export function authorityOfCreate(header: Header, create: Create, named: NamedHeads): PublicKeys {
  const { signer } = header;
  if (madeByItself(create.kind)) {
    requireMadeByItself(header);
    return create.keys;
  }
  const path = pathOf(header, named);
  const keys = path.signerKeys(signer.generation);
  requireMaker(header, create, path, header.time);
  return keys;
}

/** That who signs may make such a keyring, along `path`. */
export function requireMaker(header: Header, create: Create, path: Path, time: number) {
  const maker = path.signer.kind;
  if (create.kind === 'institute' ? maker !== 'person' : !madeByItself(maker)) {
    throw noAuthority(`a ${create.kind} is not made by a ${maker}`);
  }
  switch (create.kind) {
    case 'person':
    case 'service':
      throw new Error('a person or service has been checked above');
    case 'institute':
    case 'department':
    case 'record':
      requireNoPath(header);
      requireFirstOwner(create, header.signer.keyring);
      break;
    case 'link':
    case 'claim':
      requireNoPath(header);
      break;
    case 'section':
      requireThroughParent(create, 'record', path, time);
      break;
    case 'share':
      requireThroughParent(create, 'section', path, time);
  }
}

/** As {@link authorityOfCreate}, for a later statement in the chain of `state`. */
export function authorityOfChange(
  { header, change }: Statement,
  state: KeyringState,
  named: NamedHeads,
): PublicKeys {
  const { signer } = header;
  if (signer.keyring === state.id && madeByItself(state.kind)) {
    if (signer.head !== header.previous || header.via.length > 0) {
      throw noAuthority('who signs its own chain names its own last head, and no membership');
    }
    const current = currentGeneration(state);
    if (signer.generation !== current.number) {
      throw new FormatError('stale-generation', 'signed with keys that are not the current ones');
    }
    return current.keys;
  }
  const path = pathOf(header, named);
  const keys = path.signerKeys(signer.generation);
  if (change.type === 'leave') {
    requireLeaving(header, state);
  } else {
    path.require(neededFor(change, state), state, header.time);
  }
  return keys;
}

/** The way that a statement names, at heads that an honest service would have let pass. */
export function pathOf(header: Header, named: NamedHeads): Path {
  return Path.named(header.signer, header.via, header.keyring, (keyring, head) =>
    timely(keyring, head, header.time, named),
  );
}

function timely(
  keyring: KeyringId,
  head: StatementHash,
  time: number,
  named: NamedHeads,
): KeyringState {
  const state = requireHead(named, keyring, head);
  if (time + CLOCK_TOLERANCE < state.time) {
    throw new FormatError('broken-chain', 'a statement is older than a head that it names');
  }
  if ((named.followedAt(keyring, head) ?? Infinity) + HEAD_TOLERANCE < time) {
    throw noAuthority('a statement leans on a head that was no longer the newest');
  }
  return state;
}

function requireMadeByItself({ signer, keyring, via }: Header) {
  if (
    signer.keyring !== keyring ||
    signer.generation !== 1 ||
    signer.head !== NO_STATEMENT ||
    via.length > 0
  ) {
    throw noAuthority('a person or service makes its own keyring');
  }
}

function requireNoPath({ via }: Header) {
  if (via.length > 0) {
    throw noAuthority('a keyring of this kind is made without memberships');
  }
}

function requireFirstOwner(create: Create, signer: KeyringId) {
  const isOwner = create.members.some(
    ({ keyring, role, until }) => keyring === signer && role === 'owner' && until === undefined,
  );
  if (!isOwner) {
    throw noAuthority('who makes a keyring is its first owner');
  }
}

function requireThroughParent(
  { kind, parent }: Create,
  parentKind: KeyringKind,
  { signer, hops }: Path,
  time: number,
) {
  const last = hops.at(-1);
  if (last === undefined || last.id !== parent || last.kind !== parentKind) {
    throw noAuthority(`a ${kind} is made through its ${parentKind}`);
  }
  new Path(signer, hops.slice(0, -1)).require('manage', last, time);
}

/** That whoever leaves is a member itself, in any role, even an ended one. */
function requireLeaving({ signer, via }: Header, state: KeyringState) {
  if (via.length > 0 || !state.members.has(signer.keyring)) {
    throw noAuthority('only a member leaves, and by itself');
  }
}

/** What a change takes in that keyring (spec/keyrings.md section 6). */
export function neededFor(change: Exclude<Change, Leave>, state: KeyringState): Capability {
  const isOwner = (id: KeyringId) => state.members.get(id)?.role === 'owner';
  switch (change.type) {
    case 'set-member':
      return change.member.role === 'owner' || isOwner(change.member.keyring) ? 'own' : 'manage';
    case 'remove-member':
      return isOwner(change.member) ? 'own' : 'manage';
    case 'card':
    case 'close':
      return 'own';
    case 'rotate':
    case 'delete-report':
    case 'correct-report':
    case 'endorse':
    case 'withdraw-endorsement':
    case 'profile':
      return 'manage';
    case 'create':
      throw new Error('a create is checked by itself');
  }
}
