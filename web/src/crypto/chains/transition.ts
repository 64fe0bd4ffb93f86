import { aloneIn } from '../envelopes/commitment.ts';
import { FormatError } from '../errors.ts';
import { equalBytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, StatementHash } from '../ids/ids.ts';
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
  type SealedTo,
} from '../keyrings/keyringState.ts';
import { type KeyringKind, kindSigns, madeByItself, roleOpens } from '../keyrings/kinds.ts';
import { canSign } from '../keyrings/publicKeys.ts';
import type {
  Change,
  Create,
  DeleteReport,
  Endorse,
  Header,
  NewMember,
  Rotate,
  Statement,
} from '../statements/statement.ts';

type Changed = Partial<KeyringState>;

function invalid(message: string) {
  return new FormatError('invalid-change', message);
}

/** The keyring after its first statement. */
export function created(header: Header, create: Create, head: StatementHash): KeyringState {
  requireMembersOfKind(create);
  const signer = header.signer.keyring;
  const members = new Map<KeyringId, Member>();
  const sealedTo = new Map<KeyringId, SealedTo>();
  for (const added of create.members) {
    refuseItself(header.keyring, added.keyring);
    requireLater(added, header.time, 'a membership ends after it begins');
    if (members.has(added.keyring)) {
      throw invalid('a member is listed twice');
    }
    members.set(added.keyring, newMember(added, header));
    seal(sealedTo, added, signer);
  }
  requireFew(members);
  const { report, envelope } = create;
  return {
    id: header.keyring,
    kind: create.kind,
    creator: signer,
    ...(create.parent === undefined ? {} : { parent: create.parent }),
    generations: [{ number: 1, keys: create.keys, sealedTo, announcedBy: signer }],
    members,
    ...(report === undefined || envelope === undefined ? {} : { shared: { report, envelope } }),
    deletions: new Map(),
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
    case 'set-member':
      return setMember(before, change.member, header);
    case 'remove-member':
      return removeMember(before, change.member);
    case 'leave':
      return { members: membersWithout(before, header.signer.keyring) };
    case 'delete-report':
      return deleteReport(before, change, header);
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

/**
 * Whom a rotation seals to, in the order of their ids; undefined where it names another number of
 * generations than there are members that may open.
 */
export function recipientsOf(
  before: KeyringState,
  { envelopes: { generations } }: Rotate,
  time: Instant,
): readonly Pick<NewMember, 'keyring' | 'generation'>[] | undefined {
  const members = openers(before, time);
  const recipients = generations.flatMap((generation, index) => {
    const keyring = members[index];
    return keyring === undefined ? [] : [{ keyring, generation }];
  });
  return generations.length === members.length ? recipients : undefined;
}

function rotate(before: KeyringState, change: Rotate, header: Header): Changed {
  const current = currentGeneration(before);
  if (change.generation !== current.number + 1) {
    throw new FormatError('stale-generation', 'a rotation makes the next generation');
  }
  if (change.previousGeneration > current.number) {
    throw invalid('a rotation leads back to a generation that there is');
  }
  if (canSign(change.keys) !== kindSigns(before.kind)) {
    throw invalid('signature keys belong to kinds that sign');
  }
  if (equalBytes(change.keys.hpke, current.keys.hpke)) {
    throw invalid('a rotation brings new keys');
  }
  const recipients = recipientsOf(before, change, header.time);
  if (recipients === undefined) {
    throw invalid('a rotation seals to exactly the members that may open');
  }
  const { root } = change.envelopes;
  const sealedBy = header.signer.keyring;
  const sealedTo = new Map<KeyringId, SealedTo>();
  recipients.forEach(({ keyring, generation }, index) => {
    const envelope = { root, index, size: recipients.length };
    sealedTo.set(keyring, { generation, oldest: generation, envelope, sealedBy });
  });
  const next: Generation = {
    number: change.generation,
    keys: change.keys,
    previous: { generation: change.previousGeneration, secret: aloneIn(change.previousSecret) },
    sealedTo,
    announcedBy: sealedBy,
  };
  return { generations: [...before.generations, next], rotationDue: false };
}

function setMember(before: KeyringState, set: NewMember, header: Header): Changed {
  refuseItself(before.id, set.keyring);
  requireLater(set, header.time, 'a membership ends after it begins');
  if (before.kind === 'share' && (set.keyring === before.parent || set.role !== 'reader')) {
    throw invalid('a share has no members but its section and readers');
  }
  const members = new Map(before.members).set(set.keyring, newMember(set, header));
  requireFew(members);
  requireLastingOwner(before, members);
  const current = currentGeneration(before);
  if (!roleOpens(set.role)) {
    return { members, rotationDue: before.rotationDue || current.sealedTo.has(set.keyring) };
  }
  const sealedTo = new Map(current.sealedTo);
  seal(sealedTo, set, header.signer.keyring);
  return {
    members,
    generations: [...before.generations.slice(0, -1), { ...current, sealedTo }],
  };
}

function removeMember(before: KeyringState, removed: KeyringId): Changed {
  return {
    members: membersWithout(before, removed),
    rotationDue: before.rotationDue || currentGeneration(before).sealedTo.has(removed),
  };
}

function membersWithout(before: KeyringState, removed: KeyringId): Members {
  const members = new Map(before.members);
  if (!members.delete(removed)) {
    throw invalid('who is removed is not a member');
  }
  requireLastingOwner(before, members);
  return members;
}

function deleteReport(before: KeyringState, { report }: DeleteReport, header: Header): Changed {
  if (before.deletions.has(report)) {
    return {}; // the first counts
  }
  const deletion = { by: header.signer.keyring, at: header.time };
  return { deletions: new Map(before.deletions).set(report, deletion) };
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
  const isLasting = [...members.values()].some(
    ({ role, until }) => role === 'owner' && until === undefined,
  );
  if (!isLasting) {
    throw invalid('a keyring keeps at least one owner without end');
  }
}

function seal(
  sealedTo: Map<KeyringId, SealedTo>,
  { keyring, generation, envelope }: NewMember,
  sealedBy: KeyringId,
) {
  if (envelope !== undefined) {
    const oldest = Math.min(sealedTo.get(keyring)?.oldest ?? generation, generation);
    sealedTo.set(keyring, { generation, oldest, envelope: aloneIn(envelope), sealedBy });
  }
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
    case 'section':
    case 'share': {
      const [member, ...others] = members;
      if (
        others.length > 0 ||
        member?.keyring !== parent ||
        member?.role !== 'owner' ||
        member.until !== undefined
      ) {
        throw invalid(`a ${kind} begins with its parent as owner`);
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

function hasPlaceIn(kind: KeyringKind, change: Change): boolean {
  switch (change.type) {
    case 'set-member':
    case 'remove-member':
    case 'leave':
      return !madeByItself(kind);
    case 'delete-report':
      return kind === 'section';
    case 'endorse':
    case 'withdraw-endorsement':
      return kind === 'institute';
    case 'card':
      return change.domain === undefined
        ? kindSigns(kind) || kind === 'department'
        : kind === 'institute';
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
    throw invalid('a keyring has at most 5,000 members');
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
    setBy: header.signer.keyring,
    setAt: header.time,
  };
}
