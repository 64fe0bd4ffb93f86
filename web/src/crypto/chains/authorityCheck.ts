import { FormatError, malformed } from '../errors.ts';
import { type KeyringId, NO_STATEMENT, type StatementHash } from '../ids/ids.ts';
import {
  currentGeneration,
  directCapabilities,
  type KeyringState,
} from '../keyrings/keyringState.ts';
import {
  ALL_CAPABILITIES,
  type Capability,
  type KeyringKind,
  kindSigns,
  madeByItself,
  NO_CAPABILITY,
} from '../keyrings/kinds.ts';
import { canSign, type PublicKeys } from '../keyrings/publicKeys.ts';
import type { Change, Create, Header, Hop, Signer, Statement } from '../statements/statement.ts';
import { through } from './authority.ts';
import type { Keyrings, VerifiedChain } from './verifiedChain.ts';

/** How far clocks of honest people may differ, in milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60 * 1000;

function noAuthority(message: string) {
  return new FormatError('no-authority', message);
}

/**
 * Whether the signer of a signed object may say what it says, along the path that it names
 * (spec/keyrings.md section 7). Also used for a report's author (spec/bodies.md section 4). Each
 * check answers the public keys to verify the signatures with.
 */
export class AuthorityCheck {
  readonly #keyrings: Keyrings;

  constructor(keyrings: Keyrings) {
    this.#keyrings = keyrings;
  }

  /** That a report's author might add to `section` when the named heads were known. */
  checkAuthor(
    author: Signer,
    via: readonly Hop[],
    section: VerifiedChain,
    time: number,
  ): PublicKeys {
    // The section itself stands last in a manifest's path, at the head that the author knew.
    const last = via.at(-1);
    if (last?.keyring !== section.id) {
      throw noAuthority('an author’s path ends with the section');
    }
    const at = section.at(last.head);
    if (at === undefined) {
      throw noAuthority('a named head is unknown');
    }
    const keys = this.#signerKeys(author, time);
    this.#requireCapability(author, via.slice(0, -1), at, 'add', time);
    return keys;
  }

  checkCreate(header: Header, create: Create): PublicKeys {
    const { signer } = header;
    if (kindSigns(create.kind) !== canSign(create.keys)) {
      throw malformed('signature keys belong to kinds that sign');
    }
    if ((create.kind === 'section') !== (create.parent !== undefined)) {
      throw malformed('a section, and only a section, has a parent');
    }
    if (madeByItself(create.kind)) {
      checkMadeByItself(header, create);
      return create.keys;
    }
    const keys = this.#signerKeys(signer, header.time);
    switch (create.kind) {
      case 'person':
      case 'service':
        throw new Error('a person or service has been checked above');
      case 'institute':
      case 'department':
      case 'record':
        requireNoPath(header);
        requireFirstOwner(signer.keyring, create);
        break;
      case 'link':
      case 'claim':
        requireNoPath(header);
        if (create.members.length > 0) {
          throw new FormatError('invalid-change', 'a link or claim has no members');
        }
        break;
      case 'section':
        this.#checkSection(header, create);
    }
    return keys;
  }

  checkChange({ header, change }: Statement, state: KeyringState): PublicKeys {
    const { signer } = header;
    let keys: PublicKeys;
    if (signer.keyring === state.id) {
      if (signer.head !== header.previous) {
        throw noAuthority('who signs its own chain names its own last head');
      }
      const current = currentGeneration(state);
      if (signer.generation !== current.number) {
        throw new FormatError('stale-generation', 'signed with keys that have been replaced');
      }
      keys = current.keys;
    } else {
      keys = this.#signerKeys(signer, header.time);
    }
    requireChainOfKind(state.kind, change);
    this.#requireCapability(signer, header.via, state, needed(change, state), header.time);
    return keys;
  }

