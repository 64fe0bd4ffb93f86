import type {
  AccountNotice,
  AccountSettings,
  PasswordJudgement,
  PasswordOwner,
  RecoveryCode,
} from './account.ts';
import type { ActivityPage } from './activity.ts';
import type { Feed, LongAction } from './feeds.ts';
import type { Cursor, RecordId, ReportId, SectionId } from './ids.ts';
import type { Institutes } from './institutes.ts';
import type { Offers } from './offers.ts';
import type { Card, Party } from './people.ts';
import type { Late, NewRecord, RecordSummary, Unopened } from './records.ts';
import type { Deletion, ReportEntry, ReportReader } from './reports.ts';
import type { Sharing } from './sharing.ts';
import type { Uploads } from './uploads.ts';
import type { NamedPatient } from '../dicom/patients.ts';

/**
 * Where the portal stands.
 *
 * - `starting`: looking whether this device still holds a session. `resuming`: it does, and is opening
 *   it again.
 * - `out`: nobody is logged in. `ended`: why, when a session ended by itself.
 * - `locked`: logged in, the keys are wiped; a way in opens them again.
 * - `open`: see `session`.
 */
export type PortalState =
  | { readonly kind: 'starting'; readonly resuming?: true }
  | { readonly kind: 'out'; readonly ended?: 'session-expired' }
  | { readonly kind: 'locked'; readonly email: string; readonly passkeys: boolean }
  | { readonly kind: 'open'; readonly session: Session };

/** A way in that is made at sign-up. */
export type NewWayIn =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'passkey'; readonly label: string };

export interface NewAccount {
  readonly email: string;
  readonly wayIn: NewWayIn;
  /** Published and signed, for professionals who want to be found. */
  readonly card?: Card;
  /** A record to begin with, for patients. */
  readonly record?: NewRecord;
  /** Where the service asks for one. */
  readonly invitation?: string;
}

/** The whole portal. There is one for the page's life. */
export interface Portal {
  state(): PortalState;
  subscribe(listener: () => void): () => void;

  /**
   * Loads what an open session takes, so that nobody waits for it after a log-in. What does not come is
   * loaded when it is needed.
   */
  prepare(): Promise<void>;

  /** Somebody is about to log in or to unlock: opens the connection that this will take. */
  approach(): void;

  /** When somebody gave a sign of use last, also before a reload: milliseconds since 1970. */
  lastActive(): number;

  /** Can this browser use a passkey as a full way in? */
  passkeysSupported(): Promise<boolean>;

  /** Who may make an account at this service. */
  signUpRule(): Promise<'open' | 'invitation' | 'closed'>;

  /** Makes the account; the state becomes `open`. The code is to be shown and asked back. */
  signUp(account: NewAccount, options?: LongAction): Promise<RecoveryCode>;

  logIn(email: string, password: string, options?: LongAction): Promise<void>;
  logInWithPasskey(email: string): Promise<void>;

  /** Judges a new password; whatever sets one refuses a weak one in any case. */
  judgePassword(password: string, owner: PasswordOwner): Promise<PasswordJudgement>;

  /** Checks only the code's own check digits; asks nobody. */
  recoveryCodeIsWellTyped(code: string): Promise<boolean>;

  /** Opens the account with the recovery code, sets the password and makes a new code. */
  recover(
    email: string,
    code: string,
    password: string,
    options?: LongAction,
  ): Promise<RecoveryCode>;

  unlock(password: string): Promise<void>;
  unlockWithPasskey(): Promise<void>;

  /** Wipes the keys, keeps the session. Uploads pause. Readers close. */
  lock(): Promise<void>;

  /** Ends the session here and at the service; wipes keys and everything remembered. */
  logOut(): Promise<void>;
}

/** A logged-in, unlocked person. */
export interface Session {
  readonly me: Party;
  readonly account: AccountSettings;
  readonly sharing: Sharing;
  readonly offers: Offers;
  readonly institutes: Institutes;
  readonly late: Late;
  /** What happened to the account since this device logged in last; told once, after a log-in. */
  readonly news: readonly AccountNotice[];
  readonly uploads: Uploads;

  /** Records this session may see something of; the one with the newest report first. */
  records(): Feed<RecordSummary>;
  /** What can't be opened, one entry each. */
  unopened(): Feed<Unopened>;
  /** Records that were listed on this device and are not any more, though this person did not end that. */
  vanished(): Feed<RecordId>;
  /** The person has taken note of them. */
  dismissVanished(): Promise<void>;
  newRecord(record: NewRecord): Promise<RecordId>;
  addSection(record: RecordId, name: string): Promise<SectionId>;

  /** Reports of one record, or of all; newest examination first. */
  reports(record?: RecordId): Feed<ReportEntry>;

  /** Opens one report. Its opening is written into the record's activity. */
  open(report: ReportId): Promise<ReportReader>;

  /** Corrects title or day, signed; all else stays as it is by then. Needs `manage`. Lists and {@link open} then say so. */
  correctReport(
    report: ReportId,
    words: { readonly title?: string; readonly date?: string },
  ): Promise<void>;

  /** Whom the DICOM headers of a report's files name, each once. */
  patientsOf(report: ReportId): Promise<readonly NamedPatient[]>;

  /**
   * Takes a report to the section where it belongs: adds it there anew, signed by this person, reads it back,
   * and deletes it where it lies. Needs `manage` here and `add` there. Ask first about everybody whom
   * {@link patientsOf} names.
   *
   * @returns what it is called there
   */
  moveReport(
    report: ReportId,
    to: { readonly record: RecordId; readonly section: SectionId },
    options?: LongAction,
  ): Promise<ReportId>;

  /** Deletes it for everybody, signed; answers what the section's chain says then. */
  deleteReport(report: ReportId): Promise<Deletion>;

  /** Needs `manage`. */
  activity(record: RecordId, query?: { report?: ReportId; after?: Cursor }): Promise<ActivityPage>;
}
