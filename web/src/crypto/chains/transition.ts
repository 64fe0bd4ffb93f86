import { FormatError } from '../errors.ts';
import { type Bytes, equalBytes } from '../ids/bytes.ts';
import type { KeyringId, ReportId, StatementHash } from '../ids/ids.ts';
import {
  currentGeneration,
  type Ending,
  type Endorsement,
  type Generation,
  type KeyringState,
  MAX_MEMBERS,
  type Member,
  type Members,
  openers,
  type ReportShare,
  type SealedTo,
  type Shares,
} from '../keyrings/keyringState.ts';
import { type KeyringKind, kindSigns, madeByItself, type Role } from '../keyrings/kinds.ts';
import { canSign } from '../keyrings/publicKeys.ts';
import type {
  Change,
  Create,
  Endorse,
  Header,
  NewMember,
  Rotate,
  ShareReport,
  Statement,
  UnshareReport,
} from '../statements/statement.ts';

type Changed = Partial<KeyringState>;

function invalid(message: string) {
  return new FormatError('invalid-change', message);
}

/** The keyring after its first statement. */
export function created(header: Header, create: Create, head: StatementHash): KeyringState {
  requireMembersOfKind(create);
  const members = new Map<KeyringId, Map<Role, Member>>();
  const sealedTo = new Map<KeyringId, SealedTo>();
  for (const added of create.members) {
    refuseItself(header.keyring, added.keyring);
    requireLater(added, header.time, 'a membership ends after it begins');
    const roles = members.get(added.keyring) ?? new Map<Role, Member>();
    if (roles.has(added.role)) {
      throw invalid('a member is listed twice');
    }
    roles.set(added.role, newMember(added, header));
    members.set(added.keyring, roles);
    if (added.envelope !== undefined) {
      seal(sealedTo, added.keyring, added.generation, added.envelope);
    }
  }
  requireFew(members);
  return {
    id: header.keyring,
    kind: create.kind,
    creator: header.signer.keyring,
    ...(create.parent === undefined ? {} : { parent: create.parent }),
    generations: [{ number: 1, keys: create.keys, sealedTo }],
    members,
    shares: new Map(),
    endorsements: new Map(),
    rotationDue: false,
    closed: false,
    seq: 0,
    head,
    time: header.time,
  };
}

/** The keyring after a later statement; refuses changes that make no sense. */
export function applied(
  before: KeyringState,
  statement: Statement,
  head: StatementHash,
): KeyringState {
  const { header } = statement;
  requireChainOfKind(before.kind, statement.change);
  return {
    ...before,
    ...changed(before, statement),
    seq: before.seq + 1,
    head,
    time: header.time,
  };
}

function changed(before: KeyringState, { header, change }: Statement): Changed {
  switch (change.type) {
    case 'create':
      throw new FormatError('broken-chain', 'create stands first in a chain, and only there');
    case 'rotate':
      return rotate(before, change, header);
    case 'add-member':
      return addMember(before, change.member, header);
    case 'remove-member':
      return removeMember(before, change.member);
    case 'share-report':
      return share(before, change, header);
    case 'unshare-report':
      return unshare(before, change);
    case 'endorse':
      return endorse(before, change, header);
    case 'withdraw-endorsement':
      return withdraw(before, change.subject);
    case 'card': {
      const { type, ...card } = change;
      return { card };
    }
    case 'profile':
      return { profile: { generation: currentGeneration(before).number, note: change.note } };
    case 'close':
      return { closed: true };
  }
}

function rotate(before: KeyringState, change: Rotate, header: Header): Changed {
  const current = currentGeneration(before);
  if (change.generation !== current.number + 1) {
    throw new FormatError('stale-generation', 'a rotation makes the next generation');
  }
  if (canSign(change.keys) !== kindSigns(before.kind)) {
    throw invalid('signature keys belong to kinds that sign');
  }
  if (equalBytes(change.keys.hpke, current.keys.hpke)) {
    throw invalid('a rotation brings new keys');
  }
  const sealedTo = new Map<KeyringId, SealedTo>();
  for (const { keyring, generation, envelope } of change.envelopes) {
    if (sealedTo.has(keyring)) {
      throw invalid('a rotation seals twice to one member');
    }
    seal(sealedTo, keyring, generation, envelope);
  }
  const expected = openers(before, header.time);
  if (expected.length !== sealedTo.size || !expected.every((id) => sealedTo.has(id))) {
    throw invalid('a rotation seals to exactly the members that may open');
  }
  const next: Generation = {
    number: change.generation,
    keys: change.keys,
    previousSecret: change.previousSecret,
    sealedTo,
  };
  return { generations: [...before.generations, next], rotationDue: false };
}

function addMember(before: KeyringState, added: NewMember, header: Header): Changed {
  refuseItself(before.id, added.keyring);
  const current = currentGeneration(before);
  requireLater(added, header.time, 'a membership ends after it begins');
  const members = new Map(before.members);
  const roles = new Map(members.get(added.keyring));
  roles.set(added.role, newMember(added, header));
  members.set(added.keyring, roles);
  requireFew(members);
  requireLastingOwner(before, members);
  if (added.envelope === undefined) {
    return { members };
  }
  const sealedTo = new Map(current.sealedTo);
  seal(sealedTo, added.keyring, added.generation, added.envelope);
  return {
    members,
    generations: [...before.generations.slice(0, -1), { ...current, sealedTo }],
  };
}