  #checkSection(header: Header, create: Create) {
    const [member, ...others] = create.members;
    if (
      member === undefined ||
      others.length > 0 ||
      member.keyring !== create.parent ||
      member.role !== 'owner' ||
      member.until !== undefined
    ) {
      throw new FormatError('invalid-change', 'a section’s first member is its record, as owner');
    }
    const parent = header.via.at(-1);
    if (parent?.keyring !== create.parent) {
      throw noAuthority('a section is made through its record');
    }
    const record = this.#stateAt(parent.keyring, parent.head, header.time);
    if (record.kind !== 'record') {
      throw new FormatError('invalid-change', 'a section’s parent is a record');
    }
    const before = header.via.slice(0, -1);
    this.#requireCapability(header.signer, before, record, 'manage', header.time);
  }

  #signerKeys(signer: Signer, time: number): PublicKeys {
    const state = this.#stateAt(signer.keyring, signer.head, time);
    if (!kindSigns(state.kind)) {
      throw noAuthority(`a ${state.kind} does not sign`);
    }
    if (state.closed) {
      throw noAuthority('the signer’s keyring is closed');
    }
    const current = currentGeneration(state);
    if (current.number !== signer.generation) {
      throw new FormatError('stale-generation', 'signed with keys that have been replaced');
    }
    return current.keys;
  }

  #stateAt(id: KeyringId, head: StatementHash, time: number): KeyringState {
    const state = this.#keyrings.find(id)?.at(head);
    if (state === undefined) {
      throw noAuthority('a named keyring or head is unknown');
    }
    if (time + CLOCK_TOLERANCE < state.time) {
      throw new FormatError('broken-chain', 'a statement is older than a head that it names');
    }
    return state;
  }

  #requireCapability(
    signer: Signer,
    via: readonly Hop[],
    subject: KeyringState,
    capability: Capability,
    time: number,
  ) {
    if (this.#alongPath(signer.keyring, via, subject, time, time).has(capability)) {
      return;
    }
    // As if no membership had ever ended, to tell the two refusals apart.
    if (this.#alongPath(signer.keyring, via, subject, time, -Infinity).has(capability)) {
      throw new FormatError('expired-member', 'the membership that would allow this has ended');
    }
    throw noAuthority(`the signer may not do this here (${capability})`);
  }

  #alongPath(
    signer: KeyringId,
    via: readonly Hop[],
    subject: KeyringState,
    time: number,
    expiryAsOf: number,
  ): ReadonlySet<Capability> {
    if (signer === subject.id) {
      return via.length === 0 && kindSigns(subject.kind) ? ALL_CAPABILITIES : NO_CAPABILITY;
    }
    const states = [...via.map((hop) => this.#stateAt(hop.keyring, hop.head, time)), subject];
    let from: KeyringState | undefined;
    let held = NO_CAPABILITY;
    for (const on of states) {
      const given = directCapabilities(on, from?.id ?? signer, expiryAsOf);
      held = from === undefined ? given : through(from.kind, held, given);
      from = on;
    }
    return held;
  }
}

function checkMadeByItself(header: Header, create: Create) {
  const { signer } = header;
  if (
    signer.keyring !== header.keyring ||
    signer.generation !== 1 ||
    signer.head !== NO_STATEMENT ||
    header.via.length > 0
  ) {
    throw noAuthority('a person or service makes its own keyring');
  }
  if (create.members.length > 0) {
    throw new FormatError('invalid-change', 'a person or service has no members');
  }
}

function requireFirstOwner(signer: KeyringId, create: Create) {
  const isOwner = create.members.some(
    (member) => member.keyring === signer && member.role === 'owner' && member.until === undefined,
  );
  if (!isOwner) {
    throw noAuthority('who makes a keyring is its first owner');
  }
}

function requireNoPath(header: Header) {
  if (header.via.length > 0) {
    throw noAuthority('a keyring of this kind is made without memberships');
  }
}

/** What a change takes in that keyring (spec/keyrings.md section 6). */
export function needed(change: Change, state: KeyringState): Capability {
  const isOwner = (id: KeyringId) => state.members.get(id)?.has('owner') ?? false;
  switch (change.type) {
    case 'rotate':
      return 'open';
    case 'add-member':
      return change.member.role === 'owner' || isOwner(change.member.keyring) ? 'own' : 'manage';
    case 'remove-member':
      return isOwner(change.member) ? 'own' : 'manage';
    case 'card':
    case 'close':
      return 'own';
    case 'share-report':
    case 'unshare-report':
    case 'endorse':
    case 'withdraw-endorsement':
    case 'profile':
      return 'manage';
    case 'create':
      throw new Error('a create is checked by itself');
  }
}

function requireChainOfKind(kind: KeyringKind, change: Change) {
  if (!hasPlaceIn(kind, change)) {
    throw new FormatError(
      'invalid-change',
      `a statement of type ${change.type} has no place in the chain of a ${kind}`,
    );
  }
}

function hasPlaceIn(kind: KeyringKind, change: Change): boolean {
  switch (change.type) {
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
