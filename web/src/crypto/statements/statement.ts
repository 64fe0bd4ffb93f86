import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, ReportId, Sha256, StatementHash } from '../ids/ids.ts';
import type { KeyringKind, Role } from '../keyrings/kinds.ts';
import type { PublicKeys } from '../keyrings/publicKeys.ts';

/** Most memberships in a row. */
export const MAX_HOPS = 6;

/** Who signs. */
export interface Signer {
  readonly keyring: KeyringId;
  /** Whose keys verify the signature. */
  readonly generation: number;
  /** The signer's chain as the signer knew it. */
  readonly head: StatementHash;
}

/** A keyring on the way from signer to subject, at the head the signer knew. */
export interface Hop {
  readonly keyring: KeyringId;
  readonly head: StatementHash;
}

/** What every statement says. */
export interface Header {
  /** Whose chain this is. */
  readonly keyring: KeyringId;
  /** 0 for the first. */
  readonly seq: number;
  readonly previous: StatementHash;
  readonly time: Instant;
  readonly signer: Signer;
  /** Memberships used, from the signer to the keyring. */
  readonly via: readonly Hop[];
  /** Hash of the keyring’s state after the statement. */
  readonly state: Sha256;
}

/** A member as a statement adds it. */
export interface NewMember {
  readonly keyring: KeyringId;
  /** The member's generation that the envelope is sealed to. */
  readonly generation: number;
  readonly role: Role;
  readonly until?: Instant;
  /**
   * Leaf of the envelope with the keyring's secret for that member; absent exactly when the role can't
   * open.
   */
  readonly envelope?: Sha256;
}

/** The new secret for every member that may open, in the order of their ids. */
export interface MembersEnvelopes {
  /** Of each member, which its envelope is sealed to. */
  readonly generations: readonly number[];
  /** Of the tree of the envelopes. */
  readonly root: Sha256;
}

export interface Create {
  readonly type: 'create';
  readonly kind: KeyringKind;
  readonly keys: PublicKeys;
  /** Of sections and shares. */
  readonly parent?: KeyringId;
  readonly members: readonly NewMember[];
  /** Of a share: what it gives. */
  readonly report?: ReportId;
  /** Of a share: the report's key, sealed to generation 1 of the share. */
  readonly envelope?: Bytes;
}

export interface Rotate {
  readonly type: 'rotate';
  readonly generation: number;
  readonly keys: PublicKeys;
  /** The newest generation before that the signer could open. */
  readonly previousGeneration: number;
  /** Leaf of the envelope with its secret, sealed to the new generation. */
  readonly previousSecret: Sha256;
  /** Those for the members that may open. */
  readonly envelopes: MembersEnvelopes;
}

export interface SetMember {
  readonly type: 'set-member';
  readonly member: NewMember;
}

export interface RemoveMember {
  readonly type: 'remove-member';
  readonly member: KeyringId;
}

/** The signer takes itself out. */
export interface Leave {
  readonly type: 'leave';
}

export interface DeleteReport {
  readonly type: 'delete-report';
  readonly report: ReportId;
  /** It was added anew elsewhere before, as whoever signs says; where, nobody says here. */
  readonly moved?: true;
}

/** What a report of this section says of itself, in place of what it said before. */
export interface CorrectReport {
  readonly type: 'correct-report';
  readonly report: ReportId;
  /** Sealed with the report's key. */
  readonly correction: Bytes;
}

export interface Endorse {
  readonly type: 'endorse';
  readonly subject: KeyringId;
  readonly name: string;
  readonly specialty?: string;
  readonly licence?: string;
  readonly until?: Instant;
}

export interface WithdrawEndorsement {
  readonly type: 'withdraw-endorsement';
  readonly subject: KeyringId;
}

export interface PublishCard {
  readonly type: 'card';
  readonly name: string;
  readonly specialty?: string;
  /** Of an institute: the DNS name that it says is its own. */
  readonly domain?: string;
}

export interface SetProfile {
  readonly type: 'profile';
  readonly note: Bytes;
}

export interface Close {
  readonly type: 'close';
}

/** What a statement changes (spec/keyrings.md section 6). */
export type Change =
  | Create
  | Rotate
  | SetMember
  | RemoveMember
  | Leave
  | DeleteReport
  | CorrectReport
  | Endorse
  | WithdrawEndorsement
  | PublishCard
  | SetProfile
  | Close;

/** One signed sentence in a keyring's history: who says it with what authority, and what changes. */
export interface Statement {
  readonly header: Header;
  readonly change: Change;
}
