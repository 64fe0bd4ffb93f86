import type { KeyringId } from './ids.ts';
import type { Party } from './people.ts';
import type { Scope } from './records.ts';

export type Role = 'owner' | 'manager' | 'reader' | 'contributor';

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
  /** Where it was given: this scope or one around it. */
  readonly grantedOn: Scope;
  readonly sectionName: string | undefined;
  readonly givenBy: Party;
  readonly givenAt: Date;
  /** For a group: the people who reach it through it, with their path of groups between. */
  readonly through: readonly { readonly person: Party; readonly path: readonly Party[] }[];
  /** May this session end it? Not for the last owner. */
  readonly stoppable: boolean;
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

  /** Everybody who may open or add to this, owners first. */
  access(scope: Scope): Promise<readonly Access[]>;

  /** A single report can be shared with role `reader` only. */
  share(scope: Scope, to: KeyringId, role: Role, until?: Date): Promise<void>;

  /** Ends one access: removes the member and gives the keyring a new generation. */
  stop(access: Access): Promise<void>;
}
