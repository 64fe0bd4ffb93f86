import type { Commitment } from '../envelopes/commitment.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, ReportId, StatementHash } from '../ids/ids.ts';
import type { History } from '../trees/history.ts';
import type { Trie } from '../trees/trie.ts';
import type { Generations } from './generations.ts';
import {
  ALL_CAPABILITIES,
  type Capability,
  capabilitiesOf,
  type KeyringKind,
  madeByItself,
  NO_CAPABILITY,
  type Role,
  roleOpens,
} from './kinds.ts';
import type { PublicKeys } from './publicKeys.ts';

const ONLY_OPEN: ReadonlySet<Capability> = new Set<Capability>(['open']);

/** Something that ends at some time, or never. */
export interface Ending {
  /** Ended from this moment on; absent for one without end. */
  readonly until?: Instant;
}

/**
 * How a direct member came into a keyring: by the statement since which it has been one without a break.
 * Later changes of its role introduce nobody.
 */
export interface Introduction {
  /** Who signed that statement. */
  readonly by: KeyringId;
  readonly at: Instant;
}

/** One keyring's role in another. */
export interface Member extends Ending {
  readonly keyring: KeyringId;
  readonly role: Role;
  /** Who set this role. */
  readonly setBy: KeyringId;
  readonly setAt: Instant;
  readonly introduction: Introduction;
}

/** A keyring's secret, sealed to one member's generation. */
export interface SealedTo {
  /** The recipient's generation. */
  readonly generation: number;
  /**
   * The oldest generation of the recipient that this secret was ever sealed to: whoever knew that one
   * knows this secret, even where `generation` is newer.
   */
  readonly oldest: number;
  /** Which envelope it is. */
  readonly envelope: Commitment;
  /** Who signed the statement that announced the envelope. */
  readonly sealedBy: KeyringId;
}

/** An older generation that a generation leads back to. */
export interface Previous {
  readonly generation: number;
  /** Which envelope has its secret, sealed to the generation that leads back. */
  readonly secret: Commitment;
}

/** One generation of a keyring. */
export interface Generation {
  /** From 1. */
  readonly number: number;
  readonly keys: PublicKeys;
  /** The way back; absent for the first. */
  readonly previous?: Previous;
  /** This generation's secret, by the member it was sealed to. */
  readonly sealedTo: Trie<KeyringId, SealedTo>;
  /** Who signed the statement that brought it. */
  readonly announcedBy: KeyringId;
}

/** What a share gives (spec/keyrings.md section 6). */
export interface SharedReport {
  readonly report: ReportId;
  /** The report's key, sealed to generation 1 of the share. */
  readonly envelope: Bytes;
}

/** Who deleted a report first, and when. */
export interface Deletion {
  readonly by: KeyringId;
  readonly at: Instant;
}

/** The newest correction of a report. */
export interface Correction {
  readonly by: KeyringId;
  readonly at: Instant;
  /** How many there are of this report with this one, from 1. */
  readonly number: number;
  /** With the report's key. */
  readonly sealed: Bytes;
}

/** What the statements of a section say of one of its reports. */
export interface ReportStanding {
  readonly deletion?: Deletion;
  readonly correction?: Correction;
}

/** An institute's word on who a person is. */
export interface Endorsement extends Ending {
  readonly subject: KeyringId;
  readonly name: string;
  readonly specialty?: string;
  readonly licence?: string;
  readonly endorsedAt: Instant;
}

/** What a person or institute publishes of itself. */
export interface Card {
  readonly name: string;
  readonly specialty?: string;
  /** Of an institute: the DNS name that it says is its own; nothing proves it. */
  readonly domain?: string;
}

/** Sealed demographics. */
export interface Profile {
  /** Of this keyring, that the note is sealed to. */
  readonly generation: number;
  readonly note: Bytes;
}

/**
 * What the statements of a chain have named of another keyring so far; later ones may not go back.
 */
export interface Named {
  /** The seq of the newest head; absent where only something was sealed to it. */
  readonly head?: number;
  /** The newest that was current at a named head, or that something was sealed to. */
  readonly generation: number;
}

export type Members = Trie<KeyringId, Member>;

/** A keyring after some statement of its chain. Immutable. */
export interface KeyringState {
  readonly id: KeyringId;
  readonly kind: KeyringKind;
  /** Who made it; the keyring itself for persons and services. */
  readonly creator: KeyringId;
  /** Time of the first statement. */
  readonly created: Instant;
  /** The record of a section, the section of a share. */
  readonly parent?: KeyringId;
  readonly generations: Generations;
  /** Each in one role; ended ones are listed until removed. */
  readonly members: Members;
  /** How many of these are owners without end. */
  readonly lastingOwners: number;
  /** Of a share. */
  readonly shared?: SharedReport;
  /** Of a section: what is said of its reports. */
  readonly reports: Trie<ReportId, ReportStanding>;
  readonly endorsements: Trie<KeyringId, Endorsement>;
  /** What its statements have named of other keyrings. */
  readonly named: Trie<KeyringId, Named>;
  readonly card?: Card;
  readonly profile?: Profile;
  /** A member lost *open*, and the rotation that belongs to it has not followed yet. */
  readonly rotationDue: boolean;
  readonly closed: boolean;
  /** Every generation but the current one. */
  readonly former: History;
  /** The hashes of all statements before the newest. */
  readonly before: History;
  /** Of the newest statement. */
  readonly seq: number;
  readonly head: StatementHash;
  readonly time: Instant;
}

/** Whether it had ended at that time. */
export function endedAt(ending: Ending, time: number): boolean {
  return ending.until !== undefined && ending.until <= time;
}

/** Whether somebody is an owner without end. */
export function isLastingOwner({ role, until }: Member): boolean {
  return role === 'owner' && until === undefined;
}

export function currentGeneration({ generations }: KeyringState): Generation {
  return generations.current;
}

/** Undefined for a number that there is none of; refused as `not-shown` where it is not shown. */
export function generationOf({ generations }: KeyringState, number: number) {
  return generations.find(number);
}

/** Most members of one keyring, so that the envelopes of a rotation fit into one request. */
export const MAX_MEMBERS = 5_000;

/**
 * What this keyring may do in itself: everything for a person or service, of which `open` remains
 * when it is closed; nothing for other kinds, which act through their members.
 */
export function ownCapabilities({ kind, closed }: KeyringState): ReadonlySet<Capability> {
  if (!madeByItself(kind)) {
    return NO_CAPABILITY;
  }
  return closed ? ONLY_OPEN : ALL_CAPABILITIES;
}

/**
 * What a direct member may do at that time; nothing for anyone else. In a closed keyring only `open`
 * remains.
 */
export function directCapabilities(
  state: KeyringState,
  member: KeyringId,
  at: number,
): ReadonlySet<Capability> {
  return capabilitiesAs(state, state.members.get(member), at);
}

/** What that membership gives. */
export function capabilitiesAs(
  state: KeyringState,
  membership: Member | undefined,
  at: number,
): ReadonlySet<Capability> {
  if (membership === undefined || endedAt(membership, at)) {
    return NO_CAPABILITY;
  }
  const given = capabilitiesOf(membership.role);
  return state.closed ? (given.has('open') ? ONLY_OPEN : NO_CAPABILITY) : given;
}

/** The members that hold or should hold the secret at that time, in order of their ids. */
export function openers(state: KeyringState, at: number): readonly KeyringId[] {
  return [...state.members.values()]
    .filter((member) => roleOpens(member.role) && !endedAt(member, at))
    .map((member) => member.keyring)
    .sort();
}
