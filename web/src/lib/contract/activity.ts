import type { Cursor, ReportId, SectionId } from './ids.ts';
import type { Party } from './people.ts';
import type { Role } from './sharing.ts';

export type ActivityKind =
  | 'created'
  | 'uploaded'
  | 'seen'
  | 'opened'
  | 'corrected'
  | 'deleted'
  | 'moved-away'
  | 'moved-here'
  | 'shared'
  | 'unshared'
  | 'left'
  | 'rotated'
  | 'profile-changed'
  | 'closed'
  | 'refused';

/** Something that happened to a record, as the service wrote it down. */
export interface ActivityEvent {
  readonly id: string;
  readonly time: Date;
  readonly kind: ActivityKind;
  readonly actor: Party;
  readonly section: { readonly id: SectionId; readonly name: string | undefined } | undefined;
  readonly report: { readonly id: ReportId; readonly title: string | undefined } | undefined;
  /** Whom it was shared with or taken from. */
  readonly subject: Party | undefined;
  readonly role: Role | undefined;
  readonly until: Date | undefined;
  /** With `refused`: what was asked for. */
  readonly refused: string | undefined;
}

export interface ActivityPage {
  /** Newest first. */
  readonly events: readonly ActivityEvent[];
  readonly next: Cursor | undefined;
}
