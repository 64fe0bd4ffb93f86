import type { PortalError } from './errors.ts';
import type { KeyringId, RecordId, ReportId, SectionId } from './ids.ts';
import type { Party } from './people.ts';
import type { Role } from './sharing.ts';

/** What this session may do: `open` reports, `add` some, `manage` who else may, `own` it all. */
export type Capability = 'open' | 'add' | 'manage' | 'own';

/** Whose record it is, as sealed in the record's or section's profile. */
export interface Patient {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | undefined;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
}

export interface SectionSummary {
  readonly id: SectionId;
  readonly record: RecordId;
  readonly name: string;
  readonly capabilities: ReadonlySet<Capability>;
}

/** Something that this session is a member of itself, and could leave. */
export interface Membership {
  readonly keyring: KeyringId;
  readonly kind: 'record' | 'section' | 'share';
}

/** A keyring that does not verify or does not open. It stops nothing but itself. */
export interface Unopened {
  readonly keyring: KeyringId;
  readonly kind: 'record' | 'section' | 'share' | 'group';
  readonly problem: PortalError;
  /**
   * Who signed what does not open; undefined where not even that can be told, or where the service does
   * not hand it out.
   */
  readonly by: Party | undefined;
}

/** A change that is dated before this device had been told that there is none. */
export interface LateChange {
  readonly time: Date;
  readonly kind:
    | 'created'
    | 'shared'
    | 'unshared'
    | 'left'
    | 'rotated'
    | 'deleted'
    | 'corrected'
    | 'endorsed'
    | 'unendorsed'
    | 'named'
    | 'changed'
    | 'closed';
  readonly by: Party;
  readonly subject: Party | undefined;
  readonly role: Role | undefined;
  readonly until: Date | undefined;
  /** Whether who signed it could no longer do so: then it is not to be accepted. */
  readonly former: boolean;
}

/** Those of one keyring, which is left out until somebody says that they are right. */
export interface LateChanges {
  readonly keyring: KeyringId;
  readonly kind: Unopened['kind'];
  /** Of a group. */
  readonly name: string | undefined;
  readonly creator: Party;
  readonly created: Date;
  /** Up to which statement, which acceptance is about. */
  readonly newest: string;
  /** Whether a restored service says that it may have lost all of them. */
  readonly lost: boolean;
  /** Whether they were lost, and all who signed them still could. */
  readonly acceptable: boolean;
  readonly changes: readonly LateChange[];
}

/** Changes that the service shows later than it should have. */
export interface Late {
  /** Of all that was read so far. */
  changes(): Promise<readonly LateChanges[]>;
  /** A person has asked those who signed them. Rejects where more was added since, or they were not lost. */
  accept(late: LateChanges): Promise<void>;
}

/** A patient's record, as far as it is shared with this session. */
export interface RecordSummary {
  readonly id: RecordId;
  /** Undefined where nobody has written it down, or it is not shared. */
  readonly patient: Patient | undefined;
  /** Only those that this session may see, in the order they were made. */
  readonly sections: readonly SectionSummary[];
  /** On the record itself; empty where only sections or reports of it are shared. */
  readonly capabilities: ReadonlySet<Capability>;
  /** Those that this session may leave: of the record, its sections, and reports shared one by one. */
  readonly memberships: readonly Membership[];
  /** Who made this session's owner, or a group of theirs, a member; undefined where that was themselves. */
  readonly sharedBy: Party | undefined;
  /** When access ends, if it does. */
  readonly until: Date | undefined;
  /** Undefined where not all of them are known here yet. */
  readonly reports: number | undefined;
  /**
   * Reports that came to this device after a first visit, have not been opened on it and were not
   * uploaded here. What was there when the person logged out does not become new again.
   */
  readonly newReports: number;
  /** When the newest report was added. */
  readonly latest: Date | undefined;
}

/** A record to make. The session becomes its owner. */
export interface NewRecord {
  readonly patient: { readonly name: string; readonly birthDate?: string };
  /** Names of the sections to begin with; at least one. */
  readonly sections: readonly string[];
}

/** What a share, a list of readers or an activity log is about. */
export type Scope =
  | { readonly kind: 'record'; readonly record: RecordId }
  | { readonly kind: 'section'; readonly record: RecordId; readonly section: SectionId }
  | {
      readonly kind: 'report';
      readonly record: RecordId;
      readonly section: SectionId;
      readonly report: ReportId;
    };
