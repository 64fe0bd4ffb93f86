import { aloneIn } from '../envelopes/commitment.ts';
import { FormatError } from '../errors.ts';
import { equalBytes } from '../ids/bytes.ts';
import {
  type Instant,
  type KeyringId,
  type StatementHash,
  statementHashBytes,
} from '../ids/ids.ts';
import { Generations } from '../keyrings/generations.ts';
import {
  currentGeneration,
  type Ending,
  type Endorsement,
  type Generation,
  isLastingOwner,
  type KeyringState,
  MAX_MEMBERS,
  type Member,
  type Members,
  openers,
} from '../keyrings/keyringState.ts';
import { type KeyringKind, kindSigns, madeByItself, roleOpens } from '../keyrings/kinds.ts';
import { canSign } from '../keyrings/publicKeys.ts';
import {
  generationBytes,
  NO_ENDORSEMENTS,
  NO_MEMBERS,
  NOTHING_OF_REPORTS,
  SEALED_TO_NOBODY,
} from '../keyrings/stateHash.ts';
import { correctReport, deleteReport } from './reportStandings.ts';
import { historyWith, NO_HISTORY } from '../trees/history.ts';
import type {
  Change,
  Create,
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

/**
 * The keyring after its first statement.
 *
 * @param named what the statement names of other keyrings
 */
export function created(
  header: Header,
  create: Create,
  head: StatementHash,
  named: KeyringState['named'],
): KeyringState {
  requireMembersOfKind(create);
  const signer = header.signer.keyring;
  let members = NO_MEMBERS;
  let sealedTo = SEALED_TO_NOBODY;
  for (const added of create.members) {
    refuseItself(header.keyring, added.keyring);
    requireLater(added, header.time, 'a membership ends after it begins');
    if (members.has(added.keyring)) {
      throw invalid('a member is listed twice');
    }
    members = members.with(added.keyring, newMember(added, header));
    sealedTo = sealed(sealedTo, added, signer);
  }
  requireFew(members);
  const { report, envelope } = create;
  return {
    id: header.keyring,
    kind: create.kind,
    creator: signer,
    created: header.time,
    ...(create.parent === undefined ? {} : { parent: create.parent }),
    generations: new Generations(
      { of: header.keyring },
      { number: 1, keys: create.keys, sealedTo, announcedBy: signer },
    ),
    members,
    lastingOwners: [...members.values()].filter(isLastingOwner).length,
    ...(report === undefined || envelope === undefined ? {} : { shared: { report, envelope } }),
    reports: NOTHING_OF_REPORTS,
    endorsements: NO_ENDORSEMENTS,
    named,
    rotationDue: false,
    closed: false,
    former: NO_HISTORY,
    before: NO_HISTORY,
    seq: 0,
    head,
    time: header.time,
  };
}

/**
 * The keyring after a later statement; refuses changes that make no sense.
 *
 * @param named what the chain has named of other keyrings, this statement’s names among them
 */
export function applied(
  before: KeyringState,
  statement: Statement,
  head: StatementHash,
  named: KeyringState['named'],
): KeyringState {
  const { header } = statement;
  requireChainOfKind(before.kind, statement.change);
  return {
    ...before,
    ...changed(before, statement),
    named,
    before: historyWith(before.before, statementHashBytes(before.head)),
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
      return membersWithout(before, header.signer.keyring);
    case 'delete-report':
      return deleteReport(before, change, header);
    case 'correct-report':
      return correctReport(before, change, header);
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
  const sealedTo = SEALED_TO_NOBODY.withAll(
    recipients.map(({ keyring, generation }, index) => {
      const envelope = { root, index, size: recipients.length };
      return [keyring, { generation, oldest: generation, envelope, sealedBy }] as const;
    }),
  );
  const next: Generation = {
    number: change.generation,
    keys: change.keys,
    previous: { generation: change.previousGeneration, secret: aloneIn(change.previousSecret) },
    sealedTo,
    announcedBy: sealedBy,
  };
  return {
    generations: before.generations.followedBy(next),
    former: historyWith(before.former, generationBytes(current)),
    rotationDue: false,
  };
}

function setMember(before: KeyringState, set: NewMember, header: Header): Changed {
  refuseItself(before.id, set.keyring);
  requireLater(set, header.time, 'a membership ends after it begins');
  if (before.kind === 'share' && (set.keyring === before.parent || set.role !== 'reader')) {
    throw invalid('a share has no members but its section and readers');
  }
  const member = newMember(set, header, before.members.get(set.keyring));
  const members = before.members.with(set.keyring, member);
  requireFew(members);
  const lastingOwners =
    before.lastingOwners - owners(before.members.get(set.keyring)) + owners(member);
  requireLastingOwner(before, lastingOwners);
  const current = currentGeneration(before);
  if (!roleOpens(set.role)) {
    const rotationDue = before.rotationDue || current.sealedTo.has(set.keyring);
    return { members, lastingOwners, rotationDue };
  }
  const sealedTo = sealed(current.sealedTo, set, header.signer.keyring);
  return {
    members,
    lastingOwners,
    generations: before.generations.withCurrent({ ...current, sealedTo }),
  };
}

function removeMember(before: KeyringState, removed: KeyringId): Changed {
  return {
    ...membersWithout(before, removed),
    rotationDue: before.rotationDue || currentGeneration(before).sealedTo.has(removed),
  };
}

function membersWithout(before: KeyringState, removed: KeyringId): Changed {
  const member = before.members.get(removed);
  if (member === undefined) {
    throw invalid('who is removed is not a member');
  }
  const lastingOwners = before.lastingOwners - owners(member);
  requireLastingOwner(before, lastingOwners);
  return { members: before.members.without(removed), lastingOwners };
}

function owners(member: Member | undefined): number {
  return member !== undefined && isLastingOwner(member) ? 1 : 0;
}

function endorse(before: KeyringState, change: Endorse, header: Header): Changed {
  refuseItself(before.id, change.subject);
  requireLater(change, header.time, 'an endorsement ends after it begins');
  const { type, ...said } = change;
  const endorsement: Endorsement = { ...said, endorsedAt: header.time };
  return { endorsements: before.endorsements.with(change.subject, endorsement) };
}

function withdraw(before: KeyringState, subject: KeyringId): Changed {
  if (!before.endorsements.has(subject)) {
    throw invalid('there is no endorsement to withdraw');
  }
  return { endorsements: before.endorsements.without(subject) };
}

function requireLastingOwner({ kind }: KeyringState, lastingOwners: number) {
  if (kind !== 'link' && kind !== 'claim' && lastingOwners === 0) {
    throw invalid('a keyring keeps at least one owner without end');
  }
}

function sealed(
  sealedTo: Generation['sealedTo'],
  { keyring, generation, envelope }: NewMember,
  sealedBy: KeyringId,
): Generation['sealedTo'] {
  if (envelope === undefined) {
    return sealedTo;
  }
  const oldest = Math.min(sealedTo.get(keyring)?.oldest ?? generation, generation);
  return sealedTo.with(keyring, { generation, oldest, envelope: aloneIn(envelope), sealedBy });
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
    case 'correct-report':
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

/** @param before the same member before the statement; undefined for a new one */
function newMember(added: NewMember, header: Header, before?: Member): Member {
  return {
    keyring: added.keyring,
    role: added.role,
    ...(added.until === undefined ? {} : { until: added.until }),
    setBy: header.signer.keyring,
    setAt: header.time,
    introduction: before?.introduction ?? { by: header.signer.keyring, at: header.time },
  };
}
