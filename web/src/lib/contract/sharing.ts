import type { KeyringId } from './ids.ts';
import type { Party } from './people.ts';
import type { Capability, Membership, Scope } from './records.ts';

export type Role = 'owner' | 'manager' | 'collaborator' | 'reader' | 'contributor';

/** Somebody found under an e-mail address. */
export interface Contact {
  readonly party: Party;
  /** `new`: the service's word, met for the first time; it is remembered from now on. */
  readonly acquaintance: 'new' | 'known';
}

/** Somebody whom the service names for an address instead of whom it named before. */
export interface ChangedContact {
  readonly email: string;
  /** Undefined where it can't be read any more. */
  readonly before: Party | undefined;
  readonly now: Party;
}

/** One way in which somebody may see, or add to, what the scope names. */
export interface Access {
  /** Who was given it: a person or a group. */
  readonly party: Party;
  readonly role: Role;
  readonly until: Date | undefined;
  /** Where it was given: this scope, one around it or one in it. */
  readonly grantedOn: Scope;
  /** The keyring of which they are a member by it. */
  readonly keyring: KeyringId;
  readonly sectionName: string | undefined;
  readonly givenBy: Party;
  readonly givenAt: Date;
  /** For a group: the people who reach it through it, with their path of groups between. */
  readonly through: readonly { readonly person: Party; readonly path: readonly Party[] }[];
  /** May this session end it? Not for the last owner. */
  readonly stoppable: boolean;
  /** Roles that this session may set instead; the present one is among them. */
  readonly settable: readonly Role[];
  /** Is it this session's own, and may it be given up? */
  readonly leavable: boolean;
}

/** What somebody may do after a change: read back from the verified chain, never what was asked for. */
export interface Standing {
  readonly party: Party;
  /** In the place where the change was made; undefined where they have none there. */
  readonly role: Role | undefined;
  readonly until: Date | undefined;
  /** Whatever they may do there now, also through groups and what is around it. */
  readonly capabilities: ReadonlySet<Capability>;
}

/** What remains after an access was ended: read back from the verified chains, never what was asked for. */
export interface Ended {
  readonly party: Party;
  /** Ways by which the party still has something of what the ended access was to. */
  readonly remaining: readonly Access[];
}

/** Whether somebody has this access: itself, or through the group that it was given to. */
export function isWayOf({ party, through }: Access, who: KeyringId): boolean {
  return (
    party.keyring === who ||
    through.some(
      ({ person, path }) => person.keyring === who || path.some(({ keyring }) => keyring === who),
    )
  );
}

export interface Sharing {
  /**
   * Who has this address. Rejects with `not-found` when nobody has, and with `contact-changed` when
   * the service answers another keyring than the one remembered.
   */
  find(email: string): Promise<Contact>;

  /**
   * Who it is, where {@link find} rejects with `contact-changed`. Remembers nothing. Undefined: the
   * service names whom it named before, or nobody whom anything could be shared with.
   */
  changed(email: string): Promise<ChangedContact | undefined>;

  /**
   * Remembers from now on whom {@link changed} answered, and that the safety number was compared.
   * Rejects with `contact-changed` when the service meanwhile names yet another keyring.
   */
  accept(changed: ChangedContact): Promise<Contact>;

  /** Groups and people that this session has shared with before or belongs to, for suggestions. */
  known(): Promise<readonly Party[]>;

  /** Remembers that the safety number was, or was not, the same. */
  setCompared(keyring: KeyringId, compared: boolean): Promise<void>;

  /**
   * Everybody who may open or add to this or to anything in it: first what was given on the whole
   * record, then on sections, then on reports; owners first.
   */
  access(scope: Scope): Promise<readonly Access[]>;

  /**
   * Sets the one role that `to` has in the record or section; a single report can be shared with role
   * `reader` only.
   */
  share(scope: Scope, to: KeyringId, role: Role, until?: Date): Promise<Standing>;

  /** Sets another role, or another end, where the access was given. */
  change(access: Access, role: Role, until?: Date): Promise<Standing>;

  /**
   * Ends one access, and whatever the party was given by itself of what lies in there: of a record
   * also its sections and their reports, of a section also its reports.
   */
  stop(access: Access): Promise<Ended>;

  /** This session takes itself out of these, records or groups; what remains open to it there is answered. */
  leave(memberships: readonly Pick<Membership, 'keyring'>[]): Promise<ReadonlySet<Capability>>;
}
