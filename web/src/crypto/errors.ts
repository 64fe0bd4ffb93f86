/** Why something is refused: the error classes of spec/README.md section 4. Never reused. */
export type ErrorClass =
  | 'malformed'
  | 'unknown-suite'
  | 'wrong-key'
  | 'tampered'
  | 'truncated'
  | 'broken-chain'
  | 'bad-signature'
  | 'no-authority'
  | 'stale-generation'
  | 'expired-member'
  | 'rotation-due'
  | 'closed'
  | 'invalid-change';

/** A refusal by the formats. Its message names the rule, never content or a secret. */
export class FormatError extends Error {
  readonly code: ErrorClass;

  constructor(code: ErrorClass, message: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
  }
}

export function malformed(message: string): FormatError {
  return new FormatError('malformed', message);
}

export function unknownSuite(): FormatError {
  return new FormatError('unknown-suite', 'a suite that this version does not know');
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
