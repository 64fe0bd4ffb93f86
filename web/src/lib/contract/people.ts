import type { PortalErrorCode } from './errors.ts';
import type { KeyringId } from './ids.ts';
import type { Backing } from './institutes.ts';

/** An institute's word for somebody, verified in the institute's chain. */
export interface Endorsement {
  readonly institute: KeyringId;
  /** From the institute's public card. */
  readonly instituteName: string | undefined;
  /** What stands behind that name. */
  readonly backing: Backing;
  readonly instituteSafetyNumber: string;
  /** The name that the institute says the person has. */
  readonly name: string;
  readonly specialty: string | undefined;
  readonly licence: string | undefined;
  readonly until: Date | undefined;
}

/** A name and a specialty that somebody publishes, signed by themselves. */
export interface Card {
  readonly name: string;
  readonly specialty: string | undefined;
}

/** Somebody, or a group, as far as it is known here. */
export interface Party {
  readonly keyring: KeyringId;
  readonly kind: 'person' | 'service' | 'institute' | 'department' | 'link' | 'claim';
  /** The address under which this session's owner looked them up, or the owner's own. */
  readonly email: string | undefined;
  /** With which address the account signs in, by the service's word only. */
  readonly toldEmail: string | undefined;
  readonly card: Card | undefined;
  /** Those of institutes that something stands behind come first. */
  readonly endorsements: readonly Endorsement[];
  /** Of an institute: what stands behind its name. */
  readonly backing: Backing | undefined;
  /** Six groups of five digits, joined by spaces (spec/keyrings.md section 10). */
  readonly safetyNumber: string;
  /** The owner of this session has compared the safety number with them. Kept on this device. */
  readonly compared: boolean;
  readonly me: boolean;
  /** Why nothing that is said of them can be believed: their chain is not to be had, or does not verify. */
  readonly refusal?: PortalErrorCode;
}
