import type { Instant, KeyringId, StatementHash } from './ids/ids.ts';

/**
 * Why something is refused: the error classes of spec/README.md section 4, never reused. Two of them are
 * about what the service has answered so far: `keys-withheld`, where it does not hand out an envelope
 * that a statement announced, and `not-shown`, where it showed a part of a state and more is needed.
 */
export type ErrorClass =
  | 'malformed'
  | 'unknown-suite'
  | 'wrong-key'
  | 'tampered'
  | 'truncated'
  | 'broken-chain'
  | 'added-late'
  | 'bad-signature'
  | 'no-authority'
  | 'stale-generation'
  | 'expired-member'
  | 'rotation-due'
  | 'closed'
  | 'invalid-change'
  | 'keys-withheld'
  | 'not-shown';

/** A refusal by the formats. Its message names the rule, never content or a secret. */
export class FormatError extends Error {
  readonly code: ErrorClass;

  constructor(code: ErrorClass, message: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
  }
}

/** What of a keyring's state would have to be shown; everything where no part of it is named. */
export interface NotShown {
  readonly of: KeyringId;
  /** After which statement of its chain; where it is not named, after the newest. */
  readonly head?: StatementHash;
  /** After the last statement that is not after that time, and not before `head`. */
  readonly at?: Instant;
  /** What it says of these. */
  readonly ids?: readonly KeyringId[];
  readonly generations?: readonly number[];
}

/** More of a keyring's state is needed than was shown: to be asked for, and never taken for absent. */
export class NotShownError extends FormatError {
  readonly wanted: NotShown;

  constructor(wanted: NotShown, message: string) {
    super('not-shown', message);
    this.wanted = wanted;
  }
}

/** The refusal that it is; whatever else went wrong goes on. */
export function asFormatError(failure: unknown): FormatError {
  if (failure instanceof FormatError) {
    return failure;
  }
  throw failure;
}

export function malformed(message: string): FormatError {
  return new FormatError('malformed', message);
}

export function broken(message: string): FormatError {
  return new FormatError('broken-chain', message);
}

export function unknownSuite(): FormatError {
  return new FormatError('unknown-suite', 'a suite that this version does not know');
}

/** Why the vault was not answered what it asked for, in the words of whoever it asked. */
export interface Refusal {
  readonly code: string;
  readonly retryAfterSeconds?: number;
}

/** What the vault asked for was not answered. */
export class UnansweredError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`what the vault asked for was not answered (${refusal.code})`);
    this.name = 'UnansweredError';
    this.refusal = refusal;
  }
}

/** The vault is locked. */
export class LockedError extends Error {
  constructor() {
    super('the vault is locked');
    this.name = 'LockedError';
  }
}

/** A file that is being uploaded could not be read, or is not what it was. */
export class UnreadableFileError extends Error {
  /** Position among the files of the upload. */
  readonly file: number;

  constructor(file: number) {
    super('a file could not be read');
    this.name = 'UnreadableFileError';
    this.file = file;
  }
}
