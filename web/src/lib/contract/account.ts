import type { Card } from './people.ts';

/** Whose password it is to be; what is known of them is what others try first. */
export interface PasswordOwner {
  readonly email: string;
  readonly name?: string | undefined;
}

export interface PasswordJudgement {
  /** Undefined where the password is accepted. */
  readonly problem: 'too-short' | 'too-long' | 'too-easy-to-guess' | undefined;
  /** From 0, guessed at once, to 4. */
  readonly score: number;
}

export interface Passkey {
  readonly id: string;
  readonly label: string;
  readonly created: Date;
}

export interface Account {
  readonly email: string;
  readonly created: Date;
  readonly safetyNumber: string;
  /** Undefined: nothing is published. */
  readonly card: Card | undefined;
  readonly hasPassword: boolean;
  readonly passkeys: readonly Passkey[];
  readonly recoverySheetMade: Date | undefined;
}

export interface DeviceSession {
  readonly id: string;
  readonly created: Date;
  readonly lastUsed: Date;
  /** What the program called itself. */
  readonly client: string;
  readonly current: boolean;
}

/** Something that happened to the account. */
export interface AccountNotice {
  readonly time: Date;
  readonly kind:
    | 'log-in-failed'
    | 'new-device'
    | 'password-changed'
    | 'password-removed'
    | 'recovery-changed'
    | 'passkey-added'
    | 'passkey-removed'
    | 'keys-renewed';
  /** What was tried, or proved who changed something. */
  readonly way: 'password' | 'recovery' | 'passkey';
  /** The address; of IPv6 the network. */
  readonly origin: string;
  readonly client: string;
  readonly count: number;
}

/** Counts since the account exists. */
export interface Usage {
  readonly storedBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly requests: number;
  readonly since: Date;
}

/** Who asks for a change of the ways in: asked anew each time. */
export type Proof =
  { readonly kind: 'password'; readonly password: string } | { readonly kind: 'passkey' };

export interface AccountSettings {
  account(): Promise<Account>;
  usage(): Promise<Usage>;
  sessions(): Promise<readonly DeviceSession[]>;
  /** Failed log-ins, new devices and changed ways in; newest first. */
  notices(): Promise<readonly AccountNotice[]>;
  endSession(id: string): Promise<void>;
  /** Signs out everywhere else. */
  endOtherSessions(): Promise<void>;
  /** Sets or changes the password; every other session ends. */
  setPassword(proof: Proof, password: string): Promise<void>;
  addPasskey(proof: Proof, label: string): Promise<void>;
  /** Rejects with `denied` where it is the only way in besides the recovery sheet. */
  removePasskey(proof: Proof, id: string): Promise<void>;
  /** A new code; the old one is worth nothing from now on. */
  newRecoveryCode(proof: Proof): Promise<RecoveryCode>;
  /**
   * Ids of records, institutes and departments of which this person is the only owner for good, and on which
   * others, reports or endorsements depend: while there are any, the account can't be deleted.
   */
  ownedAlone(): Promise<readonly string[]>;
  /**
   * Leaves everything and ends the account for good, with every session; rejects with `still-owner` while
   * something is {@link ownedAlone}, with nothing done. Whoever calls this logs out afterwards.
   */
  deleteAccount(proof: Proof): Promise<void>;
  /** Publishes a name for others to find, signed; undefined publishes an empty one. */
  publishCard(card: Card): Promise<void>;
}

/** Shown once, on the sheet. */
export interface RecoveryCode {
  /** Eight groups of four, joined by hyphens. */
  readonly text: string;
  readonly email: string;
  readonly made: Date;
}