function removeMember(before: KeyringState, removed: KeyringId): Changed {
  if (!before.members.has(removed)) {
    throw invalid('who is removed is not a member');
  }
  const members = new Map(before.members);
  members.delete(removed);
  requireLastingOwner(before, members);
  return { members, rotationDue: true };
}

function share(before: KeyringState, change: ShareReport, header: Header): Changed {
  const { report, to, note } = change;
  refuseItself(before.id, to.keyring);
  requireLater(to, header.time, 'a share ends after it begins');
  const shared: ReportShare = {
    report,
    to: to.keyring,
    generation: to.generation,
    envelope: to.envelope,
    ...(note === undefined ? {} : { note }),
    ...(to.until === undefined ? {} : { until: to.until }),
    sharedBy: header.signer.keyring,
    sharedAt: header.time,
  };
  const recipients = new Map(before.shares.get(report)).set(to.keyring, shared);
  return { shares: withRecipients(before.shares, report, recipients) };
}

function unshare(before: KeyringState, change: UnshareReport): Changed {
  const recipients = new Map(before.shares.get(change.report));
  if (!recipients.delete(change.from)) {
    throw invalid('the report is not shared with that keyring');
  }
  return { shares: withRecipients(before.shares, change.report, recipients) };
}

function withRecipients(
  shares: Shares,
  report: ReportId,
  recipients: ReadonlyMap<KeyringId, ReportShare>,
): Shares {
  const next = new Map(shares);
  if (recipients.size === 0) {
    next.delete(report);
  } else {
    next.set(report, recipients);
  }
  return next;
}

function endorse(before: KeyringState, change: Endorse, header: Header): Changed {
  refuseItself(before.id, change.subject);
  requireLater(change, header.time, 'an endorsement ends after it begins');
  const { type, ...said } = change;
  const endorsement: Endorsement = { ...said, endorsedAt: header.time };
  return { endorsements: new Map(before.endorsements).set(change.subject, endorsement) };
}

function withdraw(before: KeyringState, subject: KeyringId): Changed {
  const endorsements = new Map(before.endorsements);
  if (!endorsements.delete(subject)) {
    throw invalid('there is no endorsement to withdraw');
  }
  return { endorsements };
}

function requireLastingOwner({ kind }: KeyringState, members: Members) {
  if (kind === 'link' || kind === 'claim') {
    return;
  }
  const isLasting = [...members.values()].some((roles) => {
    const owner = roles.get('owner');
    return owner !== undefined && owner.until === undefined;
  });
  if (!isLasting) {
    throw invalid('a keyring keeps at least one owner without end');
  }
}

function seal(
  sealedTo: Map<KeyringId, SealedTo>,
  to: KeyringId,
  generation: number,
  envelope: Bytes,
) {
  const oldest = Math.min(sealedTo.get(to)?.oldest ?? generation, generation);
  sealedTo.set(to, { generation, oldest, envelope });
}

function requireMembersOfKind({ kind, members, parent }: Create) {
  switch (kind) {
    case 'person':
    case 'service':
    case 'link':
    case 'claim':
      if (members.length > 0) {
        throw invalid(`a ${kind} begins without members`);
      }
      break;
    case 'section': {
      const [member, ...others] = members;
      if (
        others.length > 0 ||
        member?.keyring !== parent ||
        member?.role !== 'owner' ||
        member.until !== undefined
      ) {
        throw invalid('a section begins with its record as owner');
      }
      break;
    }
    case 'institute':
    case 'department':
    case 'record':
      break; // that its maker is an owner is a matter of authority
  }
}

function requireChainOfKind(kind: KeyringKind, change: Change) {
  if (!hasPlaceIn(kind, change)) {
    throw invalid(`a statement of type ${change.type} has no place in the chain of a ${kind}`);
  }
}

function hasPlaceIn(kind: KeyringKind, { type }: Change): boolean {
  switch (type) {
    case 'add-member':
    case 'remove-member':
      return !madeByItself(kind);
    case 'share-report':
    case 'unshare-report':
      return kind === 'section';
    case 'endorse':
    case 'withdraw-endorsement':
      return kind === 'institute';
    case 'card':
      return kindSigns(kind) || kind === 'department';
    case 'profile':
      return kind !== 'link';
    case 'create':
    case 'rotate':
    case 'close':
      return true;
  }
}

function requireLater({ until }: Ending, time: number, otherwise: string) {
  if (until !== undefined && until <= time) {
    throw invalid(otherwise);
  }
}

function requireFew(members: Members) {
  if (members.size > MAX_MEMBERS) {
    throw invalid('a keyring has at most 2,000 members');
  }
}

function refuseItself(keyring: KeyringId, member: KeyringId) {
  if (keyring === member) {
    throw invalid('a keyring is never its own member or subject');
  }
}

function newMember(added: NewMember, header: Header): Member {
  return {
    keyring: added.keyring,
    role: added.role,
    ...(added.until === undefined ? {} : { until: added.until }),
    addedBy: header.signer.keyring,
    addedAt: header.time,
  };
}
