import type { PortalErrorCode } from './errors.ts';
import type { Feed } from './feeds.ts';
import type { KeyringId } from './ids.ts';
import type { Backing } from './institutes.ts';
import type { Party } from './people.ts';
import type { Role } from './sharing.ts';

/** Something that somebody else made this session's owner a member of. Nothing of it has been opened. */
export interface Offer {
  readonly keyring: KeyringId;
  readonly kind: 'record' | 'section' | 'share' | 'department' | 'institute';
  /** The public name of a department or institute. */
  readonly name: string | undefined;
  /** Of an institute: what stands behind that name. */
  readonly backing: Backing | undefined;
  /** Undefined where its history does not verify: see `refusal`. */
  readonly role: Role | undefined;
  readonly until: Date | undefined;
  readonly since: Date | undefined;
  /** Why it can't be accepted. */
  readonly refusal: PortalErrorCode | undefined;
}

/** Somebody who shares something that nothing was decided about: one question, however much it is. */
export interface Sharer {
  readonly party: Party;
  /** The newest first; not all where there are many. */
  readonly offers: readonly Offer[];
  /** How many there are besides. */
  readonly more: number;
}

/** What waits for an answer. */
export interface Waiting {
  readonly sharers: readonly Sharer[];
  /** How many people there are besides. */
  readonly more: number;
}

/** What was decided before. */
export interface Decided {
  /** What they share comes in by itself. */
  readonly accepted: readonly Party[];
  /** What they share is not asked about. */
  readonly blocked: readonly Party[];
  /** By who shared it. */
  readonly declined: readonly { readonly party: Party; readonly keyrings: readonly KeyringId[] }[];
  /** Departments and institutes that take part, and that this session's owner may leave. */
  readonly groups: readonly Party[];
}

/**
 * What others shared with this session's owner. Before it is accepted it takes part in nothing; what is
 * decided is known to all devices of this person, and to nobody else.
 */
export interface Offers {
  /** The people whose shares wait for an answer, as the service says. */
  people(): Feed<KeyringId>;
  /** Looks at what waits, each by itself. */
  waiting(): Promise<Waiting>;
  decided(): Promise<Decided>;
  /** Accepts what somebody shares, and at first contact the person: what they share later comes in by itself. */
  accept(sharer: Sharer): Promise<void>;
  /** Declines what somebody shares now. Rejects with `too-many-decisions` where that is too much. */
  decline(sharer: Sharer): Promise<void>;
  /** What somebody shares by their word alone takes part in nothing and is not asked about. */
  block(party: KeyringId): Promise<void>;
  /** Forgets that somebody was accepted or blocked. */
  forget(party: KeyringId): Promise<void>;
  /** Asks again about what was declined. */
  askAgain(keyrings: readonly KeyringId[]): Promise<void>;
}
